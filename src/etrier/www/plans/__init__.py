"""Weekly plans, absences, and the drafts they give."""
