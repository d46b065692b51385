"""What a client sees of a quote from a signed link: no account, no menu, nothing kept."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from etrier.facturation.devis.chiffrage import chiffrer
from etrier.facturation.devis.liens import jeton_recu, ouvrir_lien, ouvrir_recu
from etrier.facturation.devis.reponses import accepter, refuser
from etrier.facturation.models import Devis
from etrier.facturation.papier.composition import ligne_imprimee
from etrier.heures.releves.liens import LienRefuse
from etrier.socle.erreurs import Refus
from etrier.www.devis.forms import AccordForm, ReponseForm
from etrier.www.devis.views import en_pdf
from etrier.www.lien_signe import discrete
from etrier.www.porte import publique

_REFUS = "devis/client_refus.html"


@publique(methods=("GET", "POST"))
@discrete(_REFUS)
def devis_client(request: HttpRequest, lien: str) -> HttpResponse:
    """The quote, and the agreement at its foot."""
    devis = ouvrir_lien(lien)
    form = AccordForm(request.POST or None)
    fait = _tenter(form, lambda: accepter(devis, **form.cleaned_data))
    if fait is not None:
        return redirect("devis_client_recu", jeton_recu(fait))
    return render(request, "devis/client.html", _vus(devis, lien, form))


@publique(methods=("GET", "POST"))
@discrete(_REFUS)
def devis_client_refuser(request: HttpRequest, lien: str) -> HttpResponse:
    """The client says no, and may say why."""
    devis = ouvrir_lien(lien)
    form = ReponseForm(request.POST or None)
    fait = _tenter(form, lambda: refuser(devis, **form.cleaned_data))
    if fait is not None:
        return redirect("devis_client_recu", jeton_recu(fait))
    return render(request, "devis/client_refuser.html", _vus(devis, lien, form))


@publique()
@discrete(_REFUS)
def devis_client_recu(request: HttpRequest, lien: str) -> HttpResponse:
    """What was kept of the answer, for a day."""
    devis = ouvrir_recu(lien)
    qui = ", ".join(mot for mot in (devis.repondu_par, devis.qualite) if mot)
    vus = {"devis": devis, "chiffrage": chiffrer(devis), "qui": qui, "lien": lien}
    return render(request, "devis/client_recu.html", vus)


@publique()
@discrete(_REFUS)
def devis_client_pdf(request: HttpRequest, lien: str) -> HttpResponse:
    """The paper: from the link before the answer, from the receipt for a day after it."""
    try:
        devis = ouvrir_recu(lien)
    except LienRefuse:
        devis = ouvrir_lien(lien)
    return en_pdf(devis)


def _tenter(form: ReponseForm, repondre: Callable[[], Devis]) -> Devis | None:
    """Keep the answer when the form is valid; None: ask again. A link that died goes through."""
    if not form.is_valid():
        return None
    try:
        return repondre()
    except LienRefuse:
        raise
    except Refus as refus:
        form.add_error(None, refus.phrase)
        return None


def _vus(devis: Devis, lien: str, form: ReponseForm) -> dict[str, object]:
    chiffrage = chiffrer(devis)
    lignes = [(ligne_imprimee(x), x.ht_centimes) for x in chiffrage.lignes]
    a_l_heure = any(x.minutes is not None for x in chiffrage.lignes)
    return {
        "devis": devis,
        "chiffrage": chiffrage,
        "lignes": lignes,
        "a_l_heure": a_l_heure,
        "form": form,
        "lien": lien,
    }
