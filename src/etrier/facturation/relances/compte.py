"""The account of a client: what was invoiced, credited and paid, and the balance over time."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import accumulate
from pathlib import Path

from etrier.droit.ecriture import euros
from etrier.droit.ecriture import jour as ecrire_jour
from etrier.facturation.enums import GenreFacture, MoyenReglement
from etrier.facturation.models import Facture, Reglement
from etrier.missions.models import Client
from etrier.socle.documents import composer
from etrier.socle.horloge import maintenant

MODELE = Path(__file__).with_name("compte.typ")
GENRES = {
    GenreFacture.FACTURE: "facture",
    GenreFacture.AVOIR: "avoir",
    GenreFacture.ACOMPTE: "facture d’acompte",
}


@dataclass(frozen=True)
class LigneCompte:
    """One line: what the client owes more (positive) or less, and the balance after it."""

    le: date
    quoi: str
    piece: str
    montant_centimes: int
    solde_centimes: int
    echeance: date | None = None
    facture_id: int | None = None

    @property
    def debit_centimes(self) -> int | None:
        """What was added to what the client owes."""
        return self.montant_centimes if self.montant_centimes > 0 else None

    @property
    def credit_centimes(self) -> int | None:
        """What was taken from what the client owes."""
        return -self.montant_centimes if self.montant_centimes < 0 else None


@dataclass(frozen=True)
class Compte:
    """The account of a client over a period; `report_centimes` is what it owed before."""

    client: Client
    debut: date | None
    fin: date
    report_centimes: int
    lignes: Sequence[LigneCompte]

    @property
    def solde_centimes(self) -> int:
        """What the client owes on the last day; negative: what is owed to the client."""
        return self.lignes[-1].solde_centimes if self.lignes else self.report_centimes


def compte_du_client(client: Client, debut: date | None, fin: date) -> Compte:
    """Invoices, credit notes and payments by day; the balance before `debut` is brought forward."""
    tous = sorted((m for m in _mouvements(client) if m.le <= fin), key=lambda m: m.le)
    avant = [m for m in tous if debut is not None and m.le < debut]
    report = sum(m.montant_centimes for m in avant)
    pendant = tous[len(avant) :]
    soldes = list(accumulate((m.montant_centimes for m in pendant), initial=report))[1:]
    lignes = [
        LigneCompte(m.le, m.quoi, m.piece, m.montant_centimes, solde, m.echeance, m.facture_id)
        for m, solde in zip(pendant, soldes, strict=True)
    ]
    return Compte(client, debut, fin, report, lignes)


def _mouvements(client: Client) -> Iterator[LigneCompte]:
    """Everything that moved the account, without its balance, invoices before payments."""
    for f in Facture.objects.emises().filter(client=client).order_by("emise_le", "id"):
        assert f.emise_le is not None
        quoi = GENRES[GenreFacture(f.genre)]
        echeance = None if f.genre == GenreFacture.AVOIR else f.echeance
        yield LigneCompte(f.emise_le, quoi, f.numero, f.ttc_centimes, 0, echeance, f.pk)
    for r in Reglement.objects.filter(client=client).order_by("le", "id"):
        quoi = f"{_mot(r)}, {MoyenReglement(r.moyen).label}"
        yield LigneCompte(r.le, quoi, r.reference, -r.montant_centimes, 0)


def _mot(reglement: Reglement) -> str:
    if reglement.annule_id is not None:
        return "règlement annulé"
    return "règlement" if reglement.montant_centimes >= 0 else "remboursement"


def imprimer_compte(compte: Compte) -> bytes:
    """The account as a PDF, for the client."""
    client, structure = compte.client, compte.client.structure
    lieu = f"{client.code_postal} {client.commune}".strip()
    ouvert = f"du {ecrire_jour(compte.debut)} " if compte.debut else ""
    valeurs = {
        "titre": f"Relevé de compte au {ecrire_jour(compte.fin)}",
        "periode": f"{ouvert}au {ecrire_jour(compte.fin)}",
        "structure": {
            "nom": structure.denomination,
            "lignes": _pleines(
                structure.adresse,
                f"{structure.code_postal} {structure.commune}".strip(),
                f"SIRET {structure.siret}",
            ),
        },
        "client": {"nom": client.denomination, "lignes": _pleines(client.adresse, lieu)},
        "report": euros(compte.report_centimes) if compte.debut else "",
        "lignes": [_rangee(ligne) for ligne in compte.lignes],
        "solde": euros(abs(compte.solde_centimes)),
        "sens": _sens(compte.solde_centimes),
    }
    return composer(MODELE, valeurs, le=maintenant())


def _sens(solde: int) -> str:
    if solde > 0:
        return "À payer"
    return "En votre faveur" if solde < 0 else "Compte soldé"


def _pleines(*lignes: str) -> list[str]:
    return [ligne for ligne in lignes if ligne]


def _rangee(ligne: LigneCompte) -> list[str]:
    return [
        ecrire_jour(ligne.le),
        ligne.quoi,
        ligne.piece,
        ecrire_jour(ligne.echeance) if ligne.echeance else "",
        "" if ligne.debit_centimes is None else euros(ligne.debit_centimes),
        "" if ligne.credit_centimes is None else euros(ligne.credit_centimes),
        euros(ligne.solde_centimes),
    ]
