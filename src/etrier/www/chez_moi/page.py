"""The pages of the person herself."""

from contextlib import suppress
from datetime import date

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.templatetags.static import static
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from etrier.parcours.chez_moi.access import mes_lectures, mes_papiers, mon_papier
from etrier.parcours.chez_moi.actions import choisir_langue, demander, ouvrir_lien
from etrier.parcours.chez_moi.liens import ESSAIS_PERMIS, AccesFerme, lire_session, trouver
from etrier.parcours.enums import LanguePersonne, UsageSecret
from etrier.parcours.enums_accompagnement import EtatDocument, QuiSigne
from etrier.parcours.models import AccesPersonne, DocumentProduit
from etrier.parcours.secrets import lire_fichier_pour
from etrier.socle.erreurs import Refus
from etrier.socle.horloge import aujourdhui
from etrier.socle.mois import mois_precedent, premier_jour
from etrier.www.chez_moi.lecture import (
    lire_dates,
    lire_mois,
    lire_planning,
    lire_referent,
    lire_taux,
)
from etrier.www.chez_moi.visite import (
    COOKIE,
    COOKIE_LANGUE,
    Visite,
    chez_moi,
    discrete,
    fermee,
    langue_de,
    montrer,
    oublier,
    retenir,
    retenir_langue,
)
from etrier.www.porte import publique

LECTURES_MONTREES = 50
_JOURS, _MOIS = range(1, 32), range(1, 13)


@publique(methods=("GET", "POST"))
def moi_lien(request: HttpRequest, jeton: str) -> HttpResponse:
    """The link: the day and the month of birth, once, and the page opens on this phone."""
    try:
        acces = trouver(jeton)
        if request.method == "POST":
            return _essayer(request, acces, jeton)
    except AccesFerme as refus:
        return fermee(request, refus)
    return _demander_naissance(request, acces)


def _essayer(request: HttpRequest, acces: AccesPersonne, jeton: str) -> HttpResponse:
    jour, mois = _entier(request, "jour", _JOURS), _entier(request, "mois", _MOIS)
    if jour is None or mois is None:
        return _demander_naissance(request, acces, erreur="vide")
    ouvert = ouvrir_lien(jeton, jour, mois)
    if ouvert is None:
        acces.refresh_from_db(fields=["essais"])
        return _demander_naissance(request, acces, erreur="faux")
    if choisie := request.COOKIES.get(COOKIE_LANGUE, ""):
        with suppress(Refus):
            choisir_langue(ouvert, choisie)
    reponse = discrete(redirect("moi"))
    retenir(reponse, request, ouvert, a_moi="a_moi" in request.POST)
    return reponse


def _entier(request: HttpRequest, nom: str, permis: range) -> int | None:
    texte = request.POST.get(nom, "")
    valeur = int(texte) if texte.isascii() and texte.isdigit() and len(texte) <= 2 else 0
    return valeur if valeur in permis else None


def _demander_naissance(
    request: HttpRequest, acces: AccesPersonne, erreur: str = ""
) -> HttpResponse:
    parlee = langue_de(request, acces)
    return montrer(
        request,
        "lien",
        parlee,
        jours=[(n, parlee.nombre(n)) for n in _JOURS],
        mois=list(enumerate(parlee.mots["mois_seul"], 1)),
        choisis=(_entier(request, "jour", _JOURS), _entier(request, "mois", _MOIS)),
        erreur=erreur,
        restent=ESSAIS_PERMIS - acces.essais,
    )


@chez_moi()
def moi(visite: Visite) -> HttpResponse:
    """The first page: the next day of work, and six doors."""
    jours = lire_planning(visite.salarie, aujourdhui())
    return visite.montrer(
        "accueil",
        prenom=visite.salarie.personne.prenom,
        prochain=next((j for j in jours if j.est_travaille), None),
        a_signer=bool(_a_signer(visite)),
        portes=("planning", "heures", "papiers", "aide", "dates", "droits"),
    )


@chez_moi()
def moi_planning(visite: Visite) -> HttpResponse:
    """The fourteen days to come."""
    return visite.montrer("planning", jours=lire_planning(visite.salarie, aujourdhui()))


@chez_moi()
def moi_heures(visite: Visite) -> HttpResponse:
    """The hours of this month and of the last one."""
    mois = premier_jour(aujourdhui())
    vus = [
        ("ce_mois", lire_mois(visite.salarie, mois)),
        ("mois_dernier", lire_mois(visite.salarie, mois_precedent(mois))),
    ]
    return visite.montrer("heures", les_mois=vus, taux=lire_taux(visite.salarie, aujourdhui()))


