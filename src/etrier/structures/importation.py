"""Import of the structures of an ASP file."""

from collections.abc import Mapping, Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from etrier.socle.journal import noter
from etrier.structures.formats.asp import TableAsp
from etrier.structures.formats.asp_structure import LigneStructure, lire_structures
from etrier.structures.formats.refus import FichierRefuse
from etrier.structures.models import Structure, Utilisateur
from etrier.structures.rapports import RapportStructures

_CHAMPS = (
    "asp_id",
    "siret",
    "siret_signature",
    "denomination",
    "code_naf",
    "categorie_juridique",
    "adresse",
    "code_postal",
    "commune",
    "code_insee",
)


@transaction.atomic
def importer_structures(
    contenu: bytes, nom: str, *, par: Utilisateur | None = None
) -> RapportStructures:
    """Take in a `fluxIAE_Structure` file: known ones (ASP identifier, else SIRET) are updated.

    Importing twice adds nothing. Raises FichierRefuse, with nothing written, listing every problem
    of the file, and every SIRET already held by another structure.
    """
    table, lignes = lire_structures(contenu, nom)
    cibles = _rapprocher(nom, lignes)
    nouvelles, modifiees = [], 0
    for ligne in lignes:
        structure = cibles.get(ligne.asp_id)
        if structure is None:
            nouvelles.append(Structure(**{c: getattr(ligne, c) for c in _CHAMPS}))
        else:
            modifiees += _mettre_a_jour(structure, ligne, par)
    Structure.objects.bulk_create(nouvelles)
    for structure in nouvelles:
        noter(
            "structure.importer",
            auteur=par,
            perimetre=structure.pk,
            cible=structure,
            asp_id=structure.asp_id,
        )
    return RapportStructures(
        fichier=nom,
        etabli_le=table.etablie_le,
        lues=len(lignes),
        ajoutees=len(nouvelles),
        modifiees=modifiees,
        inchangees=len(lignes) - len(nouvelles) - modifiees,
        remarques=remarques_du_fichier(table),
    )


def remarques_du_fichier(table: TableAsp) -> tuple[str, ...]:
    """What the reader cannot vouch for: a file without a FIN line may have lost its last rows."""
    if table.est_comptee:
        return ()
    return (
        _(
            "Le fichier n'a pas de ligne FIN : rien ne permet de vérifier qu'il est complet. "
            "Comparez le nombre de lignes lues à ce que vous attendez."
        ),
    )


def _rapprocher(nom: str, lignes: Sequence[LigneStructure]) -> Mapping[int, Structure]:
    """The structure each row speaks of, by ASP identifier; new ones are absent."""
    par_id = Structure.objects.in_bulk([x.asp_id for x in lignes], field_name="asp_id")
    par_siret = Structure.objects.in_bulk([x.siret for x in lignes], field_name="siret")
    cibles, problemes = {}, []
    for ligne in lignes:
        connue, homonyme = par_id.get(ligne.asp_id), par_siret.get(ligne.siret)
        if homonyme is not None and homonyme != connue and (connue or homonyme.asp_id):
            problemes.append(
                _("Ligne %(ligne)s : le SIRET %(siret)s est déjà celui de « %(nom)s ».")
                % {"ligne": ligne.numero_ligne, "siret": ligne.siret, "nom": homonyme}
            )
        elif cible := connue or homonyme:
            cibles[ligne.asp_id] = cible
    if problemes:
        raise FichierRefuse(nom, problemes)
    return cibles


def _mettre_a_jour(structure: Structure, ligne: LigneStructure, par: Utilisateur | None) -> bool:
    changes = [c for c in _CHAMPS if getattr(structure, c) != getattr(ligne, c)]
    if not changes:
        return False
    avant = structure.siret
    for champ in changes:
        setattr(structure, champ, getattr(ligne, champ))
    structure.save(update_fields=changes)
    noter(
        "structure.modifier",
        auteur=par,
        perimetre=structure.pk,
        cible=structure,
        champs=changes,
        siret=[avant, structure.siret],
    )
    return True
