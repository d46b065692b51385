"""The menu of a structure: only the screens the roles of the reader open.

What a screen asks is read on the view itself (`view.finalite`, set by `porte`): the menu and the
doors cannot disagree.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.urls import NoReverseMatch, resolve, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from etrier.socle.mois import ecrire_mois
from etrier.structures.access import Acces, Finalite

# Section, then (label, name of the address, does the address bear a month?).
_PLAN: tuple[tuple[Promise, tuple[tuple[Promise, str, bool], ...]], ...] = (
    (_("Structure"), ((_("Tableau de bord"), "structure", False),)),
    (
        _("Personnes et activité"),
        (
            (_("Salariés"), "salaries", False),
            (_("Clients"), "clients", False),
            (_("Chantiers"), "chantiers", False),
            (_("Missions"), "missions", False),
            (_("Marchés et clauses"), "marches", False),
            (_("Tarifs"), "tarifs", False),
        ),
    ),
    (
        _("Le mois"),
        (
            (_("Heures"), "heures_mois", True),
            (_("Importer des heures"), "heures_importer", True),
            (_("Clôture"), "cloture", True),
        ),
    ),
    (
        _("Ce qui en découle"),
        (
            (_("Aide au poste et ETP"), "aides", False),
            (_("État mensuel"), "etat_mensuel", True),
            (_("Variables de paie"), "paie", True),
            (_("Facturation"), "facturation", True),
            (_("Heures d'insertion"), "clauses", True),
        ),
    ),
    (
        _("Réglages"),
        (
            (_("Structure et rôles"), "reglages", False),
            (_("Journal des actes"), "journal", False),
        ),
    ),
)


@dataclass(frozen=True)
class Lien:
    """A link of the menu."""

    libelle: Promise
    adresse: str
    actif: bool


@dataclass(frozen=True)
class Section:
    """A titled group of links."""

    titre: Promise
    liens: list[Lien]


def composer(acces: Acces, mois: date, chemin: str) -> list[Section]:
    """Sections with at least one link the roles open; the link of the page is active."""
    sections = []
    for titre, entrees in _PLAN:
        liens = list(_liens(acces, mois, chemin, entrees))
        if liens:
            sections.append(Section(titre, liens))
    return sections


def _liens(
    acces: Acces, mois: date, chemin: str, entrees: tuple[tuple[Promise, str, bool], ...]
) -> Iterator[Lien]:
    for libelle, nom, mensuel in entrees:
        adresse = _adresse(nom, acces.structure.pk, mois if mensuel else None)
        if adresse and acces.peut(_finalite(adresse)):
            yield Lien(libelle, adresse, _est_actif(nom, adresse, chemin))


def _adresse(nom: str, structure_id: int, mois: date | None) -> str:
    kwargs: dict[str, int | str] = {"structure_id": structure_id}
    if mois is not None:
        kwargs["mois"] = ecrire_mois(mois)
    try:
        return reverse(nom, kwargs=kwargs)
    except NoReverseMatch:
        return ""


def _finalite(adresse: str) -> Finalite:
    return Finalite(getattr(resolve(adresse).func, "finalite", ""))


def _est_actif(nom: str, adresse: str, chemin: str) -> bool:
    return chemin == adresse or (nom != "structure" and chemin.startswith(adresse))
