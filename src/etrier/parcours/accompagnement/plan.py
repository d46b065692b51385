"""The plan: objectives, actions. What they are about is sealed; dates and states are not."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from etrier.parcours.enums import Rubrique
from etrier.parcours.enums_accompagnement import Domaine, EtatObjectif, QuiAgit
from etrier.parcours.models import ActionPlan, Objectif, Salarie
from etrier.parcours.secrets import lire_tous, sceller
from etrier.socle.erreurs import Refus
from etrier.socle.horloge import aujourdhui
from etrier.socle.journal import noter
from etrier.structures.access import Acces
from etrier.structures.models import Utilisateur

LONGUEUR = 200


@dataclass(frozen=True)
class ActionLue:
    """An action as her adviser reads it."""

    action: ActionPlan
    intitule: str

    @property
    def en_retard(self) -> bool:
        """Due, and not done."""
        du = self.action.echeance
        return self.action.faite_le is None and du is not None and du < aujourdhui()


@dataclass(frozen=True)
class ObjectifLu:
    """An objective as her adviser reads it."""

    objectif: Objectif
    intitule: str
    domaine: Domaine
    actions: Sequence[ActionLue]

    @property
    def ouvert(self) -> bool:
        """Still under way."""
        return self.objectif.etat == EtatObjectif.OUVERT

    @property
    def a_faire(self) -> list[ActionLue]:
        """Actions that wait."""
        return [a for a in self.actions if a.action.faite_le is None]


@transaction.atomic
def ouvrir_objectif(
    salarie: Salarie,
    *,
    intitule: str,
    domaine: Domaine,
    le: date,
    echeance: date | None = None,
    par: Utilisateur | None,
) -> Objectif:
    """Add an objective to the plan. Raises Refus without a title, or due before it opens."""
    if echeance is not None and echeance < le:
        raise Refus(_("L'échéance précède le jour où l'objectif s'ouvre : changez la date."))
    objectif = Objectif.objects.create(
        salarie=salarie,
        intitule=sceller(_verifier_intitule(intitule)),
        domaine=sceller(Domaine(domaine).value),
        ouvert_le=le,
        echeance=echeance,
    )
    _noter("objectif.ouvrir", salarie, par, le)
    return objectif


@transaction.atomic
def clore_objectif(
    objectif: Objectif, *, etat: EtatObjectif, le: date, par: Utilisateur | None
) -> Objectif:
    """Say that an objective is reached, or abandoned.

    Raises Refus when it is closed already, or on a day before it opened or to come.
    """
    if objectif.etat != EtatObjectif.OUVERT:
        raise Refus(_("Cet objectif est déjà clos."))
    if not objectif.ouvert_le <= le <= aujourdhui():
        raise Refus(_("Choisissez un jour entre l'ouverture de l'objectif et aujourd'hui."))
    if etat == EtatObjectif.OUVERT:
        raise Refus(_("Dites si l'objectif est atteint ou abandonné."))
    objectif.etat, objectif.clos_le = etat, le
    objectif.save(update_fields=["etat", "clos_le"])
    _noter("objectif.clore", objectif.salarie, par, le, etat=str(etat))
    return objectif


@transaction.atomic
def ajouter_action(
    objectif: Objectif,
    *,
    intitule: str,
    qui: QuiAgit,
    echeance: date | None = None,
    par: Utilisateur | None,
) -> ActionPlan:
    """Add a thing to do for an objective. Raises Refus when it is closed, or without a title."""
    if objectif.etat != EtatObjectif.OUVERT:
        raise Refus(_("Cet objectif est clos : ouvrez-en un autre."))
    action = ActionPlan.objects.create(
        objectif=objectif,
        intitule=sceller(_verifier_intitule(intitule)),
        qui=QuiAgit(qui),
        echeance=echeance,
    )
    _noter("action.ajouter", objectif.salarie, par, aujourdhui())
    return action


@transaction.atomic
def cocher_action(action: ActionPlan, *, faite_le: date | None, par: Utilisateur | None) -> None:
    """Say that an action is done, or (None) that it is not after all.

    Raises Refus on a day to come.
    """
    if faite_le is not None and faite_le > aujourdhui():
        raise Refus(_("Ce jour est à venir : l'action se coche une fois faite."))
    if (action.faite_le is None) == (faite_le is None):
        return
    action.faite_le = faite_le
    action.save(update_fields=["faite_le"])
    verbe = "action.decocher" if faite_le is None else "action.cocher"
    _noter(verbe, action.objectif.salarie, par, faite_le or aujourdhui())


def lire_plan(acces: Acces, salarie: Salarie, *, ouverts: bool = False) -> list[ObjectifLu]:
    """Objectives with their actions, those under way first (or alone: `ouverts`).

    Http404 for anybody but her adviser; one reading is noted.
    """
    objectifs = list(salarie.objectifs.prefetch_related("actions"))
    if ouverts:
        objectifs = [o for o in objectifs if o.etat == EtatObjectif.OUVERT]
    scelles = {("o", o.pk): o.intitule for o in objectifs}
    scelles |= {("d", o.pk): o.domaine for o in objectifs}
    scelles |= {("a", a.pk): a.intitule for o in objectifs for a in o.actions.all()}
    textes = lire_tous(acces, salarie.personne, scelles, Rubrique.PLAN)
    lus = [
        ObjectifLu(
            o,
            textes["o", o.pk],
            Domaine(textes["d", o.pk]),
            [ActionLue(a, textes["a", a.pk]) for a in o.actions.all()],
        )
        for o in objectifs
    ]
    return sorted(lus, key=lambda lu: not lu.ouvert)


def _verifier_intitule(texte: str) -> str:
    intitule = " ".join(texte.split())
    if not 0 < len(intitule) <= LONGUEUR:
        raise Refus(_("Écrivez en quelques mots (200 caractères au plus) ce dont il s'agit."))
    return intitule


def _noter(verbe: str, salarie: Salarie, par: Utilisateur | None, le: date, **details: str) -> None:
    noter(
        verbe,
        auteur=par,
        perimetre=salarie.structure_id,
        cible=salarie,
        le=le.isoformat(),
        **details,
    )
