"""The bank file of the AI for the days before the given one: what clients paid, said as they say
it, and what nobody expects."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path

from etrier.banque.formats.lu import LigneLue
from etrier.banque.models import CompteBancaire
from etrier.demonstration.camt import camt
from etrier.demonstration.reglages_argent import iban_fictif
from etrier.demonstration.scenario import hasard
from etrier.droit.vocabulaire import Dispositif
from etrier.facturation.models import Facture

SOLDE = 2_450_000
# Of the invoices still due: those whose payer writes the number, those told by name and amount.
AVEC_NUMERO, PAR_LE_NOM = 18, 8
PREMIER_RANG_IBAN = 90_000
INATTENDUS = (
    ("PRLV ASSURANCE EXEMPLE", "Assurances EXEMPLE", -18_430),
    ("FRAIS DE TENUE DE COMPTE", "", -1_250),
    ("VIR ADHESION", "Une adhérente EXEMPLE", 1_500),
)


def ecrire_releve(le: date, dossier: Path) -> Path | None:
    """Write the file; gives where. None when the AI has no invoice left to pay."""
    compte = CompteBancaire.objects.filter(
        structure__conventions__dispositif=Dispositif.AI, salarie=None, client=None
    ).first()
    if compte is None:
        return None
    dues = list(
        Facture.objects.filter(structure=compte.structure)
        .dues()
        .order_by("-emise_le", "numero")[: AVEC_NUMERO + PAR_LE_NOM]
    )
    if not dues:
        return None
    lignes = sorted(_lignes(dues, le), key=lambda x: x.le)
    fichier = dossier / f"releve-banque-ai-{le:%Y-%m}.xml"
    dossier.mkdir(parents=True, exist_ok=True)
    fichier.write_bytes(camt(compte.iban, lignes, debut=SOLDE, version="08"))
    return fichier


def _lignes(dues: Sequence[Facture], le: date) -> Iterator[LigneLue]:
    tirage = hasard("releve")

    def jour() -> date:
        return le - timedelta(days=tirage.randrange(1, 12))

    for rang, facture in enumerate(dues):
        qui = facture.client.denomination
        dit = f"REGLEMENT {facture.numero}" if rang < AVEC_NUMERO else "VIREMENT"
        yield LigneLue(
            le=jour(),
            montant_centimes=facture.solde_centimes,
            libelle=f"VIR {qui} {dit}",
            contrepartie=qui,
            contrepartie_iban=iban_fictif(PREMIER_RANG_IBAN + rang),
            identifiant=f"EX{rang:04d}",
        )
    for rang, (libelle, qui, montant) in enumerate(INATTENDUS, len(dues)):
        yield LigneLue(
            le=jour(),
            montant_centimes=montant,
            libelle=libelle,
            contrepartie=qui,
            identifiant=f"EX{rang:04d}",
        )
