"""Files handed to the accountant and to the tax office."""
