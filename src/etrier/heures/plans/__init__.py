"""What is expected: weekly plans, absences, and the drafts of a month they propose."""
