"""Arrivals: partners, candidacies, appointments, duplicates, steps between structures."""
