"""The paper of a quote for fictitious people: what the guide shows."""

from datetime import date

from etrier.facturation.devis.chiffrage import Chiffrage
from etrier.facturation.devis.papier import page_du_devis
from etrier.facturation.enums import EtatDevis
from etrier.facturation.models import Devis
from etrier.facturation.papier.exemples import EI, ENTREPRISE, entreprise


def exemple() -> bytes:
    """Works quoted to a company, with a deposit asked, before any answer."""
    devis = Devis(
        numero="D2026-0007",
        objet="Réfection des bureaux",
        etat=EtatDevis.ENVOYE,
        etabli_le=date(2026, 9, 1),
        valable_jusqu_au=date(2026, 10, 1),
        acompte_pour_cent=30,
    )
    ecrite = entreprise()
    return page_du_devis(devis, EI, ENTREPRISE, Chiffrage(ecrite.lignes, ecrite.tva, 30))
