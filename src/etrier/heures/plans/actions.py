"""Acts on plans: lay out the usual week of a contract, change it, stop it. Atomic and audited."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from math import gcd
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from etrier.droit.ecriture import jour as ecrire_jour
from etrier.heures.models import LigneHeures, PlanHeures
from etrier.heures.models.lignes import LigneHeuresQuerySet
from etrier.heures.models.plans import UNE_SEMAINE, PlanHeuresQuerySet, rang_de_semaine
from etrier.missions.models import Chantier, ClauseSociale, Mission
from etrier.parcours.models import Contrat
from etrier.parcours.verification import verifier_ordre
from etrier.socle.erreurs import Refus
from etrier.socle.horloge import aujourdhui
from etrier.socle.journal import noter
from etrier.socle.mois import MINUTES_PAR_JOUR
from etrier.socle.periodes import dire_periode
from etrier.structures.models import Utilisateur

RYTHME_MAXIMAL = 8


@dataclass(frozen=True)
class Semaine:
    """The usual week: minutes of each day, Monday first; every how many weeks; since when.

    `fin` is its last day, None as long as the contract runs.
    """

    minutes_par_jour: Sequence[int]
    debut: date
    fin: date | None = None
    toutes_les_semaines: int = 1
    travaille_les_feries: bool = False
    clause: ClauseSociale | None = None

    @property
    def champs(self) -> dict[str, Any]:
        """Values of the columns of the same names."""
        return vars(self) | {"minutes_par_jour": list(self.minutes_par_jour)}


@transaction.atomic
def planifier(
    contrat: Contrat,
    semaine: Semaine,
    *,
    chantier: Chantier | None = None,
    mission: Mission | None = None,
    par: Utilisateur | None,
) -> PlanHeures:
    """Write the usual week of a contract at a place, or at none.

    Raises Refus when the place or the clause is not the contract's, the dates leave the contract
    or the mission, the week holds no work or a day of more than 24 hours, or another plan of the
    contract is worked at that place in the same weeks.
    """
    plan = PlanHeures(
        structure_id=contrat.structure_id,
        contrat=contrat,
        chantier=chantier,
        mission=mission,
        **semaine.champs,
    )
    _verifier(plan)
    plan.save()
    _noter("plan.creer", plan, par)
    return plan


@transaction.atomic
def modifier_plan(plan: PlanHeures, semaine: Semaine, *, par: Utilisateur | None) -> PlanHeures:
    """Change the week from `semaine.debut` on; gives the plan that now holds.

    A plan already begun, or that gave hours before that day, ends the day before and a new one
    takes over, so that what was planned stays known; a rhythm that does not change keeps its weeks:
    the new plan then starts with the first of them. Raises Refus as `planifier`, and when the plan
    ends before that day.
    """
    plan = PlanHeures.objects.select_for_update().get(pk=plan.pk)
    if plan.fin is not None and plan.fin < semaine.debut:
        raise Refus(
            _("Ce plan finit le %(jour)s : pour la suite, faites un nouveau plan.")
            % {"jour": ecrire_jour(plan.fin)}
        )
    if not _a_servi(plan, semaine.debut):
        for champ, valeur in semaine.champs.items():
            setattr(plan, champ, valeur)
        suite = plan
    else:
        semaine = replace(semaine, debut=_reprise(plan, semaine))
        suite = PlanHeures(
            structure_id=plan.structure_id,
            contrat=plan.contrat,
            chantier=plan.chantier,
            mission=plan.mission,
            **semaine.champs,
        )
        plan.fin = min(plan.fin or date.max, semaine.debut - timedelta(days=1))
        plan.save(update_fields=["fin"])
    _verifier(suite)
    suite.save()
    _noter("plan.modifier", suite, par)
    return suite


@transaction.atomic
def arreter_plan(plan: PlanHeures, dernier_jour: date, *, par: Utilisateur | None) -> int:
    """End a plan; one that ends before its first day goes away. Drafts stay as they are: gives how
    many there are at that place after its last day.

    Raises Refus when it already ends earlier.
    """
    plan = PlanHeures.objects.select_for_update().get(pk=plan.pk)
    if plan.fin is not None and plan.fin < dernier_jour:
        raise Refus(
            _("Ce plan finit déjà le %(jour)s : choisissez un jour plus tôt.")
            % {"jour": ecrire_jour(plan.fin)}
        )
    restants = _lignes(plan).brouillons().filter(jour__gt=dernier_jour).count()
    noter(
        "plan.arreter",
        auteur=par,
        perimetre=plan.structure_id,
        cible=plan.contrat,
        fin=dernier_jour.isoformat(),
    )
    if dernier_jour < plan.debut:
        plan.delete()
    else:
        plan.fin = dernier_jour
        plan.save(update_fields=["fin"])
    return restants


def _reprise(plan: PlanHeures, semaine: Semaine) -> date:
    """First day of the changed week: a fortnight that stays a fortnight keeps its weeks."""
    jour = semaine.debut
    if semaine.toutes_les_semaines != plan.toutes_les_semaines or plan.tombe(jour):
        return jour
    while not plan.tombe(jour):
        jour += timedelta(days=UNE_SEMAINE - jour.weekday())
    return jour


def _a_servi(plan: PlanHeures, avant: date) -> bool:
    if avant <= plan.debut:
        return False
    donnees = _lignes(plan).filter(jour__gte=plan.debut, jour__lt=avant)
    return plan.debut <= aujourdhui() or donnees.exists()


def _lignes(plan: PlanHeures) -> LigneHeuresQuerySet:
    """Hours of the contract at the place of the plan."""
    return LigneHeures.objects.filter(
        contrat=plan.contrat_id, chantier=plan.chantier_id, mission=plan.mission_id
    )


def _noter(verbe: str, plan: PlanHeures, par: Utilisateur | None) -> None:
    noter(
        verbe,
        auteur=par,
        perimetre=plan.structure_id,
        cible=plan.contrat,
        debut=plan.debut.isoformat(),
        fin=plan.fin.isoformat() if plan.fin else None,
        minutes_hebdo=plan.minutes_hebdo,
    )


def _verifier(plan: PlanHeures) -> None:
    """Raise Refus on what a plan may not be; one contract is planned by one person at a time."""
    Contrat.objects.select_for_update().get(pk=plan.contrat_id)
    _verifier_semaine(plan)
    verifier_ordre(plan.debut, plan.fin)
    _verifier_lieu(plan)
    _verifier_periode(plan)
    autre = next((p for p in _voisins(plan) if _se_croisent(plan, p)), None)
    if autre is not None:
        raise Refus(
            _(
                "Ce contrat a déjà un plan au même endroit, à partir du %(debut)s : modifiez-le, "
                "ou arrêtez-le avant le début de celui-ci."
            )
            % {"debut": ecrire_jour(autre.debut)}
        )


def _verifier_semaine(plan: PlanHeures) -> None:
    minutes = plan.minutes_par_jour
    if len(minutes) != UNE_SEMAINE or not any(minutes):
        raise Refus(_("Écrivez les heures d’au moins un jour de la semaine."))
    if not all(0 <= m <= MINUTES_PAR_JOUR for m in minutes):
        raise Refus(_("Une journée a au plus 24 heures : corrigez la semaine."))
    if not 1 <= plan.toutes_les_semaines <= RYTHME_MAXIMAL:
        raise Refus(
            ngettext(
                "Un plan revient au plus toutes les %(n)d semaine.",
                "Un plan revient au plus toutes les %(n)d semaines.",
                RYTHME_MAXIMAL,
            )
            % {"n": RYTHME_MAXIMAL}
        )


def _verifier_lieu(plan: PlanHeures) -> None:
    if plan.chantier is not None and plan.mission is not None:
        raise Refus(_("Un plan est sur un chantier ou en mission, jamais les deux."))
    if plan.mission is not None and plan.mission.contrat_id != plan.contrat_id:
        raise Refus(_("Cette mission est celle d’une autre personne ou d’un autre contrat."))
    ailleurs = [
        lieu
        for lieu in (plan.chantier, plan.clause)
        if lieu is not None and lieu.structure_id != plan.structure_id
    ]
    if ailleurs:
        raise Refus(_("Ce chantier ou cette clause n’est pas de cette structure."))


def _verifier_periode(plan: PlanHeures) -> None:
    """The plan stays within its contract, and its mission when it has one."""
    bornes: list[tuple[str, Contrat | Mission]] = [(_("du contrat"), plan.contrat)]
    if plan.mission is not None:
        bornes.append((_("de la mission"), plan.mission))
    for nom, borne in bornes:
        trop_tot = plan.debut < borne.debut
        trop_tard = borne.fin is not None and (plan.fin or plan.debut) > borne.fin
        if trop_tot or trop_tard:
            raise Refus(
                _("Le plan sort des dates %(nom)s, %(periode)s : corrigez ses dates.")
                % {"nom": nom, "periode": dire_periode(borne.debut, borne.fin)}
            )


def _voisins(plan: PlanHeures) -> PlanHeuresQuerySet:
    """Other plans of the contract at the same place whose dates touch."""
    return (
        PlanHeures.objects.filter(
            contrat=plan.contrat_id, chantier=plan.chantier_id, mission=plan.mission_id
        )
        .en_cours(plan.debut, plan.fin or date.max)
        .exclude(pk=plan.pk)
    )


def _se_croisent(un: PlanHeures, autre: PlanHeures) -> bool:
    """Do two rhythms ever share a week? A week out of two and the other one never do."""
    pas = gcd(un.toutes_les_semaines, autre.toutes_les_semaines)
    return rang_de_semaine(un.debut, autre.debut) % pas == 0
