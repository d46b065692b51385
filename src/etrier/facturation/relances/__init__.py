"""Late invoices: how old, what step comes next, reminders sent, and the account of a client."""
