"""Participants of an operation of the FSE+: who entered, who left, what each answered."""
