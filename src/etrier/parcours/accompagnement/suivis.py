"""The people an adviser accompanies, and where each stands: dates and numbers, nothing secret."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery
from django.utils.timezone import localdate

from etrier.parcours.enums_accompagnement import EtatObjectif
from etrier.parcours.models import (
    Contrat,
    DiagnosticSocial,
    Entretien,
    PassIae,
    Salarie,
)
from etrier.structures.access import Acces


@dataclass(frozen=True)
class SuiviAccompagnement:
    """Where somebody stands on a day."""

    salarie: Salarie
    le: date
    dernier_entretien: date | None
    prochain_entretien: date | None
    objectifs_ouverts: int
    diagnostic_le: date | None
    fin_pass: date | None
    fin_contrat: date | None
    sous_contrat: bool

    @property
    def jours_pass(self) -> int | None:
        """Days left of the PASS, today included: as the sheet and the platform count them."""
        return None if self.fin_pass is None else max((self.fin_pass - self.le).days + 1, 0)

    @property
    def jours_contrat(self) -> int | None:
        """Days left of the contract, today included; None when it has no end."""
        return None if self.fin_contrat is None else max((self.fin_contrat - self.le).days + 1, 0)

    @property
    def jours_sans_entretien(self) -> int | None:
        """Days since the last interview; None when there was none."""
        return None if self.dernier_entretien is None else (self.le - self.dernier_entretien).days

    @property
    def rendez_vous_passe(self) -> bool:
        """The next interview was to come, and its day is gone."""
        return self.prochain_entretien is not None and self.prochain_entretien < self.le


def les_miens(acces: Acces, salaries: QuerySet[Salarie]) -> QuerySet[Salarie]:
    """Those the reader accompanies."""
    return salaries.filter(referents__utilisateur=acces.utilisateur, referents__fin__isnull=True)


def suivre(salaries: QuerySet[Salarie], le: date) -> list[SuiviAccompagnement]:
    """Where each stands, whatever their number in one query."""
    entretiens = Entretien.objects.filter(salarie=OuterRef("pk")).order_by("-le", "-id")
    contrats = Contrat.objects.filter(salarie=OuterRef("pk"), debut__lte=le).order_by("-debut")
    les_pass = PassIae.objects.filter(personne=OuterRef("personne"), debut__lte=le)
    diagnostics = DiagnosticSocial.objects.filter(salarie=OuterRef("pk")).order_by("-le")
    lus = salaries.annotate(
        entretien_le=Subquery(entretiens.filter(present=True).values("le")[:1]),
        entretien_prochain=Subquery(entretiens.values("prochain_le")[:1]),
        ouverts=Count("objectifs", Q(objectifs__etat=EtatObjectif.OUVERT), distinct=True),
        diagnostic_le=Subquery(diagnostics.values("le")[:1]),
        pass_fin=Subquery(les_pass.order_by("-debut").values("fin")[:1]),
        contrat_debut=Subquery(contrats.values("debut")[:1]),
        contrat_fin=Subquery(contrats.values("fin")[:1]),
    ).order_by(F("entretien_le").asc(nulls_first=True), "personne__nom", "pk")
    return [_suivi(salarie, le) for salarie in lus]


def _suivi(lu: Salarie, le: date) -> SuiviAccompagnement:
    annotes = vars(lu)
    dernier, debut, fin = annotes["entretien_le"], annotes["contrat_debut"], annotes["contrat_fin"]
    return SuiviAccompagnement(
        salarie=lu,
        le=le,
        dernier_entretien=None if dernier is None else localdate(dernier),
        prochain_entretien=annotes["entretien_prochain"],
        objectifs_ouverts=annotes["ouverts"],
        diagnostic_le=annotes["diagnostic_le"],
        fin_pass=annotes["pass_fin"],
        fin_contrat=fin,
        sous_contrat=debut is not None and (fin is None or fin >= le),
    )
