"""Settings of a structure, the law it knows, its audit."""
