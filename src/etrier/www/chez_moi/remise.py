"""What the structure does with a person's access: hand it, print it, withdraw it, answer her."""

from contextlib import suppress
from pathlib import Path

import segno
from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache

from etrier.parcours.chez_moi.access import (
    get_demande,
    get_salarie_du_lien,
    les_acces,
    les_demandes,
    textes_des_demandes,
)
from etrier.parcours.chez_moi.actions import remettre, repondre, retirer
from etrier.parcours.chez_moi.liens import AccesFerme, etat_de, trouver
from etrier.parcours.models import AccesPersonne, Salarie
from etrier.socle.documents import composer
from etrier.socle.erreurs import Refus
from etrier.socle.horloge import maintenant
from etrier.structures.access import Acces, Finalite
from etrier.www.acte import Page, page_acte
from etrier.www.chez_moi.visite import discrete
from etrier.www.porte import porte
from etrier.www.salaries.fiche import fil_salarie

CARTE = Path(__file__).parent / "modeles" / "carte.typ"
ETATS = {
    None: gettext_lazy("ouvert"),
    "retire": gettext_lazy("retiré"),
    "expire": gettext_lazy("expiré"),
    "verrouille": gettext_lazy("bloqué après 5 essais manqués"),
}


class RemiseForm(forms.Form):
    """The number the page shows to call."""

    telephone = forms.CharField(
        label=gettext_lazy("Numéro à appeler, montré sur la page"),
        help_text=gettext_lazy("Le vôtre, ou celui de l'accueil. Vide : la page n'en montre pas."),
        max_length=20,
        required=False,
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "off"}),
    )


@porte(Finalite.ECRIRE_SALARIES, methods=("GET", "POST"))
@never_cache
def chez_moi_acces(request: HttpRequest, acces: Acces, salarie_id: int) -> HttpResponse:
    """Where the access stands; a new link is shown once, on the answer to the form."""
    salarie = get_salarie_du_lien(acces, salarie_id)
    remis = les_acces(acces, salarie)
    form = RemiseForm(request.POST or None, initial={"telephone": _numero(acces)})
    vus = {"salarie": salarie, "fil": fil_salarie(acces, salarie)}
    if request.method == "POST" and form.is_valid():
        remise = remettre(salarie, telephone=form.cleaned_data["telephone"], par=acces.utilisateur)
        lien = _adresse(request, remise.jeton)
        vus |= {"remise": remise, "lien": lien, "code": dessiner_code(lien)}
        return discrete(render(request, "chez_moi/remise.html", vus))
    vus |= {
        "form": form,
        "remis": [(a, ETATS[_etat(a)]) for a in remis],
        "ouvert": any(a.retire_le is None for a in remis),
        "demandes": _demandes(acces, salarie),
    }
    return render(request, "chez_moi/acces.html", vus)


def _numero(acces: Acces) -> str:
    """The number this user gave last."""
    derniers = AccesPersonne.objects.filter(remis_par=acces.utilisateur).exclude(telephone="")
    return derniers.values_list("telephone", flat=True).first() or ""


def _etat(acces_personne: AccesPersonne) -> str | None:
    return etat_de(acces_personne)


def _demandes(acces: Acces, salarie: Salarie) -> list[tuple[object, str]]:
    textes = textes_des_demandes(acces, salarie)
    return [(d, textes.get(d.pk, "")) for d in les_demandes(acces, salarie)]


def _adresse(request: HttpRequest, jeton: str) -> str:
    return request.build_absolute_uri(reverse("moi_lien", args=[jeton]))


def dessiner_code(lien: str) -> SafeString:
    """The square code of a link, as SVG to stand in a page."""
    return mark_safe(segno.make(lien, error="m", micro=False).svg_inline(scale=5, border=2))


@porte(Finalite.ECRIRE_SALARIES, methods=("POST",))
def chez_moi_carte(request: HttpRequest, acces: Acces, salarie_id: int) -> HttpResponse:
    """The card to print, of the link that was just handed: nobody else knows it any more."""
    salarie = get_salarie_du_lien(acces, salarie_id)
    jeton = request.POST.get("jeton", "")
    remis = _retrouver(jeton, salarie)
    octets = composer_carte(remis, _adresse(request, jeton))
    reponse = HttpResponse(octets, content_type="application/pdf")
    reponse.headers["Content-Disposition"] = 'inline; filename="carte.pdf"'
    return discrete(reponse)


def _retrouver(jeton: str, salarie: Salarie) -> AccesPersonne:
    with suppress(AccesFerme):
        remis = trouver(jeton)
        if remis.salarie_id == salarie.pk:
            return remis
    raise Refus(_("Ce lien n'est plus connu : remettez-en un nouveau, puis imprimez sa carte."))


def composer_carte(remis: AccesPersonne, lien: str) -> bytes:
    """A6, without a name: a card that is lost says nothing of anybody."""
    svg = segno.make(lien, error="m", micro=False).svg_inline(scale=5, border=2)
    valeurs = {
        "code": svg,
        "lien": lien,
        "structure": remis.salarie.structure.denomination,
        "telephone": remis.telephone,
    }
    return composer(CARTE, valeurs, le=maintenant())


@porte(Finalite.ECRIRE_SALARIES, methods=("GET", "POST"))
def chez_moi_retirer(request: HttpRequest, acces: Acces, salarie_id: int) -> HttpResponse:
    """Withdraw the access: the link and the phones it opened."""
    salarie = get_salarie_du_lien(acces, salarie_id)
    if request.method == "POST":
        retirer(salarie, par=acces.utilisateur)
        messages.success(request, _("L'accès est retiré : le lien et les téléphones sont fermés."))
        return redirect("chez_moi_acces", acces.structure.pk, salarie.pk)
    ici = reverse("chez_moi_acces", args=[acces.structure.pk, salarie.pk])
    page = Page(
        _("Retirer l'accès à sa page"),
        _("Retirer l'accès"),
        [*fil_salarie(acces, salarie), (_("Sa page"), ici)],
        _("Le lien ne s'ouvrira plus, et la page se fermera sur son téléphone."),
        danger=True,
    )
    return page_acte(request, forms.Form(), page)


@porte(Finalite.ECRIRE_SALARIES, methods=("POST",))
def chez_moi_repondre(
    request: HttpRequest, acces: Acces, salarie_id: int, demande_id: int
) -> HttpResponse:
    """Write that a demand has its answer."""
    salarie = get_salarie_du_lien(acces, salarie_id)
    repondre(get_demande(acces, salarie, demande_id), par=acces.utilisateur)
    messages.success(request, _("La réponse est notée : la personne le voit sur sa page."))
    return redirect("chez_moi_acces", acces.structure.pk, salarie.pk)
