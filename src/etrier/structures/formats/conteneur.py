"""What wraps a file of the ASP. Extensions lie (a `.csv.gz` may be a zip): bytes are believed."""

import gzip
import io
import zipfile
import zlib

from django.utils.translation import gettext as _

from etrier.structures.formats.refus import FichierRefuse

# The whole country's contracts weigh less; beyond, somebody is filling the memory.
OCTETS_MAXIMUM = 1 << 30
_GZIP = b"\x1f\x8b"
_ZIP = b"PK"
_SEPT_ZIP = b"7z\xbc\xaf\x27\x1c"


def ouvrir(contenu: bytes, nom: str, table: str) -> bytes:
    """Take the plain bytes of a table out of its container (plain, gzip, zip, or a gzip in a zip).

    `table` is the ASP's name (`Structure`, `AnnexeFinanciere`): it chooses the member of a zip
    that holds several. Raises FichierRefuse for a 7z, an encrypted or damaged archive.
    """
    if contenu.startswith(_SEPT_ZIP):
        raise FichierRefuse(
            nom,
            [
                _(
                    "C'est une archive 7z, protégée par le mot de passe de l'ASP : ouvrez-la avec "
                    "7-Zip et donnez le fichier .csv qu'elle contient."
                )
            ],
        )
    if contenu.startswith(_ZIP):
        contenu = _sortir_du_zip(contenu, nom, table)
    if contenu.startswith(_GZIP):
        return _degonfler(contenu, nom)
    if not contenu.strip():
        raise FichierRefuse(nom, [_("Le fichier est vide.")])
    return contenu


def _degonfler(contenu: bytes, nom: str) -> bytes:
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(contenu)) as flux:
            clair = flux.read(OCTETS_MAXIMUM + 1)
    except (OSError, EOFError, zlib.error):
        raise _abime(nom) from None
    if len(clair) > OCTETS_MAXIMUM:
        raise _trop_gros(nom)
    return clair


def _sortir_du_zip(contenu: bytes, nom: str, table: str) -> bytes:
    try:
        with zipfile.ZipFile(io.BytesIO(contenu)) as archive:
            membre = _membre(archive, nom, table)
            if membre.file_size > OCTETS_MAXIMUM:
                raise _trop_gros(nom)
            return archive.read(membre)
    except (zipfile.BadZipFile, zlib.error, OSError, EOFError, NotImplementedError):
        raise _abime(nom) from None


def _membre(archive: zipfile.ZipFile, nom: str, table: str) -> zipfile.ZipInfo:
    """The only file of the archive, or the only one of the table when there are several."""
    fichiers = [m for m in archive.infolist() if not m.is_dir()]
    if len(fichiers) > 1:
        prefixe = f"fluxiae_{table}_".lower()
        fichiers = [
            m for m in fichiers if m.filename.rpartition("/")[2].lower().startswith(prefixe)
        ]
    if len(fichiers) != 1:
        message = _(
            "L'archive doit contenir un seul fichier fluxIAE_%(table)s_… ; elle en contient "
            "%(nombre)s : donnez le bon fichier .csv."
        )
        raise FichierRefuse(nom, [message % {"table": table, "nombre": len(fichiers)}])
    if fichiers[0].flag_bits & 1:
        raise FichierRefuse(
            nom,
            [_("L'archive demande un mot de passe : ouvrez-la et donnez le fichier .csv extrait.")],
        )
    return fichiers[0]


def _abime(nom: str) -> FichierRefuse:
    return FichierRefuse(
        nom, [_("L'archive est abîmée ou incomplète : téléchargez-la de nouveau.")]
    )


def _trop_gros(nom: str) -> FichierRefuse:
    return FichierRefuse(
        nom, [_("Le fichier dépasse un gigaoctet une fois décompressé : ce n'est pas le bon.")]
    )
