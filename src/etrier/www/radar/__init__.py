"""The radar of deadlines: the page, its calendar, its mail, personal dates."""
