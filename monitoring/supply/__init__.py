"""What is offered in each area for each age, beside how many children live there and how much they need it."""
