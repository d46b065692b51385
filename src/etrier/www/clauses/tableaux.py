"""The tables of the credited hours."""

from collections.abc import Sequence
from datetime import date

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext

from etrier.clauses.models import HeuresClause
from etrier.droit.regles.clauses import MOTIFS_ECART
from etrier.structures.access import Acces
from etrier.www import formats_ecran
from etrier.www.adresses import adresse_ouverte
from etrier.www.clauses.avancement import AvancementClause
from etrier.www.tableau import Colonne, Tableau


def tableau_clauses(avances: Sequence[AvancementClause], mois: date) -> Tableau:
    """One line per clause."""
    return Tableau(
        gettext("Clauses sociales à fin %(mois)s") % {"mois": formats_ecran.mois(mois)},
        [
            Colonne(gettext("Clause"), "clause"),
            Colonne(gettext("Intitulé"), "clause.intitule"),
            Colonne(gettext("Fin"), "clause.fin", "date"),
            Colonne(gettext("Heures dues"), "dues", "heures", total=True),
            Colonne(gettext("Créditées ce mois"), "du_mois", "heures", total=True),
            Colonne(gettext("Créditées à ce jour"), "a_ce_jour", "heures", total=True),
            Colonne(gettext("Restent"), "restent", "heures", total=True),
            Colonne(gettext("Avancement"), "part_pour_dix_mille", "pourcent"),
        ],
        avances,
        vide=gettext("Aucune clause sociale ne couvre ce mois."),
        nom="clauses",
        recherche=False,
    )


def tableau_personnes(acces: Acces, heures: QuerySet[HeuresClause], mois: date) -> Tableau:
    """One line per clause and person."""

    def lien(ligne: HeuresClause) -> str:
        return reverse("pourquoi_clause", args=[acces.structure.pk, ligne.pk])

    return Tableau(
        gettext("Heures d'insertion par personne, %(mois)s") % {"mois": formats_ecran.mois(mois)},
        [
            Colonne(gettext("Clause"), "clause"),
            Colonne(
                gettext("Salarié"),
                "salarie.personne",
                lien=lambda h: adresse_ouverte(acces, "salarie", salarie_id=h.salarie_id),
            ),
            Colonne(gettext("Matricule"), "salarie.matricule", "numero"),
            Colonne(gettext("Créditées"), "minutes_retenues", "heures", total=True, lien=lien),
            Colonne(gettext("Écartées"), "minutes_ecartees", "heures", total=True, lien=lien),
            Colonne(gettext("Pourquoi écartées"), phrase_ecarts),
        ],
        heures.order_by("clause_id", "salarie__personne__nom", "id"),
        vide=gettext("Aucune heure de ce mois ne porte une clause sociale."),
        nom="personnes",
    )


def phrase_ecarts(heures: HeuresClause) -> str:
    """`NATURE ; HORS_PERIODE` in words."""
    codes = [code for code in heures.motif.split(" ; ") if code]
    return " ; ".join(MOTIFS_ECART.get(code, code) for code in codes)
