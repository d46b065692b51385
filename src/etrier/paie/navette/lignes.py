"""The lines of a month as they are handed to the bureau, and what is still to hand over."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any

from etrier.droit.calendrier import se_touchent
from etrier.droit.regles.rapprochement_paie import Attendu
from etrier.paie.models import EnvoiPaie, VariablePaie, VariableSaisie
from etrier.parcours.models import Contrat
from etrier.socle.mois import dernier_jour
from etrier.structures.models import Structure


@dataclass(frozen=True)
class LigneEnvoi:
    """One line: minutes for what is counted in hours, centimes for the rest.

    `cle` says which variable it tells of, so that a later file only says what changed.
    `montant_centimes` of hours is what they are worth here: it is compared, not sent.
    """

    cle: str
    contrat: int
    matricule: str
    rubrique: str
    debut: str
    fin: str
    minutes: int | None
    montant_centimes: int | None
    taux_horaire_centimes: int | None = None
    taux_pour_dix_mille: int | None = None
    code: str = ""
    envoyee: bool = True

    @property
    def en_heures(self) -> bool:
        """True when the value sent is hours."""
        return self.minutes is not None

    @property
    def attendu(self) -> Attendu:
        """As the rule wants it."""
        return Attendu(
            self.matricule,
            self.rubrique,
            self.minutes,
            self.montant_centimes,
            self.taux_horaire_centimes,
            self.taux_pour_dix_mille,
        )

    def en_json(self) -> dict[str, Any]:
        """To be kept."""
        return asdict(self)


def lignes_du_mois(structure: Structure, mois: date) -> list[LigneEnvoi]:
    """Everything a month's pay needs, by employee: hours of the close, then what was typed."""
    calculees = (
        VariablePaie.objects.filter(cloture__structure=structure, cloture__mois=mois)
        .exclude(rubrique="BRUT")
        .select_related("contrat__salarie")
        .order_by("contrat__salarie__matricule", "contrat_id", "pk")
    )
    saisies = (
        VariableSaisie.objects.filter(structure=structure, mois=mois)
        .select_related("contrat__salarie")
        .order_by("contrat__salarie__matricule", "contrat_id", "pk")
    )
    lignes = [*(_calculee(v, mois) for v in calculees), *(_saisie(v) for v in saisies)]
    return sorted(lignes, key=lambda x: (x.matricule, x.contrat))


def lignes_envoyees(structure: Structure, mois: date) -> list[LigneEnvoi]:
    """What every file of the month said, rank after rank."""
    envois = EnvoiPaie.objects.filter(structure=structure, mois=mois).order_by("rang")
    return [LigneEnvoi(**ligne) for envoi in envois for ligne in envoi.lignes]


def restant_a_envoyer(
    lignes: Iterable[LigneEnvoi], parties: Iterable[LigneEnvoi]
) -> list[LigneEnvoi]:
    """What the files that left did not say; nothing when nothing changed."""
    deja: dict[str, LigneEnvoi] = {}
    for partie in parties:
        avant = deja.get(partie.cle)
        deja[partie.cle] = partie if avant is None else _plus(avant, partie, 1)
    restes = [
        ligne if (avant := deja.get(ligne.cle)) is None else _plus(ligne, avant, -1)
        for ligne in lignes
    ]
    return [x for x in restes if x.minutes or x.montant_centimes]


def _plus(ligne: LigneEnvoi, autre: LigneEnvoi, signe: int) -> LigneEnvoi:
    return replace(
        ligne,
        minutes=_somme(ligne.minutes, autre.minutes, signe),
        montant_centimes=_somme(ligne.montant_centimes, autre.montant_centimes, signe),
    )


def _somme(a: int | None, b: int | None, signe: int) -> int | None:
    return a if b is None else (a or 0) + signe * b


def _calculee(variable: VariablePaie, mois: date) -> LigneEnvoi:
    contrat, taux = variable.contrat, variable.taux_horaire_centimes
    debut, fin = _jours(contrat, mois)
    return LigneEnvoi(
        cle=f"H{contrat.pk}:{variable.rubrique}:{'' if taux is None else taux}",
        contrat=contrat.pk,
        matricule=contrat.salarie.matricule,
        rubrique=variable.rubrique,
        debut=debut.isoformat(),
        fin=fin.isoformat(),
        minutes=variable.minutes,
        montant_centimes=variable.montant_centimes,
        taux_horaire_centimes=taux,
        taux_pour_dix_mille=variable.taux_pour_dix_mille if variable.minutes is not None else None,
    )


def _saisie(variable: VariableSaisie) -> LigneEnvoi:
    debut, fin = _jours(variable.contrat, variable.mois)
    return LigneEnvoi(
        cle=f"S{variable.pk}",
        contrat=variable.contrat_id,
        matricule=variable.contrat.salarie.matricule,
        rubrique=variable.genre,
        debut=(variable.le or debut).isoformat(),
        fin=(variable.le or fin).isoformat(),
        minutes=None,
        montant_centimes=variable.montant_centimes,
    )


def _jours(contrat: Contrat, mois: date) -> tuple[date, date]:
    """The days of the month under the contract; the whole month when it ended before."""
    fin = dernier_jour(mois)
    if not se_touchent(contrat.debut, contrat.fin, mois, fin):
        return mois, fin
    return max(mois, contrat.debut), fin if contrat.fin is None else min(fin, contrat.fin)


def attendus_de(lignes: Sequence[LigneEnvoi]) -> list[Attendu]:
    """What the bureau was handed, for the rule.

    What it works out alone and has no code for cannot be recognised in a return: left out.
    """
    return [x.attendu for x in lignes if x.envoyee or x.code]
