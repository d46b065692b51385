"""Objects of arrivals, eligibility and the PASS, by the names the addresses give them."""

from datetime import date, timedelta

from etrier.droit.vocabulaire import Dispositif
from etrier.droit.vocabulaire_parcours import Auteur, Critere
from etrier.parcours.accueil.actions import Arrivee, recevoir
from etrier.parcours.accueil.partenaires import FichePartenaire, ajouter_partenaire
from etrier.parcours.actions import Identite
from etrier.parcours.eligibilite.actions import CritereVu, Declaration, declarer
from etrier.parcours.models import (
    EtapeParcours,
    PassIae,
    ProlongationPass,
    RendezVousAccueil,
    Salarie,
)
from etrier.parcours.secrets import sceller
from etrier.socle.horloge import aujourdhui, maintenant
from tests import fabrique

RECUE = date(2026, 1, 5)
_UNE = "candidature"
ECRANS = (
    *("partenaires", "partenaire_nouveau", "partenaire_modifier"),
    *("candidatures", _UNE, "candidature_nouvelle", "candidature_rendez_vous"),
    *("candidatures_importer", "candidatures_apercu", "rendez_vous_raconter"),
    *("candidature_accepter", "candidature_refuser", "candidature_attendre"),
    *("candidature_retirer", "candidature_repondre", "candidature_rouvrir"),
    *("doublons", "doublons_reunir"),
    *("etapes", "etape_nouvelle", "etape_accorder", "etape_faire", "etape_annuler"),
    *("salarie_coordonnees", "salarie_nir"),
    *("eligibilite", "eligibilite_nouvelle", "eligibilite_verdict"),
    *("suspension_couper", "prolongation_nouvelle", "prolongation_accorder"),
    *("prolongation_refuser", "pass_clore"),
)
# Those only the assigned adviser opens.
SCELLES = ("salarie_nir_lire", "eligibilite_criteres", "pass_motifs")


def objets_accueil(qui: Salarie, recu: PassIae) -> dict[str, int]:
    """One of each: a candidate who is nobody's employee, and what an employee may have."""
    une = qui.structure
    partenaire = ajouter_partenaire(une, FichePartenaire("CCAS d'essai", "CCAS"), par=None)
    candidate = Identite(f"CANDIDATE-{une.pk}", "Dominique", date(1985, 2, 3))
    venue = recevoir(
        une, candidate, Arrivee("prescripteur", RECUE, partenaire, message="Bonjour"), par=None
    )
    rendez_vous = RendezVousAccueil.objects.create(candidature=venue, le=maintenant())
    etape = EtapeParcours.objects.create(
        personne=venue.personne,
        depuis=fabrique.structure("Ailleurs"),
        vers=une,
        proposee_le=RECUE,
        raison="Suite du parcours",
    )
    prolongation = ProlongationPass.objects.create(
        pass_iae=recu,
        structure=une,
        debut=recu.fin,
        fin=recu.fin + timedelta(days=30),
        motif=sceller("COMPLETE_TRAINING"),
        demandee_le=RECUE,
    )
    declaree = Declaration(Dispositif.ACI, Auteur.EMPLOYEUR, aujourdhui(), [CritereVu(Critere.RSA)])
    return {
        "partenaire_id": partenaire.pk,
        "candidature_id": venue.pk,
        "rendez_vous_id": rendez_vous.pk,
        "autre_id": venue.personne_id,
        "etape_id": etape.pk,
        "prolongation_id": prolongation.pk,
        "eligibilite_id": declarer(une, qui.personne, declaree, par=None).pk,
    }
