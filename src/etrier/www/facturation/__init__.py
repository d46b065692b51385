"""What the clients will be invoiced, month by month."""
