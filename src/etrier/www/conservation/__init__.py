"""The clocks of data for the direction, and the copy an adviser hands."""
