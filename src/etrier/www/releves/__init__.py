"""The relevé d'heures: drawn, printed, sent, confirmed or disputed by the client."""
