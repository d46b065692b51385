"""Pass the entries: each thing once, whole, in order, without a gap.

Entries go by batches; each batch takes its numbers under the lock of its accounting year, and is
written whole or not at all. Killed midway, the next run finds what is passed and goes on.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby

from django.db import transaction

from etrier.comptabilite.ecritures.exercices import exercice_du, fermer, sources_passees
from etrier.comptabilite.ecritures.extournes import REVERSIBLES, extournes, renommer
from etrier.comptabilite.ecritures.faits import Fait, Laissee, LigneFait, regrouper
from etrier.comptabilite.ecritures.lettrage import lettrer
from etrier.comptabilite.ecritures.plan import Plan, plan_de
from etrier.comptabilite.ecritures.sources import lire_faits
from etrier.comptabilite.enums import RoleCompte
from etrier.comptabilite.models import Ecriture, Exercice, LigneEcriture
from etrier.droit.ecriture import jour
from etrier.socle.horloge import aujourdhui
from etrier.socle.journal import noter
from etrier.structures.models import Structure, Utilisateur

LOT = 200
Suivi = Callable[[str, int, int], None]


@dataclass(frozen=True)
class BilanPassage:
    """Entries passed now, lines lettered, and what was left out with its reason."""

    passees: int
    lettrees: int
    laissees: tuple[Laissee, ...]


def examiner(structure: Structure, jusqu_au: date) -> tuple[list[Fait], list[Laissee]]:
    """What `passer` would pass up to a day, and what it would leave out, with its reason."""
    passees = sources_passees(structure)
    # What may be undone is always told, so that what is no longer told is found.
    fixes = frozenset(s for s in passees if not s.startswith(REVERSIBLES))
    faits, laissees = lire_faits(structure, jusqu_au, fixes)
    defaits = extournes(structure, faits, passees, min(jusqu_au, aujourdhui()))
    faits = sorted([*renommer(faits, passees), *defaits], key=lambda f: f.le)
    clos = list(structure.exercices.filter(clos_le__isnull=False))
    ouverts = []
    for fait in faits:
        refus = _refus(fait, clos)
        if refus:
            laissees.append(Laissee(fait.source, fait.libelle, refus, fait.le))
        else:
            ouverts.append(fait)
    return ouverts, laissees


def _refus(fait: Fait, clos: Sequence[Exercice]) -> str:
    if not fait.est_equilibre:
        return "Ses débits et ses crédits diffèrent : prévenez l'assistance."
    ferme = next((x for x in clos if x.debut <= fait.le <= x.fin), None)
    if ferme is not None:
        return (
            f"L'exercice du {jour(ferme.debut)} au {jour(ferme.fin)} est clos : votre comptable "
            "l'inscrit dans l'exercice ouvert."
        )
    return ""


def passer(
    structure: Structure, jusqu_au: date, *, par: Utilisateur | None, suivi: Suivi | None = None
) -> BilanPassage:
    """Pass everything up to a day that is not passed yet, then letter the clients' accounts.

    Twice in a row passes nothing more. What cannot be passed is left out, with its reason.
    """
    faits, laissees = examiner(structure, jusqu_au)
    plan, passees = plan_de(structure), 0
    for lot in _lots(structure, faits):
        passees += _passer_lot(lot, plan, par)
        if suivi is not None:
            suivi(f"{lot.faits[-1].le:%m/%Y}", min(passees, len(faits)), len(faits))
    lettrees = lettrer(structure)
    if passees or lettrees:
        noter(
            "ecritures.passer",
            auteur=par,
            perimetre=structure.pk,
            nombre=passees,
            jusqu_au=jusqu_au.isoformat(),
        )
    return BilanPassage(passees, lettrees, tuple(laissees))


def clore_exercice(exercice: Exercice, *, par: Utilisateur | None) -> Exercice:
    """Close an accounting year: nothing more is passed in it (see `exercices.fermer`).

    Raises Refus before its last day, before the years that precede it, or while something of it is
    still to pass.
    """
    faits, _laissees = examiner(exercice.structure, exercice.fin)
    reste = sum(exercice.debut <= f.le for f in faits)
    return fermer(exercice, reste=reste, par=par)


@dataclass(frozen=True)
class _Lot:
    exercice: Exercice
    faits: Sequence[Fait]


def _lots(structure: Structure, faits: Sequence[Fait]) -> Iterator[_Lot]:
    """Facts are in order of date: those of one accounting year follow each other."""
    memoire: dict[int, Exercice] = {}

    def cle(fait: Fait) -> int:
        connu = next((x for x in memoire.values() if x.debut <= fait.le <= x.fin), None)
        trouve = connu or exercice_du(structure, fait.le)
        memoire[trouve.pk] = trouve
        return trouve.pk

    for pk, groupe in groupby(faits, key=cle):
        de_l_exercice = list(groupe)
        for debut in range(0, len(de_l_exercice), LOT):
            yield _Lot(memoire[pk], de_l_exercice[debut : debut + LOT])


@transaction.atomic
def _passer_lot(lot: _Lot, plan: Plan, par: Utilisateur | None) -> int:
    exercice = Exercice.objects.select_for_update().get(pk=lot.exercice.pk)
    if exercice.est_clos:
        return 0
    # Somebody else may have passed them while we were waiting for the lock.
    sources = [f.source for f in lot.faits]
    deja = set(
        Ecriture.objects.filter(structure_id=exercice.structure_id, source__in=sources).values_list(
            "source", flat=True
        )
    )
    faits = [f for f in lot.faits if f.source not in deja]
    premier = exercice.dernier_numero + 1
    ecritures = Ecriture.objects.bulk_create(
        _ecriture(exercice, numero, fait, par) for numero, fait in enumerate(faits, premier)
    )
    LigneEcriture.objects.bulk_create(
        ligne
        for ecriture, fait in zip(ecritures, faits, strict=True)
        for ligne in _lignes(ecriture, fait, plan)
    )
    exercice.dernier_numero += len(faits)
    exercice.save(update_fields=["dernier_numero"])
    return len(faits)


def _ecriture(exercice: Exercice, numero: int, fait: Fait, par: Utilisateur | None) -> Ecriture:
    return Ecriture(
        structure_id=exercice.structure_id,
        exercice=exercice,
        numero=numero,
        journal=fait.journal,
        le=fait.le,
        piece=fait.piece[:60],
        piece_le=fait.piece_le,
        libelle=fait.libelle[:200],
        source=fait.source,
        empreinte=fait.empreinte,
        validee_le=aujourdhui(),
        par=par,
    )


def _lignes(ecriture: Ecriture, fait: Fait, plan: Plan) -> Iterator[LigneEcriture]:
    lignes = fait.lignes if plan.recupere_la_tva else _tva_comprise(fait.lignes)
    for rang, ligne in enumerate(lignes, 1):
        numero, libelle = ligne.compte or plan.compte(ligne.role, ligne.taux_pour_dix_mille)
        yield LigneEcriture(
            ecriture=ecriture,
            rang=rang,
            compte=numero,
            compte_libelle=libelle,
            auxiliaire=ligne.auxiliaire,
            auxiliaire_libelle=ligne.auxiliaire_libelle[:120],
            debit_centimes=max(ligne.centimes, 0),
            credit_centimes=max(-ligne.centimes, 0),
            chantier_id=ligne.chantier_id,
            activite=ligne.activite[:120],
            financeur=ligne.financeur[:120],
        )


def _tva_comprise(lignes: Sequence[LigneFait]) -> Sequence[LigneFait]:
    """A structure that gets no VAT back pays it with the purchase."""
    achat = next((x for x in lignes if x.role.startswith("achats_")), None)
    if achat is None:
        return lignes
    return regrouper(
        replace(achat, centimes=x.centimes) if x.role == RoleCompte.TVA_DEDUCTIBLE else x
        for x in lignes
    )
