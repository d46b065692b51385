"""The words of the person's page: one small dictionary a language, numbers and dates its own way.

Not in the .po files: these texts are written for somebody who reads little, sentence by sentence,
and a language may be added by somebody who knows nothing of the rest of the site (decision 0028).
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from etrier.parcours.enums import LanguePersonne
from etrier.www.formats_ecran import typo

DOSSIER = Path(__file__).with_name("langues")
CHIFFRES = "0123456789"
PAR_HEURE = 60
# The code of the page's `lang`, when it is not the one of the list.
_BALISES = {"fa-af": "fa-AF"}


@dataclass(frozen=True)
class Langue:
    """One dictionary, and how it writes what it says."""

    code: str
    mots: Mapping[str, Any]

    @property
    def balise(self) -> str:
        """What the `lang` of the page says."""
        return _BALISES.get(self.code, self.code)

    @property
    def nom(self) -> str:
        """Its name in its own script."""
        return str(self.mots["nom"])

    @property
    def sens(self) -> str:
        """`ltr` or `rtl`."""
        return str(self.mots["sens"])

    def dire(self, cle: str, **valeurs: object) -> str:
        """A sentence by its key, `lien.titre`. Raises KeyError for a key nobody wrote."""
        trouve: Any = self.mots
        for morceau in cle.split("."):
            trouve = trouve[morceau]
        texte = str(trouve).replace("'", "’")
        texte = texte.format(**valeurs) if valeurs else texte
        return typo(texte) if self.code == "fr" else texte

    def nombre(self, valeur: object) -> str:
        """A number in the digits of the language."""
        return str(valeur).translate(str.maketrans(CHIFFRES, str(self.mots["chiffres"])))

    def compter(self, quoi: str, combien: int) -> str:
        """`3 heures`, with the plural of the language. `quoi`: heures, minutes, jours."""
        formes = self.mots["unites"][quoi]
        forme = formes.get(rang_pluriel(self.code, combien), formes["other"])
        return str(forme).format(n=self.nombre(combien))

    def duree(self, minutes: int) -> str:
        """Minutes as hours and minutes."""
        entieres, reste = divmod(abs(minutes), PAR_HEURE)
        dites = [self.compter("heures", entieres)] if entieres or not reste else []
        if reste:
            dites.append(self.compter("minutes", reste))
        return " ".join(dites)

    def jour(self, jour: date) -> str:
        """A date with its year."""
        return str(self.mots["date_longue"]).format(
            jour=self._quantieme(jour),
            mois=self.mots["mois"][jour.month - 1],
            annee=self.nombre(jour.year),
        )

    def jour_de_semaine(self, jour: date) -> str:
        """A date near today: the day of the week, no year."""
        return str(self.mots["date_du_jour"]).format(
            semaine=self.mots["semaine"][jour.weekday()],
            jour=self._quantieme(jour),
            mois=self.mots["mois"][jour.month - 1],
        )

    def _quantieme(self, jour: date) -> str:
        return str(self.mots["premier"]) if jour.day == 1 else self.nombre(jour.day)

    def montant(self, centimes: int) -> str:
        """Euros, with the separators of the language."""
        euros, reste = divmod(centimes, 100)
        milliers = f"{euros:,}".replace(",", str(self.mots["milliers"]))
        chiffres = self.nombre(f"{milliers}{self.mots['decimale']}{reste:02}")
        return str(self.mots["montant"]).format(n=chiffres)


def rang_pluriel(code: str, n: int) -> str:
    """Which plural a whole number takes (Unicode CLDR, cardinal rules)."""
    if code == "fr":
        return "one" if n < 2 else "other"
    if code == "en":
        return "one" if n == 1 else "other"
    if code == "uk":
        return _rang_slave(n)
    if code == "ar":
        return _rang_arabe(n)
    return "other"


def _rang_slave(n: int) -> str:
    if n % 10 == 1 and n % 100 != 11:
        return "one"
    return "few" if n % 10 in (2, 3, 4) and n % 100 not in (12, 13, 14) else "many"


def _rang_arabe(n: int) -> str:
    if n in (1, 2):
        return ("one", "two")[n - 1]
    if 3 <= n % 100 <= 10:
        return "few"
    return "many" if n % 100 >= 11 else "other"


@cache
def langue(code: str) -> Langue:
    """A language of the page; French for a code nobody knows."""
    connu = code if code in LanguePersonne.values else LanguePersonne.FR.value
    texte = (DOSSIER / f"{connu}.yaml").read_text(encoding="utf-8")
    return Langue(connu, yaml.safe_load(texte))


def les_langues() -> list[Langue]:
    """Every language of the page, in the order of the list."""
    return [langue(code) for code in LanguePersonne.values]


def langue_du_navigateur(entete: str) -> str:
    """The first language of `Accept-Language` that the page speaks, else French."""
    for morceau in re.split(r"\s*,\s*", entete.lower()):
        code = morceau.partition(";")[0].strip()
        base = code.partition("-")[0]
        if base in ("fa", "prs"):
            return LanguePersonne.FA
        if base in LanguePersonne.values:
            return base
    return LanguePersonne.FR
