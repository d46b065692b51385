"""Interviews: prepared from a template, written in minutes, corrected without losing what was.

The minutes are one sealed text: its versions, each with its day and its author, the latest first.
"""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from etrier.parcours.accompagnement.plan import cocher_action
from etrier.parcours.enums import Rubrique
from etrier.parcours.enums_accompagnement import GenreEntretien
from etrier.parcours.models import ActionPlan, Entretien, Salarie
from etrier.parcours.secrets import lire, sceller
from etrier.socle.erreurs import Refus
from etrier.socle.horloge import maintenant
from etrier.socle.journal import noter
from etrier.socle.secrets import Scelle
from etrier.structures.access import Acces
from etrier.structures.models import Utilisateur

DUREE_MAXIMALE = 600


@dataclass(frozen=True)
class CompteRendu:
    """What was said: (heading, text) in the order of the template, and what was decided."""

    parties: Sequence[tuple[str, str]] = ()
    decisions: str = ""

    @property
    def est_vide(self) -> bool:
        """True when nothing was written."""
        return not self.decisions and not any(texte for _titre, texte in self.parties)


@dataclass(frozen=True)
class Version:
    """Minutes as they were written one day by somebody."""

    le: datetime
    par: str
    compte_rendu: CompteRendu


@dataclass(frozen=True)
class EntretienLu:
    """An interview as her adviser reads it; `avant` holds what was corrected."""

    entretien: Entretien
    compte_rendu: CompteRendu
    avant: Sequence[Version] = ()


@dataclass(frozen=True)
class Circonstances:
    """When, how long, what for, whether she came, and when next."""

    le: datetime
    genre: GenreEntretien
    present: bool = True
    duree_minutes: int | None = None
    prochain_le: date | None = None


@transaction.atomic
def ecrire_entretien(
    salarie: Salarie,
    circonstances: Circonstances,
    compte_rendu: CompteRendu,
    *,
    faites: Collection[ActionPlan] = (),
    par: Utilisateur | None,
) -> Entretien:
    """Keep an interview, and tick the actions said done during it.

    Raises Refus when she came and nothing is written, or when dates are impossible.
    """
    _verifier(circonstances, compte_rendu)
    entretien = Entretien.objects.create(
        salarie=salarie,
        contenu=None if compte_rendu.est_vide else sceller_versions([_version(compte_rendu, par)]),
        auteur=par,
        **_colonnes(circonstances),
    )
    for action in faites:
        cocher_action(action, faite_le=localdate(circonstances.le), par=par)
    _noter("entretien.ecrire", entretien, par)
    return entretien


@transaction.atomic
def corriger_entretien(
    entretien: Entretien,
    circonstances: Circonstances,
    compte_rendu: CompteRendu,
    *,
    acces: Acces,
) -> Entretien:
    """Write an interview again; what it said, when and by whom, stays under the new text.

    Http404 for anybody but her adviser. Raises Refus as `ecrire_entretien`.
    """
    _verifier(circonstances, compte_rendu)
    avant = _versions(
        lire(acces, entretien.salarie.personne, entretien.contenu, Rubrique.ENTRETIENS)
    )
    if not avant or avant[0].compte_rendu != compte_rendu:
        avant.insert(0, _version(compte_rendu, acces.utilisateur))
        entretien.contenu = sceller_versions(avant)
    for nom, valeur in _colonnes(circonstances).items():
        setattr(entretien, nom, valeur)
    entretien.save()
    _noter("entretien.corriger", entretien, acces.utilisateur)
    return entretien


def lire_entretien(acces: Acces, entretien: Entretien) -> EntretienLu:
    """One interview; Http404 for anybody but her adviser. The reading is noted."""
    texte = lire(acces, entretien.salarie.personne, entretien.contenu, Rubrique.ENTRETIENS)
    versions = _versions(texte)
    if not versions:
        return EntretienLu(entretien, CompteRendu())
    return EntretienLu(entretien, versions[0].compte_rendu, versions[1:])


def lire_dernier_entretien(acces: Acces, salarie: Salarie) -> EntretienLu | None:
    """The last one with something written; as `lire_entretien`."""
    dernier = salarie.entretiens.filter(contenu__isnull=False).select_related("auteur").first()
    return None if dernier is None else lire_entretien(acces, dernier)


def _verifier(circonstances: Circonstances, compte_rendu: CompteRendu) -> None:
    if circonstances.le > maintenant():
        raise Refus(_("Cet entretien est à venir : il s'écrit une fois qu'il a eu lieu."))
    if circonstances.prochain_le and circonstances.prochain_le < localdate(circonstances.le):
        raise Refus(_("Le prochain entretien précède celui-ci : changez sa date."))
    if (circonstances.duree_minutes or 0) > DUREE_MAXIMALE:
        raise Refus(_("La durée se compte en minutes : 600 au plus."))
    if circonstances.present and compte_rendu.est_vide:
        raise Refus(
            _("Rien n'est écrit : quelques mots suffisent, ou dites qu'elle n'est pas venue.")
        )


def _colonnes(circonstances: Circonstances) -> Mapping[str, Any]:
    return {
        "le": circonstances.le,
        "genre": GenreEntretien(circonstances.genre),
        "present": circonstances.present,
        "duree_minutes": circonstances.duree_minutes,
        "prochain_le": circonstances.prochain_le,
    }


def _version(compte_rendu: CompteRendu, par: Utilisateur | None) -> Version:
    return Version(maintenant(), par.nom if par else "", compte_rendu)


def sceller_versions(versions: Sequence[Version]) -> Scelle:
    """What an interview keeps: its versions, the latest first."""
    return sceller(
        json.dumps(
            [
                {
                    "le": v.le.isoformat(),
                    "par": v.par,
                    "parties": [list(partie) for partie in v.compte_rendu.parties],
                    "decisions": v.compte_rendu.decisions,
                }
                for v in versions
            ],
            ensure_ascii=False,
        )
    )


def _versions(texte: str) -> list[Version]:
    return [
        Version(
            datetime.fromisoformat(v["le"]),
            v["par"],
            CompteRendu(tuple((titre, dit) for titre, dit in v["parties"]), v["decisions"]),
        )
        for v in (json.loads(texte) if texte else [])
    ]


def _noter(verbe: str, entretien: Entretien, par: Utilisateur | None) -> None:
    noter(
        verbe,
        auteur=par,
        perimetre=entretien.salarie.structure_id,
        cible=entretien.salarie,
        entretien=entretien.pk,
        le=localdate(entretien.le).isoformat(),
    )
