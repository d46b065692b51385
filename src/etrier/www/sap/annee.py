"""The year a page looks at, and what it holds: who paid what, and where each attestation stands."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest

from etrier.droit.parametre import NonCalculable
from etrier.droit.regles.sap import BilanSap, echeance_attestation
from etrier.facturation.access_sap import les_attestations, reglage_sap
from etrier.facturation.models import AttestationSap, ReglageFacturation, Reglement
from etrier.facturation.sap.actions import dernieres, est_a_faire
from etrier.facturation.sap.contenu import lire_annees
from etrier.missions.models import Client
from etrier.socle.erreurs import Refus
from etrier.socle.horloge import aujourdhui
from etrier.socle.parametres import parametres_en_vigueur
from etrier.structures.access import Acces


@dataclass(frozen=True)
class LigneClient:
    """A client's year, and the last attestation drawn of it."""

    client: Client
    bilan: BilanSap
    attestation: AttestationSap | None
    a_faire: bool

    @property
    def a_envoyer(self) -> bool:
        """True when it is drawn, still true, and one mail away."""
        faite = self.attestation
        return (
            faite is not None
            and not self.a_faire
            and faite.envoyee_le is None
            and bool(self.client.courriel)
        )


@dataclass(frozen=True)
class AnneeSap:
    """A year of the structure."""

    annee: int
    reglage: ReglageFacturation
    lignes: Sequence[LigneClient]

    @property
    def est_declaree(self) -> bool:
        """True when the body wrote its declaration and its date."""
        return bool(self.reglage.sap_declaration and self.reglage.sap_declaree_le)

    @property
    def est_finie(self) -> bool:
        """True once the year is over: an attestation may be drawn."""
        return self.annee < aujourdhui().year

    @property
    def a_faire(self) -> int:
        """How many attestations are missing or no longer true."""
        return sum(ligne.a_faire for ligne in self.lignes)

    @property
    def a_envoyer(self) -> list[LigneClient]:
        """Those one mail away."""
        return [ligne for ligne in self.lignes if ligne.a_envoyer]

    @property
    def echeance(self) -> date | None:
        """The day before which the attestations are handed; None when it is not known."""
        try:
            return echeance_attestation(self.annee, parametres_en_vigueur())
        except NonCalculable:
            return None

    @property
    def jours_restants(self) -> int | None:
        """Days left to hand them, negative once it is late; None when not known, or when none is to
        be drawn nor mailed."""
        if self.echeance is None or not self.est_finie or not (self.a_faire or self.a_envoyer):
            return None
        return (self.echeance - aujourdhui()).days

    @property
    def paye_centimes(self) -> int:
        """Received for services à la personne."""
        return sum(ligne.bilan.paye_centimes for ligne in self.lignes)

    @property
    def ouvrant_droit_centimes(self) -> int:
        """Of it, what opens the tax credit."""
        return sum(ligne.bilan.ouvrant_droit_centimes for ligne in self.lignes)


def annees_sap(acces: Acces) -> list[int]:
    """Years with a payment, and this one, the latest first."""
    premier = Reglement.objects.filter(structure=acces.structure).order_by("le").first()
    cette = aujourdhui().year
    return list(range(cette, min(cette, premier.le.year if premier else cette) - 1, -1))


def annee_sap(request: HttpRequest, annees: Sequence[int]) -> int:
    """The year asked for by `?annee=`; else the last one over, when there is one."""
    demandee = request.GET.get("annee", "") or request.POST.get("annee", "")
    defaut = annees[1] if len(annees) > 1 else annees[0]
    return next((annee for annee in annees if str(annee) == demandee), defaut)


def lire_annee(acces: Acces, annee: int) -> AnneeSap:
    """The year of every client. Raises Refus where the law's values are not known."""
    reglage = reglage_sap(acces)
    try:
        lues = lire_annees(acces.structure, annee, reglage)
    except NonCalculable as erreur:
        raise Refus(erreur.motif) from None
    faites = dernieres(acces.structure, annee)
    lignes = [
        LigneClient(
            une.client,
            une.bilan,
            faites.get(une.client.pk),
            est_a_faire(une, faites.get(une.client.pk), acces.structure, reglage),
        )
        for une in lues
    ]
    return AnneeSap(annee, reglage, lignes)


def versions(acces: Acces, client: Client) -> list[AttestationSap]:
    """Every attestation of a client, without its file, the latest first."""
    return list(les_attestations(acces).filter(client=client).defer("pdf", "contenu"))
