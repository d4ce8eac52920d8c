"""What leaves the register as files: lists of dates, and all data of a partner."""
