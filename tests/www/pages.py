"""What every page must be: well nested, in a language, with one title and no dangling label."""

import re
from html import unescape
from html.parser import HTMLParser
from typing import Any

from django.test import Client
from django.urls import reverse

VIDES = frozenset({"meta", "link", "input", "img", "br", "hr", "path", "rect", "col"})


class _Lecteur(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.ouvertes: list[str] = []
        self.fautes: list[str] = []
        self.ids: list[str] = []
        self.renvois: list[str] = []
        self.langue: str | None = None
        self.titres = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        valeurs = {nom: valeur or "" for nom, valeur in attrs}
        if len(valeurs) != len(attrs):
            self.fautes.append(f"attribut doublé dans <{tag}>")
        if tag == "html":
            self.langue = valeurs.get("lang")
        self.titres += tag == "h1"
        if "id" in valeurs:
            self.ids.append(valeurs["id"])
        for nom in ("for", "aria-labelledby", "aria-describedby", "aria-controls"):
            self.renvois += valeurs.get(nom, "").split()
        self.fautes += [f"{nom} dans <{tag}>" for nom in valeurs if nom.startswith("on")]
        if tag not in VIDES:
            self.ouvertes.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in VIDES:
            return
        if not self.ouvertes or self.ouvertes.pop() != tag:
            self.fautes.append(f"</{tag}> mal placé, ligne {self.getpos()[0]}")


def fautes(html: str, langue: str = "fr") -> list[str]:
    """Everything wrong with a whole page; an empty list when nothing is."""
    lecteur = _Lecteur()
    lecteur.feed(html)
    trouvees = list(lecteur.fautes)
    trouvees += [f"<{tag}> jamais fermé" for tag in lecteur.ouvertes]
    if lecteur.langue != langue:
        trouvees.append(f"langue {lecteur.langue}")
    if lecteur.titres != 1:
        trouvees.append(f"{lecteur.titres} titres h1")
    trouvees += [f"id « {i} » doublé" for i in set(lecteur.ids) if lecteur.ids.count(i) > 1]
    trouvees += [f"renvoi vers « {r} » absent" for r in set(lecteur.renvois) - set(lecteur.ids)]
    return trouvees


def propre(html: str, langue: str = "fr") -> str:
    """A whole page as one reads it; it must be well made."""
    assert fautes(html, langue) == []
    return re.sub(r"\s+", " ", unescape(html).replace("\u202f", " ").replace("\u00a0", " "))


def lire(navigateur: Client, nom: str, /, *args: Any, **demande: Any) -> str:
    """The page of an address as one reads it."""
    return propre(navigateur.get(reverse(nom, args=args), demande).content.decode())


def envoyer(navigateur: Client, nom: str, /, *args: Any, **champs: Any) -> str:
    """The page a form leads to, redirections followed."""
    reponse = navigateur.post(reverse(nom, args=args), champs, follow=True)
    return propre(reponse.content.decode())
