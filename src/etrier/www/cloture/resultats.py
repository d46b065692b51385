"""What a closed month produced, arranged for the screen: figures with reasons, and what to do."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext

from etrier.aides.access import les_aides
from etrier.cloture.bilan import BilanMois
from etrier.structures.access import Acces
from etrier.www import formats_ecran
from etrier.www.adresses import adresse_ouverte


@dataclass(frozen=True)
class Resultat:
    """One figure of the month: what it is, why it is so, where its lines are."""

    libelle: str
    texte: str
    explication: str
    adresse: str | None
    provisoire: bool = False


@dataclass(frozen=True)
class Suite:
    """Something to do once the month is closed."""

    phrase: str
    libelle: str
    adresse: str | None


def resultats(acces: Acces, mois: date, bilan: BilanMois) -> list[Resultat]:
    """The figures of the month in the order of the hour's way: employee, client, State, buyer."""
    return [*_paie_et_facture(acces, mois, bilan), *_etat(acces, mois, bilan)]


def _paie_et_facture(acces: Acces, mois: date, bilan: BilanMois) -> list[Resultat]:
    return [
        Resultat(
            gettext("À payer (brut)"),
            formats_ecran.centimes(bilan.brut_centimes),
            gettext("Heures payées de chaque contrat, au taux de son avenant du jour."),
            adresse_ouverte(acces, "paie", mois=mois),
        ),
        Resultat(
            gettext("À facturer (HT)"),
            formats_ecran.centimes(bilan.facture_centimes),
            gettext("Heures travaillées chez les clients, au tarif en vigueur le jour."),
            adresse_ouverte(acces, "facturation", mois=mois),
        ),
        Resultat(
            gettext("Heures d’insertion"),
            formats_ecran.heures(bilan.clauses_minutes),
            gettext("Heures créditées aux clauses sociales des marchés."),
            adresse_ouverte(acces, "clauses", mois=mois),
        ),
    ]


def _etat(acces: Acces, mois: date, bilan: BilanMois) -> list[Resultat]:
    motif = _motif_aide(acces, mois)
    etp = None if bilan.etp_mensuel is None else int(bilan.etp_mensuel * 100)
    sens = gettext("Ce que les heures donnent, moins les douzièmes versés, depuis janvier.")
    return [
        Resultat(
            gettext("ETP du mois"),
            formats_ecran.etp_centiemes(etp),
            gettext("Heures retenues par l’État, rapportées à un mois de temps plein."),
            adresse_ouverte(acces, "etat_mensuel", mois=mois),
        ),
        Resultat(
            gettext("Aide au poste du mois"),
            formats_ecran.centimes(bilan.aide_centimes),
            motif or gettext("ETP réalisés, au montant de l’annexe financière, dans son plafond."),
            adresse_ouverte(acces, "aides"),
            bilan.provisoire,
        ),
        Resultat(
            gettext("Écart aux douzièmes"),
            formats_ecran.centimes(bilan.ecart_centimes),
            motif or sens,
            adresse_ouverte(acces, "aides"),
            bilan.provisoire,
        ),
    ]


def _motif_aide(acces: Acces, mois: date) -> str:
    """Why no aid could be computed, when none was."""
    aides = les_aides(acces, mois)
    manquantes = [a.motif for a in aides if a.montant_mois_centimes is None]
    if manquantes:
        return " ".join(_sans_doubles(manquantes))
    return "" if aides else gettext("Aucune annexe financière en vigueur ce mois-ci.")


def _sans_doubles(phrases: Iterable[str]) -> list[str]:
    return [p for p in dict.fromkeys(phrases) if p]


def suites(acces: Acces, mois: date, bilan: BilanMois) -> list[Suite]:
    """What to do now, only with what this reader may open."""
    voulues = [
        Suite(
            gettext("Transmettez les variables de paie à votre logiciel ou à votre cabinet."),
            gettext("Variables de paie"),
            adresse_ouverte(acces, "paie", mois=mois),
        ),
        Suite(
            gettext("Reportez l’état mensuel sur l’extranet de l’ASP."),
            gettext("État mensuel"),
            adresse_ouverte(acces, "etat_mensuel", mois=mois)
            if bilan.etp_mensuel is not None
            else None,
        ),
        Suite(
            gettext("Établissez les factures du mois."),
            gettext("Factures du mois"),
            _facturer(acces, mois) if bilan.facture_centimes else None,
        ),
        Suite(
            gettext("Envoyez les heures d’insertion aux facilitateurs et aux acheteurs."),
            gettext("Heures d’insertion"),
            adresse_ouverte(acces, "clauses", mois=mois) if bilan.clauses_minutes else None,
        ),
    ]
    return [suite for suite in voulues if suite.adresse]


def _facturer(acces: Acces, mois: date) -> str | None:
    """Where the invoices are made; for whoever only reads, the lines to invoice."""
    ici = adresse_ouverte(acces, "facturer", mois=mois)
    return ici or adresse_ouverte(acces, "facturation", mois=mois)
