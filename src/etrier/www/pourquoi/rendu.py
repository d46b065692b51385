"""The page of a reason: the figure, its sentence, its parameters, its lines."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from etrier.cloture.raisons import Composante, Figure, LigneRaison, Raison
from etrier.structures.access import Acces
from etrier.www import formats_ecran
from etrier.www.adresses import adresse_ouverte
from etrier.www.tableau import Colonne, Tableau, exporter

ECRIRE: Mapping[str, Callable[[Any], str]] = {
    "heures": formats_ecran.heures,
    "centimes": formats_ecran.centimes,
    "etp": formats_ecran.etp,
}
ECRANS: Mapping[str, Promise] = {
    "etat_mensuel": _("État mensuel"),
    "paie": _("Variables de paie"),
    "facturation": _("Facturation"),
    "clauses": _("Heures d'insertion"),
}
SOURCES = {"aide": "pourquoi_aide", "etat": "pourquoi_etat", "paie": "pourquoi_paie"}


def montrer_raison(request: HttpRequest, acces: Acces, raison: Raison, ecran: str) -> HttpResponse:
    """Draw a reason; `ecran` is the reading it belongs to."""
    tableaux = {
        "composantes": tableau_composantes(acces, raison.composantes),
        "retenues": tableau_lignes(acces, raison.retenues, retenues=True),
        "ecartees": tableau_lignes(acces, raison.ecartees, retenues=False),
    }
    for tableau in tableaux.values():
        if fichier := exporter(tableau, request):
            return fichier
    vus = {
        **tableaux,
        "raison": raison,
        "figure": ecrire(raison.figure),
        "autres": [(f.libelle, ecrire(f)) for f in raison.figures[1:]],
        "ecran": ECRANS[ecran],
        "retour": adresse_ouverte(acces, ecran, mois=raison.mois),
    }
    return render(request, "pourquoi/pourquoi.html", vus)


def ecrire(figure: Figure) -> str:
    """A figure as it reads."""
    return ECRIRE[figure.genre](figure.valeur)


def tableau_composantes(acces: Acces, composantes: Sequence[Composante]) -> Tableau:
    """The figures this one is made of, each opening onto its own reasons."""

    def lien(composante: Composante) -> str | None:
        if not composante.source:
            return None
        return reverse(SOURCES[composante.source], args=[acces.structure.pk, composante.cle])

    colonnes = [
        Colonne(gettext("Ce qui le compose"), "libelle", lien=lien),
        Colonne(gettext("Heures"), "minutes", "heures", total=True),
    ]
    if any(c.source for c in composantes):
        colonnes.append(Colonne(gettext("Montant"), "montant_centimes", "centimes", total=True))
    return Tableau(
        gettext("De quoi ce chiffre est fait"),
        colonnes,
        composantes,
        nom="composantes",
        recherche=False,
    )


def tableau_lignes(acces: Acces, lignes: Sequence[LigneRaison], *, retenues: bool) -> Tableau:
    """Ledger lines, corrections included, each opening onto its own page."""
    colonnes = [
        Colonne(gettext("Jour"), "jour", "date", lien=_lien_ligne(acces)),
        *([Colonne(gettext("Salarié"), "salarie")] if len({x.salarie for x in lignes}) > 1 else []),
        Colonne(gettext("Nature"), "nature"),
        Colonne(gettext("Lieu"), "lieu"),
        Colonne(gettext("Durée"), "minutes", "heures", total=True),
    ]
    if any(ligne.origine for ligne in lignes):
        colonnes.append(Colonne(gettext("Correction"), _correction))
    if not retenues:
        colonnes.append(Colonne(gettext("Pourquoi écartée"), "ecart", langue="fr"))
    return Tableau(
        gettext("Heures prises") if retenues else gettext("Heures laissées de côté"),
        colonnes,
        lignes,
        vide=gettext("Aucune heure n'a été prise.")
        if retenues
        else gettext("Aucune heure n'a été laissée de côté."),
        nom="retenues" if retenues else "ecartees",
        classe_ligne=lambda ligne: "ligne-attention" if ligne.origine else "",
    )


def _correction(ligne: LigneRaison) -> str:
    return " : ".join(filter(None, (ligne.origine, ligne.motif)))


def _lien_ligne(acces: Acces) -> Callable[[LigneRaison], str | None]:
    return lambda ligne: adresse_ouverte(acces, "heures_ligne", ligne_id=ligne.ligne_id)
