"""The separate account of services à la personne (CT R7232-17, 5°): what is one, what is not."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.db.models import Sum
from django.db.models.functions import TruncMonth

from etrier.droit.parametre import Parametres
from etrier.droit.regles.sap import depouiller
from etrier.facturation.models import Facture, ReglageFacturation, Reglement
from etrier.facturation.sap.paiements import encaissements, paiements_sap
from etrier.facturation.sap.repartition import HORS_SAP, ttc_par_activite
from etrier.missions.enums import GenreClient
from etrier.socle.mois import premier_jour
from etrier.structures.models import Structure


@dataclass
class MoisSap:
    """A month of the account, all taxes included: invoiced and received, apart from the rest."""

    mois: date
    facture_sap_centimes: int = 0
    facture_hors_centimes: int = 0
    recu_sap_centimes: int = 0
    ouvrant_droit_centimes: int = 0
    recu_centimes: int = 0

    @property
    def recu_hors_centimes(self) -> int:
        """Received for anything else, and what settles no invoice yet."""
        return self.recu_centimes - self.recu_sap_centimes

    @property
    def sans_droit_centimes(self) -> int:
        """Received for services à la personne without opening the tax credit."""
        return self.recu_sap_centimes - self.ouvrant_droit_centimes


def comptes_de_l_annee(structure: Structure, annee: int, parametres: Parametres) -> list[MoisSap]:
    """The twelve months of the year: invoiced by day of issue, received by day of payment."""
    mois = {date(annee, rang, 1): MoisSap(date(annee, rang, 1)) for rang in range(1, 13)}
    _facturer(structure, annee, mois)
    _recevoir(structure, annee, mois, parametres)
    return list(mois.values())


def _facturer(structure: Structure, annee: int, mois: dict[date, MoisSap]) -> None:
    factures = Facture.objects.emises().filter(structure=structure, emise_le__year=annee)
    lues = factures.order_by().values_list("emise_le", "client__nature", "ttc_centimes", "contenu")
    for emise_le, nature, ttc, contenu in lues.iterator():
        assert emise_le is not None
        ligne = mois[premier_jour(emise_le)]
        hors = ttc
        if nature == GenreClient.PARTICULIER:
            hors = ttc_par_activite(contenu).get(HORS_SAP, 0)
        ligne.facture_hors_centimes += hors
        ligne.facture_sap_centimes += ttc - hors


def _recevoir(
    structure: Structure, annee: int, mois: dict[date, MoisSap], parametres: Parametres
) -> None:
    recus = (
        Reglement.objects.filter(structure=structure, le__year=annee)
        .order_by()
        .annotate(du_mois=TruncMonth("le"))
        .values("du_mois")
        .annotate(somme=Sum("montant_centimes"))
    )
    for recu in recus:
        mois[recu["du_mois"]].recu_centimes = recu["somme"]
    reglage = ReglageFacturation.objects.filter(structure=structure).first()
    declaree_le = None if reglage is None else reglage.sap_declaree_le
    par_mois = defaultdict(list)
    for liste in encaissements(structure, annee).values():
        for encaissement in liste:
            par_mois[premier_jour(encaissement.le)].append(encaissement)
    for du_mois, liste in par_mois.items():
        bilan = depouiller(paiements_sap(liste, declaree_le), annee, parametres)
        mois[du_mois].recu_sap_centimes = bilan.paye_centimes
        mois[du_mois].ouvrant_droit_centimes = bilan.ouvrant_droit_centimes
