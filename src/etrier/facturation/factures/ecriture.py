"""The whole of an invoice, written: what is frozen the day it is issued."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import sha256

from django.utils.translation import override

from etrier.banque.enums import EtatCompte, EtatMandat
from etrier.banque.models import MandatSepa
from etrier.facturation.contenu import FactureEcrite, HeureEcrite, LigneEcrite, TvaEcrite
from etrier.facturation.enums import GenreFacture, MoyenReglement
from etrier.facturation.factures.annexe import annexes
from etrier.facturation.factures.mentions import mention_de_tva, mentions
from etrier.facturation.factures.parties import destinataire, emetteur, sap
from etrier.facturation.factures.reprises import tva_deja_reprise
from etrier.facturation.factures.totaux import CleTaux, TvaReprise, par_taux
from etrier.facturation.models import Facture, LigneFacture, ReglageClient, ReglageFacturation
from etrier.socle.horloge import aujourdhui
from etrier.socle.mois import dernier_jour
from etrier.structures.enums import DispositifConventionne
from etrier.structures.models import Convention, Structure


def contenu_de(facture: Facture) -> FactureEcrite:
    """What an issued invoice says; for a draft, what it would say today, without a number."""
    if facture.est_emise:
        return FactureEcrite.de_json(facture.contenu)
    return Redaction.lire(facture.structure, [facture]).ecrire(facture, "", aujourdhui())


def empreinte_de(contenu: Mapping[str, object]) -> str:
    """SHA-256 of the content as JSON: sorted keys, no space, accents as they are, UTF-8."""
    texte = json.dumps(contenu, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return sha256(texte.encode()).hexdigest()


def reglage_de(structure: Structure) -> ReglageFacturation:
    """The settings of the structure; by default when it wrote none."""
    trouve = ReglageFacturation.objects.select_related("compte").filter(structure=structure).first()
    return trouve or ReglageFacturation(structure=structure)


def reglages_des_clients(clients: Iterable[int]) -> dict[int, ReglageClient]:
    """The settings of each client; by default for those without any."""
    voulus = set(clients)
    trouves = {r.client_id: r for r in ReglageClient.objects.filter(client__in=voulus)}
    return {pk: trouves.get(pk) or ReglageClient(client_id=pk) for pk in voulus}


@dataclass(frozen=True)
class Redaction:
    """What writing some invoices of a structure needs, read once."""

    structure: Structure
    reglage: ReglageFacturation
    clients: Mapping[int, ReglageClient]
    lignes: Mapping[int, Sequence[LigneFacture]]
    annexes: Mapping[int, tuple[HeureEcrite, ...]]
    mandats: Mapping[int, str]
    reprises: Mapping[int, Mapping[CleTaux, TvaReprise]]
    est_ai: bool

    @classmethod
    def lire(cls, structure: Structure, factures: Sequence[Facture]) -> "Redaction":
        """Everything in a few queries, whatever the number of invoices."""
        clients = reglages_des_clients(f.client_id for f in factures)
        mandats = MandatSepa.objects.filter(client__in=clients, etat=EtatMandat.ACTIF)
        lignes: dict[int, list[LigneFacture]] = {}
        for ligne in LigneFacture.objects.filter(facture__in=factures).select_related("prestation"):
            lignes.setdefault(ligne.facture_id, []).append(ligne)
        ai = Convention.objects.filter(structure=structure, dispositif=DispositifConventionne.AI)
        with override("fr"):
            annexe = annexes(structure, factures, clients)
        return cls(
            structure=structure,
            reglage=reglage_de(structure),
            clients=clients,
            lignes=lignes,
            annexes=annexe,
            mandats=dict(mandats.values_list("client_id", "rum")),
            reprises=tva_deja_reprise(factures),
            est_ai=ai.exists(),
        )

    def ecrire(self, facture: Facture, numero: str, le: date) -> FactureEcrite:
        """The invoice issued on a day under a number."""
        reglage, annexe = self.clients[facture.client_id], self.annexes[facture.pk]
        with override("fr"):
            debut, fin = self._periode(facture)
            return FactureEcrite(
                genre=str(facture.genre),
                numero=numero,
                emise_le=le,
                emetteur=emetteur(self.structure, self.reglage),
                destinataire=destinataire(facture.client, reglage),
                lignes=tuple(_ligne(x) for x in self.lignes.get(facture.pk, ())),
                tva=self._tva(facture),
                ht_centimes=facture.ht_centimes,
                tva_centimes=facture.tva_centimes,
                ttc_centimes=facture.ttc_centimes,
                echeance=self.echeance(facture, le),
                debut=debut,
                fin=fin,
                origine_numero=facture.origine.numero if facture.origine else "",
                origine_le=facture.origine.emise_le if facture.origine else None,
                motif=facture.motif,
                numero_engagement=reglage.numero_engagement,
                reference_marche=reglage.reference_marche,
                devis=facture.devis.numero if facture.devis else "",
                moyen=str(reglage.moyen),
                **self._paiement(facture.client_id),
                mentions=mentions(facture.client, self.reglage, le),
                sap=sap(self.reglage) if self.est_sap(facture) else None,
                annexe=annexe,
            )

    def echeance(self, facture: Facture, le: date) -> date:
        """The day the payment is due; a credit note is due at once."""
        if facture.genre == GenreFacture.AVOIR:
            return le
        propre = self.clients[facture.client_id].delai_jours
        return le + timedelta(days=self.reglage.delai_jours if propre is None else propre)

    def est_sap(self, facture: Facture) -> bool:
        """True when a line is a service à la personne."""
        lignes = self.lignes.get(facture.pk, ())
        return any(x.prestation is not None and x.prestation.activite_sap for x in lignes)

    def mention(self, regime: str) -> str:
        """Why a VAT regime bears none."""
        return mention_de_tva(regime, self.reglage, est_ai=self.est_ai)

    def _tva(self, facture: Facture) -> tuple[TvaEcrite, ...]:
        lignes, deja = self.lignes.get(facture.pk, ()), self.reprises.get(facture.pk)
        return tuple(
            TvaEcrite(
                t.regime_tva,
                t.taux_pour_dix_mille,
                t.base_centimes,
                t.tva_centimes,
                self.mention(t.regime_tva),
            )
            for t in par_taux(lignes, deja)
        )

    def _paiement(self, client_id: int) -> dict[str, str]:
        compte = self.reglage.compte
        paiement = {"iban": "", "bic": "", "titulaire": "", "rum": "", "ics": ""}
        # An account that no longer serves is not where to pay.
        if compte is not None and compte.etat == EtatCompte.CONFIRME:
            paiement |= {"iban": compte.iban, "bic": compte.bic, "titulaire": compte.titulaire}
        preleve = self.clients[client_id].moyen == MoyenReglement.PRELEVEMENT
        if preleve and client_id in self.mandats:
            paiement |= {"rum": self.mandats[client_id], "ics": self.reglage.ics}
        return paiement

    def _periode(self, facture: Facture) -> tuple[date | None, date | None]:
        """First and last day of the work; the month when the hours are not told day by day."""
        jours = [h.jour for h in self.annexes[facture.pk]]
        # Without an annex, services à la personne alone are told: the period is that of them all.
        if jours and self.clients[facture.client_id].avec_annexe:
            return min(jours), max(jours)
        return (facture.mois, dernier_jour(facture.mois)) if facture.mois else (None, None)


def _ligne(ligne: LigneFacture) -> LigneEcrite:
    prestation = ligne.prestation
    return LigneEcrite(
        rang=ligne.rang,
        libelle=ligne.libelle,
        unite=ligne.unite,
        prix_centimes=ligne.prix_centimes,
        regime_tva=ligne.regime_tva,
        taux_tva_pour_dix_mille=ligne.taux_tva_pour_dix_mille,
        ht_centimes=ligne.ht_centimes,
        minutes=ligne.minutes,
        quantite_milliemes=ligne.quantite_milliemes,
        activite_sap=prestation.activite_sap if prestation is not None else "",
    )
