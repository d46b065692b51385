"""The pathway: one picture, a list at phone width, a table, a PDF."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from etrier.parcours.frise.access import regarder
from etrier.parcours.frise.rassembler import rassembler
from etrier.socle.horloge import aujourdhui
from etrier.structures.access import Acces, Finalite
from etrier.www.frise.cadrage import cadrer, liens, voisins
from etrier.www.frise.dessin import dessiner_page, legende
from etrier.www.frise.impression import imprimer
from etrier.www.frise.lignes import lignes_de, tableau_frise
from etrier.www.porte import porte
from etrier.www.salaries.fiche import fil_salarie
from etrier.www.tableau import exporter


@porte(Finalite.LIRE_SALARIES)
def frise(request: HttpRequest, acces: Acces, salarie_id: int) -> HttpResponse:
    """The pathway of one person, as close as one asks."""
    regard = regarder(acces, salarie_id)
    vue = rassembler(regard, aujourdhui())
    tableau, fenetre = tableau_frise(vue), cadrer(vue, request.GET)
    if fichier := exporter(tableau, request):
        return fichier
    vus = {
        "salarie": regard.salarie,
        "fil": fil_salarie(acces, regard.salarie),
        "frise": vue,
        "dessin": dessiner_page(vue, fenetre),
        "legende": legende(vue),
        "zooms": liens(fenetre),
        "voisins": voisins(fenetre),
        "lignes": lignes_de(vue, fenetre),
        "tableau": tableau,
    }
    return render(request, "frise/frise.html", vus)


@porte(Finalite.LIRE_SALARIES)
def frise_pdf(request: HttpRequest, acces: Acces, salarie_id: int) -> HttpResponse:
    """The same on paper: A4, the picture then the dates."""
    regard = regarder(acces, salarie_id)
    vue = rassembler(regard, aujourdhui())
    contenu = imprimer(vue, acces.structure, cadrer(vue, request.GET))
    nom = f'inline; filename="parcours-{regard.salarie.matricule}.pdf"'
    return HttpResponse(
        contenu, content_type="application/pdf", headers={"Content-Disposition": nom}
    )
