"""What the radar looks at, read once: a fixed number of questions, whatever the number of people.

Every source asks its own purpose: what the roles of the reader do not open is not even read.
"""

from dataclasses import dataclass, field
from datetime import date, datetime, time
from functools import cached_property

from django.db.models import Max, Prefetch, Q, QuerySet
from django.utils import timezone

from etrier.parcours.echeances.echeance import Sujet, jours, sujet_de
from etrier.parcours.echeances.genres import JOURS_SORTIE
from etrier.parcours.enums import EtatProlongation
from etrier.parcours.models import (
    Contrat,
    Entretien,
    PassIae,
    ProlongationPass,
    Referent,
    Salarie,
    Sortie,
)
from etrier.structures.access import Acces, Finalite
from etrier.structures.models import Utilisateur


@dataclass
class Lecture:
    """A structure as the reader may see it on a day."""

    acces: Acces
    le: date
    _sujets: dict[int, Sujet] = field(default_factory=dict)

    def peut(self, finalite: Finalite) -> bool:
        """True when the roles of the reader open the purpose."""
        return self.acces.peut(finalite)

    def les_salaries(self) -> QuerySet[Salarie]:
        """Everybody who has, had or may have something due here."""
        return Salarie.objects.filter(structure=self.acces.structure)

    @cached_property
    def contrats(self) -> dict[int, list[Contrat]]:
        """By employee with a contract that runs, comes, or ended lately: all the contracts."""
        proches = Q(fin__isnull=True) | Q(fin__gte=self.le - jours(JOURS_SORTIE))
        suivis = Contrat.objects.filter(proches, structure=self.acces.structure).order_by()
        lus = (
            Contrat.objects.filter(
                structure=self.acces.structure, salarie__in=suivis.values("salarie")
            )
            .select_related("salarie__personne", "convention")
            .order_by("salarie_id", "debut")
        )
        trouves: dict[int, list[Contrat]] = {}
        for contrat in lus:
            trouves.setdefault(contrat.salarie_id, []).append(contrat)
        return trouves

    @cached_property
    def presents(self) -> dict[int, list[Contrat]]:
        """Those under contract today, with the contracts of today."""
        trouves = {cle: [c for c in lus if c.couvre(self.le)] for cle, lus in self.contrats.items()}
        return {cle: ici for cle, ici in trouves.items() if ici}

    @cached_property
    def les_pass(self) -> dict[int, PassIae]:
        """The last PASS of each person followed, with its suspensions and requests."""
        personnes = {lus[0].salarie.personne_id for lus in self.contrats.values()}
        en_attente = ProlongationPass.objects.filter(etat=EtatProlongation.DEMANDEE).defer("motif")
        lus = (
            PassIae.objects.filter(personne__in=personnes)
            .order_by("personne_id", "fin")
            .prefetch_related(
                "suspensions", Prefetch("prolongations", en_attente, to_attr="demandees")
            )
        )
        return {p.personne_id: p for p in lus}

    @cached_property
    def referents(self) -> dict[int, Utilisateur]:
        """Advisers of today, by employee."""
        lus = Referent.objects.filter(
            salarie__structure=self.acces.structure, fin__isnull=True
        ).select_related("utilisateur")
        return {r.salarie_id: r.utilisateur for r in lus}

    @cached_property
    def vus_le(self) -> dict[int, date]:
        """By employee, the day of the last interview she came to, or of one already written."""
        lus = (
            Entretien.objects.filter(salarie__structure=self.acces.structure, present=True)
            .order_by()
            .values("salarie")
            .annotate(dernier=Max("le"))
        )
        return {x["salarie"]: timezone.localdate(x["dernier"]) for x in lus}

    @cached_property
    def prochains(self) -> dict[int, Entretien]:
        """By employee, the last interview written, when it says when the next one is."""
        derniers = (
            Entretien.objects.filter(salarie__structure=self.acces.structure)
            .order_by("salarie_id", "le", "id")
            .defer("contenu")
            .filter(le__gte=timezone.make_aware(_minuit(self.le - jours(400))))
        )
        par_salarie = {e.salarie_id: e for e in derniers}
        return {cle: e for cle, e in par_salarie.items() if e.prochain_le is not None}

    @cached_property
    def sortis(self) -> dict[int, date]:
        """By employee, the day of the last exit."""
        lues = Sortie.objects.filter(
            salarie__structure=self.acces.structure, annulee_le__isnull=True
        )
        return {
            x["salarie"]: x["dernier"]
            for x in lues.order_by().values("salarie").annotate(dernier=Max("le"))
        }

    def sujet(self, salarie: Salarie) -> Sujet:
        """Who, with her adviser."""
        if salarie.pk not in self._sujets:
            self._sujets[salarie.pk] = sujet_de(salarie, self.referents.get(salarie.pk))
        return self._sujets[salarie.pk]

    def est_referent(self, salarie_id: int) -> bool:
        """True when the reader is her adviser."""
        qui = self.referents.get(salarie_id)
        siens = qui is not None and qui.pk == self.acces.utilisateur.pk
        return siens and self.peut(Finalite.ACCOMPAGNER)


def _minuit(jour: date) -> datetime:
    return datetime.combine(jour, time())
