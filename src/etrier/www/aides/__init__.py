"""The State's aid: annexes, monthly states, payments received."""
