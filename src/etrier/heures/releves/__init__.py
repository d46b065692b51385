"""The relevé d'heures: drawn from the ledger, sent, answered once by the client."""
