"""What is due, and the acts on one person's data."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from etrier.parcours.conservation.access import (
    get_personne,
    get_retenue,
    get_salarie_a_copier,
    les_personnes,
)
from etrier.parcours.conservation.actions import (
    archiver,
    desarchiver,
    effacer,
    lever,
    retenir,
)
from etrier.parcours.conservation.copie import copier, en_zip
from etrier.parcours.conservation.horloges import lire_horloge, lire_horloges
from etrier.parcours.conservation.mots import dire_empechements
from etrier.parcours.enums import MotifRetenue
from etrier.parcours.models import Personne
from etrier.socle.horloge import aujourdhui
from etrier.structures.access import Acces, Finalite
from etrier.www.acte import Page, page_acte, tenter
from etrier.www.conservation.tableaux import ETATS, etat_de, tableau_horloges
from etrier.www.porte import porte
from etrier.www.salaries.fiche import fil_salarie
from etrier.www.tableau import exporter

FILTRES = {
    "dues": gettext_lazy("À archiver ou à effacer"),
    "archives": gettext_lazy("Archivées"),
    "toutes": gettext_lazy("Toutes les personnes"),
}


class RetenueForm(forms.Form):
    """Why the data is kept."""

    motif = forms.ChoiceField(
        label=gettext_lazy("Pourquoi garder ces données"),
        choices=[("", "—"), *MotifRetenue.choices],
    )


class EffacementForm(forms.Form):
    """Erasing is not done by a slip of the finger."""

    confirme = forms.BooleanField(
        label=gettext_lazy("Je sais que rien ne permettra de revenir en arrière")
    )


@porte(Finalite.CONSERVER)
def conservation(request: HttpRequest, acces: Acces) -> HttpResponse:
    """Where the data of each person stands; what is due first."""
    jour, choisi = aujourdhui(), request.GET.get("qui", "")
    choisi = choisi if choisi in FILTRES else "dues"
    horloges = lire_horloges(les_personnes(acces), jour)
    etats = {h.personne.pk: etat_de(h, jour) for h in horloges}
    gardes = {"dues": ("archiver", "effacer"), "archives": ("archive", "effacer")}
    vues = [h for h in horloges if etats[h.personne.pk] in gardes.get(choisi, ETATS)]
    vide = _("Rien à faire : aucune donnée n'est gardée trop longtemps.")
    tableau = tableau_horloges(acces, vues, jour, vide)
    vus = {"tableau": tableau, "choisi": choisi, "choix": list(FILTRES.items())}
    return exporter(tableau, request) or render(request, "conservation/conservation.html", vus)


@porte(Finalite.CONSERVER)
def conservation_personne(request: HttpRequest, acces: Acces, personne_id: int) -> HttpResponse:
    """The clocks of one person, and what may be done."""
    personne, jour = get_personne(acces, personne_id), aujourdhui()
    horloge = lire_horloge(personne, jour)
    etat = etat_de(horloge, jour)
    vus = {
        "personne": personne,
        "horloge": horloge,
        "etat": etat,
        "etiquette": ETATS[etat],
        "empeche": dire_empechements(horloge.empechements),
        "retenues": personne.retenues.filter(structure=acces.structure).select_related("par"),
    }
    return render(request, "conservation/personne.html", vus)


@porte(Finalite.CONSERVER, methods=("GET", "POST"))
def conservation_archiver(request: HttpRequest, acces: Acces, personne_id: int) -> HttpResponse:
    """Out of the daily lists."""
    personne = get_personne(acces, personne_id)
    if request.method == "POST":
        archiver(personne, par=acces.utilisateur)
        messages.success(request, _("Archivée : elle pourra être effacée dans 30 jours."))
        return redirect("conservation_personne", acces.structure.pk, personne.pk)
    page = Page(
        _("Archiver"),
        _("Archiver"),
        _fil(acces, personne),
        _("La personne quitte les listes de tous les jours. Ses données restent encore 30 jours."),
    )
    return page_acte(request, forms.Form(), page)


@porte(Finalite.CONSERVER, methods=("POST",))
def conservation_desarchiver(request: HttpRequest, acces: Acces, personne_id: int) -> HttpResponse:
    """Back from the archives."""
    personne = get_personne(acces, personne_id)
    desarchiver(personne, par=acces.utilisateur)
    messages.success(request, _("La personne n'est plus archivée."))
    return redirect("conservation_personne", acces.structure.pk, personne.pk)


@porte(Finalite.CONSERVER, methods=("GET", "POST"))
def conservation_effacer(request: HttpRequest, acces: Acces, personne_id: int) -> HttpResponse:
    """Erase somebody: figures stay."""
    personne = get_personne(acces, personne_id)
    form = EffacementForm(request.POST or None)
    if tenter(form, lambda: effacer(personne, par=acces.utilisateur)):
        messages.success(request, _("La personne est effacée ; les chiffres n'ont pas changé."))
        return redirect("conservation", acces.structure.pk)
    page = Page(
        _("Effacer les données"),
        _("Effacer pour toujours"),
        _fil(acces, personne),
        _(
            "Nom, coordonnées, numéro de sécurité sociale, comptes rendus, papiers et secrets "
            "disparaissent, dans toutes les structures. Restent, sans nom : heures, contrats, "
            "paie, aide et classe des sorties."
        ),
        danger=True,
    )
    return page_acte(request, form, page)


@porte(Finalite.CONSERVER, methods=("GET", "POST"))
def conservation_retenir(request: HttpRequest, acces: Acces, personne_id: int) -> HttpResponse:
    """Keep the data whatever the clock."""
    personne = get_personne(acces, personne_id)
    form = RetenueForm(request.POST or None)
    if tenter(
        form,
        lambda: retenir(
            personne, acces.structure, form.cleaned_data["motif"], par=acces.utilisateur
        ),
    ):
        messages.success(request, _("Les données sont gardées jusqu'à la levée de la retenue."))
        return redirect("conservation_personne", acces.structure.pk, personne.pk)
    page = Page(_("Retenir les données"), _("Retenir"), _fil(acces, personne))
    return page_acte(request, form, page)


@porte(Finalite.CONSERVER, methods=("POST",))
def conservation_lever(request: HttpRequest, acces: Acces, retenue_id: int) -> HttpResponse:
    """The reason to keep is over."""
    retenue = get_retenue(acces, retenue_id)
    lever(retenue, par=acces.utilisateur)
    messages.success(request, _("La retenue est levée."))
    return redirect("conservation_personne", acces.structure.pk, retenue.personne_id)


@porte(Finalite.ACCOMPAGNER, methods=("GET", "POST"))
def conservation_copie(request: HttpRequest, acces: Acces, salarie_id: int) -> HttpResponse:
    """Everything kept about a person, for her: her assigned adviser prepares it."""
    salarie = get_salarie_a_copier(acces, salarie_id)
    if request.method == "POST":
        octets = en_zip(copier(salarie, par=acces.utilisateur))
        reponse = HttpResponse(octets, content_type="application/zip")
        reponse.headers["Content-Disposition"] = f'attachment; filename="copie-{salarie.pk}.zip"'
        reponse.headers["Cache-Control"] = "no-store, private"
        return reponse
    page = Page(
        _("Copie de toutes ses données"),
        _("Préparer la copie"),
        fil_salarie(acces, salarie),
        _(
            "Un dossier compressé : une page à lire, les mêmes données pour un ordinateur, ses "
            "papiers. Les secrets y sont en clair : remettez-le à la personne en main propre, puis "
            "supprimez-le. Chaque ouverture est notée et elle la verra."
        ),
    )
    return page_acte(request, forms.Form(), page)


def _fil(acces: Acces, personne: Personne) -> list[tuple[str, str]]:
    return [
        (_("Conservation"), reverse("conservation", args=[acces.structure.pk])),
        (
            str(personne),
            reverse("conservation_personne", args=[acces.structure.pk, personne.pk]),
        ),
    ]
