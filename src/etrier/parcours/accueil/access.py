"""Gates of arrivals."""

from datetime import date

from django.db.models import Q, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from etrier.parcours.accueil.noms import les_proches
from etrier.parcours.models import (
    Candidature,
    EtapeParcours,
    Partenaire,
    Personne,
    Referent,
    RendezVousAccueil,
    Salarie,
)
from etrier.parcours.secrets import est_referent
from etrier.structures.access import Acces, Finalite
from etrier.structures.models import Structure


def _finalite(ecrire: bool) -> Finalite:
    return Finalite.ECRIRE_ACCUEIL if ecrire else Finalite.LIRE_ACCUEIL


def les_partenaires(acces: Acces) -> QuerySet[Partenaire]:
    """Partners of the structure; Http404 without the purpose."""
    acces.exiger(Finalite.LIRE_ACCUEIL)
    return Partenaire.objects.filter(structure=acces.structure)


def get_partenaire(acces: Acces, partenaire_id: int, *, ecrire: bool = False) -> Partenaire:
    """One partner of the structure; Http404 otherwise."""
    acces.exiger(_finalite(ecrire))
    return get_object_or_404(les_partenaires(acces), pk=partenaire_id)


def les_candidatures(acces: Acces) -> QuerySet[Candidature]:
    """Candidacies of the structure; Http404 without the purpose."""
    acces.exiger(Finalite.LIRE_ACCUEIL)
    return (
        Candidature.objects.filter(structure=acces.structure)
        .select_related("personne", "partenaire", "salarie__personne", "structure")
        .prefetch_related("rendez_vous")
    )


def get_candidature(acces: Acces, candidature_id: int, *, ecrire: bool = False) -> Candidature:
    """One candidacy of the structure; Http404 otherwise."""
    acces.exiger(_finalite(ecrire))
    return get_object_or_404(les_candidatures(acces), pk=candidature_id)


def get_rendez_vous(acces: Acces, rendez_vous_id: int) -> RendezVousAccueil:
    """One appointment of a candidacy of the structure, to write; Http404 otherwise."""
    acces.exiger(Finalite.ECRIRE_ACCUEIL)
    rendez_vous = (
        RendezVousAccueil.objects.filter(candidature__structure=acces.structure, pk=rendez_vous_id)
        .select_related("candidature__personne", "candidature__structure")
        .first()
    )
    if rendez_vous is None:
        raise Http404
    return rendez_vous


def les_etapes(acces: Acces) -> QuerySet[EtapeParcours]:
    """Steps that leave the structure or arrive there; Http404 without the purpose."""
    acces.exiger(Finalite.LIRE_ACCUEIL)
    return EtapeParcours.objects.filter(
        Q(depuis=acces.structure) | Q(vers=acces.structure)
    ).select_related("personne", "depuis", "vers", "decidee_par", "salarie")


def get_etape(acces: Acces, etape_id: int) -> EtapeParcours:
    """One step the structure has a part in, to write; Http404 otherwise."""
    acces.exiger(Finalite.ECRIRE_ACCUEIL)
    return get_object_or_404(les_etapes(acces), pk=etape_id)


def les_autres_structures(acces: Acces) -> QuerySet[Structure]:
    """The other structures of the group: a step may lead there."""
    acces.exiger(Finalite.LIRE_ACCUEIL)
    if acces.structure.groupe_id is None:
        return Structure.objects.none()
    return Structure.objects.filter(groupe=acces.structure.groupe_id).exclude(pk=acces.structure.pk)


def les_personnes(acces: Acces) -> QuerySet[Personne]:
    """People of the structure and of its group, duplicates already united left out; Http404
    without the purpose. Beyond the group nobody is told of anybody.
    """
    acces.exiger(Finalite.LIRE_ACCUEIL)
    ici = Q(structure=acces.structure)
    if acces.structure.groupe_id is not None:
        ici |= Q(structure__groupe=acces.structure.groupe_id)
    connues = Salarie.objects.filter(ici).values("personne")
    venues = Candidature.objects.filter(ici).values("personne")
    return Personne.objects.filter(
        Q(pk__in=connues) | Q(pk__in=venues), fusionnee_dans=None, effacee_le=None
    )


def get_personne(acces: Acces, personne_id: int, *, ecrire: bool = False) -> Personne:
    """One person of the structure or of its group; Http404 otherwise."""
    acces.exiger(_finalite(ecrire))
    return get_object_or_404(les_personnes(acces), pk=personne_id)


def chercher_personnes(acces: Acces, nom: str, prenom: str, naissance: date) -> list[Personne]:
    """Those of the structure or its group who may be this person; Http404 without the purpose."""
    nees = les_personnes(acces).filter(naissance=naissance)
    return les_proches(nees.prefetch_related("salaries__structure"), nom, prenom, naissance)


def les_suivies(acces: Acces) -> frozenset[int]:
    """People whose assigned adviser the reader is, here and today."""
    if not acces.peut(Finalite.ACCOMPAGNER):
        return frozenset()
    return frozenset(
        Referent.objects.filter(
            salarie__structure=acces.structure, utilisateur=acces.utilisateur, fin__isnull=True
        ).values_list("salarie__personne_id", flat=True)
    )


def nommer_partenaire(partenaire: Partenaire | None, *, au_referent: bool) -> str:
    """A partner as it shows next to a person: one whose kind tells a secret is « another partner »
    to anybody but her adviser (regles.md 8.1)."""
    if partenaire is None:
        return ""
    if partenaire.est_sensible and not au_referent:
        return _("autre partenaire")
    return partenaire.nom


def ouvre_les_mots(acces: Acces, candidature: Candidature) -> bool:
    """May the reader open the message and the opinions of a candidacy?

    Her assigned adviser once she has a file here; before that nobody is, and those who accompany
    and receive are trusted with it.
    """
    if Salarie.objects.filter(structure=acces.structure, personne=candidature.personne_id).exists():
        return est_referent(acces, candidature.personne)
    return acces.peut(Finalite.ECRIRE_ACCUEIL) and acces.peut(Finalite.ACCOMPAGNER)
