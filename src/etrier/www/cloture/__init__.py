"""The month's close: what blocks, what warns, what it will produce, what it produced."""
