"""Gates: who of the structure handles a person's access, and what the person herself reaches."""

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from etrier.parcours.access import get_salarie_pour
from etrier.parcours.enums import Rubrique
from etrier.parcours.enums_accompagnement import EtatDocument
from etrier.parcours.models import (
    AccesPersonne,
    DemandePersonne,
    DocumentProduit,
    LectureSecret,
    Salarie,
)
from etrier.parcours.secrets import est_referent, lire_tous
from etrier.structures.access import Acces, Finalite


def get_salarie_du_lien(acces: Acces, salarie_id: int) -> Salarie:
    """Somebody of the structure whose access may be handed or withdrawn; Http404 otherwise."""
    return get_salarie_pour(acces, salarie_id, Finalite.ECRIRE_SALARIES)


def les_acces(acces: Acces, salarie: Salarie) -> QuerySet[AccesPersonne]:
    """Links handed to somebody of the structure, the latest first."""
    acces.exiger(Finalite.ECRIRE_SALARIES)
    return AccesPersonne.objects.filter(
        salarie=salarie, salarie__structure=acces.structure
    ).select_related("remis_par", "salarie__personne")


def les_demandes(acces: Acces, salarie: Salarie) -> QuerySet[DemandePersonne]:
    """What somebody of the structure asked, without what she wrote."""
    acces.exiger(Finalite.ECRIRE_SALARIES)
    return DemandePersonne.objects.filter(
        salarie=salarie, salarie__structure=acces.structure
    ).select_related("repondue_par")


def textes_des_demandes(acces: Acces, salarie: Salarie) -> dict[int, str]:
    """What she wrote, by demand; nothing for anybody but her assigned adviser. Noted."""
    if not est_referent(acces, salarie.personne):
        return {}
    scelles = {d.pk: d.texte for d in les_demandes(acces, salarie) if d.texte is not None}
    return lire_tous(acces, salarie.personne, scelles, Rubrique.DEMANDE)


def get_demande(acces: Acces, salarie: Salarie, demande_id: int) -> DemandePersonne:
    """One demand of somebody of the structure; Http404 otherwise."""
    return get_object_or_404(les_demandes(acces, salarie), pk=demande_id)


def mes_papiers(salarie: Salarie) -> QuerySet[DocumentProduit]:
    """Papers of the person herself, those cancelled left out."""
    return DocumentProduit.objects.filter(salarie=salarie).exclude(etat=EtatDocument.ANNULE)


def mon_papier(salarie: Salarie, document_id: int) -> DocumentProduit:
    """One paper of the person herself; Http404 otherwise."""
    return get_object_or_404(mes_papiers(salarie), pk=document_id)


def mes_lectures(salarie: Salarie) -> QuerySet[LectureSecret]:
    """Who opened the secrets of the person in this structure, the latest first."""
    return LectureSecret.objects.filter(
        personne=salarie.personne_id, structure=salarie.structure_id
    ).select_related("lecteur")
