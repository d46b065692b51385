"""Tables of the family."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db.models import Q, Sum
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext as _

from etrier.heures.access import les_lignes
from etrier.heures.enums import EtatLigne, GenreHeures
from etrier.parcours.models import Salarie
from etrier.structures.access import Acces
from etrier.www.adresses import adresse_ouverte
from etrier.www.salaries.suivi import Suivi
from etrier.www.tableau import Colonne, Tableau


def tableau_salaries(acces: Acces, suivis: Sequence[Suivi], vide: str) -> Tableau:
    """The list of people."""
    return Tableau(
        _("Salariés"),
        [
            Colonne(
                _("Nom"),
                "salarie.personne",
                lien=lambda s: reverse("salarie", args=[acces.structure.pk, s.salarie.pk]),
            ),
            Colonne(_("Matricule"), "salarie.matricule", "numero"),
            Colonne(_("Contrat"), "type_contrat"),
            Colonne(_("Fin du contrat"), "fin_contrat", "date", motif="sans_fin"),
            Colonne(_("Par semaine"), "minutes_hebdo", "heures"),
            Colonne(_("Fin du PASS"), "fin_pass", "date"),
            Colonne(_("Jours restants"), "jours_restants", "entier"),
            Colonne(_("État"), "etat"),
        ],
        suivis,
        vide=vide,
        classe_ligne=lambda s: s.classe,
    )


_NATURES = {
    "travail": (GenreHeures.TRAVAIL,),
    "formation": (GenreHeures.FORMATION,),
    "conges": (GenreHeures.CONGE_PAYE, GenreHeures.JOUR_FERIE),
    "payees": (GenreHeures.ABSENCE_PAYEE,),
    "non_payees": (GenreHeures.ABSENCE_NON_PAYEE,),
}


def _somme(quelles: Q) -> Coalesce:
    return Coalesce(Sum("minutes", filter=quelles), 0)


def tableau_heures(acces: Acces, salarie: Salarie, depuis: date) -> Tableau:
    """Hours of a person by month, the latest first."""
    # Read contract by contract: their lines are indexed, those of a person are not.
    contrats = [c.pk for c in salarie.contrats.all()]
    sommes: Any = {nom: _somme(Q(nature__in=natures)) for nom, natures in _NATURES.items()}
    mois = (
        les_lignes(acces)
        .filter(contrat__in=contrats, jour__gte=depuis)
        .order_by()
        .values("mois")
        .annotate(**sommes, brouillon=_somme(Q(etat=EtatLigne.BROUILLON)))
        .order_by("-mois")
    )
    return Tableau(
        _("Heures des derniers mois"),
        [
            Colonne(
                _("Mois"),
                "mois",
                "mois",
                lien=lambda m: adresse_ouverte(acces, "heures_mois", mois=m["mois"]),
            ),
            Colonne(_("Travail"), "travail", "heures", total=True),
            Colonne(_("Formation"), "formation", "heures", total=True),
            Colonne(_("Congés et fériés"), "conges", "heures", total=True),
            Colonne(_("Absences payées"), "payees", "heures", total=True),
            Colonne(_("Absences non payées"), "non_payees", "heures", total=True),
            Colonne(_("Dont à valider"), "brouillon", "heures", total=True),
        ],
        list(mois),
        vide=_("Aucune heure saisie depuis un an."),
        nom="heures",
        recherche=False,
    )
