"""Personal dates: what runs out for somebody. What each is opens to those who may know."""

from collections.abc import Callable

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache

from etrier.parcours.access import get_salarie
from etrier.parcours.echeances.access import get_echeance_personne, les_echeances_de
from etrier.parcours.echeances.actions import ajouter_echeance, changer_echeance, faire_echeance
from etrier.parcours.enums import Rubrique
from etrier.parcours.enums_accompagnement import GenreEcheance
from etrier.parcours.models import EcheancePersonne, Salarie
from etrier.parcours.secrets import est_referent, lire_plusieurs
from etrier.socle.horloge import aujourdhui
from etrier.structures.access import Acces, Finalite
from etrier.www.acte import Page, page_acte, tenter
from etrier.www.champs import JourChamp
from etrier.www.formats_ecran import jour
from etrier.www.porte import porte
from etrier.www.salaries.fiche import fil_salarie


class EcheanceForm(forms.Form):
    """A date that matters for somebody. Only her adviser may keep one for herself."""

    genre = forms.ChoiceField(
        label=gettext_lazy("Ce qui arrive ce jour-là"), choices=[("", "—"), *GenreEcheance.choices]
    )
    fin = JourChamp(label=gettext_lazy("Dernier jour, ou jour du rendez-vous"))
    reservee = forms.BooleanField(
        label=gettext_lazy("Ne la montrer qu'à son référent"), required=False
    )

    def __init__(self, *args: object, referent: bool, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # as Django's own form
        if referent:
            return
        del self.fields["reservee"]
        visibles = [c for c in GenreEcheance.choices if c[0] != GenreEcheance.RQTH]
        self.fields["genre"].choices = [("", "—"), *visibles]  # type: ignore[attr-defined]


class DateForm(forms.Form):
    """Its new day."""

    fin = JourChamp(label=gettext_lazy("Nouvelle date"))


class FaiteForm(forms.Form):
    """Done; and until when the next one holds, when it is known."""

    renouvelee_au = JourChamp(
        label=gettext_lazy("Renouvelée jusqu'au"),
        required=False,
        help_text=gettext_lazy("Laissez vide s'il n'y en a pas d'autre."),
    )


@porte(Finalite.ECRIRE_SALARIES)
@never_cache
def echeances_personne(request: HttpRequest, acces: Acces, salarie_id: int) -> HttpResponse:
    """Her dates; reading what they are is noted."""
    qui = get_salarie(acces, salarie_id)
    dates = les_echeances_de(acces, qui)
    lus = lire_plusieurs(acces, {d.pk: (qui.personne, d.genre) for d in dates}, Rubrique.ECHEANCES)
    le = aujourdhui()
    vus = {
        "salarie": qui,
        "fil": fil_salarie(acces, qui),
        "dates": [(d, GenreEcheance(lus[d.pk]).label, (d.fin - le).days) for d in dates],
    }
    return render(request, "radar/dates.html", vus)


@porte(Finalite.ECRIRE_SALARIES, methods=("GET", "POST"))
def echeance_nouvelle(request: HttpRequest, acces: Acces, salarie_id: int) -> HttpResponse:
    """Write a date."""
    qui = get_salarie(acces, salarie_id, ecrire=True)
    form = EcheanceForm(request.POST or None, referent=est_referent(acces, qui.personne))
    if tenter(form, _ajout(acces, qui, form)):
        messages.success(request, _("La date est notée : le radar la suivra."))
        return redirect("echeances_personne", acces.structure.pk, qui.pk)
    chapeau = _("Ce que cette date finit est gardé scellé. Une RQTH n'est montrée qu'au référent.")
    page = Page(_("Noter une date"), _("Noter cette date"), _fil(acces, qui), chapeau)
    return page_acte(request, form, page)


def _ajout(acces: Acces, qui: Salarie, form: forms.Form) -> Callable[[], EcheancePersonne]:
    def ajouter() -> EcheancePersonne:
        champs = form.cleaned_data
        return ajouter_echeance(
            qui,
            genre=champs["genre"],
            fin=champs["fin"],
            reservee=champs.get("reservee", False),
            par=acces.utilisateur,
        )

    return ajouter


@porte(Finalite.ECRIRE_SALARIES, methods=("GET", "POST"))
def echeance_changer(request: HttpRequest, acces: Acces, echeance_id: int) -> HttpResponse:
    """Move a date."""
    echeance = get_echeance_personne(acces, echeance_id)
    form = DateForm(request.POST or None, initial={"fin": echeance.fin})
    if tenter(form, lambda: changer_echeance(echeance, par=acces.utilisateur, **form.cleaned_data)):
        messages.success(request, _("La date est changée."))
        return redirect("echeances_personne", acces.structure.pk, echeance.salarie_id)
    page = Page(_("Changer une date"), _("Enregistrer"), _fil(acces, echeance.salarie))
    return page_acte(request, form, page)


@porte(Finalite.ECRIRE_SALARIES, methods=("GET", "POST"))
def echeance_faire(request: HttpRequest, acces: Acces, echeance_id: int) -> HttpResponse:
    """It is done, perhaps renewed."""
    echeance = get_echeance_personne(acces, echeance_id)
    form = FaiteForm(request.POST if request.method == "POST" else None)

    def faire() -> bool:
        faire_echeance(echeance, par=acces.utilisateur, **form.cleaned_data)
        return True

    if tenter(form, faire):
        messages.success(request, _("C'est noté comme fait."))
        return redirect("echeances_personne", acces.structure.pk, echeance.salarie_id)
    page = Page(
        _("Date du %(jour)s : c'est fait") % {"jour": jour(echeance.fin)},
        _("C'est fait"),
        _fil(acces, echeance.salarie),
    )
    return page_acte(request, form, page)


def _fil(acces: Acces, qui: Salarie) -> list[tuple[str, str]]:
    adresse = reverse("echeances_personne", args=[acces.structure.pk, qui.pk])
    return [*fil_salarie(acces, qui), (_("Ses dates"), adresse)]
