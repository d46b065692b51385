"""Sheets that may be one person's, side by side; and uniting them."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from etrier.parcours.accueil.access import get_personne
from etrier.parcours.accueil.comparaison import comparer
from etrier.parcours.accueil.doublons import les_doublons
from etrier.parcours.accueil.fusion import fusionner
from etrier.parcours.models import Personne
from etrier.socle.erreurs import Refus
from etrier.structures.access import Acces, Finalite
from etrier.www.porte import porte
from etrier.www.tableau import Colonne, Tableau


@porte(Finalite.LIRE_ACCUEIL)
def doublons(request: HttpRequest, acces: Acces) -> HttpResponse:
    """Who is probably written down twice in the structure or its group."""
    tableau = Tableau(
        _("Doublons probables"),
        [
            Colonne(
                _("Une fiche"),
                "une",
                lien=lambda d: reverse(
                    "doublons_reunir", args=[acces.structure.pk, d.une.pk, d.autre.pk]
                ),
            ),
            Colonne(_("L'autre"), "autre"),
            Colonne(_("Naissance"), "une.naissance", "date"),
            Colonne(_("Pourquoi"), "raison"),
        ],
        les_doublons(acces),
        vide=_("Personne ne semble écrit deux fois."),
        exportable=False,
    )
    return render(request, "accueil_personnes/doublons.html", {"tableau": tableau})


@porte(Finalite.ECRIRE_ACCUEIL, methods=("GET", "POST"))
def doublons_reunir(
    request: HttpRequest, acces: Acces, personne_id: int, autre_id: int
) -> HttpResponse:
    """Both sheets side by side; the one to keep is chosen."""
    une = get_personne(acces, personne_id, ecrire=True)
    autre = get_personne(acces, autre_id, ecrire=True)
    if une == autre:
        raise Http404
    page: dict[str, Any] = {"cotes": [comparer(acces, une), comparer(acces, autre)]}
    if request.method == "POST":
        refus = _reunir(acces, une, autre, request.POST.get("garder", ""))
        if not refus:
            messages.success(request, _("Les deux fiches n'en font plus qu'une."))
            return redirect("doublons", acces.structure.pk)
        page["refus"] = refus
    return render(request, "accueil_personnes/reunir.html", page)


def _reunir(acces: Acces, une: Personne, autre: Personne, garder: str) -> str:
    """Unite them; why not, or nothing."""
    if garder not in (str(une.pk), str(autre.pk)):
        return _("Choisissez la fiche à garder.")
    gardee, doublon = (une, autre) if garder == str(une.pk) else (autre, une)
    try:
        fusionner(acces, gardee, doublon)
    except Refus as refus:
        return refus.phrase
    return ""
