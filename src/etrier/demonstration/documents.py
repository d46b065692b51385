"""Papers of the demonstration: contracts signed, others that wait, a certificate, one cancelled."""

from datetime import date, datetime, time, timedelta

from django.db.models import QuerySet
from django.utils import timezone

from etrier.demonstration.comptes import courriel
from etrier.demonstration.monde import Monde
from etrier.parcours.documents.actions import annuler, produire
from etrier.parcours.documents.attendus import PAPIER_DU_CONTRAT
from etrier.parcours.documents.controles import controler
from etrier.parcours.documents.demande import Demande, propositions
from etrier.parcours.documents.signatures import signer_ecran, signer_papier
from etrier.parcours.enums import TypeContratTravail
from etrier.parcours.enums_accompagnement import GenreDocument, QuiSigne
from etrier.parcours.models import Contrat, DocumentProduit, Immersion
from etrier.structures.enums import Role
from etrier.structures.models import Structure, Utilisateur

# Structures of the adviser's account, and how many of their last contracts are on paper.
CLES, CONTRATS = ("ACI", "AI", "EI"), 5
# Waves between two edges: nobody's signature.
TRACE = str([[[30 + 15 * n, 60 + 80 * (n % 2)] for n in range(24)]])
SIGNENT_PAPIER, SIGNE_ECRAN, REFAIT = (0, 1), 2, 4
POSTES = {
    "poste.emploi": "ouvrier polyvalent, ouvrière polyvalente",
    "poste.qualification": "ouvrier d’exécution",
    "poste.horaires": "du lundi au vendredi, 8 h – 13 h 12",
    "structure.qualite": "direction",
}


def raconter(monde: Monde, le: date) -> None:
    """A few papers in each structure; Typst draws each in a few hundredths of a second."""
    conseillere = Utilisateur.objects.get(courriel=courriel(Role.CIP))
    for cle in CLES:
        structure = monde.structures[cle]
        for rang, contrat in enumerate(_contrats(structure, le)):
            _papier(contrat, rang, le, conseillere)
        _certificat(structure, le, conseillere)
        _convention(structure, le, conseillere)


def _contrats(structure: Structure, le: date) -> QuerySet[Contrat]:
    """The last contracts begun, of the kinds that have a paper."""
    return (
        Contrat.objects.filter(structure=structure, debut__lte=le, genre__in=PAPIER_DU_CONTRAT)
        .select_related("salarie__personne", "convention", "structure")
        .order_by("-debut", "pk")[:CONTRATS]
    )


def _produire(demande: Demande, par: Utilisateur) -> DocumentProduit | None:
    """The paper with every point seen; None when something blocks it."""
    demande = Demande(**(vars(demande) | {"saisis": propositions(demande) | POSTES}))
    controles = controler(demande)
    if any(c.bloque for c in controles):
        return None
    return produire(demande, {c.code for c in controles}, par=par)


def _papier(contrat: Contrat, rang: int, le: date, par: Utilisateur) -> None:
    genre = PAPIER_DU_CONTRAT[TypeContratTravail(contrat.genre)]
    jour = min(contrat.debut, le)
    papier = _produire(Demande(genre, contrat.structure, contrat.salarie, jour, contrat), par)
    if papier is None:
        return
    if rang in SIGNENT_PAPIER:
        noms = {
            QuiSigne.SALARIE.value: _nom(contrat),
            QuiSigne.EMPLOYEUR.value: "Direction EXEMPLE",
        }
        signer_papier(papier, noms, jour, par=par)
    elif rang == SIGNE_ECRAN:
        midi = timezone.make_aware(datetime.combine(jour, time(14, 30)))
        signer_ecran(papier, QuiSigne.SALARIE, "", TRACE, par=par, le=midi)
    elif rang == REFAIT:
        annuler(papier, "La durée hebdomadaire était fausse.", par=par)


def _nom(contrat: Contrat) -> str:
    qui = contrat.salarie.personne
    return f"{qui.prenom} {qui.nom}"


def _certificat(structure: Structure, le: date, par: Utilisateur) -> None:
    """The certificate of somebody who left lately."""
    fini = (
        Contrat.objects.filter(structure=structure, fin__lt=le, fin__gt=le - timedelta(days=120))
        .select_related("salarie__personne", "convention", "structure")
        .order_by("-fin", "pk")
        .first()
    )
    if fini is not None:
        _produire(Demande(GenreDocument.CERTIFICAT, structure, fini.salarie, le, fini), par)


def _convention(structure: Structure, le: date, par: Utilisateur) -> None:
    """The convention of the last immersion, when there is one."""
    immersion = (
        Immersion.objects.filter(salarie__structure=structure)
        .select_related("salarie__personne", "contrat__convention", "contrat__structure")
        .order_by("-debut", "pk")
        .first()
    )
    if immersion is not None:
        demande = Demande(
            GenreDocument.PMSMP,
            structure,
            immersion.salarie,
            min(immersion.debut, le),
            immersion.contrat,
            immersion=immersion,
        )
        _produire(demande, par)
