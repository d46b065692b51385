"""The month grid: see, type, add a row."""

from collections.abc import Mapping, Sequence
from datetime import date
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext, ngettext

from etrier.heures.access import les_lignes
from etrier.heures.enums import GenreHeures
from etrier.heures.models import Cloture, LigneHeures
from etrier.socle.mois import dernier_jour
from etrier.structures.access import Acces, Finalite
from etrier.www.contexte import mois_courant
from etrier.www.heures.cles import CleRang, lire_cle
from etrier.www.heures.forms import AjoutRang, FiltreGrille, envoi
from etrier.www.heures.grille import Demande, dresser
from etrier.www.heures.rendu import ecrire_erreurs, ecrire_groupes, ecrire_totaux, plume
from etrier.www.heures.saisie import Erreur, Resultat, enregistrer
from etrier.www.porte import porte
from etrier.www.tableau import Colonne, Tableau, exporter


@porte(Finalite.LIRE_HEURES)
def heures(request: HttpRequest, acces: Acces) -> HttpResponse:
    """The grid of the month at hand."""
    return redirect("heures_mois", acces.structure.pk, mois_courant(request))


@porte(Finalite.LIRE_HEURES)
def heures_mois(request: HttpRequest, acces: Acces, mois: date) -> HttpResponse:
    """The month grid, people by days."""
    return exporter(_corrections(acces, mois), request) or _montrer(request, acces, mois)


@porte(Finalite.SAISIR_HEURES, methods=("GET", "POST"))
def heures_saisir(request: HttpRequest, acces: Acces, mois: date) -> HttpResponse:
    """Write the changed cells; what is refused comes back as typed, with its reason."""
    adresse = reverse("heures_mois", args=[acces.structure.pk, mois])
    adresse += f"?{request.GET.urlencode()}" if request.GET else ""
    if request.method == "GET":
        return redirect(adresse)
    if Cloture.objects.filter(structure=acces.structure, mois=mois).exists():
        messages.error(request, _phrase_clos())
        return redirect(adresse)
    resultat = enregistrer(acces, mois, request.POST)
    _annoncer(request, resultat)
    if resultat.erreurs:
        return _montrer(request, acces, mois, resultat.erreurs)
    return redirect(adresse)


@porte(Finalite.SAISIR_HEURES, methods=("GET", "POST"))
def heures_ajouter(request: HttpRequest, acces: Acces, mois: date) -> HttpResponse:
    """Choose a row to add to the grid; nothing is written until hours are typed in it."""
    form = AjoutRang(acces, mois, envoi(request), initial=request.GET.dict())
    if form.is_valid():
        adresse = reverse("heures_mois", args=[acces.structure.pk, mois])
        cle = str(form.cle)
        return redirect(f"{adresse}?{urlencode({'ajout': cle})}#r.{cle}")
    return render(request, "heures/ajouter.html", {"form": form, "mois": mois})


def _montrer(
    request: HttpRequest, acces: Acces, mois: date, erreurs: Mapping[str, Erreur] | None = None
) -> HttpResponse:
    filtre = FiltreGrille(acces, mois, request.GET)
    grille = dresser(acces, mois, _demande(request, filtre, erreurs or {}))
    avec = plume(
        grille,
        acces.structure.pk,
        saisie=acces.peut(Finalite.SAISIR_HEURES),
        erreurs=erreurs or {},
    )
    contexte = {
        "mois": mois,
        "grille": grille,
        "filtre": filtre,
        "groupes": ecrire_groupes(grille, avec),
        "totaux": ecrire_totaux(grille.totaux_des_jours, avec),
        "erreurs": ecrire_erreurs(grille, avec),
        "saisie": avec.saisie,
        "brouillons": les_lignes(acces).filter(mois=mois, validee_le__isnull=True).count(),
        "corrections": _corrections(acces, mois),
        "parametres": request.GET.urlencode(),
    }
    return render(request, "heures/mois.html", contexte)


def _demande(request: HttpRequest, filtre: FiltreGrille, erreurs: Mapping[str, Erreur]) -> Demande:
    propre = filtre.cleaned_data if filtre.is_valid() else {}
    page = request.GET.get("page", "")
    return Demande(
        personne=propre.get("personne", ""),
        lieu=propre.get("lieu", ""),
        ajouts=_ajouts(request.GET.getlist("ajout"), erreurs),
        page=int(page) if page.isascii() and page.isdigit() else 1,
    )


def _ajouts(demandes: Sequence[str], erreurs: Mapping[str, Erreur]) -> list[CleRang]:
    # The row of a refused cell stays on the grid even when nothing else is in it.
    refuses = [nom.removeprefix("h.").rsplit(".", 1)[0] for nom in erreurs]
    return [cle for texte in (*demandes, *refuses) if (cle := lire_cle(texte)) is not None]


def _annoncer(request: HttpRequest, resultat: Resultat) -> None:
    if resultat.ecrites:
        phrase = ngettext("%(n)d case enregistrée.", "%(n)d cases enregistrées.", resultat.ecrites)
        messages.success(request, phrase % {"n": resultat.ecrites})
    elif not resultat.erreurs:
        messages.info(request, gettext("Rien n’a changé : il n’y avait rien à enregistrer."))


def _phrase_clos() -> str:
    return gettext(
        "Ce mois a été clos entre-temps : rien n’a été enregistré. Corrigez ses lignes validées, "
        "ou saisissez dans le mois suivant."
    )


def _corrections(acces: Acces, mois: date) -> Tableau:
    """Lines of other days that count in this month: corrections of closed months."""
    lignes = (
        les_lignes(acces)
        .filter(mois=mois)
        .exclude(jour__range=(mois, dernier_jour(mois)))
        .select_related("salarie__personne")
    )
    return Tableau(
        gettext("Corrections de mois clos comptées dans ce mois"),
        [
            Colonne(gettext("Jour"), "jour", "date", lien=_adresse_ligne),
            Colonne(gettext("Salarié"), "salarie.personne"),
            Colonne(gettext("Nature"), lambda x: GenreHeures(x.nature).label),
            Colonne(gettext("Sorte"), "get_sorte_display"),
            Colonne(gettext("Heures"), "minutes", "heures", total=True),
            Colonne(gettext("Motif"), "motif"),
        ],
        lignes,
        nom="corrections",
    )


def _adresse_ligne(ligne: LigneHeures) -> str:
    return reverse("heures_ligne", args=[ligne.structure_id, ligne.pk])
