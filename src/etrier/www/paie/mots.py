"""Words of the pay screens: rubriques, the trail above a page, what a reason says."""

from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from etrier.cloture.raisons.libelles import libelle_rubrique
from etrier.droit.regles.rapprochement_paie import MOTIFS
from etrier.paie.enums import GenreVariableSaisie
from etrier.paie.models import EcartPaie
from etrier.paie.navette.rubriques import DU_BULLETIN
from etrier.structures.access import Acces
from etrier.www import formats_ecran

Fil = list[tuple[str, str]]


def dire_rubrique(code: str) -> str:
    """`ACOMPTE` is "Acompte versé"; a code of the bureau stays as it is."""
    if code in GenreVariableSaisie.values:
        return str(GenreVariableSaisie(code).label).capitalize()
    return str(DU_BULLETIN[code]) if code in DU_BULLETIN else libelle_rubrique(code)


def dire_motif(ecart: EcartPaie) -> str:
    """Why it differs, with the other number when there is one."""
    phrase = MOTIFS.get(ecart.genre, ecart.genre)
    return f"{phrase} : {ecart.autre_matricule}" if ecart.autre_matricule else phrase


def fil_paie(acces: Acces, mois: date, ecran: str = "", libelle: str = "") -> Fil:
    """The month's page, then the list one comes from."""
    cle = acces.structure.pk
    fil = [
        (
            _("Paie, %(mois)s") % {"mois": formats_ecran.mois(mois)},
            reverse("paie", args=[cle, mois]),
        )
    ]
    return [*fil, (libelle, reverse(ecran, args=[cle, mois]))] if ecran else fil


def fil_reglages(acces: Acces) -> Fil:
    """The settings of pay."""
    return [(_("Réglages de paie"), reverse("paie_reglages", args=[acces.structure.pk]))]


def fil_frais(acces: Acces) -> Fil:
    """The expense claims."""
    return [(_("Notes de frais"), reverse("notes_frais", args=[acces.structure.pk]))]
