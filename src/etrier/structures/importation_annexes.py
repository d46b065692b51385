"""Import of the annexes financières of an ASP file: conventions, annexes, avenants, motives."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Model
from django.utils.translation import gettext as _

from etrier.droit.ecriture import euros
from etrier.droit.regles.annexe import montant_annexe
from etrier.socle.journal import noter
from etrier.structures.formats.asp_annexe import MESURES, LigneAnnexe, lire_annexes
from etrier.structures.formats.refus import FichierRefuse
from etrier.structures.importation import remarques_du_fichier
from etrier.structures.models import (
    AnnexeFinanciere,
    AvenantAnnexe,
    Convention,
    MotifRejet,
    Structure,
    Utilisateur,
)
from etrier.structures.rapports import RapportAnnexes

_CHAMPS_AVENANT = (
    "modification",
    "etat",
    "debut",
    "fin",
    "etp_centiemes",
    "duree_etp_minutes",
    "montant_unitaire_centimes",
    "montant_total_centimes",
    "cofinance_centimes",
    "aide_fdi_centimes",
)
_LOT = 500


@dataclass
class _Bilan:
    """What was written."""

    conventions: int = 0
    annexes: int = 0
    # ASP identifier of each avenant added -> its structure.
    ajoutes: dict[int, int] = field(default_factory=dict)
    modifies: set[int] = field(default_factory=set)


@transaction.atomic
def importer_annexes(contenu: bytes, nom: str, *, par: Utilisateur | None = None) -> RapportAnnexes:
    """Take in a `fluxIAE_AnnexeFinanciere` file: one avenant per ASP identifier, motives beside it.

    Importing twice adds nothing; a changed row updates its avenant, and the audit says how. Raises
    FichierRefuse, with nothing written, listing every problem of the file, every structure that is
    not known yet, and every identifier already used otherwise.
    """
    fichier = lire_annexes(contenu, nom)
    lignes = fichier.avenants
    structures = _structures(nom, lignes)
    bilan = _Bilan()
    conventions = _conventions(nom, lignes, structures, bilan)
    annexes = _annexes(nom, lignes, structures, conventions, par, bilan)
    avenants = _avenants(nom, lignes, annexes, par, bilan)
    _motifs(lignes, avenants, annexes, par, bilan)
    for structure_id, nombre in sorted(Counter(bilan.ajoutes.values()).items()):
        noter("annexes.importer", auteur=par, perimetre=structure_id, avenants_ajoutes=nombre)
    verifiables = [x for x in lignes if _est_verifiable(x)]
    return RapportAnnexes(
        fichier=nom,
        etabli_le=fichier.table.etablie_le,
        lues=len(fichier.table.lignes),
        avenants=len(lignes),
        motifs_ajoutes=fichier.motifs_ajoutes,
        lignes_repetees=fichier.lignes_repetees,
        conventions_ajoutees=bilan.conventions,
        annexes_ajoutees=bilan.annexes,
        ajoutees=len(bilan.ajoutes),
        modifiees=len(bilan.modifies),
        inchangees=len(lignes) - len(bilan.ajoutes) - len(bilan.modifies),
        montants_verifies=len(verifiables),
        anomalies=tuple(filter(None, map(_anomalie, verifiables))),
        remarques=remarques_du_fichier(fichier.table),
    )


def _structures(nom: str, lignes: Iterable[LigneAnnexe]) -> dict[int, int]:
    """Primary key of each structure cited, by ASP identifier."""
    premieres: dict[int, int] = {}
    for ligne in lignes:
        premieres.setdefault(ligne.structure_asp_id, ligne.numero_ligne)
    connues = Structure.objects.in_bulk(list(premieres), field_name="asp_id")
    message = _(
        "Ligne %(ligne)s : la structure ASP %(id)s est inconnue, importez d'abord le fichier "
        "fluxIAE_Structure qui la contient."
    )
    if problemes := [
        message % {"ligne": numero, "id": asp_id}
        for asp_id, numero in premieres.items()
        if asp_id not in connues
    ]:
        raise FichierRefuse(nom, problemes)
    return {asp_id: structure.pk for asp_id, structure in connues.items()}


def _conventions(
    nom: str, lignes: Iterable[LigneAnnexe], structures: Mapping[int, int], bilan: _Bilan
) -> dict[tuple[int, str], int]:
    """Primary key of each convention cited, by structure and number; the missing ones are made."""
    connues = {
        (c.structure_id, c.numero): c
        for c in Convention.objects.filter(structure_id__in=structures.values())
    }
    nouvelles: dict[tuple[int, str], Convention] = {}
    problemes = []
    for ligne in lignes:
        genre = MESURES[ligne.mesure]
        if genre is None:
            continue
        cle = (structures[ligne.structure_asp_id], ligne.numero_convention)
        connue = connues.get(cle)
        if connue is None:
            nouvelles[cle] = Convention(
                structure_id=cle[0], numero=cle[1], dispositif=genre[0], milieu=genre[1]
            )
        elif (connue.dispositif, connue.milieu) != genre:
            message = _("Ligne %(ligne)s : la convention %(numero)s est déjà connue en %(genre)s.")
            problemes.append(
                message
                % {"ligne": ligne.numero_ligne, "numero": cle[1], "genre": connue.dispositif}
            )
    if problemes:
        raise FichierRefuse(nom, problemes)
    Convention.objects.bulk_create(nouvelles.values())
    bilan.conventions = len(nouvelles)
    return {cle: convention.pk for cle, convention in (connues | nouvelles).items()}


def _annexes(
    nom: str,
    lignes: Iterable[LigneAnnexe],
    structures: Mapping[int, int],
    conventions: Mapping[tuple[int, str], int],
    par: Utilisateur | None,
    bilan: _Bilan,
) -> dict[int, AnnexeFinanciere]:
    """The annexe of each ASP identifier, made or brought up to date."""
    premieres: dict[int, LigneAnnexe] = {}
    for ligne in lignes:
        premieres.setdefault(ligne.annexe_asp_id, ligne)
    annexes = AnnexeFinanciere.objects.in_bulk(list(premieres), field_name="asp_id")
    nouvelles, problemes = [], []
    for asp_id, ligne in premieres.items():
        valeurs = _valeurs_annexe(ligne, structures, conventions)
        annexe = annexes.get(asp_id)
        if annexe is None:
            nouvelles.append(AnnexeFinanciere(asp_id=asp_id, **valeurs))
        elif annexe.structure_id != valeurs["structure_id"]:
            message = _("Ligne %(ligne)s : l'annexe %(id)s est déjà celle d'une autre structure.")
            problemes.append(message % {"ligne": ligne.numero_ligne, "id": asp_id})
        elif changes := _changer(annexe, valeurs):
            annexe.save(update_fields=list(changes))
            _noter_modification(annexe, annexe.structure_id, changes, par)
    if problemes:
        raise FichierRefuse(nom, problemes)
    AnnexeFinanciere.objects.bulk_create(nouvelles, batch_size=_LOT)
    bilan.annexes = len(nouvelles)
    return annexes | {a.asp_id: a for a in nouvelles if a.asp_id is not None}


def _valeurs_annexe(
    ligne: LigneAnnexe,
    structures: Mapping[int, int],
    conventions: Mapping[tuple[int, str], int],
) -> dict[str, Any]:
    structure = structures[ligne.structure_asp_id]
    avec_convention = MESURES[ligne.mesure] is not None
    return {
        "structure_id": structure,
        "convention_id": conventions[structure, ligne.numero_convention]
        if avec_convention
        else None,
        "mesure": ligne.mesure,
        "numero": ligne.numero,
        "renouvellement": ligne.renouvellement,
    }


def _avenants(
    nom: str,
    lignes: Sequence[LigneAnnexe],
    annexes: Mapping[int, AnnexeFinanciere],
    par: Utilisateur | None,
    bilan: _Bilan,
) -> dict[int, AvenantAnnexe]:
    """The avenant of each ASP identifier, made or brought up to date."""
    connus = _avenants_connus(nom, lignes, annexes)
    nouveaux = []
    for ligne in lignes:
        annexe = annexes[ligne.annexe_asp_id]
        valeurs = {champ: getattr(ligne, champ) for champ in _CHAMPS_AVENANT}
        avenant = connus.get(ligne.avenant_asp_id)
        if avenant is None:
            nouveaux.append(AvenantAnnexe(annexe=annexe, asp_id=ligne.avenant_asp_id, **valeurs))
            bilan.ajoutes[ligne.avenant_asp_id] = annexe.structure_id
        elif changes := _changer(avenant, valeurs):
            avenant.save(update_fields=list(changes))
            bilan.modifies.add(ligne.avenant_asp_id)
            _noter_modification(avenant, annexe.structure_id, changes, par)
    AvenantAnnexe.objects.bulk_create(nouveaux, batch_size=_LOT)
    return connus | {a.asp_id: a for a in nouveaux if a.asp_id is not None}


def _avenants_connus(
    nom: str, lignes: Iterable[LigneAnnexe], annexes: Mapping[int, AnnexeFinanciere]
) -> dict[int, AvenantAnnexe]:
    """Avenants already there, after checking that no identifier or rank is used otherwise."""
    par_id = AvenantAnnexe.objects.in_bulk([x.avenant_asp_id for x in lignes], field_name="asp_id")
    tous = AvenantAnnexe.objects.filter(annexe__in=list(annexes.values()))
    rangs = {(a.annexe_id, a.modification): a.asp_id for a in tous}
    problemes = []
    for ligne in lignes:
        annexe = annexes[ligne.annexe_asp_id]
        connu = par_id.get(ligne.avenant_asp_id)
        occupant = rangs.get((annexe.pk, ligne.modification), ligne.avenant_asp_id)
        if occupant != ligne.avenant_asp_id or (connu and connu.annexe_id != annexe.pk):
            message = _(
                "Ligne %(ligne)s : l'avenant %(id)s (annexe %(annexe)s, modification %(rang)s) "
                "contredit un avenant déjà enregistré."
            )
            problemes.append(
                message
                % {
                    "ligne": ligne.numero_ligne,
                    "id": ligne.avenant_asp_id,
                    "annexe": ligne.numero,
                    "rang": ligne.modification,
                }
            )
    if problemes:
        raise FichierRefuse(nom, problemes)
    return par_id


def _motifs(
    lignes: Iterable[LigneAnnexe],
    avenants: Mapping[int, AvenantAnnexe],
    annexes: Mapping[int, AnnexeFinanciere],
    par: Utilisateur | None,
    bilan: _Bilan,
) -> None:
    """Make the motives of each avenant those of the file."""
    connus: dict[int, set[str]] = defaultdict(set)
    for motif in MotifRejet.objects.filter(avenant__in=list(avenants.values())):
        connus[motif.avenant_id].add(motif.asp_code)
    nouveaux = []
    for ligne in lignes:
        avenant = avenants[ligne.avenant_asp_id]
        voulus, avant = set(ligne.motifs_rejet), connus[avenant.pk]
        nouveaux += [MotifRejet(avenant=avenant, asp_code=m) for m in sorted(voulus - avant)]
        if retires := avant - voulus:
            MotifRejet.objects.filter(avenant=avenant, asp_code__in=retires).delete()
        if voulus != avant and ligne.avenant_asp_id not in bilan.ajoutes:
            bilan.modifies.add(ligne.avenant_asp_id)
            structure = annexes[ligne.annexe_asp_id].structure_id
            changes = {"motifs_rejet": [sorted(avant), sorted(voulus)]}
            _noter_modification(avenant, structure, changes, par)
    MotifRejet.objects.bulk_create(nouveaux, batch_size=_LOT)


def _changer(objet: Model, valeurs: Mapping[str, Any]) -> dict[str, list[Any]]:
    """Set the values that differ; gives [before, after] for each of them."""
    changes = {c: [getattr(objet, c), v] for c, v in valeurs.items() if getattr(objet, c) != v}
    for champ, (_avant, apres) in changes.items():
        setattr(objet, champ, apres)
    return changes


def _noter_modification(
    objet: Model, structure_id: int, changes: Mapping[str, list[Any]], par: Utilisateur | None
) -> None:
    lisibles = {
        champ: [v.isoformat() if isinstance(v, date) else v for v in valeurs]
        for champ, valeurs in changes.items()
    }
    noter("annexe.modifier", auteur=par, perimetre=structure_id, cible=objet, champs=lisibles)


def _est_verifiable(ligne: LigneAnnexe) -> bool:
    """Only posts with a unit amount and a printed total can be computed again."""
    return None not in (
        ligne.etp_centiemes,
        ligne.montant_unitaire_centimes,
        ligne.montant_total_centimes,
    )


def _anomalie(ligne: LigneAnnexe) -> str | None:
    """A sentence when the printed amount is not the one the rule gives."""
    calcule = montant_annexe(
        ligne.etp_centiemes or 0, ligne.montant_unitaire_centimes or 0, ligne.debut, ligne.fin
    )
    imprime = ligne.montant_total_centimes or 0
    if calcule == imprime:
        return None
    return _(
        "Ligne %(ligne)s : annexe %(annexe)s A%(renouvellement)s M%(modification)s, le fichier "
        "imprime %(imprime)s, le calcul donne %(calcule)s : demandez à l'ASP lequel est juste."
    ) % {
        "ligne": ligne.numero_ligne,
        "annexe": ligne.numero,
        "renouvellement": ligne.renouvellement,
        "modification": ligne.modification,
        "imprime": euros(imprime),
        "calcule": euros(calcule),
    }
