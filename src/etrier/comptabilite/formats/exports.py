"""A file of an accounting year, for whom it is asked; each one handed over is written down."""

from collections.abc import Sequence

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from etrier.comptabilite.formats.fec import ecrire_fec, lignes_de, nom_fec
from etrier.comptabilite.formats.logiciels import COLONNES_CSV, en_csv, en_quadra, en_ximport
from etrier.comptabilite.models import Exercice
from etrier.socle.journal import noter
from etrier.structures.models import Utilisateur


class FormatExport(models.TextChoices):
    """Who reads the file."""

    FEC = "fec", _("FEC, fichier des écritures comptables (tous les logiciels, l'administration)")
    FEC_LATIN = "fec_latin", _("FEC en ISO 8859-15, pour un logiciel ancien")
    XIMPORT = "ximport", _("Ciel Compta et Sage 50, XIMPORT")
    QUADRA = "quadra", _("Quadra (Cegid), ASCII")
    CSV = "csv", _("CSV, avec les colonnes de votre choix")


@transaction.atomic
def exporter(
    exercice: Exercice, format_voulu: str, *, colonnes: Sequence[str], par: Utilisateur | None
) -> tuple[str, bytes]:
    """Name and content of the file. `colonnes`: those of the CSV, all of them when empty.

    Raises Refus when nothing is passed in the year.
    """
    nom, contenu = _ecrire(exercice, FormatExport(format_voulu), colonnes)
    noter(
        "ecritures.exporter",
        auteur=par,
        perimetre=exercice.structure_id,
        cible=exercice,
        fichier=nom,
    )
    return nom, contenu


def _ecrire(exercice: Exercice, voulu: FormatExport, colonnes: Sequence[str]) -> tuple[str, bytes]:
    # Refuses an empty year, whatever the format.
    fec = ecrire_fec(exercice, "iso8859-15" if voulu is FormatExport.FEC_LATIN else "utf-8")
    if voulu in (FormatExport.FEC, FormatExport.FEC_LATIN):
        return nom_fec(exercice), fec
    lignes, racine = lignes_de(exercice), f"ecritures-{exercice.fin:%Y%m%d}"
    if voulu is FormatExport.XIMPORT:
        return "XIMPORT.TXT", en_ximport(lignes)
    if voulu is FormatExport.QUADRA:
        return f"{racine}-quadra.txt", en_quadra(lignes)
    return f"{racine}.csv", en_csv(lignes, colonnes or list(COLONNES_CSV))
