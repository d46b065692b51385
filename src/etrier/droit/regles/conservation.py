"""Clocks of personal records: until when each kind may be kept.

Sources: CT R5132-1-23 (parcours: 24 months after its end; traces: 36 months), R5132-1-7 (proofs:
24 months from the declaration); CNIL 2021-028 and 2023-095 (social file: 2 years after the last
contact, a recommendation), CNIL (candidates: 2 years); Code de commerce L123-22 (invoices).

Worked line: parcours that ends on 2026-11-23: nothing of it is kept from 2028-11-23 on.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from etrier.droit.calendrier import ajouter_annees, ajouter_mois, au_plus_tot
from etrier.droit.parametre import Parametres, Valeur


class Duree(StrEnum):
    """What a clock runs for; its value is the parameter's name."""

    PARCOURS = "conservation/parcours_mois"
    JUSTIFICATIFS = "conservation/justificatifs_mois"
    DOSSIER_SOCIAL = "conservation/dossier_social_mois"
    CANDIDAT = "conservation/candidat_mois"
    JOURNAUX = "conservation/journaux_mois"
    JOURNAUX_INACTIF = "conservation/journaux_inactif_mois"
    FACTURES = "conservation/factures_ans"


@dataclass(frozen=True, slots=True)
class Echeance:
    """First day a record must no longer be kept, and the value that says so."""

    le: date
    valeur: Valeur

    def atteinte(self, jour: date) -> bool:
        """Must it go on that day?"""
        return jour >= self.le


def echeance(duree: Duree, depuis: date, parametres: Parametres) -> Echeance:
    """When a clock started on `depuis` runs out; months from date to date."""
    valeur = au_plus_tot(parametres, duree.value, depuis)
    if valeur.unite == "ans":
        return Echeance(ajouter_annees(depuis, valeur.en(1)), valeur)
    return Echeance(ajouter_mois(depuis, valeur.en(1)), valeur)


def echeance_du_dossier(
    fin_parcours: date | None, dernier_contact: date | None, parametres: Parametres
) -> Echeance | None:
    """When a person's file must go: the later of the two clocks, None when neither has started.

    24 months after the end of the parcours, 2 years after the last contact (a follow-up at 6
    months is a contact).
    """
    echeances = [
        echeance(duree, depuis, parametres)
        for duree, depuis in (
            (Duree.PARCOURS, fin_parcours),
            (Duree.DOSSIER_SOCIAL, dernier_contact),
        )
        if depuis is not None
    ]
    return max(echeances, key=lambda e: e.le, default=None)
