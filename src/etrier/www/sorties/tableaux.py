"""Tables of exits and of the news taken afterwards."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.db.models import Model, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from etrier.parcours.enums import ClasseSortie
from etrier.parcours.models import Salarie, Sortie, SuiviSortie
from etrier.structures.access import Acces
from etrier.www.adresses import adresse_ouverte
from etrier.www.tableau import Colonne, Tableau

ETIQUETTES = {
    ClasseSortie.DURABLE: "etiquette-ok",
    ClasseSortie.TRANSITION: "etiquette-ok",
    ClasseSortie.POSITIVE: "etiquette-ok",
}


def vers(acces: Acces, nom: str, cle: str, champ: str = "pk") -> Callable[[Any], str | None]:
    """The address of a row, when the roles of the reader open it."""

    def lien(ligne: Model) -> str | None:
        return adresse_ouverte(acces, nom, **{cle: getattr(ligne, champ)})

    return lien


def tableau_a_dire(acces: Acces, salaries: QuerySet[Salarie]) -> Tableau:
    """People whose contract ended and whose exit nobody wrote."""
    dire = vers(acces, "sortie_nouvelle", "salarie_id")
    return Tableau(
        _("Sorties à dire"),
        [
            Colonne(
                _("Nom"),
                "personne",
                lien=lambda s: dire(s) or reverse("salarie", args=[acces.structure.pk, s.pk]),
            ),
            Colonne(_("Matricule"), "matricule", "numero"),
            Colonne(_("Fin du dernier contrat"), "derniere_fin", "date"),
        ],
        salaries,
        legende=_("Le contrat est terminé, aucun autre ne suit, et la sortie n'est pas écrite."),
        vide=_("Aucune : chaque personne partie a sa sortie."),
        nom="a-dire",
        classe_ligne=lambda _s: "ligne-attention",
    )


def tableau_suivis(acces: Acces, suivis: QuerySet[SuiviSortie], le: date) -> Tableau:
    """News to take, the oldest first."""
    return Tableau(
        _("Nouvelles à prendre"),
        [
            Colonne(
                _("Nom"),
                "sortie.salarie.personne",
                lien=lambda s: (
                    adresse_ouverte(acces, "suivi_sortie", suivi_id=s.pk)
                    or reverse("sortie", args=[acces.structure.pk, s.sortie_id])
                ),
            ),
            Colonne(_("Sortie le"), "sortie.le", "date"),
            Colonne(_("À"), lambda s: _("%(mois)d mois") % {"mois": s.mois}),
            Colonne(_("Prévue le"), "prevu_le", "date"),
        ],
        suivis,
        legende=_("Un appel, trois gestes : sa situation, le justificatif vu, noter."),
        vide=_("Aucune nouvelle à prendre."),
        nom="suivis",
        par_page=20,
        classe_ligne=lambda s: "ligne-attention" if s.prevu_le <= le else "",
    )


def tableau_sorties(acces: Acces, sorties: QuerySet[Sortie]) -> Tableau:
    """Every exit, cancelled ones too."""
    return Tableau(
        _("Sorties enregistrées"),
        [
            Colonne(
                _("Nom"),
                "salarie.personne",
                lien=lambda s: reverse("sortie", args=[acces.structure.pk, s.pk]),
            ),
            Colonne(_("Le"), "le", "date"),
            Colonne(_("Convention"), "convention"),
            Colonne(
                _("Classe"),
                "get_classe_display",
                etiquette=lambda s: ETIQUETTES.get(s.classe, "") if not s.annulee_le else "",
            ),
            Colonne(_("Vers"), "employeur"),
            Colonne(_("Annulée le"), "annulee_le", "date"),
        ],
        sorties,
        vide=_("Aucune sortie écrite : elles s'écrivent depuis la fiche de la personne."),
        nom="sorties",
    )


def tableau_nouvelles(acces: Acces, sortie: Sortie) -> Tableau:
    """News planned and had of one person."""
    return Tableau(
        _("Nouvelles après la sortie"),
        [
            Colonne(
                _("À"),
                lambda s: _("%(mois)d mois") % {"mois": s.mois},
                lien=lambda s: adresse_ouverte(acces, "suivi_sortie", suivi_id=s.pk),
            ),
            Colonne(_("Prévue le"), "prevu_le", "date"),
            Colonne(_("Prise le"), "fait_le", "date"),
            Colonne(_("Situation"), "get_situation_display"),
            Colonne(_("Justificatif vu"), "justificatif"),
            Colonne(_("Par"), "par"),
        ],
        sortie.suivis.select_related("par"),
        vide=_("Aucune nouvelle à prendre : la sortie est annulée ou retirée des constatées."),
        nom="nouvelles",
        recherche=False,
    )
