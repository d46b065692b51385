"""Files of arrivals, foreign words renamed at the door."""
