"""Bank accounts, mandates, statements, and what each line of the bank pays."""
