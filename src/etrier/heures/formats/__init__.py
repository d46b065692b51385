"""Spreadsheets of hours: the file, its cells, its layout, and the template to fill in."""
