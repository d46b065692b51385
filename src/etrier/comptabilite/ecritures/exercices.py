"""Accounting years: found or opened for a day, and closed."""

from datetime import date, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from etrier.comptabilite.models import Ecriture, Exercice
from etrier.droit.ecriture import jour
from etrier.socle.erreurs import Refus
from etrier.socle.horloge import aujourdhui, maintenant
from etrier.socle.journal import noter
from etrier.socle.mois import dernier_jour
from etrier.structures.models import Structure, Utilisateur

MOIS_MAXIMUM = 24


def exercice_du(structure: Structure, le: date) -> Exercice:
    """The accounting year of a day, opened when there is none: the calendar's, or twelve months
    that follow (or precede) those the structure already has."""
    trouve = structure.exercices.filter(debut__lte=le, fin__gte=le).first()
    if trouve is not None:
        return trouve
    debut, fin = _bornes(structure, le)
    exercice, _cree = Exercice.objects.get_or_create(
        structure=structure, debut=debut, defaults={"fin": fin}
    )
    return exercice


def _bornes(structure: Structure, le: date) -> tuple[date, date]:
    avant = structure.exercices.filter(fin__lt=le).order_by("-fin").first()
    apres = structure.exercices.filter(debut__gt=le).order_by("debut").first()
    if avant is not None:
        debut = avant.fin + timedelta(days=1)
        while _un_an_apres(debut) <= le:
            debut = _un_an_apres(debut)
    elif apres is not None:
        debut = _un_an_avant(apres.debut)
        while debut > le:
            debut = _un_an_avant(debut)
    else:
        debut = date(le.year, 1, 1)
    fin = _un_an_apres(debut) - timedelta(days=1)
    return debut, fin if apres is None else min(fin, apres.debut - timedelta(days=1))


def _un_an_apres(debut: date) -> date:
    return date(debut.year + 1, debut.month, 1)


def _un_an_avant(debut: date) -> date:
    return date(debut.year - 1, debut.month, 1)


@transaction.atomic
def ouvrir_exercice(
    structure: Structure, *, debut: date, fin: date, par: Utilisateur | None
) -> Exercice:
    """Open an accounting year that is not the calendar's.

    Raises Refus unless it goes from the first of a month to the last day of another, within 24
    months, apart from the years already there.
    """
    if debut.day != 1 or fin != dernier_jour(fin):
        raise Refus(
            _("Un exercice va du premier jour d'un mois au dernier jour d'un autre : vérifiez.")
        )
    nombre = (fin.year - debut.year) * 12 + fin.month - debut.month + 1
    if not 1 <= nombre <= MOIS_MAXIMUM:
        raise Refus(_("Un exercice dure de un à vingt-quatre mois : vérifiez ses dates."))
    autre = structure.exercices.filter(debut__lte=fin, fin__gte=debut).first()
    if autre is not None:
        raise Refus(
            _("L'exercice %(autre)s couvre déjà une partie de ces dates.") % {"autre": autre}
        )
    exercice = Exercice.objects.create(structure=structure, debut=debut, fin=fin)
    _noter("exercice.ouvrir", exercice, par)
    return exercice


@transaction.atomic
def fermer(exercice: Exercice, *, reste: int, par: Utilisateur | None) -> Exercice:
    """Close an accounting year that has `reste` entries to pass: nothing more is passed in it.

    Raises Refus before its last day, before the years that precede it, or while something of it is
    still to pass.
    """
    exercice = Exercice.objects.select_for_update().get(pk=exercice.pk)
    if exercice.est_clos:
        raise Refus(_("L'exercice %(exercice)s est déjà clos.") % {"exercice": exercice})
    if exercice.fin >= aujourdhui():
        raise Refus(
            _("L'exercice court jusqu'au %(fin)s : il se clôt après ce jour.")
            % {"fin": jour(exercice.fin)}
        )
    ouverts = exercice.structure.exercices.filter(fin__lt=exercice.debut, clos_le=None)
    if (premier := ouverts.order_by("debut").first()) is not None:
        raise Refus(_("Clôturez d'abord l'exercice %(premier)s.") % {"premier": premier})
    if reste:
        raise Refus(
            _("Il reste %(reste)s écriture(s) à passer dans cet exercice : passez-les d'abord.")
            % {"reste": reste}
        )
    exercice.clos_le = maintenant()
    exercice.save(update_fields=["clos_le"])
    _noter("exercice.clore", exercice, par)
    return exercice


def sources_passees(structure: Structure) -> frozenset[str]:
    """What was passed already."""
    passees = Ecriture.objects.filter(structure=structure).order_by()
    return frozenset(passees.values_list("source", flat=True))


def _noter(verbe: str, exercice: Exercice, par: Utilisateur | None) -> None:
    noter(
        verbe,
        auteur=par,
        perimetre=exercice.structure_id,
        cible=exercice,
        debut=exercice.debut.isoformat(),
        fin=exercice.fin.isoformat(),
    )
