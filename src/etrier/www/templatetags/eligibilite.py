"""`{% load eligibilite %}`: what the sheet of a person shows of her eligibility and her PASS."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django import template
from django.template.context import Context

from etrier.droit.parametre import NonCalculable
from etrier.droit.regles.pass_iae import EtatPass
from etrier.droit.vocabulaire_parcours import CRITERES, MOTIFS_PROLONGATION, Critere
from etrier.parcours.eligibilite.access import en_vigueur, les_diagnostics
from etrier.parcours.enums import EtatProlongation
from etrier.parcours.etat_pass import dispositif_de, lire_etat
from etrier.parcours.models import (
    DiagnosticEligibilite,
    PassIae,
    ProlongationPass,
    Salarie,
    SuspensionPass,
)
from etrier.parcours.secrets import est_referent
from etrier.socle.horloge import aujourdhui
from etrier.structures.access import Acces, Finalite

register = template.Library()


@dataclass(frozen=True)
class Eligibilite:
    """The diagnosis in force, when the reader may know."""

    lisible: bool
    retenu: DiagnosticEligibilite | None = None


@register.simple_tag(takes_context=True)
def eligibilite_de(context: Context, salarie: Salarie) -> Eligibilite:
    """The diagnosis that serves the structure today."""
    acces: Acces = context["acces"]
    if not acces.peut(Finalite.LIRE_ACCUEIL):
        return Eligibilite(False)
    diagnostics = les_diagnostics(acces, salarie.personne)
    return Eligibilite(True, en_vigueur(diagnostics, acces.structure.pk, aujourdhui()))


@register.filter
def libelle_critere(critere: Critere) -> str:
    """What the criterion says of the person."""
    return CRITERES[critere]


@dataclass(frozen=True)
class PassEnUnRegard:
    """Everything there is to say of a PASS today; `etat` None: why, in `motif`.

    `coupees`: suspensions a contract here has begun in. `secrets`: motives the reader may open.
    """

    etat: EtatPass | None
    motif: str
    maximales: Sequence[tuple[str, date]]
    prolongations: Sequence[ProlongationPass]
    coupees: Sequence[tuple[SuspensionPass, date]]
    secrets: bool


@register.simple_tag(takes_context=True)
def etat_du_pass(context: Context, salarie: Salarie, recu: PassIae) -> PassEnUnRegard:
    """The PASS of an employee, as the rules see it today."""
    acces: Acces = context["acces"]
    motif, etat = "", None
    try:
        etat = lire_etat(recu, dispositif_de(salarie), aujourdhui())
    except NonCalculable as erreur:
        motif = erreur.motif
    prolongations = list(recu.prolongations.all())
    secrets = any(s.motif is not None for s in recu.suspensions.all()) or bool(prolongations)
    return PassEnUnRegard(
        etat,
        motif,
        _maximales(etat),
        prolongations,
        _coupees(salarie, recu),
        secrets and acces.peut(Finalite.ACCOMPAGNER) and est_referent(acces, recu.personne),
    )


def _maximales(etat: EtatPass | None) -> list[tuple[str, date]]:
    fins = etat.fin_maximale.items() if etat is not None else ()
    return [(MOTIFS_PROLONGATION[motif], fin) for motif, fin in fins if fin is not None]


def _coupees(salarie: Salarie, recu: PassIae) -> list[tuple[SuspensionPass, date]]:
    debuts = [c.debut for c in salarie.contrats.all()]
    return [(s, d) for s in recu.suspensions.all() for d in debuts if s.debut <= d <= s.fin]


@register.filter
def est_demandee(prolongation: ProlongationPass) -> bool:
    """Does the request wait for its answer?"""
    return prolongation.etat == EtatProlongation.DEMANDEE
