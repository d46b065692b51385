"""The public calculators: the law, computed and explained."""
