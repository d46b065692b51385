"""The demonstration: invented, visibly so, the same each time, with its mistakes in their place."""
