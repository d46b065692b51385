"""Files of the bank, in and out, foreign words renamed at the door."""