@chez_moi()
def moi_papiers(visite: Visite) -> HttpResponse:
    """Her papers, those to sign first."""
    a_signer = _a_signer(visite)
    cles = {papier.pk for papier in a_signer}
    autres = [p for p in mes_papiers(visite.salarie) if p.pk not in cles]
    return visite.montrer("papiers", a_signer=a_signer, autres=autres)


def _a_signer(visite: Visite) -> list[DocumentProduit]:
    return list(
        mes_papiers(visite.salarie)
        .filter(etat=EtatDocument.EMIS)
        .exclude(signatures__qui=QuiSigne.SALARIE)
    )


@chez_moi()
def moi_papier(visite: Visite, document_id: int) -> HttpResponse:
    """One paper, as it was printed."""
    papier = mon_papier(visite.salarie, document_id)
    octets = lire_fichier_pour(
        UsageSecret.PERSONNE,
        visite.salarie.personne,
        papier.fichier_signe or papier.fichier,
        visite.salarie.structure,
        None,
    )
    reponse = HttpResponse(octets, content_type="application/pdf")
    reponse.headers["Content-Disposition"] = f'inline; filename="{papier.genre}.pdf"'
    return discrete(reponse)


@chez_moi()
def moi_aide(visite: Visite) -> HttpResponse:
    """Who accompanies her, and the number to call."""
    return visite.montrer(
        "aide",
        referent=lire_referent(visite.salarie),
        telephone=visite.session.acces.telephone,
        rendez_vous=lire_dates(visite.salarie, aujourdhui()).rendez_vous,
    )


@chez_moi()
def moi_dates(visite: Visite) -> HttpResponse:
    """What ends, and when."""
    le = aujourdhui()
    dates = lire_dates(visite.salarie, le)
    return visite.montrer(
        "dates",
        dates=dates,
        contrat_reste=_reste(dates.contrat.fin if dates.contrat else None, le),
        pass_reste=_reste(dates.le_pass.fin if dates.le_pass else None, le),
    )


def _reste(fin: date | None, le: date) -> int | None:
    return None if fin is None else (fin - le).days


@chez_moi(methods=("GET", "POST"))
def moi_droits(visite: Visite) -> HttpResponse:
    """What is kept, who opened her secrets, and what she may ask."""
    erreur = ""
    if visite.request.method == "POST":
        genre = visite.request.POST.get("genre", "")
        try:
            demander(visite.session.acces, genre, visite.request.POST.get("texte", ""))
            return redirect(reverse("moi_droits") + "?envoyee")
        except Refus:
            vide = genre == "correction" and not visite.request.POST.get("texte", "").strip()
            erreur = "correction_vide" if vide else "trop"
    return visite.montrer(
        "droits",
        lectures=mes_lectures(visite.salarie)[:LECTURES_MONTREES],
        demandes=visite.salarie.demandes.all(),
        liens=visite.salarie.acces_personne.select_related("remis_par"),
        envoyee="envoyee" in visite.request.GET,
        erreur=erreur,
    )


@publique(methods=("POST",))
def moi_langue(request: HttpRequest) -> HttpResponse:
    """Change the language: on this phone, and for the person when her page is open."""
    code = request.POST.get("langue", "")
    suite = request.POST.get("suite", "")
    if not suite.startswith(reverse("moi")) or not url_has_allowed_host_and_scheme(suite, None):
        suite = reverse("moi")
    reponse = redirect(suite)
    if code not in LanguePersonne.values:
        return reponse
    retenir_langue(reponse, request, code)
    try:
        choisir_langue(lire_session(request.COOKIES.get(COOKIE, "")).acces, code)
    except AccesFerme:
        return reponse
    return reponse


@publique(methods=("POST",))
def moi_fermer(request: HttpRequest) -> HttpResponse:
    """Close the page on this phone."""
    reponse = montrer(request, "fermee", langue_de(request), raison="au_revoir")
    oublier(reponse)
    return reponse


@publique()
def moi_manifeste(request: HttpRequest) -> JsonResponse:
    """What lets a phone put the page beside its applications."""
    parlee = langue_de(request)
    return JsonResponse(
        {
            "id": reverse("moi"),
            "name": parlee.dire("commun.titre"),
            "short_name": parlee.dire("commun.titre"),
            "lang": parlee.balise,
            "dir": parlee.sens,
            "start_url": reverse("moi"),
            "scope": reverse("moi"),
            "display": "standalone",
            "background_color": "#faf8f4",
            "theme_color": "#0f4a48",
            "icons": [
                {"src": static("etrier.svg"), "type": "image/svg+xml", "sizes": "any"},
                *(_icone(taille) for taille in (192, 512)),
            ],
        },
        content_type="application/manifest+json",
    )


def _icone(taille: int) -> dict[str, str]:
    return {
        "src": static(f"feuille/icone-{taille}.png"),
        "type": "image/png",
        "sizes": f"{taille}x{taille}",
        "purpose": "any maskable",
    }
