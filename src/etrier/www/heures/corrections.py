"""The corrections that count in a month, whatever the day they correct."""

from datetime import date

from django.db.models import QuerySet
from django.utils.translation import gettext

from etrier.heures.access import les_lignes
from etrier.heures.enums import GenreHeures, SorteLigne
from etrier.heures.models import LigneHeures
from etrier.socle.mois import dernier_jour
from etrier.structures.access import Acces
from etrier.www.heures.adresses import adresse_ligne
from etrier.www.tableau import Colonne, Tableau


def tableau_corrections(acces: Acces, mois: date) -> Tableau:
    """Reversals and replacements of the accounting month, each opening onto its line."""
    lignes = (
        les_lignes(acces)
        .filter(mois=mois)
        .exclude(sorte=SorteLigne.SAISIE)
        .select_related("salarie__personne")
        .order_by("jour", "salarie__personne__nom", "pk")
    )
    return _tableau(gettext("Corrections comptées dans ce mois"), lignes)


def tableau_de_mois_clos(acces: Acces, mois: date) -> Tableau:
    """Lines of other days that count in this month: corrections of closed months."""
    lignes = (
        les_lignes(acces)
        .filter(mois=mois)
        .exclude(jour__range=(mois, dernier_jour(mois)))
        .select_related("salarie__personne")
    )
    return _tableau(gettext("Corrections de mois clos comptées dans ce mois"), lignes)


def _tableau(titre: str, lignes: QuerySet[LigneHeures]) -> Tableau:
    return Tableau(
        titre,
        [
            Colonne(gettext("Jour"), "jour", "date", lien=ouvre_la_ligne),
            Colonne(gettext("Salarié"), "salarie.personne"),
            Colonne(gettext("Nature"), lambda x: GenreHeures(x.nature).label),
            Colonne(gettext("Sorte"), "get_sorte_display"),
            Colonne(gettext("Heures"), "minutes", "heures", total=True),
            Colonne(gettext("Motif"), "motif"),
        ],
        lignes,
        nom="corrections",
    )


def ouvre_la_ligne(ligne: LigneHeures) -> str:
    """What a cell of a table opens onto: its line of the ledger."""
    return adresse_ligne(ligne.structure_id, ligne.pk)
