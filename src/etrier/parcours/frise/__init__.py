"""The pathway of one person on one line of time: what lasts, what happens on a day."""
