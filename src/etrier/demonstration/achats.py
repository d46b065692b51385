"""What the structures buy: invoices read from a Factur-X or typed, laid on chantiers, paid or not.

Runs after the closes, through the acts of the house. The supplier's file is written by the house's
own printer: what it says is what is read.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction

from etrier.demonstration.comptes import courriel
from etrier.demonstration.lieux import commune, siret_fictif
from etrier.demonstration.reglages_argent import iban_fictif, tva_cle
from etrier.demonstration.scenario import cle_de
from etrier.droit.arrondis import demi_haut
from etrier.facturation.contenu import FactureEcrite, LigneEcrite, Partie, TvaEcrite
from etrier.facturation.enums import NatureDepense, OrigineFactureFournisseur
from etrier.facturation.fournisseurs.actions import affecter, approuver, recevoir, saisir
from etrier.facturation.models import FactureFournisseur
from etrier.facturation.papier.presse import pdf_de
from etrier.facturation.reglements.fournisseurs import payer_fournisseur
from etrier.heures.models import Cloture
from etrier.missions.models import Chantier
from etrier.structures.enums import Role
from etrier.structures.models import Structure, Utilisateur

Suivi = Callable[[str, int, int], None]
DELAI = timedelta(days=30)
PREMIER_RANG_SIREN, PREMIER_RANG_IBAN = 900, 95_000
# The account this supplier had, and the one its last invoice gives: what one should call it about.
IBAN_CONNU, IBAN_NOUVEAU = iban_fictif(PREMIER_RANG_IBAN), iban_fictif(PREMIER_RANG_IBAN + 1)
PEPINIERE = "Pépinière EXEMPLE des Semis"
SIRET_PEPINIERE = siret_fictif(PREMIER_RANG_SIREN)
MENTIONS = (
    ("PMD", "Pénalités de retard : trois fois le taux d'intérêt légal."),
    ("PMT", "Indemnité forfaitaire pour frais de recouvrement : 40 €."),
    ("AAB", "Pas d'escompte pour paiement anticipé."),
)


@dataclass(frozen=True)
class Article:
    """A line of the supplier's: so many, at a price, at a rate of VAT."""

    libelle: str
    nombre: int
    prix_centimes: int
    regime: str
    taux_pour_dix_mille: int

    @property
    def ht_centimes(self) -> int:
        """Before tax."""
        return self.nombre * self.prix_centimes


@dataclass(frozen=True)
class Papier:
    """An invoice on paper, typed; `paye_le`: the day of the month it was paid, if it was."""

    fournisseur: str
    numero: str
    jour: int
    ht_centimes: int
    nature: NatureDepense
    chantier: str = ""
    paye_le: int | None = None


SEMIS = (
    Article("Plants de légumes d'automne, caissette", 14, 1_180, "reduit", 550),
    Article("Terreau de semis, sac de 40 litres", 20, 745, "intermediaire", 1000),
    Article("Sécateur et affûtage", 4, 3_290, "normal", 2000),
)
VOILES = (Article("Voile de forçage, rouleau de 100 m", 3, 5_640, "normal", 2000),)
PAPIERS: dict[str, tuple[Papier, ...]] = {
    "ACI": (
        Papier(
            "Garage EXEMPLE du Brouillon",
            "EX-311",
            14,
            41_750,
            NatureDepense.VEHICULE,
            "Berges du canal",
            paye_le=28,
        ),
    ),
    "AI": (
        Papier(
            "Hygiène EXEMPLE du Nord", "EX-2045", 7, 18_620, NatureDepense.FOURNITURES, paye_le=26
        ),
        Papier("Téléphonie EXEMPLE", "EX-77810", 12, 9_640, NatureDepense.AUTRE),
    ),
}
ROLES = {"ACI": Role.DIRECTION, "AI": Role.GESTION}
MARAICHAGE = "Maraîchage"


def faire_les_achats(structures: Sequence[Structure], suivi: Suivi) -> int:
    """Purchases of the last closed month, where the scenario has some and nobody has begun any;
    gives in how many structures.
    """
    faites = 0
    for rang, structure in enumerate(structures):
        suivi(structure.denomination, rang, len(structures))
        faites += acheter(structure, cle_de(structure.siret))
    suivi("fini", len(structures), len(structures))
    return faites


