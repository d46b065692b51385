"""How each structure invoices and pays: settings, bank accounts confirmed by a second person."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from itertools import count

from stdnum import iban
from stdnum.fr import tva

from etrier.banque.enums import EtatCompte
from etrier.banque.models import CompteBancaire, MandatSepa
from etrier.demonstration.comptes import courriel
from etrier.demonstration.monde import Monde
from etrier.demonstration.scenario import STRUCTURES, StructureExemple, hasard
from etrier.droit.vocabulaire import Dispositif
from etrier.facturation.enums import MoyenReglement, PersonnesNommees, Regroupement
from etrier.facturation.models import ReglageClient, ReglageFacturation
from etrier.missions.enums import GenreClient
from etrier.missions.models import Client
from etrier.structures.enums import Role
from etrier.structures.models import Utilisateur

DIX_HEURES = time(10, tzinfo=UTC)
# The months invoiced before the last one; those before were invoiced elsewhere.
MOIS_FACTURES = 12
EXONEREE = {
    Dispositif.AI: "Exonération de TVA, article 261, 7-1° bis du code général des impôts",
}
# One individual in six is debited; public buyers want one line a price and their references.
PART_PRELEVEE = 6
BANQUE_FICTIVE, GUICHET = "99999", "00000"


def raconter(monde: Monde, le: date) -> None:
    """Write the settings, the accounts of the structures, of the debited clients and of people."""
    direction = Utilisateur.objects.get(courriel=courriel(Role.DIRECTION))
    gestion = Utilisateur.objects.get(courriel=courriel(Role.GESTION))
    rangs = count(1)
    comptes = [
        _compte(next(rangs), propose_par=gestion, decide_par=direction, le=monde.calendrier.premier)
        for _exemple in STRUCTURES
    ]
    for exemple, compte in zip(STRUCTURES, comptes, strict=True):
        compte.structure = monde.structures[exemple.cle]
        compte.titulaire = exemple.denomination
    CompteBancaire.objects.bulk_create(comptes)
    ReglageFacturation.objects.bulk_create(
        _reglage(monde, exemple, compte)
        for exemple, compte in zip(STRUCTURES, comptes, strict=True)
    )
    ReglageClient.objects.bulk_create(_clients(monde))
    _prelever(monde, rangs, gestion, direction)
    _payer(monde, rangs, gestion, direction)


def iban_fictif(rang: int) -> str:
    """An IBAN whose keys are right, at a bank that does not exist.

    >>> iban_fictif(1)
    'FR7699999000000000000000130'
    """
    compte = f"{rang:011d}"
    reste = (89 * int(BANQUE_FICTIVE) + 15 * int(GUICHET) + 3 * int(compte)) % 97
    bban = f"{BANQUE_FICTIVE}{GUICHET}{compte}{97 - reste:02d}"
    return f"FR{iban.calc_check_digits('FR00' + bban)}{bban}"


def _compte(
    rang: int, *, propose_par: Utilisateur, decide_par: Utilisateur, le: date
) -> CompteBancaire:
    instant = datetime.combine(le, DIX_HEURES)
    return CompteBancaire(
        iban=iban_fictif(rang),
        bic="EXEMFRP1XXX",
        etat=EtatCompte.CONFIRME,
        propose_par=propose_par,
        propose_le=instant,
        decide_par=decide_par,
        decide_le=instant,
    )


def _reglage(monde: Monde, exemple: StructureExemple, compte: CompteBancaire) -> ReglageFacturation:
    siren = monde.structures[exemple.cle].siret[:9]
    assujettie = exemple.dispositif in (Dispositif.EI, Dispositif.ETTI)
    sap = exemple.dispositif is Dispositif.AI
    return ReglageFacturation(
        structure=monde.structures[exemple.cle],
        prefixe=exemple.cle,
        premier_mois=monde.calendrier.mois[-1 - MOIS_FACTURES],
        numero_tva="" if sap else f"FR{tva_cle(siren)}{siren}",
        mention_exoneration=EXONEREE.get(exemple.dispositif, ""),
        forme_juridique="SARL fictive au capital de 1 000 €"
        if assujettie
        else "Association loi 1901",
        immatriculation="RCS de Maquette" if assujettie else "RNA W000000000",
        courriel=f"facturation.{exemple.cle.lower()}@exemple.test",
        telephone="0199001122",
        penalites="Trois fois le taux d'intérêt légal, dès le lendemain de l'échéance.",
        escompte="Pas d'escompte pour paiement anticipé.",
        compte=compte,
        ics="FR00ZZZ999999",
        sap_declaration=f"SAP{siren}" if sap else "",
        sap_declaree_le=date(2019, 1, 1) if sap else None,
    )


def tva_cle(siren: str) -> str:
    """The key of a French VAT number: (12 + 3 × (SIREN mod 97)) mod 97."""
    cle = f"{(12 + 3 * (int(siren) % 97)) % 97:02d}"
    tva.validate(f"FR{cle}{siren}")
    return cle


def _clients(monde: Monde) -> Iterator[ReglageClient]:
    preleves = {id(c) for c in _preleves(monde)}
    for cle, clients in monde.clients.items():
        tirage = hasard("reglages", cle)
        for client in clients:
            if client.nature == GenreClient.COLLECTIVITE:
                yield ReglageClient(
                    client=client,
                    regroupement=Regroupement.PRIX,
                    personnes=PersonnesNommees.MATRICULE,
                    code_service=f"SERVICE-{tirage.randint(1, 9)}",
                    numero_engagement=f"EJ-EXEMPLE-{tirage.randint(1000, 9999)}",
                )
            elif client.nature == GenreClient.ENTREPRISE:
                yield ReglageClient(client=client, personnes=PersonnesNommees.NOM, delai_jours=45)
            elif id(client) in preleves:
                yield ReglageClient(client=client, moyen=MoyenReglement.PRELEVEMENT)


def _preleves(monde: Monde) -> list[Client]:
    """The individuals of the AI who are debited."""
    particuliers = [c for c in monde.clients["AI"] if c.nature == GenreClient.PARTICULIER]
    return particuliers[::PART_PRELEVEE]


def _prelever(
    monde: Monde, rangs: Iterator[int], gestion: Utilisateur, direction: Utilisateur
) -> None:
    """The accounts and the mandates of those who are debited."""
    comptes, mandats = [], []
    for rang, client in enumerate(_preleves(monde), start=1):
        compte = _compte(
            next(rangs), propose_par=gestion, decide_par=direction, le=monde.calendrier.premier
        )
        compte.structure, compte.client = client.structure, client
        compte.titulaire = client.denomination[:70]
        comptes.append(compte)
        mandats.append(
            MandatSepa(
                structure=client.structure,
                client=client,
                rum=f"AI-EXEMPLE-{rang:04d}",
                signe_le=monde.calendrier.premier,
            )
        )
    CompteBancaire.objects.bulk_create(comptes)
    MandatSepa.objects.bulk_create(mandats)


def _payer(
    monde: Monde, rangs: Iterator[int], gestion: Utilisateur, direction: Utilisateur
) -> None:
    """The account of everybody employed."""
    comptes = []
    vus: set[int] = set()
    for sejour in monde.sejours:
        if sejour.salarie.pk in vus:
            continue
        vus.add(sejour.salarie.pk)
        compte = _compte(next(rangs), propose_par=gestion, decide_par=direction, le=sejour.debut)
        compte.structure, compte.salarie = sejour.salarie.structure, sejour.salarie
        compte.titulaire = f"{sejour.personne.prenom} {sejour.personne.nom}"[:70]
        comptes.append(compte)
    CompteBancaire.objects.bulk_create(comptes)
