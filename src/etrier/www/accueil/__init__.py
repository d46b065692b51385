"""The public landing page, and the home of a structure."""
