"""What a line of the bank could answer, read once for all the lines of a page."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from django.db.models import Q, QuerySet
from rapidfuzz import fuzz

from etrier.aides.models import VersementRecu
from etrier.banque.enums import EtatCompte
from etrier.banque.models import CompteBancaire, MouvementBancaire
from etrier.comptabilite.models import LigneOrdre, OrdreSepa, RapprochementBancaire
from etrier.droit.lettres import en_mots
from etrier.facturation.enums import EtatFactureFournisseur, GenreFacture
from etrier.facturation.models import Facture, FactureFournisseur, Reglement
from etrier.missions.models import Client
from etrier.structures.models import AnnexeFinanciere, AvenantAnnexe, Structure

NOM_PROCHE = 88
_PAS_DES_LETTRES = re.compile(r"[^A-Z0-9]")


def serrer(texte: str) -> str:
    """Letters and figures alone, in capitals: « F2025-00012 » is F202500012."""
    return _PAS_DES_LETTRES.sub("", texte.upper())


def porte(texte: str, numero: str) -> bool:
    """True when the text holds the number whole: F2025-0001 is not in "F2025-00012"."""
    cherche = r"[^A-Za-z0-9]*".join(map(re.escape, serrer(numero)))
    return re.search(rf"(?<![A-Za-z0-9]){cherche}(?![0-9])", texte.upper()) is not None


def attendus(structure: Structure) -> QuerySet[Reglement]:
    """Payments the bank is to show: those that stand, and the opposite, typed by hand, of one it
    showed (a bounced cheque goes out as it came in)."""
    return Reglement.objects.filter(
        Q(annule=None) | Q(annule__mouvement__isnull=False),
        structure=structure,
        mouvement=None,
        annulation=None,
    )


def versements_annules(structure: Structure) -> QuerySet[VersementRecu]:
    """Money of the State written by a match that was undone: an opposite took it back."""
    defaits = RapprochementBancaire.objects.filter(
        mouvement__structure=structure,
        versement__isnull=False,
        a_cree=True,
        annule_le__isnull=False,
    )
    return VersementRecu.objects.filter(
        annexe__structure=structure, pk__in=defaits.values("versement")
    )


@dataclass(frozen=True)
class Texte:
    """The words of a line, in the shapes they are searched in."""

    brut: str
    serre: str
    mots: str
    nom: str

    @classmethod
    def de(cls, mouvement: MouvementBancaire) -> "Texte":
        """Label, reference and name of a line."""
        brut = f"{mouvement.libelle} {mouvement.reference} {mouvement.contrepartie}"
        nom = en_mots(mouvement.contrepartie or mouvement.libelle)
        return cls(brut, serrer(brut), en_mots(brut), nom)

    def porte(self, numero: str) -> bool:
        """True when the number of an invoice stands in it."""
        return bool(numero) and serrer(numero) in self.serre and porte(self.brut, numero)

    def ressemble(self, nom: str) -> bool:
        """True when the name may be the payer's."""
        return bool(nom and self.nom) and fuzz.token_set_ratio(nom, self.nom) >= NOM_PROCHE


@dataclass(frozen=True)
class Contexte:
    """Everything of a structure that waits for money, or for money to leave."""

    structure: Structure

    @cached_property
    def factures(self) -> list[Facture]:
        """Invoices due, the oldest first."""
        return list(
            Facture.objects.filter(structure=self.structure)
            .exclude(genre=GenreFacture.AVOIR)
            .dues()
            .select_related("client")
        )

    @cached_property
    def numeros(self) -> list[tuple[str, Facture]]:
        """Invoices due by their number without signs: thousands are looked for in each line."""
        return [(serrer(f.numero), f) for f in self.factures]

    @cached_property
    def par_client(self) -> Mapping[int, Sequence[Facture]]:
        """Invoices due of each client."""
        return _ranger(self.factures, "client_id")

    @cached_property
    def par_montant(self) -> Mapping[int, Sequence[Facture]]:
        """Invoices due by what is left to pay."""
        return _ranger(self.factures, "solde_centimes")

    @cached_property
    def noms(self) -> list[tuple[str, Client]]:
        """Clients who owe something, by the words of their names."""
        clients = {f.client_id: f.client for f in self.factures}
        return [(en_mots(c.denomination), c) for c in clients.values()]

    @cached_property
    def ibans(self) -> Mapping[str, int]:
        """Client of each confirmed account."""
        comptes = CompteBancaire.objects.filter(
            structure=self.structure, client__isnull=False, etat=EtatCompte.CONFIRME
        )
        return {iban: cle for iban, cle in comptes.values_list("iban", "client_id") if cle}

    @cached_property
    def reglements(self) -> list[Reglement]:
        """Payments typed before the bank showed them."""
        return list(attendus(self.structure).select_related("client").order_by("le", "id"))

    @cached_property
    def avoirs(self) -> list[Facture]:
        """Credit notes not used up."""
        return list(
            Facture.objects.filter(structure=self.structure)
            .avoirs_a_utiliser()
            .select_related("client")
        )

    @cached_property
    def fournisseurs(self) -> list[FactureFournisseur]:
        """Invoices of suppliers good to pay, the oldest due first."""
        return list(
            FactureFournisseur.objects.filter(
                structure=self.structure, etat=EtatFactureFournisseur.BONNE_A_PAYER
            ).order_by("echeance", "emise_le", "id")
        )

    @cached_property
    def ordres(self) -> list[OrdreSepa]:
        """Orders the bank has not shown yet."""
        siens = OrdreSepa.objects.filter(structure=self.structure).pas_vus()
        return list(siens.defer("fichier").order_by("execution_le", "id"))

    @cached_property
    def lignes_ordre(self) -> Mapping[str, LigneOrdre]:
        """Payments ordered and not rejected, by their reference."""
        lignes = LigneOrdre.objects.filter(ordre__structure=self.structure, rejetee_le=None)
        return {x.reference: x for x in lignes.select_related("ordre", "compte")}

    @cached_property
    def annexes(self) -> list[tuple[AnnexeFinanciere, AvenantAnnexe]]:
        """Annexes with posts, in their last version, the latest first."""
        versions = (
            AvenantAnnexe.objects.filter(
                annexe__structure=self.structure, annexe__convention__isnull=False
            )
            .select_related("annexe__convention")
            .order_by("annexe_id", "modification")
        )
        dernieres = {v.annexe_id: v for v in versions}
        recentes = sorted(dernieres.values(), key=lambda v: v.debut, reverse=True)
        return [(v.annexe, v) for v in recentes]


def _ranger(factures: Iterable[Facture], champ: str) -> Mapping[int, Sequence[Facture]]:
    ranges: dict[int, list[Facture]] = defaultdict(list)
    for facture in factures:
        ranges[getattr(facture, champ)].append(facture)
    return ranges
