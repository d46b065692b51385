"""Orders to the bank: who could be paid or debited, what stands in the way, the file."""
