"""Where each employee stands on a day: her contract, her hours, her PASS."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext as _

from etrier.droit.vocabulaire import Dispositif
from etrier.parcours.models import AvenantContrat, Contrat, PassIae, Salarie
from etrier.www.formats_ecran import jour

# Two months: the time a renewal asked of a prescriber takes, rounded up.
JOURS_ALERTE = 60


@dataclass(frozen=True)
class Suivi:
    """An employee on a day. `contrat` is the one that runs, else the next, else the last."""

    salarie: Salarie
    le: date
    contrat: Contrat | None
    pass_iae: PassIae | None

    @property
    def est_sous_contrat(self) -> bool:
        """True when a contract covers the day."""
        return self.contrat is not None and self.contrat.couvre(self.le)

    @property
    def type_contrat(self) -> str | None:
        """Label of the kind of contract."""
        return self.contrat.get_genre_display() if self.contrat else None

    @property
    def fin_contrat(self) -> date | None:
        """Last day of the contract; None when there is none, or when it is open-ended."""
        return self.contrat.fin if self.contrat else None

    @property
    def sans_fin(self) -> str:
        """Why there is no last day."""
        return _("contrat sans date de fin") if self.contrat else _("aucun contrat")

    @property
    def minutes_hebdo(self) -> int | None:
        """Weekly minutes on the day (at the signature for a contract to come)."""
        if self.contrat is None:
            return None
        termes = conditions_au(self.contrat, self.le)
        return termes.minutes_hebdo if termes else None

    @property
    def fin_pass(self) -> date | None:
        """Last day of the PASS."""
        return self.pass_iae.fin if self.pass_iae else None

    @property
    def jours_restants(self) -> int | None:
        """Days left after today; None without a PASS that runs."""
        if self.pass_iae is None or not self.pass_iae.couvre(self.le):
            return None
        return (self.pass_iae.fin - self.le).days

    @property
    def est_suspendu(self) -> bool:
        """True when a suspension covers the day."""
        return self.pass_iae is not None and any(
            s.debut <= self.le <= s.fin for s in self.pass_iae.suspensions.all()
        )

    @property
    def demande_pass(self) -> bool:
        """True under a contract that opens no aid without a PASS."""
        return self.est_sous_contrat and Dispositif(self.contrat.convention.dispositif).est_iae  # type: ignore[union-attr]

    @property
    def etat(self) -> str:
        """In words, the contract then the PASS."""
        return " ; ".join(morceau for morceau in (self.etat_contrat, self.etat_pass) if morceau)

    @property
    def etat_contrat(self) -> str:
        """Where the contract stands."""
        if self.contrat is None:
            return _("sans contrat")
        if self.est_sous_contrat:
            return _("sous contrat")
        if self.contrat.debut > self.le:
            return _("contrat à partir du %(jour)s") % {"jour": jour(self.contrat.debut)}
        return _("contrat terminé")

    @property
    def etat_pass(self) -> str:
        """What deserves a look about the PASS; empty when all is well."""
        if self.pass_iae is None:
            return _("sans PASS IAE") if self.demande_pass else ""
        if self.pass_iae.fin < self.le:
            return _("PASS expiré")
        if self.pass_iae.debut > self.le:
            return _("PASS à partir du %(jour)s") % {"jour": jour(self.pass_iae.debut)}
        if self.est_suspendu:
            return _("PASS suspendu")
        return _("PASS bientôt fini") if (self.jours_restants or 0) <= JOURS_ALERTE else ""

    @property
    def a_voir(self) -> bool:
        """True when the PASS needs somebody while the contract runs."""
        return self.demande_pass and bool(self.etat_pass)

    @property
    def classe(self) -> str:
        """Class of the row: red when the hours of today open no aid."""
        if not self.a_voir:
            return ""
        couvert = self.jours_restants is not None and not self.est_suspendu
        return "ligne-attention" if couvert else "ligne-alerte"


def avec_suivi(salaries: QuerySet[Salarie]) -> QuerySet[Salarie]:
    """Read beforehand what `suivre` looks at: a fixed number of queries, whatever the list."""
    return salaries.prefetch_related(
        Prefetch("contrats", Contrat.objects.select_related("convention")),
        "contrats__avenants",
        "personne__les_pass__suspensions",
    )


def suivre(salarie: Salarie, le: date) -> Suivi:
    """Where somebody stands on a day."""
    contrats = sorted(salarie.contrats.all(), key=lambda c: (c.debut, c.pk))
    les_pass = sorted(salarie.personne.les_pass.all(), key=lambda p: p.debut)
    return Suivi(
        salarie,
        le,
        next((c for c in contrats if c.couvre(le)), None)
        or next((c for c in contrats if c.debut > le), None)
        or next(iter(contrats[::-1]), None),
        next((p for p in les_pass if p.couvre(le)), None) or next(iter(les_pass[::-1]), None),
    )


def conditions_au(contrat: Contrat, le: date) -> AvenantContrat | None:
    """Terms of a contract on a day; those of the signature before its start."""
    avenants = sorted(contrat.avenants.all(), key=lambda a: a.effet)
    passes = [a for a in avenants if a.effet <= le]
    return passes[-1] if passes else next(iter(avenants), None)
