"""The law, computed in public: each page says the figure, its base, and the texts that set it."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotAllowed, JsonResponse
from django.shortcuts import render

from etrier.droit.calculs import CALCULS, Calcul, Reponse
from etrier.droit.calculs.reponse import Constat, texte_ligne
from etrier.droit.lecture import SaisieInvalide
from etrier.droit.parametre import NonCalculable, Valeur
from etrier.socle.parametres import parametres_en_vigueur
from etrier.www.calculs.forms import CalculForm, demande_fichier, formulaire
from etrier.www.phrases import phrase
from etrier.www.porte import publique


@publique()
def calculs(request: HttpRequest) -> HttpResponse:
    """The list of calculators."""
    return render(request, "calculs/calculs.html", {"calculs": CALCULS.values()})


@publique(methods=("GET", "POST"))
def calcul(request: HttpRequest, nom: str) -> HttpResponse:
    """One calculator: its form, and its answer when the address holds values (`?format=json`)."""
    choisi = CALCULS.get(nom)
    if choisi is None:
        raise Http404
    par_fichier = demande_fichier(choisi)
    if request.method == "POST" and not par_fichier:
        return HttpResponseNotAllowed(["GET"])
    demande = request.POST if request.method == "POST" else request.GET
    form = formulaire(choisi, demande, request.FILES or None)
    resultat, motif = _calculer(choisi, form)
    if request.GET.get("format") == "json":
        return _en_json(form, resultat, motif)
    contexte: dict[str, Any] = {
        "calcul": choisi,
        "form": form,
        "par_fichier": par_fichier,
        "resultat": resultat,
        "motif": motif,
        "est_constat": isinstance(resultat, Constat),
        "lignes": [] if resultat is None else _detail(resultat),
        "valeurs": [] if resultat is None else _valeurs(resultat),
        "adresse_json": f"?{request.GET.urlencode()}&format=json" if request.GET else "",
    }
    return render(request, "calculs/calcul.html", contexte)


def _calculer(choisi: Calcul, form: CalculForm) -> tuple[Reponse | None, str]:
    """The result, or None and the reason the law gives no figure."""
    if not form.is_bound or not form.is_valid():
        return None, ""
    try:
        return choisi.executer(form.saisies(), parametres_en_vigueur()), ""
    except NonCalculable as erreur:
        return None, erreur.motif
    except SaisieInvalide as erreur:
        form.add_error(None, phrase(erreur))
        return None, ""


def _en_json(form: CalculForm, resultat: Reponse | None, motif: str) -> JsonResponse:
    options = {"ensure_ascii": False, "indent": 2}
    if resultat is not None:
        return JsonResponse(resultat.to_json(), json_dumps_params=options)
    if motif:
        return JsonResponse({"motif": motif}, status=422, json_dumps_params=options)
    erreurs = {nom: list(textes) for nom, textes in form.errors.items()}
    return JsonResponse({"erreurs": erreurs}, status=400, json_dumps_params=options)


def _valeurs(resultat: Reponse) -> list[tuple[Valeur, str]]:
    """Each legal value used, with what it is."""
    connus = parametres_en_vigueur()
    return [(v, connus.parametre(v.parametre).description) for v in resultat.parametres]


def _detail(resultat: Reponse) -> list[tuple[str, str]]:
    """Detail rows as a label and the text of its figures."""
    lignes = []
    for ligne in resultat.lignes:
        figures = {nom: valeur for nom, valeur in ligne.items() if nom != "libelle"}
        lignes.append((str(ligne.get("libelle", "")), texte_ligne(figures)))
    return lignes
