"""`{% load etrier %}`: figures as they read, tables, charts, forms, the month at hand."""

from datetime import date
from typing import Any

from django import template
from django.db.models import Model
from django.forms import BoundField, CheckboxInput, CheckboxSelectMultiple, RadioSelect, Select
from django.template.context import Context
from django.urls import reverse
from django.utils.safestring import SafeString

from etrier.droit.parametre import Valeur
from etrier.socle.mois import ecrire_mois, mois_precedent, mois_suivant
from etrier.www import formats_ecran
from etrier.www.graphique import Graphique
from etrier.www.tableau import Tableau, Vue, voir
from etrier.www.valeurs_legales import ecrire_valeur

register = template.Library()

register.filter("entier", formats_ecran.entier)
register.filter("heures", formats_ecran.heures)
register.filter("centimes", formats_ecran.centimes)
register.filter("etp", formats_ecran.etp)
register.filter("etp_mois", formats_ecran.etp_mois)
register.filter("etp_centiemes", formats_ecran.etp_centiemes)
register.filter("pourcent", formats_ecran.pourcent)
register.filter("jour", formats_ecran.jour)
register.filter("instant", formats_ecran.instant)
register.filter("mois", formats_ecran.mois)
register.filter("oui_non", formats_ecran.oui_non)
register.filter("typo", formats_ecran.typo, is_safe=True)


@register.filter
def mois_adresse(valeur: date) -> str:
    """`2026-10`: a month as it stands in an address."""
    return ecrire_mois(valeur)


@register.inclusion_tag("_tableau.html", takes_context=True)
def tableau(context: Context, declare: Tableau) -> dict[str, Any]:
    """Draw a `Tableau`."""
    request = context["request"]
    return {"vue": voir(declare, request), "tableau": declare, "request": request}


@register.simple_tag
def adresse_tableau(vue: Vue, **changes: Any) -> str:
    """Query string of the page with some parameters of the table changed."""
    return vue.adresse(**{nom: str(valeur) for nom, valeur in changes.items()})


@register.inclusion_tag("_graphique.html")
def graphique(declare: Graphique) -> dict[str, Any]:
    """Draw a `Graphique`; put a table of the same figures beside it."""
    return {"graphique": declare, "options": declare.to_json()}


@register.inclusion_tag("_champ.html")
def champ(field: BoundField) -> dict[str, Any]:
    """A form field: label, input, help, errors, tied together for screen readers."""
    widget = field.field.widget
    if isinstance(widget, (CheckboxSelectMultiple, RadioSelect)):
        sorte, classe = "groupe", ""
    elif isinstance(widget, CheckboxInput):
        sorte, classe = "case", "form-check-input"
    else:
        sorte = "simple"
        classe = "form-select" if isinstance(widget, Select) else "form-control"
    # Out of its lazy wrapping: markup is kept when the help says it is markup, escaped otherwise
    # (that of an import quotes the file).
    aide = str(field.help_text)
    return {"champ": field, "sorte": sorte, "rendu": _rendre(field, classe), "aide": aide}


def _rendre(field: BoundField, classe: str) -> SafeString:
    propre = field.field.widget.attrs.get("class", "")
    classes = " ".join(c for c in (propre, classe, "is-invalid" if field.errors else "") if c)
    return field.as_widget(attrs={"class": classes} if classes else {})


@register.inclusion_tag("_formulaire.html")
def formulaire(form: Any) -> dict[str, Any]:
    """Every field of a form, its general errors first (the `<form>` and the button are yours)."""
    return {"form": form}


@register.inclusion_tag("_mois.html", takes_context=True)
def nav_mois(context: Context, nom: str, mois: date, **kwargs: Any) -> dict[str, Any]:
    """Previous, this and next month of an address that bears `structure_id` and `mois`."""
    communs = {"structure_id": context["structure"].pk, **kwargs}

    def adresse(autre: date) -> str:
        return reverse(nom, kwargs={**communs, "mois": ecrire_mois(autre)})

    avant, apres = mois_precedent(mois), mois_suivant(mois)
    return {
        "mois": mois,
        "avant": avant,
        "apres": apres,
        "adresse_avant": adresse(avant),
        "adresse_apres": adresse(apres),
    }


@register.simple_tag
def valeur_legale(valeur: Valeur) -> str:
    """A legal value with its unit: `23 921 € par ETP et par an`."""
    return ecrire_valeur(valeur.valeur, valeur.unite)


@register.simple_tag(takes_context=True)
def peut(context: Context, finalite: str) -> bool:
    """`{% peut "cloturer" as oui %}`: do the roles of the reader open a purpose here?"""
    acces = context.get("acces")
    return acces is not None and acces.peut(finalite)


@register.filter
def nom_champ(objet: Model, champ: str) -> str:
    """The label of a column of a model, for definition lists."""
    return str(getattr(objet._meta.get_field(champ), "verbose_name", champ))
