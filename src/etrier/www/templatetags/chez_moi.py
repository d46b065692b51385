"""`{% load chez_moi %}`: the words of the person's page, in the language of the page."""

from datetime import date, datetime
from typing import Any

from django import template
from django.template.context import Context
from django.utils import timezone
from django.utils.safestring import SafeString

from etrier.parcours.chez_moi.access import les_acces, les_demandes
from etrier.parcours.models import Salarie
from etrier.structures.access import Finalite
from etrier.www.chez_moi.pictos import dessiner

register = template.Library()


@register.simple_tag(takes_context=True)
def mot(context: Context, cle: str, **valeurs: object) -> str:
    """A sentence of the dictionary."""
    dit: str = context["langue"].dire(cle, **valeurs)
    return dit


@register.simple_tag(takes_context=True)
def mot_de(context: Context, famille: str, nom: str) -> str:
    """A sentence whose key is computed: `{% mot_de "planning" moment.quoi %}`."""
    return mot(context, f"{famille}.{nom}")


@register.simple_tag(takes_context=True)
def chiffres(context: Context, valeur: object) -> str:
    """A number in the digits of the page."""
    dit: str = context["langue"].nombre(valeur)
    return dit


@register.simple_tag(takes_context=True)
def temps(context: Context, minutes: int) -> str:
    """Hours and minutes."""
    dit: str = context["langue"].duree(minutes)
    return dit


@register.simple_tag(takes_context=True)
def date_dite(context: Context, jour: date) -> str:
    """A date with its year."""
    dit: str = context["langue"].jour(jour)
    return dit


@register.simple_tag(takes_context=True)
def jour_dit(context: Context, jour: date) -> str:
    """A date near today."""
    dit: str = context["langue"].jour_de_semaine(jour)
    return dit


@register.simple_tag(takes_context=True)
def mois_dit(context: Context, mois: date) -> str:
    """A month and its year."""
    parlee = context["langue"]
    return f"{parlee.mots['mois_seul'][mois.month - 1]} {parlee.nombre(mois.year)}"


@register.filter
def date_locale(instant: datetime) -> date:
    """The day of an instant, in the time zone of the instance."""
    return timezone.localdate(instant)


@register.simple_tag(takes_context=True)
def jours_dits(context: Context, combien: int) -> str:
    """So many days."""
    dit: str = context["langue"].compter("jours", combien)
    return dit


@register.simple_tag(takes_context=True)
def euros_dits(context: Context, centimes: int) -> str:
    """An amount."""
    dit: str = context["langue"].montant(centimes)
    return dit


@register.simple_tag
def picto(nom: str) -> SafeString:
    """A pictogram of the house, hidden from screen readers: a word always stands beside it."""
    return dessiner(nom)


@register.inclusion_tag("chez_moi/_salarie_corps.html", takes_context=True)
def acces_de_la_personne(context: Context, salarie: Salarie) -> dict[str, Any]:
    """The block of the person's sheet: where her access stands."""
    acces = context.get("acces")
    if acces is None or not acces.peut(Finalite.ECRIRE_SALARIES):
        return {"ouvert": False}
    return {
        "ouvert": True,
        "salarie": salarie,
        "structure": acces.structure,
        "dernier": les_acces(acces, salarie).first(),
        "demandes": les_demandes(acces, salarie).filter(repondue_le__isnull=True).count(),
    }
