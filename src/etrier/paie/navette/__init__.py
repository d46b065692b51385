"""To the pay bureau and back: checked, sent, read back, compared."""
