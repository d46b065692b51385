"""Acts on the ledger: type, validate, correct. Each is atomic and audited."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from etrier.droit.ecriture import jour as ecrire_jour
from etrier.heures.enums import EtatLigne, SorteLigne
from etrier.heures.frames import ajouter
from etrier.heures.models import Cloture, ImportHeures, LigneHeures
from etrier.heures.verification import Cle, Saisie, verifier
from etrier.socle.erreurs import Refus
from etrier.socle.horloge import maintenant
from etrier.socle.journal import noter
from etrier.socle.mois import MINUTES_PAR_JOUR, mois_suivant, premier_jour
from etrier.structures.models import Structure, Utilisateur

__all__ = [
    "Bilan",
    "Saisie",
    "corriger",
    "mois_ouvert",
    "saisir",
    "valider",
    "verrouiller",
    "verrouiller_toutes",
]


@dataclass(frozen=True)
class Bilan:
    """What an entry changed, in lines."""

    ajoutees: int = 0
    modifiees: int = 0
    supprimees: int = 0
    inchangees: int = 0


@transaction.atomic
def saisir(
    structure: Structure,
    saisies: Sequence[Saisie],
    *,
    par: Utilisateur | None,
    import_heures: ImportHeures | None = None,
) -> Bilan:
    """Write drafts: a new key adds, a known one changes, zero minutes removes.

    Who wrote last, and when, is kept on each line. One writer of a structure at a time: two people
    who fill the same empty cell would both add a line.

    Raises Refus, with nothing written, when an entry is not for this structure, falls outside its
    contract, in a closed month, or differs from hours already validated.
    """
    verrouiller(structure)
    verifier(structure, saisies)
    tri = _trier(saisies)
    ajouter(structure, tri.nouvelles, par=par, import_heures=import_heures)
    _signer(tri.changees, par)
    LigneHeures.objects.bulk_update(
        tri.changees, ["minutes", "clause", "saisie_par", "saisie_le"], batch_size=250
    )
    LigneHeures.objects.filter(pk__in=tri.retirees).delete()
    bilan = tri.bilan
    if bilan.ajoutees or bilan.modifiees or bilan.supprimees:
        noter(
            "heures.saisir",
            auteur=par,
            perimetre=structure.pk,
            cible=import_heures,
            ajoutees=bilan.ajoutees,
            modifiees=bilan.modifiees,
            supprimees=bilan.supprimees,
        )
    return bilan


def verrouiller(structure: Structure) -> None:
    """Wait for whoever writes hours of the structure, until the transaction ends."""
    verrouiller_toutes([structure.pk])


def verrouiller_toutes(structures: Sequence[int]) -> None:
    """The same for several, always in one order: two who wait for each other would wait forever."""
    connues = Structure.objects.select_for_update(no_key=True).filter(pk__in=structures)
    list(connues.order_by("pk").values_list("pk"))


def _signer(lignes: Iterable[LigneHeures], par: Utilisateur | None) -> None:
    instant = maintenant()
    for ligne in lignes:
        ligne.saisie_par, ligne.saisie_le = par, instant


@dataclass
class _Tri:
    """Entries against what the ledger holds; a line changed already has its new values."""

    nouvelles: list[Saisie] = field(default_factory=list)
    changees: list[LigneHeures] = field(default_factory=list)
    retirees: list[int] = field(default_factory=list)
    inchangees: int = 0

    @property
    def bilan(self) -> Bilan:
        """How many of each."""
        return Bilan(len(self.nouvelles), len(self.changees), len(self.retirees), self.inchangees)


def _trier(saisies: Sequence[Saisie]) -> _Tri:
    """Raise Refus on the first entry that differs from a validated line."""
    connues, tri = _lignes_connues(saisies), _Tri()
    for saisie in saisies:
        ligne = connues.get(saisie.cle)
        if ligne is None:
            tri.nouvelles += [saisie] if saisie.minutes else []
        elif ligne.minutes == saisie.minutes and ligne.clause_id == saisie.clause_id:
            tri.inchangees += 1
        elif ligne.etat == EtatLigne.VALIDEE:
            raise Refus(
                _(
                    "Le %(jour)s, %(qui)s a déjà %(minutes)s minutes validées : corrigez la ligne "
                    "validée au lieu de la saisir à nouveau."
                )
                % {"jour": ecrire_jour(saisie.jour), "qui": ligne.salarie, "minutes": ligne.minutes}
            )
        elif saisie.minutes:
            ligne.minutes, ligne.clause_id = saisie.minutes, saisie.clause_id
            tri.changees.append(ligne)
        else:
            tri.retirees.append(ligne.pk)
    return tri


def _lignes_connues(saisies: Sequence[Saisie]) -> dict[Cle, LigneHeures]:
    contrats = {s.contrat_id for s in saisies}
    jours = [s.jour for s in saisies]
    if not jours:
        return {}
    lignes = LigneHeures.objects.filter(
        contrat_id__in=contrats, jour__range=(min(jours), max(jours)), sorte=SorteLigne.SAISIE
    ).select_related("salarie__personne")
    return {(x.contrat_id, x.jour, x.nature, x.chantier_id, x.mission_id): x for x in lignes}


@transaction.atomic
def valider(
    structure: Structure,
    mois: date,
    *,
    par: Utilisateur | None,
    contrats: Iterable[int] | None = None,
    lignes: Iterable[int] | None = None,
    jusque: date | None = None,
) -> int:
    """Freeze the drafts of a month, of some contracts or of all; gives how many lines.

    `lignes` leaves the other drafts alone, `jusque` those of later days. Raises Refus when the
    month is closed.
    """
    verrouiller(structure)
    if Cloture.objects.filter(structure=structure, mois=mois).exists():
        raise Refus(
            _("Le mois %(mois)s est clos : il n'y a plus rien à y valider.")
            % {"mois": f"{mois:%m/%Y}"}
        )
    brouillons = LigneHeures.objects.du_mois(structure, mois).brouillons()
    if contrats is not None:
        brouillons = brouillons.filter(contrat_id__in=list(contrats))
    if lignes is not None:
        brouillons = brouillons.filter(pk__in=list(lignes))
    if jusque is not None:
        brouillons = brouillons.filter(jour__lte=jusque)
    nombre = brouillons.update(etat=EtatLigne.VALIDEE, validee_par=par, validee_le=maintenant())
    if nombre:
        noter(
            "heures.valider",
            auteur=par,
            perimetre=structure.pk,
            mois=mois.isoformat(),
            lignes=nombre,
        )
    return nombre


def mois_ouvert(structure: Structure, jour: date) -> date:
    """The accounting month a correction of `jour` falls in: its own, or the next open one."""
    mois = premier_jour(jour)
    clos = set(
        Cloture.objects.filter(structure=structure, mois__gte=mois).values_list("mois", flat=True)
    )
    while mois in clos:
        mois = mois_suivant(mois)
    return mois


@transaction.atomic
def corriger(
    ligne: LigneHeures,
    *,
    minutes: int,
    motif: str,
    par: Utilisateur | None,
    nature: int | None = None,
) -> tuple[LigneHeures, LigneHeures | None]:
    """Reverse a validated line and replace it (nothing replaces it when `minutes` is zero).

    Both new lines are validated at once and fall in the next open month; the first line never
    changes. Raises Refus when the line is a draft, a reversal, or was already corrected, when the
    reason is empty or the duration impossible.
    """
    verrouiller(ligne.structure)
    _verifier_correction(ligne, minutes, motif)
    mois = mois_ouvert(ligne.structure, ligne.jour)
    contrepassation = _corrective(
        ligne, SorteLigne.CONTREPASSATION, -ligne.minutes, ligne.nature, mois, motif, par
    )
    remplacement = None
    if minutes:
        remplacement = _corrective(
            ligne, SorteLigne.REMPLACEMENT, minutes, nature or ligne.nature, mois, motif, par
        )
    noter(
        "heures.corriger",
        auteur=par,
        perimetre=ligne.structure_id,
        cible=ligne,
        avant=ligne.minutes,
        apres=minutes,
        mois=mois.isoformat(),
    )
    return contrepassation, remplacement


def _verifier_correction(ligne: LigneHeures, minutes: int, motif: str) -> None:
    if ligne.etat != EtatLigne.VALIDEE:
        raise Refus(_("Cette ligne est un brouillon : modifiez-la directement."))
    if ligne.sorte == SorteLigne.CONTREPASSATION:
        raise Refus(_("Cette ligne annule une autre ligne : corrigez la ligne d'origine."))
    if LigneHeures.objects.filter(corrige=ligne).exists():
        raise Refus(_("Cette ligne a déjà été corrigée : corrigez la ligne qui la remplace."))
    if not motif.strip():
        raise Refus(_("Écrivez pourquoi ces heures sont corrigées : le motif est obligatoire."))
    if not 0 <= minutes <= MINUTES_PAR_JOUR:
        raise Refus(_("Une journée a au plus 24 heures : écrivez une durée entre 0 et 24 h."))


def _corrective(
    ligne: LigneHeures,
    sorte: SorteLigne,
    minutes: int,
    nature: int,
    mois: date,
    motif: str,
    par: Utilisateur | None,
) -> LigneHeures:
    instant = maintenant()
    return LigneHeures.objects.create(
        structure_id=ligne.structure_id,
        salarie_id=ligne.salarie_id,
        contrat_id=ligne.contrat_id,
        jour=ligne.jour,
        mois=mois,
        nature=nature,
        minutes=minutes,
        chantier_id=ligne.chantier_id,
        mission_id=ligne.mission_id,
        clause_id=ligne.clause_id,
        etat=EtatLigne.VALIDEE,
        sorte=sorte,
        corrige=ligne,
        motif=motif.strip()[:120],
        saisie_par=par,
        saisie_le=instant,
        validee_par=par,
        validee_le=instant,
    )
