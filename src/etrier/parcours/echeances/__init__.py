"""One radar of deadlines: what ends, what is due, who has it, what to do next."""
