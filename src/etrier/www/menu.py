"""The menu of a structure: only the screens the roles of the reader open."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from etrier.structures.access import Acces
from etrier.www.adresses import adresse_ouverte

# Section, then (label, name of the address, does the address bear a month?).
PLAN: tuple[tuple[Promise, tuple[tuple[Promise, str, bool], ...]], ...] = (
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
    for titre, entrees in PLAN:
        liens = list(_liens(acces, mois, chemin, entrees))
        if liens:
            sections.append(Section(titre, liens))
    return sections


def _liens(
    acces: Acces, mois: date, chemin: str, entrees: tuple[tuple[Promise, str, bool], ...]
) -> Iterator[Lien]:
    for libelle, nom, mensuel in entrees:
        adresse = adresse_ouverte(acces, nom, **({"mois": mois} if mensuel else {}))
        if adresse is not None:
            yield Lien(libelle, adresse, _est_actif(nom, adresse, chemin))


def _est_actif(nom: str, adresse: str, chemin: str) -> bool:
    return chemin == adresse or (nom != "structure" and chemin.startswith(adresse))
