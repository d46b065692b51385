"""Gates of the room."""

from datetime import date

from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from etrier.paie.models import (
    BaremeKilometrique,
    EcartPaie,
    EnvoiPaie,
    NoteFrais,
    RetourPaie,
    VariablePaie,
    VariableSaisie,
)
from etrier.parcours.models import Contrat
from etrier.socle.mois import dernier_jour, mois_precedent
from etrier.structures.access import Acces, Finalite


def les_variables(acces: Acces, mois: date | None = None) -> QuerySet[VariablePaie]:
    """Pay variables of the structure, of one closed month or all; Http404 without the purpose."""
    acces.exiger(Finalite.LIRE_ARGENT)
    trouvees = VariablePaie.objects.filter(cloture__structure=acces.structure).select_related(
        "cloture", "contrat__salarie__personne"
    )
    return trouvees if mois is None else trouvees.filter(cloture__mois=mois)


def get_variable(acces: Acces, variable_id: int) -> VariablePaie:
    """One pay variable of the structure; Http404 otherwise."""
    variable = les_variables(acces).filter(pk=variable_id).first()
    if variable is None:
        raise Http404
    return variable


def les_saisies(acces: Acces, mois: date | None = None) -> QuerySet[VariableSaisie]:
    """Variables typed of the structure, of a month or all; Http404 without the purpose."""
    acces.exiger(Finalite.LIRE_ARGENT)
    trouvees = VariableSaisie.objects.filter(structure=acces.structure).select_related(
        "contrat__salarie__personne", "contrat__structure", "envoi", "correction", "corrige"
    )
    return trouvees if mois is None else trouvees.filter(mois=mois)


def get_saisie(acces: Acces, saisie_id: int) -> VariableSaisie:
    """One variable typed, to change it; Http404 otherwise."""
    acces.exiger(Finalite.PREPARER_PAIE)
    return get_object_or_404(les_saisies(acces), pk=saisie_id)


def les_contrats_du_mois(acces: Acces, mois: date) -> QuerySet[Contrat]:
    """Contracts a variable of the month may be of: those that began; Http404 otherwise."""
    acces.exiger(Finalite.PREPARER_PAIE)
    return (
        Contrat.objects.filter(structure=acces.structure)
        .en_cours(mois_precedent(mois), dernier_jour(mois))
        .select_related("salarie__personne", "structure")
        .order_by("salarie__personne__nom", "salarie__personne__prenom", "debut")
    )


def les_envois(acces: Acces, mois: date) -> QuerySet[EnvoiPaie]:
    """Files of a month, without their content; Http404 without the purpose."""
    acces.exiger(Finalite.LIRE_ARGENT)
    return (
        EnvoiPaie.objects.filter(structure=acces.structure, mois=mois)
        .select_related("par")
        .defer("fichier")
    )


def get_envoi(acces: Acces, envoi_id: int) -> EnvoiPaie:
    """One file; Http404 otherwise."""
    acces.exiger(Finalite.LIRE_ARGENT)
    return get_object_or_404(EnvoiPaie, structure=acces.structure, pk=envoi_id)


def les_retours(acces: Acces, mois: date) -> QuerySet[RetourPaie]:
    """Returns of a month, the latest first; Http404 without the purpose."""
    acces.exiger(Finalite.LIRE_ARGENT)
    return RetourPaie.objects.filter(structure=acces.structure, mois=mois).order_by("-pk")


def get_retour(acces: Acces, retour_id: int) -> RetourPaie:
    """One return; Http404 otherwise."""
    acces.exiger(Finalite.LIRE_ARGENT)
    retours = RetourPaie.objects.filter(structure=acces.structure).select_related("envoi", "par")
    return get_object_or_404(retours, pk=retour_id)


def les_ecarts(acces: Acces, retour: RetourPaie) -> QuerySet[EcartPaie]:
    """Differences of a return, those to explain first; Http404 without the purpose."""
    acces.exiger(Finalite.LIRE_ARGENT)
    return (
        EcartPaie.objects.filter(retour=retour, retour__structure=acces.structure)
        .select_related("contrat__salarie__personne")
        .order_by("-etat", "matricule", "rubrique", "pk")
    )


def get_ecart(acces: Acces, ecart_id: int) -> EcartPaie:
    """One difference, to explain it; Http404 otherwise."""
    acces.exiger(Finalite.PREPARER_PAIE)
    ecarts = EcartPaie.objects.filter(retour__structure=acces.structure)
    return get_object_or_404(
        ecarts.select_related("retour", "contrat__salarie__personne"), pk=ecart_id
    )


def les_notes(acces: Acces) -> QuerySet[NoteFrais]:
    """Expense claims of the structure, the latest first; Http404 without the purpose."""
    acces.exiger(Finalite.LIRE_ARGENT)
    return NoteFrais.objects.filter(structure=acces.structure).select_related(
        "contrat__salarie__personne", "variable"
    )


def get_note(acces: Acces, note_id: int) -> NoteFrais:
    """One expense claim, to decide of it; Http404 otherwise."""
    acces.exiger(Finalite.PREPARER_PAIE)
    return get_object_or_404(les_notes(acces), pk=note_id)


def les_baremes(acces: Acces) -> QuerySet[BaremeKilometrique]:
    """What a kilometre is worth, the latest first; Http404 without the purpose."""
    acces.exiger(Finalite.LIRE_ARGENT)
    return BaremeKilometrique.objects.filter(structure=acces.structure)


def get_bareme(acces: Acces, bareme_id: int) -> BaremeKilometrique:
    """One rate, to withdraw it; Http404 otherwise."""
    acces.exiger(Finalite.PREPARER_PAIE)
    return get_object_or_404(les_baremes(acces), pk=bareme_id)
