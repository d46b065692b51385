"""Bank accounts, statements and SEPA files: who is paid where, and what the bank says."""
