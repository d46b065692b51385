"""What the grid warns about, cell by cell: the law's alarms, and work on a public holiday."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import get_language, gettext

from etrier.cloture.examen import Alarme
from etrier.cloture.examen import alarmes as alarmes_du_mois
from etrier.droit.vocabulaire import NatureHeures
from etrier.heures.access import les_lignes
from etrier.heures.calendrier import feries
from etrier.parcours.access import les_salaries
from etrier.socle.mois import dernier_jour
from etrier.socle.parametres import parametres_en_vigueur
from etrier.structures.access import Acces
from etrier.www.formats_ecran import typo
from etrier.www.heures.placement import attendus, lire_lignes, par_case, placer

# Pay is looked at elsewhere; here, what hours alone can put right.
_CODES_DES_HEURES = frozenset(
    {
        "HORS_CONTRAT",
        "HORS_PASS",
        "PENDANT_SUSPENSION",
        "PLUS_10H_JOUR",
        "PLUS_48H_SEMAINE",
        "AI_480H",
        "AI_80_POURCENT",
    }
)
Rangs = Mapping[tuple[int, int], str]
_SIMPLES_AVIS = frozenset({"AI_80_POURCENT"})


@dataclass(frozen=True)
class AlarmeCase:
    """A warning on the cells of a day: of one row, or of all the rows of the person.

    `de_la_loi`: the sentence is the law's, in French whatever the language of the screen.
    """

    salarie_id: int
    rang: str | None
    jour: int
    code: str
    phrase: str
    grave: bool
    de_la_loi: bool = True

    def to_json(self) -> dict[str, Any]:
        """As the grid's script reads it."""
        langue = {"lang": "fr"} if self.de_la_loi else {}
        return {
            "salarie": self.salarie_id,
            "rang": self.rang,
            "jour": self.jour,
            "code": self.code,
            "phrase": self.phrase,
            "grave": self.grave,
        } | langue


def les_alarmes(
    acces: Acces, mois: date, rangs: Rangs, salaries: Collection[int] | None = None
) -> list[AlarmeCase]:
    """Warnings of the month on its cells, for some people (by `Salarie`) or for all."""
    connus = les_salaries(acces)
    if salaries is not None:
        connus = connus.filter(pk__in=salaries)
    par_personne = dict(connus.values_list("personne_id", "pk"))
    personnes = None if salaries is None else par_personne.keys()
    trouvees = alarmes_du_mois(acces.structure, mois, parametres_en_vigueur(), personnes)
    return [
        _de_la_loi(alarme, par_personne[alarme.personne_id], mois, rangs)
        for alarme in trouvees
        if alarme.code in _CODES_DES_HEURES
    ] + _jours_feries(acces, mois, salaries)


def rangs_de(acces: Acces, mois: date, salaries: Collection[int]) -> Rangs:
    """The first row with hours of some people, by contract and day."""
    contrats = (
        les_lignes(acces)
        .filter(mois=mois, salarie__in=salaries)
        .order_by()
        .values_list("contrat_id", flat=True)
        .distinct()
    )
    lignes = lire_lignes(acces, mois, contrats)
    cases = par_case(lignes, placer(lignes, attendus(acces, mois, contrats)))
    return {(cle.contrat_id, jour.day): str(cle) for cle, jour in reversed(cases)}


def _de_la_loi(alarme: Alarme, salarie_id: int, mois: date, rangs: Rangs) -> AlarmeCase:
    # A week, or a period, may have begun before the month: its first cell here bears the alarm.
    jour = min(max(alarme.jour, mois), dernier_jour(mois)).day
    return AlarmeCase(
        salarie_id,
        rangs.get((alarme.contrat_id, jour)) if alarme.contrat_id else None,
        jour,
        alarme.code,
        typo(alarme.phrase),
        alarme.code not in _SIMPLES_AVIS,
    )


def _jours_feries(acces: Acces, mois: date, salaries: Collection[int] | None) -> list[AlarmeCase]:
    chomes = feries(acces.structure, mois.year, get_language() or "fr")
    lignes = les_lignes(acces).filter(
        mois=mois,
        jour__in=[jour for jour in chomes if jour.month == mois.month],
        nature=NatureHeures.TRAVAIL,
    )
    if salaries is not None:
        lignes = lignes.filter(salarie__in=salaries)
    totaux: dict[tuple[int, date], int] = {}
    for salarie, jour, minutes in lignes.order_by("pk").values_list(
        "salarie_id", "jour", "minutes"
    ):
        totaux[salarie, jour] = totaux.get((salarie, jour), 0) + minutes
    modele = gettext("Travail un jour férié : %(fete)s.")
    return [
        AlarmeCase(salarie, None, jour.day, "FERIE", modele % {"fete": chomes[jour]}, False, False)
        for (salarie, jour), minutes in totaux.items()
        if minutes > 0
    ]
