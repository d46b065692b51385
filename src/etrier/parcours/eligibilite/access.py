"""Gates of eligibility."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet
from django.http import Http404

from etrier.droit.regles.eligibilite import Diagnostic, retenir
from etrier.droit.vocabulaire_parcours import Auteur, Critere
from etrier.parcours.enums import AuteurDiagnostic, Rubrique
from etrier.parcours.models import CritereRetenu, DiagnosticEligibilite, Personne
from etrier.parcours.secrets import exiger_referent, lire_tous
from etrier.structures.access import Acces, Finalite


@dataclass(frozen=True)
class CritereLu:
    """A criterion, opened for her assigned adviser."""

    critere: Critere
    retenu: CritereRetenu


def les_diagnostics(acces: Acces, personne: Personne) -> QuerySet[DiagnosticEligibilite]:
    """Diagnoses of a person the gate handed over: those of the structure, and the prescribers'.

    An employer's own serves and shows to nobody else. Http404 without the purpose.
    """
    acces.exiger(Finalite.LIRE_ACCUEIL)
    return (
        DiagnosticEligibilite.objects.filter(
            Q(structure=acces.structure) | Q(auteur=AuteurDiagnostic.PRESCRIPTEUR),
            personne=personne,
        )
        .select_related("partenaire", "pass_iae", "structure", "par")
        .prefetch_related("criteres")
    )


def get_diagnostic(acces: Acces, diagnostic_id: int) -> DiagnosticEligibilite:
    """One diagnosis made in the structure; Http404 otherwise."""
    acces.exiger(Finalite.LIRE_ACCUEIL)
    diagnostic = (
        DiagnosticEligibilite.objects.filter(structure=acces.structure, pk=diagnostic_id)
        .select_related("personne", "par")
        .first()
    )
    if diagnostic is None:
        raise Http404
    return diagnostic


def en_vigueur(
    diagnostics: Iterable[DiagnosticEligibilite], structure_id: int, le: date
) -> DiagnosticEligibilite | None:
    """The one that serves the structure on a day: a prescriber's first (regles.md 4.3)."""
    par_cle = {d.pk: d for d in diagnostics if d.eligible and d.expire_le is not None}
    retenu = retenir((_en_regle(d) for d in par_cle.values()), structure_id, le)
    return par_cle[retenu.cle] if retenu is not None and retenu.cle is not None else None


def _en_regle(diagnostic: DiagnosticEligibilite) -> Diagnostic:
    assert diagnostic.expire_le is not None
    recu = diagnostic.pass_iae
    return Diagnostic(
        Auteur(diagnostic.auteur),
        diagnostic.le,
        diagnostic.expire_le,
        diagnostic.structure_id,
        recu.fin if recu is not None else None,
        diagnostic.pk,
    )


def lire_criteres(acces: Acces, diagnostic: DiagnosticEligibilite) -> list[CritereLu]:
    """The criteria of a diagnosis, for her assigned adviser alone: the reading is noted.

    Raises Http404 for anybody else.
    """
    exiger_referent(acces, diagnostic.personne)
    retenus = {c.pk: c for c in diagnostic.criteres.select_related("vu_par")}
    codes = lire_tous(
        acces,
        diagnostic.personne,
        {cle: c.code for cle, c in retenus.items()},
        Rubrique.CRITERES,
    )
    return [CritereLu(Critere(codes[cle]), retenu) for cle, retenu in retenus.items()]
