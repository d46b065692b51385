"""What the sheet of a person shows, read once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import prefetch_related_objects
from django.urls import reverse
from django.utils.translation import gettext as _

from etrier.parcours.models import AvenantContrat, Contrat, PassIae, Salarie
from etrier.parcours.verification import Termes, reserves
from etrier.structures.access import Acces
from etrier.www.salaries.suivi import Suivi, conditions_au, suivre


@dataclass(frozen=True)
class ContratVu:
    """A contract as the sheet tells it."""

    contrat: Contrat
    avenants: Sequence[AvenantContrat]
    est_en_cours: bool
    est_a_venir: bool
    reserves: Sequence[str]


@dataclass(frozen=True)
class PassVu:
    """A PASS as the sheet tells it."""

    pass_iae: PassIae
    couvre: bool
    jours_restants: int


@dataclass(frozen=True)
class Fiche:
    """Everything the sheet needs but the hours."""

    salarie: Salarie
    suivi: Suivi
    les_pass: Sequence[PassVu]
    contrats: Sequence[ContratVu]


def lire_fiche(salarie: Salarie, le: date) -> Fiche:
    """The sheet of a person on a day."""
    prefetch_related_objects(
        [salarie],
        "contrats__convention",
        "contrats__structure",
        "contrats__avenants",
        "contrats__salarie__personne__les_pass",
        "personne__les_pass__suspensions",
    )
    return Fiche(
        salarie,
        suivre(salarie, le),
        [
            PassVu(p, p.couvre(le), max((p.fin - le).days, 0))
            for p in salarie.personne.les_pass.all()
        ],
        [_contrat_vu(c, le) for c in salarie.contrats.all()],
    )


def _contrat_vu(contrat: Contrat, le: date) -> ContratVu:
    en_cours, a_venir = contrat.couvre(le), contrat.debut > le
    termes = conditions_au(contrat, le)
    return ContratVu(
        contrat,
        sorted(contrat.avenants.all(), key=lambda a: -a.rang),
        en_cours,
        a_venir,
        _reserves(contrat, termes) if termes and (en_cours or a_venir) else (),
    )


def _reserves(contrat: Contrat, avenant: AvenantContrat) -> list[str]:
    termes = Termes(
        avenant.effet, avenant.fin, avenant.minutes_hebdo, avenant.taux_horaire_centimes
    )
    return reserves(contrat, termes)


def fil_salaries(acces: Acces) -> list[tuple[str, str]]:
    """The way down to the list."""
    return [(_("Salariés"), reverse("salaries", args=[acces.structure.pk]))]


def fil_salarie(acces: Acces, salarie: Salarie) -> list[tuple[str, str]]:
    """The way down to a person."""
    adresse = reverse("salarie", args=[acces.structure.pk, salarie.pk])
    return [*fil_salaries(acces), (str(salarie.personne), adresse)]
