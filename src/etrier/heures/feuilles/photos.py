"""The photo of the signed sheet: a file of the instance, named by what it holds."""

import os
from datetime import date
from hashlib import sha256
from pathlib import Path
from uuid import uuid4

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from etrier.heures.feuilles.actions import ouvrir_feuille
from etrier.heures.models import PhotoFeuille
from etrier.missions.models import Chantier
from etrier.socle.erreurs import Refus
from etrier.socle.horloge import maintenant
from etrier.socle.journal import noter
from etrier.structures.models import Utilisateur

OCTETS_MAX = 8 * 1024 * 1024


@transaction.atomic
def joindre_photo(
    chantier: Chantier, jour: date, contenu: bytes, *, par: Utilisateur | None
) -> PhotoFeuille:
    """Attach a photo to the sheet of the week of a day; the same picture twice is kept once.

    The file is written before the row: a row always has its file. Raises Refus for another kind
    of file, or one over 8 MB.
    """
    if len(contenu) > OCTETS_MAX:
        raise Refus(_("Cette photo dépasse 8 Mo : prenez-la avec une définition plus petite."))
    type_contenu = _reconnaitre(contenu)
    if not type_contenu:
        raise Refus(
            _("Ce fichier n’est pas une photo JPEG, PNG ou WEBP : photographiez la feuille.")
        )
    empreinte = sha256(contenu).hexdigest()
    _ranger(chemin_photo(chantier.structure_id, empreinte), contenu)
    feuille = ouvrir_feuille(chantier, jour)
    photo, nouvelle = PhotoFeuille.objects.get_or_create(
        feuille=feuille,
        empreinte=empreinte,
        defaults={
            "type_contenu": type_contenu,
            "octets": len(contenu),
            "ajoutee_par": par,
            "ajoutee_le": maintenant(),
        },
    )
    if nouvelle:
        noter(
            "feuille.photo",
            auteur=par,
            perimetre=chantier.structure_id,
            cible=photo,
            lundi=feuille.lundi.isoformat(),
        )
    return photo


def chemin_photo(structure_id: int, empreinte: str) -> Path:
    """Where the picture is kept."""
    return Path(settings.VAR) / "photos" / str(structure_id) / empreinte


def _reconnaitre(contenu: bytes) -> str:
    """The type a browser draws it as, by its first bytes; nothing for any other file."""
    if contenu.startswith(b"\xff\xd8\xff"):
        return "image/jpeg"
    if contenu.startswith(b"\x89PNG\r\n\x1a\n"):
        return "image/png"
    # A WEBP is a RIFF, as a sound is: the kind stands after the size.
    return "image/webp" if contenu[:4] == b"RIFF" and contenu[8:12] == b"WEBP" else ""


def _ranger(chemin: Path, contenu: bytes) -> None:
    """Write the whole file, readable by the instance alone, or nothing."""
    if chemin.is_file():
        return
    chemin.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    brouillon = chemin.with_name(f"{chemin.name}.{uuid4().hex}")
    brouillon.touch(mode=0o600)
    brouillon.write_bytes(contenu)
    os.replace(brouillon, chemin)
