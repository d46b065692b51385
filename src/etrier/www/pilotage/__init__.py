"""Screens of figures: rates of exits, the group, the yearly report."""
