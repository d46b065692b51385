"""The accompaniment: the daily tool of the adviser."""
