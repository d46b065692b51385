"""Skills seen at work: a person, a level, done. Made for a phone on a chantier."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from etrier.parcours.accompagnement.access import (
    get_accompagne,
    get_competence,
    les_accompagnes,
    les_competences,
)
from etrier.parcours.accompagnement.competences import (
    ajouter_competence,
    observer,
    progres_de,
    retirer_competence,
)
from etrier.parcours.enums_accompagnement import NiveauCompetence
from etrier.parcours.models import Salarie
from etrier.socle.erreurs import Refus
from etrier.socle.horloge import aujourdhui
from etrier.structures.access import Acces, Finalite
from etrier.www.accompagnement.fil import fil_structure
from etrier.www.acte import tenter
from etrier.www.porte import porte


class CompetenceForm(forms.Form):
    """A skill; the name is that of `ajouter_competence`."""

    libelle = forms.CharField(
        label=gettext_lazy("Nouvelle compétence"),
        max_length=160,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text=gettext_lazy("Ce qu’on voit faire, dans vos mots : « taille une haie »."),
    )


@porte(Finalite.OBSERVER_COMPETENCES)
def competences(request: HttpRequest, acces: Acces) -> HttpResponse:
    """First touch: who. People under contract."""
    le = aujourdhui()
    presents = les_accompagnes(acces, Finalite.OBSERVER_COMPETENCES).filter(
        pk__in=Salarie.objects.sous_contrat(le, le).values("pk")
    )
    page = {"salaries": presents, "vide": not les_competences(acces).exists()}
    return render(request, "accompagnement/competences.html", page)


@porte(Finalite.OBSERVER_COMPETENCES, methods=("GET", "POST"))
def competences_salarie(request: HttpRequest, acces: Acces, salarie_id: int) -> HttpResponse:
    """Second touch: a level of a skill, written down as of today. And the progress."""
    qui = get_accompagne(acces, salarie_id, Finalite.OBSERVER_COMPETENCES)
    if request.method == "POST":
        _observer(request, acces, qui)
        if request.headers.get("HX-Request") != "true":
            return redirect("competences_salarie", acces.structure.pk, qui.pk)
    page = {
        "salarie": qui,
        "progres": progres_de(qui, toutes=True),
        "niveaux": list(NiveauCompetence),
        "fil": fil_structure(acces, _("Compétences"), "competences"),
    }
    return render(request, "accompagnement/competences_salarie.html", page)


@porte(Finalite.OBSERVER_COMPETENCES, methods=("GET", "POST"))
def competences_liste(request: HttpRequest, acces: Acces) -> HttpResponse:
    """The structure's list of skills."""
    form = CompetenceForm(request.POST or None)
    if tenter(
        form,
        lambda: ajouter_competence(acces.structure, par=acces.utilisateur, **form.cleaned_data),
    ):
        messages.success(request, _("La compétence est dans la liste."))
        return redirect("competences_liste", acces.structure.pk)
    page = {
        "form": form,
        "competences": les_competences(acces),
        "fil": fil_structure(acces, _("Compétences"), "competences"),
    }
    return render(request, "accompagnement/competences_liste.html", page)


@porte(Finalite.OBSERVER_COMPETENCES, methods=("POST",))
def competence_retirer(request: HttpRequest, acces: Acces, competence_id: int) -> HttpResponse:
    """Take a skill off the list."""
    retirer_competence(get_competence(acces, competence_id), par=acces.utilisateur)
    messages.success(request, _("La compétence n’est plus dans la liste."))
    return redirect("competences_liste", acces.structure.pk)


def _observer(request: HttpRequest, acces: Acces, qui: Salarie) -> None:
    # One button says both: « 12:3 », the skill and the level.
    cle, _sep, niveau = request.POST.get("vu", "").partition(":")
    if not cle.isdecimal() or niveau not in {str(n) for n in NiveauCompetence.values}:
        raise Refus(_("Touchez un niveau en face d’une compétence."))
    vu = observer(
        qui,
        get_competence(acces, int(cle)),
        niveau=NiveauCompetence(int(niveau)),
        par=acces.utilisateur,
    )
    messages.success(request, _("Noté : %(observation)s.") % {"observation": vu})
