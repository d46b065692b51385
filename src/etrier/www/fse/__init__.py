"""Screens on the participants of the FSE+."""
