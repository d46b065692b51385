"""Money at a glance, and the lines of each of its figures."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext, ngettext

from etrier.comptabilite.tresorerie.prevision import CoupDOeil, coup_d_oeil
from etrier.droit.regles.tresorerie import age
from etrier.facturation.models import Facture, Reglement
from etrier.socle.horloge import aujourdhui
from etrier.socle.mois import lire_mois, premier_jour
from etrier.structures.access import Acces, Finalite
from etrier.www import formats_ecran
from etrier.www.acte import exporter_parmi
from etrier.www.adresses import adresse_ouverte
from etrier.www.argent.tableaux import (
    adresse_lignes,
    ages,
    genres,
    graphique_prevision,
    tableau_a_facturer,
    tableau_ages,
    tableau_dues,
    tableau_flux,
    tableau_prevision,
)
from etrier.www.porte import porte
from etrier.www.tableau import Tableau, exporter

JOURS = 365


@dataclass(frozen=True)
class Carte:
    """A figure, what it counts, and where its lines are."""

    titre: str
    centimes: int | None
    phrase: str
    adresse: str | None
    alerte: bool = False


@porte(Finalite.LIRE_ARGENT)
def argent(request: HttpRequest, acces: Acces) -> HttpResponse:
    """To invoice, invoiced, collected, late, and six months of cash."""
    vue = coup_d_oeil(acces.structure, aujourdhui())
    tableaux = {
        "prevision": tableau_prevision(acces, vue),
        "retards": tableau_ages(acces, vue.dues, vue.le),
    }
    if fichier := exporter_parmi(tableaux.values(), request):
        return fichier
    vus = {"vue": vue, "cartes": _cartes(acces, vue), "graphique": graphique_prevision(vue.mois)}
    return render(request, "argent/argent.html", {**vus, **tableaux})


def _cartes(acces: Acces, vue: CoupDOeil) -> list[Carte]:
    depuis = vue.le - timedelta(days=JOURS)
    sur_un_an = gettext("depuis le %(jour)s") % {"jour": formats_ecran.jour(depuis)}
    return [
        _carte_a_facturer(acces, vue),
        Carte(
            gettext("Facturé, TTC"),
            _facture(acces, depuis),
            sur_un_an,
            adresse_ouverte(acces, "factures"),
        ),
        Carte(
            gettext("Encaissé"),
            _encaisse(acces, depuis),
            sur_un_an,
            adresse_ouverte(acces, "reglements"),
        ),
        _carte_retard(acces, vue),
        _carte_banque(acces, vue),
    ]


def _carte_a_facturer(acces: Acces, vue: CoupDOeil) -> Carte:
    """Lines without a price are said: their sum alone would pass for everything."""
    connus = [x.ht_centimes for x in vue.a_facturer if x.ht_centimes is not None]
    sans_prix = len(vue.a_facturer) - len(connus)
    phrase = gettext("mois clos et articles qu'aucune facture émise ne porte")
    if sans_prix:
        dit = ngettext(
            "sans compter %(n)d ligne sans prix", "sans compter %(n)d lignes sans prix", sans_prix
        )
        phrase = f"{phrase}, {dit % {'n': sans_prix}}"
    return Carte(
        gettext("À facturer, HT"),
        sum(connus) if connus or not sans_prix else None,
        phrase,
        adresse_lignes(acces, genre="a_facturer"),
        alerte=sans_prix > 0,
    )


def _carte_retard(acces: Acces, vue: CoupDOeil) -> Carte:
    retard = sum(f.solde_centimes for f in vue.dues if f.echeance < vue.le)
    phrase = gettext("sur %(total)s à encaisser") % {
        "total": formats_ecran.centimes(sum(f.solde_centimes for f in vue.dues))
    }
    adresse = adresse_lignes(acces, retard="tous")
    return Carte(gettext("En retard"), retard, phrase, adresse, alerte=retard > 0)


def _carte_banque(acces: Acces, vue: CoupDOeil) -> Carte:
    banque = vue.banque
    phrase = gettext("aucun relevé lu")
    if banque.au is not None:
        phrase = gettext("relevé du %(jour)s, et règlements écrits depuis") % {
            "jour": formats_ecran.jour(banque.au)
        }
    partiel = banque.au is not None and bool(banque.sans_solde)
    if partiel:
        n = len(banque.sans_solde)
        dit = ngettext(
            "sans compter %(n)d compte sans relevé", "sans compter %(n)d comptes sans relevé", n
        )
        phrase = f"{phrase}, {dit % {'n': n}}"
    return Carte(gettext("En banque"), banque.depart_centimes, phrase, None, alerte=partiel)


def _facture(acces: Acces, depuis: date) -> int:
    emises = Facture.objects.filter(structure=acces.structure, emise_le__gt=depuis).emises()
    somme: int = emises.aggregate(s=Sum("ttc_centimes"))["s"] or 0
    return somme


def _encaisse(acces: Acces, depuis: date) -> int:
    recus = Reglement.objects.filter(structure=acces.structure, le__gt=depuis)
    somme: int = recus.aggregate(s=Sum("montant_centimes"))["s"] or 0
    return somme


@porte(Finalite.LIRE_ARGENT)
def argent_lignes(request: HttpRequest, acces: Acces) -> HttpResponse:
    """The lines of one figure: `?genre=aide&mois=2026-11`, or `?retard=60`."""
    vue = coup_d_oeil(acces.structure, aujourdhui())
    tableau = _tableau(request, acces, vue)
    if fichier := exporter(tableau, request):
        return fichier
    fil = [(gettext("Trésorerie"), reverse("argent", args=[acces.structure.pk]))]
    return render(request, "argent/lignes.html", {"tableau": tableau, "fil": fil})


def _tableau(request: HttpRequest, acces: Acces, vue: CoupDOeil) -> Tableau:
    genre, mois = request.GET.get("genre", ""), _mois(request.GET.get("mois", ""))
    retard = request.GET.get("retard", "")
    if retard:
        return tableau_dues(acces, [f for f in vue.dues if _est_de(f.echeance, vue.le, retard)])
    if genre == "a_facturer" and mois is None:
        return tableau_a_facturer(vue.a_facturer)
    premier = premier_jour(vue.le)
    flux = [
        f
        for f in vue.flux
        if genre in ("", f.genre) and (mois is None or max(premier_jour(f.le), premier) == mois)
    ]
    titre = genres().get(genre, gettext("Flux attendus"))
    return tableau_flux(flux, titre if mois is None else f"{titre}, {formats_ecran.mois(mois)}")


def _est_de(echeance: date, le: date, retard: str) -> bool:
    return age(echeance, le) == retard if retard in ages() else echeance < le


def _mois(texte: str) -> date | None:
    try:
        return lire_mois(texte)
    except ValueError:
        return None
