"""Speed and memory of the month's close at the size of the whole country."""
