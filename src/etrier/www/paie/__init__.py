"""What the pay bureau receives, month by month."""
