"""Orders to the bank: prepared, checked, produced, followed."""
