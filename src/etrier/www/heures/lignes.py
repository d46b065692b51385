"""Lines of the ledger: validate drafts, look at one line, correct it."""

from collections.abc import Sequence
from datetime import date

from django.contrib import messages
from django.db.models import Count, QuerySet, Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext, ngettext

from etrier.heures.access import get_ligne, les_lignes
from etrier.heures.actions import corriger, mois_ouvert, valider
from etrier.heures.enums import EtatLigne, GenreHeures, SorteLigne
from etrier.heures.models import LigneHeures
from etrier.socle.erreurs import Refus
from etrier.socle.horloge import aujourdhui
from etrier.structures.access import Acces, Finalite
from etrier.www.acte import exporter_parmi
from etrier.www.heures.corrections import ouvre_la_ligne
from etrier.www.heures.decoule import tableau_suites
from etrier.www.heures.forms import CorrectionHeures, ValidationHeures, envoi
from etrier.www.porte import porte
from etrier.www.tableau import Colonne, Tableau


@porte(Finalite.VALIDER_HEURES, methods=("GET", "POST"))
def heures_valider(request: HttpRequest, acces: Acces, mois: date) -> HttpResponse:
    """Freeze the drafts of the month, everybody's or those of the contracts chosen."""
    form = ValidationHeures(_brouillons(acces, mois), envoi(request))
    if form.is_valid():
        try:
            nombre = valider(
                acces.structure,
                mois,
                par=acces.utilisateur,
                contrats=[int(c) for c in form.cleaned_data["contrats"]],
                jusque=aujourdhui(),
            )
        except Refus as refus:
            form.add_error(None, refus.phrase)
        else:
            phrase = ngettext("%(n)d ligne validée.", "%(n)d lignes validées.", nombre)
            messages.success(request, phrase % {"n": nombre})
            return redirect("heures_mois", acces.structure.pk, mois)
    contexte = {"form": form, "mois": mois, "a_venir": _a_venir(acces, mois)}
    return render(request, "heures/valider.html", contexte)


@porte(Finalite.LIRE_HEURES)
def heures_ligne(request: HttpRequest, acces: Acces, ligne_id: int) -> HttpResponse:
    """One line: who typed it, who validated it, what corrected it."""
    ligne = get_ligne(acces, ligne_id)
    chaine = _chaine(acces, ligne)
    tableaux = (_histoire(ligne, chaine), tableau_suites(acces, chaine))
    contexte = {
        "ligne": ligne,
        "nature": GenreHeures(ligne.nature).label,
        "tableaux": tableaux,
        "corrigeable": acces.peut(Finalite.VALIDER_HEURES) and _est_corrigeable(acces, ligne),
    }
    return exporter_parmi(tableaux, request) or render(request, "heures/ligne.html", contexte)


@porte(Finalite.VALIDER_HEURES, methods=("GET", "POST"))
def heures_corriger(request: HttpRequest, acces: Acces, ligne_id: int) -> HttpResponse:
    """Reverse and replace a validated line."""
    ligne = get_ligne(acces, ligne_id, ecrire=True)
    form = CorrectionHeures(ligne, envoi(request))
    if form.is_valid():
        propre = form.cleaned_data
        try:
            annulation, remplacante = corriger(
                ligne,
                minutes=propre["duree"],
                motif=propre["motif"],
                nature=propre["nature"],
                par=acces.utilisateur,
            )
        except Refus as refus:
            form.add_error(None, refus.phrase)
        else:
            messages.success(request, gettext("Correction enregistrée."))
            return redirect(ouvre_la_ligne(remplacante or annulation))
    contexte = {"ligne": ligne, "form": form, "mois": mois_ouvert(acces.structure, ligne.jour)}
    contexte["nature"] = GenreHeures(ligne.nature).label
    return render(request, "heures/corriger.html", contexte)


def _brouillons(acces: Acces, mois: date) -> list[tuple[int, str, int, int]]:
    """Contract, label, number and minutes of the month's drafts until today, by name."""
    champs = ("contrat_id", "salarie__personne__nom", "salarie__personne__prenom")
    lignes = (
        les_lignes(acces)
        .filter(mois=mois, jour__lte=aujourdhui())
        .brouillons()  # type: ignore[attr-defined]
        .order_by("salarie__personne__nom", "salarie__personne__prenom", "contrat_id")
        .values_list(*champs, "contrat__numero")
        .annotate(Count("id"), Sum("minutes"))
    )
    return [(c, f"{nom} {prenom} ({numero})", n, m) for c, nom, prenom, numero, n, m in lignes]


def _a_venir(acces: Acces, mois: date) -> int:
    """How many drafts are of days to come: planned, they are not hours yet."""
    return (
        les_lignes(acces).filter(mois=mois, etat=EtatLigne.BROUILLON, jour__gt=aujourdhui()).count()
    )


def _est_corrigeable(acces: Acces, ligne: LigneHeures) -> bool:
    return (
        ligne.etat == EtatLigne.VALIDEE
        and ligne.sorte != SorteLigne.CONTREPASSATION
        and not les_lignes(acces).filter(corrige=ligne).exists()
    )


def _histoire(ligne: LigneHeures, chaine: Sequence[LigneHeures]) -> Tableau:
    """The line and every correction around it, from the first typed."""
    return Tableau(
        gettext("Histoire de cette ligne"),
        [
            Colonne(gettext("Numéro"), "pk", lien=ouvre_la_ligne),
            Colonne(gettext("Sorte"), "get_sorte_display"),
            Colonne(gettext("Nature"), lambda x: GenreHeures(x.nature).label),
            Colonne(gettext("Heures"), "minutes", "heures", total=True),
            Colonne(gettext("Compte dans"), "mois", "mois"),
            Colonne(gettext("Motif"), "motif"),
            Colonne(gettext("Saisie par"), "saisie_par"),
            Colonne(gettext("Saisie le"), "saisie_le", "date"),
            Colonne(gettext("Validée par"), "validee_par"),
            Colonne(gettext("Validée le"), "validee_le", "date"),
        ],
        chaine,
        nom="histoire",
        legende=gettext("Une ligne validée ne change jamais : on l’annule et on la remplace."),
        recherche=False,
        classe_ligne=lambda x: "ligne-attention" if x.pk == ligne.pk else "",
    )


def _chaine(acces: Acces, ligne: LigneHeures) -> list[LigneHeures]:
    """Up to the line first typed, then down every correction."""
    lignes = les_lignes(acces).select_related("saisie_par", "validee_par")
    premiere = ligne
    while premiere.corrige_id is not None:
        premiere = lignes.get(pk=premiere.corrige_id)
    return _descendre(lignes, [lignes.get(pk=premiere.pk)])


def _descendre(lignes: QuerySet[LigneHeures], chaine: list[LigneHeures]) -> list[LigneHeures]:
    suivantes = list(lignes.filter(corrige=chaine[-1]).order_by("pk"))
    return _descendre(lignes, [*chaine, *suivantes]) if suivantes else chaine
