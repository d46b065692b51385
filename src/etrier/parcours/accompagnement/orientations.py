"""Orientations to a partner: why is sealed, and to whom shows to her adviser alone."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from etrier.parcours.enums import Rubrique
from etrier.parcours.enums_accompagnement import SuiteOrientation
from etrier.parcours.models import OrientationPartenaire, Partenaire, Salarie
from etrier.parcours.secrets import lire_tous, sceller
from etrier.socle.erreurs import Refus
from etrier.socle.horloge import aujourdhui
from etrier.socle.journal import noter
from etrier.structures.access import Acces
from etrier.structures.models import Utilisateur


@dataclass(frozen=True)
class OrientationLue:
    """An orientation as her adviser reads it."""

    orientation: OrientationPartenaire
    motif: str

    @property
    def attend(self) -> bool:
        """No answer yet."""
        return self.orientation.suite == SuiteOrientation.ATTENDUE


@transaction.atomic
def orienter(
    salarie: Salarie,
    partenaire: Partenaire,
    *,
    le: date,
    motif: str,
    par: Utilisateur | None,
) -> OrientationPartenaire:
    """Send somebody to a partner. Raises Refus on a day to come, without a reason, elsewhere."""
    if partenaire.structure_id != salarie.structure_id:
        raise Refus(_("Ce partenaire est celui d'une autre structure : choisissez-en un autre."))
    if le > aujourdhui():
        raise Refus(_("Ce jour est à venir : écrivez l'orientation une fois faite."))
    if not motif.strip():
        raise Refus(_("Écrivez en quelques mots pourquoi : vous seule ou seul le lirez."))
    orientation = OrientationPartenaire.objects.create(
        salarie=salarie, partenaire=partenaire, le=le, motif=sceller(motif.strip())
    )
    _noter("orientation.faire", salarie, par, le)
    return orientation


@transaction.atomic
def repondre(
    orientation: OrientationPartenaire,
    *,
    suite: SuiteOrientation,
    suite_le: date | None,
    par: Utilisateur | None,
) -> OrientationPartenaire:
    """Keep what the partner answered. Raises Refus when the answer precedes the orientation."""
    attendue = suite == SuiteOrientation.ATTENDUE
    jour = None if attendue else (suite_le or aujourdhui())
    if jour is not None and not orientation.le <= jour <= aujourdhui():
        raise Refus(_("La réponse vient entre l'orientation et aujourd'hui : changez sa date."))
    orientation.suite, orientation.suite_le = SuiteOrientation(suite), jour
    orientation.save(update_fields=["suite", "suite_le"])
    _noter("orientation.suivre", orientation.salarie, par, jour or aujourdhui())
    return orientation


def lire_orientations(acces: Acces, salarie: Salarie) -> list[OrientationLue]:
    """Orientations of a person, the latest first; one reading is noted.

    Http404 for anybody but her adviser.
    """
    toutes = list(salarie.orientations.select_related("partenaire"))
    motifs = lire_tous(
        acces, salarie.personne, {o.pk: o.motif for o in toutes}, Rubrique.ORIENTATIONS
    )
    return [OrientationLue(o, motifs[o.pk]) for o in toutes]


def _noter(verbe: str, salarie: Salarie, par: Utilisateur | None, le: date) -> None:
    # Nothing of the partner: its kind alone may tell a secret.
    noter(verbe, auteur=par, perimetre=salarie.structure_id, cible=salarie, le=le.isoformat())
