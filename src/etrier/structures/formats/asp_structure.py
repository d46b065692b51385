"""The table `Structure` of the ASP: one row per structure, foreign words renamed at the door.

Column choices follow the State's own import (les-emplois, vue_structure): SIRET kept up to date,
and the management address (« gestion »), which the ASP advises to use.
"""

from collections import defaultdict
from dataclasses import dataclass

from django.utils.translation import gettext as _

from etrier.structures.formats.asp import TableAsp, lire_table
from etrier.structures.formats.champs import Champs
from etrier.structures.formats.refus import FichierRefuse

TABLE = "Structure"
_ADRESSE = (
    "structure_adresse_gestion_numero",
    "structure_adresse_gestion_cplt_num_voie",
    "structure_adresse_gestion_type_voie",
    "structure_adresse_gestion_nom_voie",
    "structure_adresse_gestion_cplt_adresse",
)
COLONNES = (
    "structure_id_siae",
    "structure_siret_signature",
    "structure_siret_actualise",
    "structure_denomination",
    "structure_categorie_juridique_code",
    "structure_code_naf",
    *_ADRESSE,
    "structure_adresse_gestion_cp",
    "structure_adresse_gestion_commune",
    "structure_adresse_gestion_code_insee",
)


@dataclass(frozen=True)
class LigneStructure:
    """One structure as the ASP knows it."""

    numero_ligne: int
    asp_id: int
    siret: str
    siret_signature: str
    denomination: str
    code_naf: str
    categorie_juridique: str
    adresse: str
    code_postal: str
    commune: str
    code_insee: str


def lire_structures(contenu: bytes, nom: str) -> tuple[TableAsp, list[LigneStructure]]:
    """Read a `fluxIAE_Structure` file.

    Raises FichierRefuse listing every problem: SIRET with a wrong key, empty or doubled
    identifiers, fields too long.
    """
    table = lire_table(contenu, nom, TABLE, COLONNES)
    problemes = list(table.problemes)
    lues = (_lire_ligne(Champs(ligne, problemes), ligne.numero) for ligne in table.lignes)
    lignes = [ligne for ligne in lues if ligne is not None]
    problemes += _doubles(lignes)
    if problemes:
        raise FichierRefuse(nom, problemes)
    return table, lignes


def _lire_ligne(champs: Champs, numero: int) -> LigneStructure | None:
    morceaux = (champs.texte(colonne, 200) for colonne in _ADRESSE)
    ligne = LigneStructure(
        numero_ligne=numero,
        asp_id=champs.entier("structure_id_siae"),
        siret=champs.siret("structure_siret_actualise", requis=True),
        siret_signature=champs.siret("structure_siret_signature", requis=False),
        denomination=champs.texte("structure_denomination", 160, requis=True),
        code_naf=champs.texte("structure_code_naf", 6),
        categorie_juridique=champs.texte("structure_categorie_juridique_code", 4),
        adresse=" ".join(m for m in morceaux if m)[:200],
        # Codes lose their leading zero wherever somebody took them for numbers.
        code_postal=_cinq_chiffres(champs.texte("structure_adresse_gestion_cp", 5)),
        commune=champs.texte("structure_adresse_gestion_commune", 80),
        code_insee=_cinq_chiffres(champs.texte("structure_adresse_gestion_code_insee", 5)),
    )
    return ligne if champs.est_sain else None


def _cinq_chiffres(code: str) -> str:
    return code.zfill(5) if code else ""


def _doubles(lignes: list[LigneStructure]) -> list[str]:
    par_id: dict[int, list[int]] = defaultdict(list)
    par_siret: dict[str, list[int]] = defaultdict(list)
    for ligne in lignes:
        par_id[ligne.asp_id].append(ligne.numero_ligne)
        par_siret[ligne.siret].append(ligne.numero_ligne)
    message = _("Lignes %(lignes)s : %(quoi)s est sur plusieurs lignes, gardez la bonne.")
    return [
        message
        % {
            "lignes": ", ".join(map(str, numeros)),
            "quoi": _("l'identifiant ASP %(id)s") % {"id": asp_id},
        }
        for asp_id, numeros in par_id.items()
        if len(numeros) > 1
    ] + [
        message
        % {"lignes": ", ".join(map(str, numeros)), "quoi": _("le SIRET %(s)s") % {"s": siret}}
        for siret, numeros in par_siret.items()
        if len(numeros) > 1
    ]
