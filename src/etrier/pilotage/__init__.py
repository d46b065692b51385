"""Figures: indicators with their perimeter, their period and what they leave out."""
