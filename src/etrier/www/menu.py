"""The menu of a structure: only the screens the roles of the reader open."""

from collections.abc import Container, Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from etrier.structures.access import Acces
from etrier.www.adresses import adresse_ouverte

# Section, then (label, name of the address, does the address bear a month?).
PLAN: tuple[tuple[Promise, tuple[tuple[Promise, str, bool], ...]], ...] = (
    (
        _("Structure"),
        (
            (_("Tableau de bord"), "structure", False),
            (_("Radar des échéances"), "radar", False),
        ),
    ),
    (
        _("Personnes et activité"),
        (
            (_("Salariés"), "salaries", False),
            (_("Candidatures"), "candidatures", False),
            (_("Partenaires"), "partenaires", False),
            (_("Étapes du parcours"), "etapes", False),
            (_("Doublons"), "doublons", False),
            (_("Clients"), "clients", False),
            (_("Chantiers"), "chantiers", False),
            (_("Missions"), "missions", False),
            (_("Marchés et clauses"), "marches", False),
            (_("Prestations"), "prestations", False),
            (_("Tarifs"), "tarifs", False),
            (_("Devis"), "devis", False),
        ),
    ),
    (
        _("Accompagnement"),
        (
            (_("Mes suivis"), "suivis", False),
            (_("Compétences"), "competences", False),
            (_("Formations"), "formations", False),
            (_("Immersions"), "immersions", False),
            (_("Papiers"), "documents", False),
            (_("Référents"), "referents", False),
            (_("Fiches salarié ASP"), "fiches_asp", False),
            (_("Participants FSE+"), "fse", False),
        ),
    ),
    (
        _("Le mois"),
        (
            (_("Heures"), "heures_mois", True),
            (_("Feuilles de semaine"), "feuilles", False),
            (_("Plans"), "plans", False),
            (_("Absences"), "absences", True),
            (_("Relevés"), "releves", True),
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
            (_("Notes de frais"), "notes_frais", False),
            (_("Réglages de paie"), "paie_reglages", False),
            (_("Facturation"), "facturation", True),
            (_("Heures d'insertion"), "clauses", True),
        ),
    ),
    (
        _("Argent"),
        (
            (_("Trésorerie"), "argent", False),
            (_("Facturer"), "facturer", True),
            (_("Factures"), "factures", False),
            (_("Articles à facturer"), "articles", False),
            (_("Factures reçues"), "fournisseurs", False),
            (_("Relances"), "relances", False),
            (_("Services à la personne"), "sap", False),
            (_("Comptabilité"), "comptabilite", False),
            (_("Coûts et marges"), "couts", False),
            (_("Règlements"), "reglements", False),
            (_("Relevés de banque"), "rapprocher", False),
            (_("Ordres bancaires"), "ordres", False),
            (_("Comptes bancaires"), "comptes_bancaires", False),
            (_("Réglages de facturation"), "facturation_regler", False),
        ),
    ),
    (
        _("Pilotage"),
        (
            (_("Sorties"), "sorties", False),
            (_("Taux de sortie"), "pilotage_sorties", False),
            (_("Le groupe"), "pilotage_groupe", False),
            (_("Bilans annuels"), "bilans", False),
        ),
    ),
    (
        _("Réglages"),
        (
            (_("Structure et rôles"), "reglages", False),
            (_("Conservation des données"), "conservation", False),
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
    """A titled group of links; `cle` names it for whoever folds it."""

    cle: str
    titre: Promise
    liens: list[Lien]
    repliee: bool


def composer(acces: Acces, mois: date, chemin: str, repliees: Container[str] = ()) -> list[Section]:
    """Sections with at least one link the roles open; the link of the page is active.

    Those of `repliees` are folded, but that of the page. A section is named by its first address.
    """
    ouverts = [
        (entrees[0][1], titre, list(_ouverts(acces, mois, entrees))) for titre, entrees in PLAN
    ]
    actif = _adresse_active(chemin, [adresse for *_s, liens in ouverts for _l, adresse in liens])
    sections = []
    for cle, titre, entrees in ouverts:
        liens = [Lien(libelle, adresse, adresse == actif) for libelle, adresse in entrees]
        repliee = cle in repliees and not any(lien.actif for lien in liens)
        sections += [Section(cle, titre, liens, repliee)] if liens else []
    return sections


def _ouverts(
    acces: Acces, mois: date, entrees: tuple[tuple[Promise, str, bool], ...]
) -> Iterator[tuple[Promise, str]]:
    for libelle, nom, mensuel in entrees:
        adresse = adresse_ouverte(acces, nom, **({"mois": mois} if mensuel else {}))
        if adresse is not None:
            yield libelle, adresse


def _adresse_active(chemin: str, adresses: list[str]) -> str:
    """The longest address the page is under: an import page is not the hours page too.

    The structure's home is above every page, and only itself.
    """
    accueil = min(adresses, key=len, default="")
    dessous = [a for a in adresses if chemin == a or (a != accueil and chemin.startswith(a))]
    return max(dessous, key=len, default="")
