"""The landing page and the home of a structure."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext

from etrier.droit.calculs import CALCULS
from etrier.heures.models import Cloture
from etrier.parcours.access import les_contrats
from etrier.socle.horloge import aujourdhui
from etrier.structures.access import Acces, Finalite, les_structures
from etrier.structures.models import Utilisateur
from etrier.www.accueil import attentes, consommation
from etrier.www.adresses import adresse_ouverte
from etrier.www.comptes_exemple import comptes_exemple
from etrier.www.porte import porte, publique
from etrier.www.tableau import Colonne, Tableau, exporter


@publique()
def accueil(request: HttpRequest) -> HttpResponse:
    """For a stranger, what this is; for somebody signed in, the first of her structures."""
    if not isinstance(request.user, Utilisateur):
        vus = {"calculs": list(CALCULS.values())[:6], **comptes_exemple()}
        return render(request, "accueil/accueil.html", vus)
    structures = les_structures(request.user)
    if structures:
        return redirect("structure", structures[0].pk)
    return render(request, "accueil/sans_structure.html")


@porte(Finalite.LIRE_STRUCTURE)
def structure(request: HttpRequest, acces: Acces) -> HttpResponse:
    """What awaits the reader in the structure, and where the year stands."""
    le = aujourdhui()
    annees = consommation.annees(acces)
    annee = _annee(request, annees)
    lignes = consommation.lire_annee(acces, annee) if annee else []
    tableaux = {
        "etp": consommation.tableau_annee(acces, lignes, annee or le.year),
        "clos": _tableau_clotures(acces),
    }
    for tableau in tableaux.values():
        if fichier := exporter(tableau, request):
            return fichier
    contexte = {
        "cartes": attentes.cartes(acces, le),
        "annees": annees,
        "annee": annee,
        "attend_une_aide": bool(annees) or consommation.attend_une_aide(acces),
        "graphique": consommation.tracer(lignes, annee) if annee else None,
        "premiers_pas": _premiers_pas(acces),
    }
    return render(request, "accueil/structure.html", {**contexte, **tableaux})


def _annee(request: HttpRequest, annees: list[int]) -> int | None:
    """The year asked for when it has figures, else the latest that has."""
    demandee = request.GET.get("annee", "")
    if demandee.isdecimal() and int(demandee) in annees:
        return int(demandee)
    return annees[0] if annees else None


def _tableau_clotures(acces: Acces) -> Tableau:
    lues = Cloture.objects.filter(structure=acces.structure).select_related("close_par")
    return Tableau(
        gettext("Mois clos"),
        [
            Colonne(
                gettext("Mois"),
                "mois",
                "mois",
                lien=lambda c: adresse_ouverte(acces, "cloture_resultats", mois=c.mois),
            ),
            Colonne(gettext("Heures"), "minutes_total", "heures"),
            Colonne(gettext("Lignes"), "nombre_lignes", "entier"),
            Colonne(gettext("Clos le"), "close_le", "date"),
            Colonne(gettext("Par"), "close_par"),
        ],
        lues if acces.peut(Finalite.LIRE_HEURES) else [],
        vide=gettext(
            "Aucun mois n'est clos. Saisissez les heures du mois, validez-les, puis clôturez-le : "
            "paie, factures, aide et clauses en découlent."
        ),
        nom="clos",
        par_page=12,
        recherche=False,
    )


def _premiers_pas(acces: Acces) -> list[tuple[str, str | None]]:
    """What to do first in a structure without a contract; nothing once there is one."""
    if not acces.peut(Finalite.ECRIRE_SALARIES) or les_contrats(acces).exists():
        return []
    return [
        (
            gettext("Vérifier la structure, ses conventions et les rôles de chacun"),
            adresse_ouverte(acces, "reglages"),
        ),
        (
            gettext("Ajouter les salariés, leur PASS IAE et leur contrat"),
            adresse_ouverte(acces, "salaries"),
        ),
        (
            gettext("Ajouter les clients, les chantiers et les missions"),
            adresse_ouverte(acces, "clients"),
        ),
        (gettext("Saisir ou importer les heures du mois"), adresse_ouverte(acces, "heures")),
    ]
