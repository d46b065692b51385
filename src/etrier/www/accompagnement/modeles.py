"""Templates of interviews."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from etrier.parcours.accompagnement.access import get_modele
from etrier.parcours.accompagnement.modeles import les_modeles, regler_modele, titres
from etrier.parcours.enums_accompagnement import GenreEntretien
from etrier.parcours.models import ModeleEntretien
from etrier.structures.access import Acces, Finalite
from etrier.www.accompagnement.fil import fil_structure
from etrier.www.acte import Page, page_acte, tenter
from etrier.www.porte import porte


class ModeleForm(forms.Form):
    """A template; the names are those of `regler_modele`."""

    nom = forms.CharField(label=gettext_lazy("Nom"), max_length=80)
    genre = forms.ChoiceField(label=gettext_lazy("Genre"), choices=GenreEntretien.choices)
    trame = forms.CharField(
        label=gettext_lazy("Titres"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=gettext_lazy(
            "Un titre par ligne. « Décisions » est toujours là, il ne s’écrit pas."
        ),
    )


@porte(Finalite.ACCOMPAGNER)
def modeles(request: HttpRequest, acces: Acces) -> HttpResponse:
    """Every template of the structure, with its headings."""
    tous = [(m, titres(m)) for m in les_modeles(acces.structure)]
    return render(request, "accompagnement/modeles.html", {"modeles": tous})


@porte(Finalite.ACCOMPAGNER, methods=("GET", "POST"))
def modele_nouveau(request: HttpRequest, acces: Acces) -> HttpResponse:
    """Add a template."""
    return _regler(request, acces, None, ModeleForm(request.POST or None))


@porte(Finalite.ACCOMPAGNER, methods=("GET", "POST"))
def modele_modifier(request: HttpRequest, acces: Acces, trame_id: int) -> HttpResponse:
    """Change a template."""
    modele = get_modele(acces, trame_id)
    connu = {"nom": modele.nom, "genre": modele.genre, "trame": modele.trame}
    return _regler(request, acces, modele, ModeleForm(request.POST or None, initial=connu))


def _regler(
    request: HttpRequest, acces: Acces, modele: ModeleEntretien | None, form: ModeleForm
) -> HttpResponse:
    regle = tenter(
        form,
        lambda: regler_modele(acces.structure, modele, par=acces.utilisateur, **form.cleaned_data),
    )
    if regle:
        messages.success(request, _("La trame « %(nom)s » est enregistrée.") % {"nom": regle})
        return redirect("modeles_entretien", acces.structure.pk)
    titre = _("Trame « %(nom)s »") % {"nom": modele} if modele else _("Nouvelle trame")
    fil = fil_structure(acces, _("Trames d’entretien"), "modeles_entretien")
    return page_acte(request, form, Page(titre, _("Enregistrer"), fil))
