"""The list of people and where their data stands."""

from collections.abc import Sequence
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from etrier.parcours.conservation.horloges import Horloge
from etrier.parcours.conservation.mots import dire_empechements
from etrier.structures.access import Acces
from etrier.www.tableau import Colonne, Tableau

ETATS = {
    "effacer": (gettext_lazy("à effacer"), "etiquette-alerte"),
    "archiver": (gettext_lazy("à archiver"), "etiquette-attention"),
    "archive": (gettext_lazy("archivée"), "etiquette-neutre"),
    "retenue": (gettext_lazy("gardée"), "etiquette-neutre"),
    "suivie": (gettext_lazy("à garder"), "etiquette-ok"),
}


def etat_de(horloge: Horloge, jour: date) -> str:
    """Where the data stands, as a key of `ETATS`."""
    if horloge.a_effacer(jour):
        return "effacer"
    if horloge.a_archiver(jour):
        return "archiver"
    if horloge.personne.archivee_le is not None:
        return "archive"
    if horloge.echeance is not None and horloge.echeance.atteinte(jour):
        return "retenue"
    return "suivie"


def tableau_horloges(acces: Acces, horloges: Sequence[Horloge], jour: date, vide: str) -> Tableau:
    """One line a person, those whose clock ran out longest ago first."""
    return Tableau(
        _("Données des personnes"),
        [
            Colonne(
                _("Personne"),
                "personne",
                lien=lambda h: reverse(
                    "conservation_personne", args=[acces.structure.pk, h.personne.pk]
                ),
            ),
            Colonne(
                _("État"),
                lambda h: str(ETATS[etat_de(h, jour)][0]),
                etiquette=lambda h: ETATS[etat_de(h, jour)][1],
            ),
            Colonne(_("Fin du parcours"), "fin_parcours", "date"),
            Colonne(_("Dernier contact"), "dernier_contact", "date"),
            Colonne(_("À garder jusqu'au"), "garder_jusquau", "date"),
            Colonne(_("Ce qui empêche d'effacer"), lambda h: dire_empechements(h.empechements)),
        ],
        sorted(horloges, key=lambda h: (h.le or date.max, h.personne.pk)),
        vide=vide,
    )
