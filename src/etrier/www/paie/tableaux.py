"""The two tables of the pay variables."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.urls import reverse
from django.utils.translation import gettext

from etrier.cloture.raisons.libelles import libelle_rubrique
from etrier.paie.models import VariablePaie
from etrier.parcours.models import Contrat
from etrier.structures.access import Acces
from etrier.www import formats_ecran
from etrier.www.adresses import adresse_ouverte
from etrier.www.tableau import Colonne, Tableau

HEURES = ("HEURES_TRAVAIL", "HEURES_FORMATION", "ABSENCE_PAYEE", "CONGE_PAYE", "JOUR_FERIE")
TOTALISEES = ("BRUT", "IFM", "ICCP")


@dataclass(frozen=True)
class PaieContrat:
    """The month of one contract, rubrique by rubrique."""

    contrat: Contrat
    variables: Sequence[VariablePaie]

    @property
    def minutes_payees(self) -> int:
        """Hours paid, whatever their nature."""
        return sum(v.minutes or 0 for v in self.variables if v.rubrique in HEURES)

    @property
    def minutes_non_payees(self) -> int:
        """Unpaid absence."""
        return sum(v.minutes or 0 for v in self.variables if v.rubrique == "ABSENCE_NON_PAYEE")

    def variable(self, rubrique: str) -> VariablePaie | None:
        """The one variable of a rubrique that has at most one."""
        return next((v for v in self.variables if v.rubrique == rubrique), None)

    def montant(self, rubrique: str) -> int | None:
        """Amount of that variable, 0 when nothing is due; None: it could not be computed."""
        variable = self.variable(rubrique)
        return 0 if variable is None else variable.montant_centimes

    @property
    def total_centimes(self) -> int | None:
        """Gross and indemnities; None when one of them could not be computed."""
        montants = [v.montant_centimes for v in self.variables if v.rubrique in TOTALISEES]
        connus = [m for m in montants if m is not None]
        return sum(connus) if connus and len(connus) == len(montants) else None

    @property
    def motif(self) -> str:
        """Why the total could not be computed."""
        manquantes = (v for v in self.variables if v.montant_centimes is None)
        return next((v.motif for v in manquantes if v.rubrique in TOTALISEES), "")

    @property
    def provisoire(self) -> bool:
        """One of the values used is not published for this date yet."""
        return any(v.provisoire for v in self.variables)


def par_contrat(variables: Iterable[VariablePaie]) -> list[PaieContrat]:
    """Group variables already sorted by contract."""
    groupes = groupby(variables, key=lambda v: v.contrat_id)
    listes = [list(groupe) for _, groupe in groupes]
    return [PaieContrat(liste[0].contrat, liste) for liste in listes]


def tableau_contrats(acces: Acces, contrats: Sequence[PaieContrat], mois: date) -> Tableau:
    """One line per contract, with totals."""
    return Tableau(
        gettext("Paie par contrat, %(mois)s") % {"mois": formats_ecran.mois(mois)},
        [
            Colonne(gettext("Salarié"), "contrat.salarie.personne", lien=_lien_salarie(acces)),
            Colonne(gettext("Matricule"), "contrat.salarie.matricule", "numero"),
            Colonne(gettext("Contrat"), "contrat.numero", "numero"),
            Colonne(gettext("Heures payées"), "minutes_payees", "heures", total=True),
            Colonne(gettext("Absence non payée"), "minutes_non_payees", "heures", total=True),
            *_colonnes_montants(acces, contrats),
            Colonne(
                gettext("Total"),
                "total_centimes",
                "centimes",
                total=True,
                motif="motif",
                provisoire="provisoire",
            ),
        ],
        contrats,
        legende=gettext(
            "Montants bruts, à porter sur les bulletins : ce ne sont pas des bulletins."
        ),
        vide=gettext("Aucune heure n'a été validée pour ce mois."),
        nom="contrats",
    )


def _colonnes_montants(acces: Acces, contrats: Sequence[PaieContrat]) -> list[Colonne]:
    """Gross; the indemnities when somebody has them."""
    return [
        Colonne(
            libelle,
            _montant(rubrique),
            "centimes",
            total=True,
            lien=_lien_rubrique(acces, rubrique),
            motif="motif",
        )
        for libelle, rubrique in (
            (gettext("Brut"), "BRUT"),
            (gettext("Fin de mission"), "IFM"),
            (gettext("Congés payés"), "ICCP"),
        )
        if rubrique == "BRUT" or any(c.variable(rubrique) for c in contrats)
    ]


def tableau_rubriques(acces: Acces, variables: Sequence[VariablePaie], mois: date) -> Tableau:
    """Every variable, one line each, for the pay software."""
    return Tableau(
        gettext("Variables de paie, %(mois)s") % {"mois": formats_ecran.mois(mois)},
        [
            Colonne(gettext("Salarié"), "contrat.salarie.personne"),
            Colonne(gettext("Matricule"), "contrat.salarie.matricule", "numero"),
            Colonne(gettext("Contrat"), "contrat.numero", "numero"),
            Colonne(
                gettext("Rubrique"),
                lambda v: libelle_rubrique(v.rubrique),
                lien=lambda v: reverse("pourquoi_paie", args=[acces.structure.pk, v.pk]),
            ),
            Colonne(gettext("Heures"), "minutes", "heures"),
            Colonne(gettext("Taux horaire"), "taux_horaire_centimes", "centimes"),
            Colonne(gettext("Base"), "base_centimes", "centimes"),
            Colonne(gettext("Taux"), "taux_pour_dix_mille", "pourcent"),
            Colonne(
                gettext("Montant"),
                "montant_centimes",
                "centimes",
                lien=lambda v: reverse("pourquoi_paie", args=[acces.structure.pk, v.pk]),
                motif="motif",
                provisoire="provisoire",
            ),
        ],
        variables,
        legende=gettext(
            "Le brut additionne les rubriques au-dessus de lui : la colonne n'a donc pas de total."
        ),
        nom="rubriques",
        classe_ligne=lambda v: "ligne-somme" if v.rubrique == "BRUT" else "",
    )


def _montant(rubrique: str) -> Callable[[PaieContrat], int | None]:
    return lambda ligne: ligne.montant(rubrique)


def _lien_rubrique(acces: Acces, rubrique: str) -> Callable[[PaieContrat], str | None]:
    def lien(ligne: PaieContrat) -> str | None:
        variable = ligne.variable(rubrique)
        if variable is None:
            return None
        return reverse("pourquoi_paie", args=[acces.structure.pk, variable.pk])

    return lien


def _lien_salarie(acces: Acces) -> Callable[[PaieContrat], str | None]:
    return lambda ligne: adresse_ouverte(acces, "salarie", salarie_id=ligne.contrat.salarie_id)
