"""Issued invoices and accounts for the tests of money, without the machine that makes them."""

from datetime import UTC, date, datetime
from itertools import count

from stdnum import iban as iban_std

from etrier.banque.enums import EtatCompte
from etrier.banque.models import CompteBancaire
from etrier.facturation.models import Facture
from etrier.missions.models import Client
from etrier.parcours.models import Salarie
from etrier.structures.models import Structure, Utilisateur

_rangs = count(1)
AVANT = datetime(2025, 1, 2, 9, tzinfo=UTC)


def iban(rang: int, pays: str = "FR") -> str:
    """A fictitious French IBAN with right keys (bank 00000, that no bank bears)."""
    corps = f"0000000000{rang:011d}"
    cle = 97 - int(corps) * 100 % 97
    base = f"{corps}{cle:02d}"
    return f"{pays}{iban_std.calc_check_digits(f'{pays}00{base}')}{base}"


def facture_emise(
    client: Client,
    ttc_centimes: int = 12_000,
    *,
    genre: str = "facture",
    echeance: date = date(2025, 3, 31),
    numero: str = "",
) -> Facture:
    """An issued invoice (negative amount: a credit note)."""
    return Facture.objects.create(
        structure=client.structure,
        client=client,
        genre=genre,
        etat="emise",
        numero=numero or f"F2025-{next(_rangs):05d}",
        emise_le=date(2025, 2, 28),
        echeance=echeance,
        ht_centimes=ttc_centimes,
        ttc_centimes=ttc_centimes,
    )


def avoir_emis(client: Client, ttc_centimes: int = 5_000) -> Facture:
    """An issued credit note: the amount is given positive."""
    return facture_emise(client, -ttc_centimes, genre="avoir")


def compte(
    une: Structure,
    *,
    salarie: Salarie | None = None,
    client: Client | None = None,
    etat: str = EtatCompte.CONFIRME,
    propose_par: Utilisateur | None = None,
    titulaire: str = "Titulaire d'essai",
) -> CompteBancaire:
    """An account, confirmed unless said; of the structure when of nobody."""
    return CompteBancaire.objects.create(
        structure=une,
        salarie=salarie,
        client=client,
        titulaire=titulaire,
        iban=iban(next(_rangs)),
        etat=etat,
        propose_par=propose_par,
        propose_le=AVANT,
    )
