"""The clocks of data: what is due, archive, erasure that leaves the figures, one person's copy."""
