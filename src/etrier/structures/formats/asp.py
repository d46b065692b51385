"""The dialect of the ASP's weekly files « fluxIAE »: `|`, no quoting, DEB and FIN lines or not.

Read here and nowhere else: what stands in the files, line numbers kept. What the columns mean is
in `asp_structure` and `asp_annexe`. Two traps are known from real files: the FIN line may be
missing (counting lines minus three loses the last row), and a field may hold a line feed (its row
goes on with a line that starts by `|`).
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from etrier.structures.formats.conteneur import ouvrir
from etrier.structures.formats.refus import FichierRefuse

_DEB = re.compile(r"DEB([A-Za-z]+)(\d{2})(\d{2})(\d{4})_\d{6}")
_FIN = re.compile(r"FIN(\d+)")
SEPARATEUR = "|"


@dataclass(frozen=True)
class LigneAsp:
    """One row: its first line number in the file, and the text of each column."""

    numero: int
    valeurs: Mapping[str, str]


@dataclass(frozen=True)
class TableAsp:
    """A file read: the day it was made when it says so, whether it counts its rows, its rows.

    `problemes` names the rows that could not be cut into columns, and a wrong count.
    """

    fichier: str
    etablie_le: date | None
    est_comptee: bool
    lignes: tuple[LigneAsp, ...]
    problemes: tuple[str, ...]


def lire_table(contenu: bytes, nom: str, table: str, colonnes: Iterable[str]) -> TableAsp:
    """Read a file of the table `table` (`Structure`, `AnnexeFinanciere`) with these columns.

    More columns are welcome. Rows that cannot be read and a number of rows that differs from the
    FIN line go to `problemes`. Raises FichierRefuse when the file is not such a table at all:
    container, encoding, header.
    """
    lignes = _numeroter(_decoder(ouvrir(contenu, nom, table), nom))
    etablie_le = _lire_debut(lignes, nom, table)
    if not lignes:
        raise FichierRefuse(nom, [_("Le fichier n'a pas de ligne d'en-tête.")])
    numero, texte = lignes.pop(0)
    entete = _lire_entete(numero, texte, nom, table, colonnes)
    annoncees = _lire_fin(lignes)
    problemes: list[str] = []
    entieres = list(_recoudre(lignes, len(entete)))
    lues = tuple(_decouper(entieres, entete, problemes))
    if annoncees is not None and annoncees != len(entieres):
        problemes.append(
            _(
                "La ligne de fin annonce %(annoncees)s lignes, le fichier en contient %(lues)s : "
                "il est tronqué ou modifié, demandez-le de nouveau."
            )
            % {"annoncees": annoncees, "lues": len(entieres)}
        )
    return TableAsp(nom, etablie_le, annoncees is not None, lues, tuple(problemes))


def _decoder(octets: bytes, nom: str) -> str:
    try:
        texte = octets.decode("utf-8-sig")
    except UnicodeDecodeError as erreur:
        raise FichierRefuse(nom, [_illisible(octets.count(b"\n", 0, erreur.start) + 1)]) from None
    if (place := texte.find("\0")) >= 0:
        raise FichierRefuse(nom, [_illisible(texte.count("\n", 0, place) + 1)])
    return texte


def _illisible(numero: int) -> str:
    return _(
        "Ligne %(ligne)s : caractère illisible. Le fichier doit être en UTF-8, tel que l'ASP le "
        "donne, sans passer par un tableur."
    ) % {"ligne": numero}


def _numeroter(texte: str) -> list[tuple[int, str]]:
    """Lines that hold something, with their number in the file. Only line feeds end a line."""
    lignes = enumerate(texte.split("\n"), start=1)
    return [(numero, ligne.rstrip("\r")) for numero, ligne in lignes if ligne.strip()]


def _lire_debut(lignes: list[tuple[int, str]], nom: str, table: str) -> date | None:
    """Take the DEB line away when there is one, and give the day it bears."""
    trouve = _DEB.match(lignes[0][1]) if lignes else None
    if trouve is None:
        return None
    del lignes[0]
    if trouve[1] != table:
        raise FichierRefuse(
            nom,
            [
                _(
                    "Ligne 1 : ce fichier est une table « %(lue)s », une table « %(voulue)s » est "
                    "attendue."
                )
                % {"lue": trouve[1], "voulue": table}
            ],
        )
    try:
        return date(int(trouve[4]), int(trouve[3]), int(trouve[2]))
    except ValueError:
        return None


def _lire_fin(lignes: list[tuple[int, str]]) -> int | None:
    """Take the FIN line away when there is one, and give the number of rows it announces."""
    trouve = _FIN.match(lignes[-1][1]) if lignes else None
    if trouve is None:
        return None
    del lignes[-1]
    return int(trouve[1])


def _lire_entete(
    numero: int, texte: str, nom: str, table: str, colonnes: Iterable[str]
) -> list[str]:
    """Names of the columns; one real name bears its SQL type (`af_nb_banques numeric`)."""
    entete = [champ.strip().lower().partition(" ")[0] for champ in texte.split(SEPARATEUR)]
    absentes = [c for c in colonnes if c not in entete]
    doubles = [c for c in colonnes if entete.count(c) > 1]
    if absentes and len(absentes) == len(list(colonnes)):
        message = _(
            "Ligne %(ligne)s : ce n'est pas l'en-tête d'une table « %(table)s » (colonnes séparées "
            "par « | ») : vérifiez que c'est bien le fichier fluxIAE_%(table)s de l'ASP."
        )
        raise FichierRefuse(nom, [message % {"ligne": numero, "table": table}])
    problemes = [
        _("Ligne %(ligne)s : la colonne « %(colonne)s » manque.")
        % {"ligne": numero, "colonne": colonne}
        for colonne in absentes
    ] + [
        _("Ligne %(ligne)s : la colonne « %(colonne)s » est en double.")
        % {"ligne": numero, "colonne": colonne}
        for colonne in doubles
    ]
    if problemes:
        raise FichierRefuse(nom, problemes)
    return entete


def _decouper(
    lignes: Sequence[tuple[int, str]], entete: list[str], problemes: list[str]
) -> Iterator[LigneAsp]:
    """Give the rows of the right width by column; the others are problems."""
    for numero, texte in lignes:
        champs = texte.split(SEPARATEUR)
        if len(champs) == len(entete):
            yield LigneAsp(numero, dict(zip(entete, (c.strip() for c in champs), strict=True)))
        else:
            message = _(
                "Ligne %(ligne)s : %(lus)s champs au lieu de %(attendus)s, la ligne est coupée ou "
                "un séparateur « | » est en trop."
            )
            problemes.append(
                message % {"ligne": numero, "lus": len(champs), "attendus": len(entete)}
            )


def _recoudre(lignes: Sequence[tuple[int, str]], largeur: int) -> Iterator[tuple[int, str]]:
    """Join a short line with the next ones that start by `|`, up to the width of a row."""
    place = 0
    while place < len(lignes):
        numero, texte = lignes[place]
        place += 1
        while place < len(lignes) and _est_suite(texte, lignes[place][1], largeur):
            texte += lignes[place][1]
            place += 1
        yield numero, texte


def _est_suite(texte: str, suivante: str, largeur: int) -> bool:
    separateurs = texte.count(SEPARATEUR)
    return (
        suivante.startswith(SEPARATEUR)
        and separateurs < largeur - 1
        and separateurs + suivante.count(SEPARATEUR) <= largeur - 1
    )
