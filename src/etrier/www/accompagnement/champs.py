"""Fields where one speaks or types at length."""

from django import forms


def zone_de_texte(lignes: int, **attributs: str) -> forms.Textarea:
    """A text area that suits dictation and a telephone's keyboard; nothing is proposed in it."""
    return forms.Textarea(
        attrs={
            "rows": lignes,
            "autocomplete": "off",
            "spellcheck": "true",
            "autocapitalize": "sentences",
            "lang": "fr",
            **attributs,
        }
    )


def texte_court(**attributs: str) -> forms.TextInput:
    """One line about a person: her adviser's browser must not remember it."""
    return forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "true", **attributs})
