"""What a client sees from a signed link: no account, no menu, nothing kept by the browser."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from etrier.heures.enums import DecisionReleve
from etrier.heures.models import EnvoiReleve, ReponseReleve
from etrier.heures.releves.liens import LienRefuse, jeton_recu, ouvrir_lien, ouvrir_recu
from etrier.heures.releves.reponses import repondre
from etrier.socle.erreurs import Refus
from etrier.www.formats_ecran import periode
from etrier.www.lien_signe import discrete
from etrier.www.porte import publique
from etrier.www.releves.forms import ContestationForm, ReponseForm, par_personne
from etrier.www.releves.views import en_pdf

_REFUS = "releves/client_refus.html"


@publique(methods=("GET", "POST"))
@discrete(_REFUS)
def releve_client(request: HttpRequest, lien: str) -> HttpResponse:
    """The hours, and the name of who confirms them."""
    envoi = ouvrir_lien(lien)
    form = ReponseForm(request.POST or None)
    reponse = _tenter(form, envoi, DecisionReleve.CONFIRME)
    if reponse is not None:
        return redirect("releve_client_recu", jeton_recu(reponse))
    return render(request, "releves/client.html", _vus(envoi, lien, form))


@publique(methods=("GET", "POST"))
@discrete(_REFUS)
def releve_client_contester(request: HttpRequest, lien: str) -> HttpResponse:
    """The hours, each in a field, and what is wrong."""
    envoi = ouvrir_lien(lien)
    form = ContestationForm(envoi.releve, request.POST or None)
    reponse = _tenter(form, envoi, DecisionReleve.CONTESTE)
    if reponse is not None:
        return redirect("releve_client_recu", jeton_recu(reponse))
    return render(request, "releves/client_contester.html", _vus(envoi, lien, form))


@publique()
@discrete(_REFUS)
def releve_client_recu(request: HttpRequest, lien: str) -> HttpResponse:
    """What was kept of the answer, for a day."""
    reponse = ouvrir_recu(lien)
    vus = {
        "reponse": reponse,
        "releve": reponse.releve,
        "periode": periode(reponse.releve.debut, reponse.releve.fin),
        "total": _total(reponse),
        "qui": ", ".join(mot for mot in (reponse.nom, reponse.qualite) if mot),
        "contestees": [
            (qui, [x for x in lignes if x.minutes_client is not None])
            for qui, lignes in par_personne(reponse.releve)
            if any(x.minutes_client is not None for x in lignes)
        ],
        "lien": lien,
    }
    return render(request, "releves/client_recu.html", vus)


@publique()
@discrete(_REFUS)
def releve_client_pdf(request: HttpRequest, lien: str) -> HttpResponse:
    """The sheet with the answer on it, for a day."""
    return en_pdf(ouvrir_recu(lien).releve)


def _total(reponse: ReponseReleve) -> int:
    return sum(reponse.releve.lignes.values_list("minutes", flat=True))


def _tenter(
    form: ReponseForm, envoi: EnvoiReleve, decision: DecisionReleve
) -> ReponseReleve | None:
    """Keep the answer when the form is valid; None: ask again. A link that died goes through."""
    if not form.is_valid():
        return None
    try:
        return repondre(envoi, decision, **form.champs())
    except LienRefuse:
        raise
    except Refus as refus:
        form.add_error(None, refus.phrase)
        return None


def _vus(envoi: EnvoiReleve, lien: str, form: ReponseForm) -> dict[str, object]:
    releve = envoi.releve
    groupes = [
        (qui, lignes, sum(x.minutes for x in lignes)) for qui, lignes in par_personne(releve)
    ]
    return {
        "releve": releve,
        "periode": periode(releve.debut, releve.fin),
        "groupes": groupes,
        "total": sum(total for _qui, _lignes, total in groupes),
        "expire_le": envoi.expire_le,
        "form": form,
        "lien": lien,
    }
