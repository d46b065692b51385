"""What each line of the bank pays: proposed with a reason, decided by somebody, undone at will."""
