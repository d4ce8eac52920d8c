"""Two to six areas side by side."""
