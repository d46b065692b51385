"""Objects of arrivals, eligibility and the PASS, in the demonstration."""

from datetime import timedelta

from etrier.parcours.models import (
    Candidature,
    CritereRetenu,
    EtapeParcours,
    Partenaire,
    PassIae,
    ProlongationPass,
    RendezVousAccueil,
)
from etrier.parcours.secrets import sceller
from etrier.structures.models import Structure


def objets_accueil(une: Structure, pass_id: int | None) -> dict[str, int | None]:
    """One of each, by the names the addresses give them; some kinds may lack."""
    candidatures = Candidature.objects.filter(structure=une, etat="recue").order_by("pk")
    suivis = CritereRetenu.objects.filter(
        diagnostic__structure=une,
        diagnostic__personne__salaries__referents__fin=None,
        diagnostic__personne__salaries__referents__isnull=False,
    ).order_by("pk")
    return {
        "partenaire_id": _premier(Partenaire.objects.filter(structure=une)),
        "candidature_id": _premier(candidatures),
        "autre_id": candidatures.values_list("personne", flat=True).first(),
        "rendez_vous_id": _premier(RendezVousAccueil.objects.filter(candidature__structure=une)),
        "etape_id": _premier(EtapeParcours.objects.filter(vers=une)),
        "eligibilite_id": suivis.values_list("diagnostic", flat=True).first(),
        "prolongation_id": _demande(une, pass_id),
    }


def _premier(lignes: object) -> int | None:
    premier: int | None = lignes.order_by("pk").values_list("pk", flat=True).first()  # type: ignore[attr-defined]
    return premier


def _demande(une: Structure, pass_id: int | None) -> int | None:
    """A request on the very PASS whose sheet is looked at."""
    if pass_id is None:
        return None
    recu = PassIae.objects.get(pk=pass_id)
    return ProlongationPass.objects.create(
        pass_iae=recu,
        structure=une,
        debut=recu.fin,
        fin=recu.fin + timedelta(days=30),
        motif=sceller("COMPLETE_TRAINING"),
        demandee_le=recu.debut,
    ).pk
