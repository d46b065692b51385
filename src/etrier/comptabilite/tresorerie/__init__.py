"""Money at a glance, and the months to come."""
