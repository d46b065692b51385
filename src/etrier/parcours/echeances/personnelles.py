"""Dates typed about people: what they are is sealed, and opens to those who may know."""

from collections.abc import Iterator, Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from etrier.parcours.echeances.echeance import Echeance, Voie, jours
from etrier.parcours.echeances.genres import HORIZON_PERSONNELLE, Genre
from etrier.parcours.echeances.lecture import Lecture
from etrier.parcours.enums import Rubrique
from etrier.parcours.enums_accompagnement import GenreEcheance
from etrier.parcours.models import EcheancePersonne
from etrier.parcours.secrets import lire_plusieurs
from etrier.structures.access import Finalite

A_FAIRE: Mapping[str, Promise] = {
    GenreEcheance.ESSAI: gettext_lazy("Faites le point avec l'encadrant, décidez avant ce jour."),
    GenreEcheance.VISITE_MEDICALE: gettext_lazy("Prenez rendez-vous au service de santé."),
    GenreEcheance.RQTH: gettext_lazy("Déposez le renouvellement : il prend des mois."),
    GenreEcheance.PIECE_IDENTITE: gettext_lazy("Aidez-la à la faire refaire."),
    GenreEcheance.TITRE_SEJOUR: gettext_lazy("Préparez le renouvellement avec elle, dès ce jour."),
    GenreEcheance.PERMIS: gettext_lazy("Voyez avec elle s'il faut le renouveler."),
    GenreEcheance.HABILITATION: gettext_lazy("Inscrivez-la au recyclage."),
    GenreEcheance.AUTRE: gettext_lazy("Regardez avec elle ce qu'il faut faire."),
}


def visibles(vu: Lecture) -> list[EcheancePersonne]:
    """Dates of the employees followed the reader may know of: the reserved ones are her adviser's.

    Nothing without a purpose that writes the sheet or reads the accompaniment.
    """
    if not (vu.peut(Finalite.ECRIRE_SALARIES) or vu.peut(Finalite.LIRE_ACCOMPAGNEMENT)):
        return []
    lues = EcheancePersonne.objects.filter(
        salarie__structure=vu.acces.structure,
        salarie__personne__archivee_le__isnull=True,
        faite_le__isnull=True,
    ).select_related("salarie__personne")
    return [e for e in lues if not e.reservee or vu.est_referent(e.salarie_id)]


def personnelles(vu: Lecture, *, ouvrir: bool) -> Iterator[Echeance]:
    """Those due for the people under contract or soon to be; `ouvrir` says what each is, and
    notes the reading."""
    horizon = vu.le + jours(HORIZON_PERSONNELLE)
    proches = [e for e in visibles(vu) if e.fin <= horizon and e.salarie_id in vu.contrats]
    lus = ouvrir_genres(vu, proches) if ouvrir else {}
    for echeance in proches:
        yield _dire(vu, echeance, lus.get(echeance.pk, ""))


def ouvrir_genres(vu: Lecture, echeances: list[EcheancePersonne]) -> dict[int, str]:
    """What each is, by key; one reading noted for each person."""
    scelles = {e.pk: (e.salarie.personne, e.genre) for e in echeances}
    return lire_plusieurs(vu.acces, scelles, Rubrique.ECHEANCES)


def _dire(vu: Lecture, echeance: EcheancePersonne, genre: str) -> Echeance:
    connu = genre in GenreEcheance.values
    return Echeance(
        Genre.PERSONNELLE,
        echeance.pk,
        echeance.fin,
        vu.le,
        _("Date personnelle"),
        str(A_FAIRE[genre]) if connu else _("Ouvrez le radar pour lire ce que c'est."),
        (Voie("echeances_personne", {"salarie_id": echeance.salarie_id}),),
        vu.sujet(echeance.salarie),
        reservee=echeance.reservee,
        ouverte=str(GenreEcheance(genre).label) if connu else "",
    )
