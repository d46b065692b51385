"""Screens of arrivals: partners, candidacies, duplicates, steps, how to reach somebody."""
