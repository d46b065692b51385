"""Quotes: the team's screens, and what a client sees from a signed link."""
