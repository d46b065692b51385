"""Files of the ASP: container, dialect, then one typed row per line."""
