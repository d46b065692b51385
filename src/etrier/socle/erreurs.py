"""Refusals said in the user's words."""


class Refus(Exception):
    """An act that cannot be done: one French sentence saying what, where, and what to do."""

    def __init__(self, phrase: str) -> None:
        super().__init__(phrase)
        self.phrase = phrase
