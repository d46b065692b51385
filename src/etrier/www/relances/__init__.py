"""Late invoices, reminders, and the accounts of clients."""
