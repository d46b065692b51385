"""Files of the pay bureaux."""
