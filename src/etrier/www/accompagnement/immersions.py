"""Immersions (PMSMP): what the rules allow, renewed once, and what was learned there."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from etrier.parcours.accompagnement.access import (
    get_accompagne,
    get_immersion,
    les_immersions,
)
from etrier.parcours.accompagnement.formations import (
    TermesImmersion,
    ecrire_bilan,
    enregistrer_immersion,
)
from etrier.parcours.enums_accompagnement import ObjetImmersion
from etrier.parcours.models import Immersion, Salarie
from etrier.structures.access import Acces, Finalite
from etrier.www.accompagnement.fil import fil_accompagnement
from etrier.www.accompagnement.tableaux import tableau_immersions
from etrier.www.acte import Page, page_acte, tenter
from etrier.www.champs import JourChamp, SiretChamp
from etrier.www.porte import porte
from etrier.www.tableau import exporter


class ImmersionForm(forms.Form):
    """A PMSMP; the names are those of `TermesImmersion`."""

    hote = forms.CharField(label=gettext_lazy("Structure d’accueil"), max_length=160)
    siret = SiretChamp()
    adresse = forms.CharField(label=gettext_lazy("Adresse"), max_length=200, required=False)
    tuteur = forms.CharField(label=gettext_lazy("Tuteur"), max_length=120, required=False)
    objet = forms.ChoiceField(
        label=gettext_lazy("Objet"), choices=[("", "—"), *ObjetImmersion.choices]
    )
    poste = forms.CharField(label=gettext_lazy("Poste"), max_length=160)
    debut = JourChamp(label=gettext_lazy("Du"))
    fin = JourChamp(label=gettext_lazy("Au"), help_text=gettext_lazy("Un mois au plus."))
    jours = forms.IntegerField(
        label=gettext_lazy("Jours de présence"),
        min_value=1,
        widget=forms.NumberInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )

    def termes(self) -> TermesImmersion:
        """What was typed, once valid."""
        propre: dict[str, Any] = self.cleaned_data
        return TermesImmersion(**propre)


class BilanImmersionForm(forms.Form):
    """What was learned there; the name is that of `ecrire_bilan`."""

    bilan = forms.CharField(
        label=gettext_lazy("Ce que la personne y a fait et appris"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=gettext_lazy("Visible de toute l’équipe : rien de secret ici."),
    )


@porte(Finalite.LIRE_ACCOMPAGNEMENT)
def immersions(request: HttpRequest, acces: Acces) -> HttpResponse:
    """Immersions of everybody."""
    tableau = tableau_immersions(acces, les_immersions(acces).order_by("-debut", "-id"))
    page = {"tableau": tableau, "titre": tableau.titre}
    return exporter(tableau, request) or render(request, "accompagnement/liste.html", page)


@porte(Finalite.ACCOMPAGNER, methods=("GET", "POST"))
def immersion_nouvelle(request: HttpRequest, acces: Acces, salarie_id: int) -> HttpResponse:
    """Add an immersion."""
    qui = get_accompagne(acces, salarie_id, Finalite.ACCOMPAGNER)
    return _enregistrer(request, acces, qui, None, ImmersionForm(request.POST or None))


@porte(Finalite.ACCOMPAGNER, methods=("GET", "POST"))
def immersion_renouveler(request: HttpRequest, acces: Acces, immersion_id: int) -> HttpResponse:
    """The same again, once."""
    une = get_immersion(acces, immersion_id)
    memes = ("hote", "siret", "adresse", "tuteur", "objet", "poste")
    form = ImmersionForm(request.POST or None, initial={nom: getattr(une, nom) for nom in memes})
    return _enregistrer(request, acces, une.salarie, une, form)


@porte(Finalite.ACCOMPAGNER, methods=("GET", "POST"))
def immersion_bilan(request: HttpRequest, acces: Acces, immersion_id: int) -> HttpResponse:
    """Write what came of it."""
    une = get_immersion(acces, immersion_id)
    form = BilanImmersionForm(request.POST or None, initial={"bilan": une.bilan})
    if tenter(form, lambda: ecrire_bilan(une, par=acces.utilisateur, **form.cleaned_data)):
        messages.success(request, _("Le bilan de l’immersion est enregistré."))
        return redirect("accompagnement", acces.structure.pk, une.salarie_id)
    titre = _("Bilan de l’immersion : %(hote)s") % {"hote": une.hote}
    page = Page(titre, _("Enregistrer"), fil_accompagnement(acces, une.salarie))
    return page_acte(request, form, page)


def _enregistrer(
    request: HttpRequest,
    acces: Acces,
    qui: Salarie,
    renouvelle: Immersion | None,
    form: ImmersionForm,
) -> HttpResponse:
    if tenter(
        form,
        lambda: enregistrer_immersion(
            qui, form.termes(), renouvelle=renouvelle, par=acces.utilisateur
        ),
    ):
        messages.success(request, _("L’immersion est enregistrée : la convention peut s’éditer."))
        return redirect("accompagnement", acces.structure.pk, qui.pk)
    titre = _("Renouveler l’immersion") if renouvelle else _("Nouvelle immersion (PMSMP)")
    page = Page(titre, _("Enregistrer"), fil_accompagnement(acces, qui))
    return page_acte(request, form, page)
