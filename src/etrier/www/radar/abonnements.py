"""How one is told of deadlines: a private calendar link, a weekly mail."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from etrier.parcours.echeances.access import ouvrir_agenda
from etrier.parcours.echeances.actions import choisir_courriel, donner_lien, retirer_lien
from etrier.parcours.echeances.agenda import ecrire_agenda
from etrier.parcours.echeances.radar import lister
from etrier.parcours.models import AbonnementRadar
from etrier.socle.horloge import aujourdhui
from etrier.structures.access import Acces, Finalite
from etrier.www.porte import porte, publique
from etrier.www.radar.actes import fil_radar

_DISCRETION = {"Cache-Control": "no-store, private", "X-Robots-Tag": "noindex, nofollow"}


@porte(Finalite.LIRE_SALARIES, methods=("GET", "POST"))
def radar_recevoir(request: HttpRequest, acces: Acces) -> HttpResponse:
    """The calendar link, told once, and the weekly mail."""
    acte = request.POST.get("acte", "")
    if acte == "lien":
        lien = request.build_absolute_uri(reverse("radar_agenda", args=[donner_lien(acces)]))
        return _page(request, acces, lien)
    if acte == "retirer":
        retirer_lien(acces)
        messages.success(request, _("Le lien ne s'ouvre plus."))
    elif acte in ("courriel", "sans_courriel"):
        choisir_courriel(acces, hebdomadaire=acte == "courriel")
        messages.success(request, _("C'est noté."))
    if request.method == "POST":
        return redirect("radar_recevoir", acces.structure.pk)
    return _page(request, acces)


def _page(request: HttpRequest, acces: Acces, lien: str = "") -> HttpResponse:
    abonnement = AbonnementRadar.objects.filter(
        utilisateur=acces.utilisateur, structure=acces.structure
    ).first()
    vus = {
        "lien": lien,
        "a_un_lien": abonnement is not None and bool(abonnement.jeton_empreinte),
        "hebdomadaire": abonnement is not None and abonnement.hebdomadaire,
        "dernier_envoi_le": abonnement.dernier_envoi_le if abonnement else None,
        "courriels": bool(settings.ETRIER_COURRIEL),
        "fil": fil_radar(acces),
    }
    reponse = render(request, "radar/recevoir.html", vus)
    for nom, valeur in _DISCRETION.items() if lien else ():
        reponse.headers[nom] = valeur
    return reponse


@publique()
def radar_agenda(request: HttpRequest, jeton: str) -> HttpResponse:
    """The calendar a private link opens; Http404 for any other."""
    acces = ouvrir_agenda(jeton)
    with translation.override("fr"):
        contenu = ecrire_agenda(acces.structure, lister(acces, aujourdhui()))
    return HttpResponse(
        contenu,
        content_type="text/calendar; charset=utf-8",
        headers={"Content-Disposition": 'inline; filename="echeances.ics"', **_DISCRETION},
    )