def acheter(structure: Structure, cle: str) -> bool:
    """Receive the purchases of the last closed month; False where nothing is told.

    Nothing where somebody has received an invoice already, save from the group.
    """
    recues = FactureFournisseur.objects.filter(structure=structure).exclude(
        origine=OrigineFactureFournisseur.INTERNE
    )
    clos = Cloture.objects.filter(structure=structure).order_by("mois").last()
    if cle not in PAPIERS or clos is None or recues.exists():
        return False
    par = Utilisateur.objects.get(courriel=courriel(ROLES[cle]))
    with transaction.atomic():
        for papier in PAPIERS[cle]:
            _saisir(structure, papier, clos.mois, par)
        if cle == "ACI":
            _lire_la_pepiniere(structure, clos.mois, par)
    return True


def _saisir(structure: Structure, papier: Papier, mois: date, par: Utilisateur) -> None:
    """Typed and good to pay; then paid, when it was."""
    emise_le = mois.replace(day=papier.jour)
    facture = saisir(
        structure,
        fournisseur=papier.fournisseur,
        siren="",
        numero=papier.numero,
        emise_le=emise_le,
        echeance=emise_le + DELAI,
        ht_centimes=papier.ht_centimes,
        tva_centimes=demi_haut(papier.ht_centimes * 2000, 10_000),
        nature=papier.nature,
        chantier=_chantier(structure, papier.chantier),
        par=par,
    )
    approuver(facture, par)
    if papier.paye_le is not None:
        payer_fournisseur(facture, mois.replace(day=papier.paye_le), par)


def _lire_la_pepiniere(structure: Structure, mois: date, par: Utilisateur) -> None:
    """Two files of one supplier: the first good to pay, the second on an account never seen."""
    semis = _pepiniere(structure, "EX-2218", mois.replace(day=9), SEMIS, IBAN_CONNU)
    facture = recevoir(structure, pdf_de(semis), par)
    affecter(facture, NatureDepense.FOURNITURES, _chantier(structure, MARAICHAGE), par)
    approuver(facture, par)
    voiles = _pepiniere(structure, "EX-2304", mois.replace(day=27), VOILES, IBAN_NOUVEAU)
    recevoir(structure, pdf_de(voiles), par)


def _chantier(structure: Structure, denomination: str) -> Chantier | None:
    return Chantier.objects.filter(structure=structure, denomination=denomination).first()


def _pepiniere(
    structure: Structure, numero: str, le: date, articles: tuple[Article, ...], iban: str
) -> FactureEcrite:
    lignes = tuple(
        LigneEcrite(
            rang,
            x.libelle,
            "unite",
            x.prix_centimes,
            x.regime,
            x.taux_pour_dix_mille,
            x.ht_centimes,
            quantite_milliemes=x.nombre * 1000,
        )
        for rang, x in enumerate(articles, 1)
    )
    tva = tuple(_tva(x) for x in articles)
    ht, taxes = sum(x.ht_centimes for x in articles), sum(x.tva_centimes for x in tva)
    return FactureEcrite(
        genre="facture",
        numero=numero,
        emise_le=le,
        echeance=le + DELAI,
        emetteur=_vendeur(),
        destinataire=_acheteur(structure),
        lignes=lignes,
        tva=tva,
        ht_centimes=ht,
        tva_centimes=taxes,
        ttc_centimes=ht + taxes,
        cadre="B1",
        moyen="virement",
        iban=iban,
        titulaire=PEPINIERE,
        mentions=MENTIONS,
    )


def _tva(article: Article) -> TvaEcrite:
    """Each rate is met once in these invoices."""
    ht, taux = article.ht_centimes, article.taux_pour_dix_mille
    return TvaEcrite(article.regime, taux, ht, demi_haut(ht * taux, 10_000))


def _vendeur() -> Partie:
    lieu, siren = commune("59512"), SIRET_PEPINIERE[:9]
    return Partie(
        nom=PEPINIERE,
        adresse="7 chemin de l'Ébauche",
        code_postal=lieu.code_postal,
        commune=lieu.nom,
        siren=siren,
        siret=SIRET_PEPINIERE,
        numero_tva=f"FR{tva_cle(siren)}{siren}",
        courriel="pepiniere@exemple.test",
        telephone="0199001199",
        forme_juridique="SARL fictive au capital de 1 000 €",
        immatriculation="RCS de Maquette",
        nature="entreprise",
    )


def _acheteur(structure: Structure) -> Partie:
    return Partie(
        nom=structure.denomination,
        adresse=structure.adresse,
        code_postal=structure.code_postal,
        commune=structure.commune,
        siren=structure.siret[:9],
        siret=structure.siret,
        nature="association",
    )
