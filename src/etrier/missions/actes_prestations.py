"""Acts on services: what the structure sells, under its own codes. Each is atomic and audited."""

from django.db import transaction
from django.utils.translation import gettext as _

from etrier.missions.enums import ActiviteSap, UnitePrestation
from etrier.missions.models import Prestation
from etrier.missions.verification import texte
from etrier.socle.erreurs import Refus
from etrier.socle.journal import noter
from etrier.structures.models import Structure, Utilisateur


@transaction.atomic
def creer_prestation(
    structure: Structure,
    *,
    code: str,
    libelle: str,
    unite: str = UnitePrestation.HEURE,
    activite_sap: str = "",
    est_de_nuit: bool = False,
    par: Utilisateur | None,
) -> Prestation:
    """Add a service. Raises Refus when the code is taken, or the unit or the activity unknown."""
    prestation = Prestation(structure=structure, est_de_nuit=est_de_nuit)
    _remplir(prestation, code, libelle, unite, activite_sap)
    prestation.save()
    _noter("prestation.creer", prestation, par)
    return prestation


@transaction.atomic
def modifier_prestation(
    prestation: Prestation,
    *,
    code: str,
    libelle: str,
    unite: str = UnitePrestation.HEURE,
    activite_sap: str = "",
    est_de_nuit: bool = False,
    par: Utilisateur | None,
) -> Prestation:
    """Change a service; closed months keep what they said. Raises Refus as the creation does."""
    _remplir(prestation, code, libelle, unite, activite_sap)
    prestation.est_de_nuit = est_de_nuit
    prestation.save()
    _noter("prestation.modifier", prestation, par)
    return prestation


@transaction.atomic
def archiver_prestation(prestation: Prestation, *, par: Utilisateur | None) -> Prestation:
    """Offer a service no more: places and prices that have it keep it."""
    prestation.est_archivee = True
    prestation.save()
    _noter("prestation.archiver", prestation, par)
    return prestation


@transaction.atomic
def reprendre_prestation(prestation: Prestation, *, par: Utilisateur | None) -> Prestation:
    """Offer an archived service again."""
    prestation.est_archivee = False
    prestation.save()
    _noter("prestation.reprendre", prestation, par)
    return prestation


def _remplir(
    prestation: Prestation, code: str, libelle: str, unite: str, activite_sap: str
) -> None:
    code = texte(code, 12, _("le code de la prestation")).upper()
    libelle = texte(libelle, 120, _("le libellé de la prestation"))
    if unite not in UnitePrestation.values:
        raise Refus(_("Choisissez l'unité dans la liste."))
    if activite_sap not in {"", *ActiviteSap.values}:
        raise Refus(_("Choisissez le service à la personne dans la liste."))
    autre = Prestation.objects.filter(structure=prestation.structure, code=code).first()
    if autre is not None and autre != prestation:
        raise Refus(
            _("Le code %(code)s est celui de « %(autre)s » : choisissez-en un autre.")
            % {"code": code, "autre": autre}
        )
    prestation.code, prestation.libelle = code, libelle
    prestation.unite, prestation.activite_sap = unite, activite_sap


def _noter(verbe: str, prestation: Prestation, par: Utilisateur | None) -> None:
    noter(
        verbe,
        auteur=par,
        perimetre=prestation.structure_id,
        cible=prestation,
        code=prestation.code,
        libelle=prestation.libelle,
        activite_sap=prestation.activite_sap,
        est_de_nuit=prestation.est_de_nuit,
    )
