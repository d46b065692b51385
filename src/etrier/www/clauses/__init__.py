"""Hours credited to the social clauses, month by month."""
