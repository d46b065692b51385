"""A week, a rhythm, a place in a few words; and the ways down to the pages of the family."""

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import groupby

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from etrier.heures.cases import CODES, abrege
from etrier.heures.models import PlanHeures
from etrier.structures.access import Acces
from etrier.www.formats_ecran import mois as ecrire_mois

Fil = list[tuple[str, str]]
UN_LUNDI = date(2024, 1, 1)
SEMAINE = tuple(UN_LUNDI + timedelta(days=n) for n in range(7))
# What the wall planner writes in its cells: the codes of the grid.
LETTRES = {nature: code for code, nature in CODES.items()}


def nom_du_jour(rang: int) -> str:
    """`lundi` is 0."""
    return date_format(SEMAINE[rang], "l")


def ecrire_semaine(minutes_par_jour: Sequence[int]) -> str:
    """`lu ma me je ve 7h`; days of the same length stand together: `lu ma 7h, je 3h30`."""
    groupes = groupby(
        ((rang, minutes) for rang, minutes in enumerate(minutes_par_jour) if minutes),
        key=lambda jour: jour[1],
    )
    return ", ".join(
        " ".join([*(date_format(SEMAINE[rang], "D")[:2] for rang, _m in jours), abrege(minutes)])
        for minutes, jours in groupes
    )


def ecrire_rythme(semaines: int) -> str:
    """`chaque semaine`, `une semaine sur 2`."""
    if semaines == 1:
        return _("chaque semaine")
    return _("une semaine sur %(n)d") % {"n": semaines}


def ecrire_plan(plan: PlanHeures) -> str:
    """`lu ma me je ve 7h, une semaine sur 2, fériés compris`: only what is not usual is added."""
    mots = [ecrire_semaine(plan.minutes_par_jour)]
    if plan.toutes_les_semaines > 1:
        mots.append(ecrire_rythme(plan.toutes_les_semaines))
    if plan.travaille_les_feries:
        mots.append(_("fériés compris"))
    return ", ".join(mots)


def ecrire_lieu(plan: PlanHeures) -> str:
    """The chantier, or the client and the mission; nothing without a place."""
    if plan.mission is not None:
        return f"{plan.mission.client}, {plan.mission.numero}"
    return str(plan.chantier) if plan.chantier is not None else ""


def fil_plans(acces: Acces) -> Fil:
    """Plans."""
    return [(_("Plans"), reverse("plans", args=[acces.structure.pk]))]


def fil_absences(acces: Acces, mois: date) -> Fil:
    """Absences of a month."""
    adresse = reverse("absences", kwargs={"structure_id": acces.structure.pk, "mois": mois})
    return [(_("Absences : %(mois)s") % {"mois": ecrire_mois(mois)}, adresse)]


def fil_codes(acces: Acces) -> Fil:
    """Codes."""
    return [(_("Codes d’heures"), reverse("codes", args=[acces.structure.pk]))]
