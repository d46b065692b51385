"""A deadline as the page writes it, and the filters of the page."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.http import QueryDict
from django.utils.translation import gettext as _

from etrier.parcours.echeances.echeance import Echeance, Tranche
from etrier.parcours.echeances.genres import Genre
from etrier.parcours.echeances.radar import est_a, par_tranche
from etrier.structures.access import Acces
from etrier.www.adresses import adresse_ouverte

LIGNES_PAR_TRANCHE = 40
CLASSES = {
    Tranche.RETARD: "etiquette-alerte",
    Tranche.SEMAINE: "etiquette-attention",
    Tranche.MOIS: "",
    Tranche.ENSUITE: "",
}


@dataclass(frozen=True)
class Ligne:
    """One line: the deadline, the button straight to the act, the address of the person."""

    echeance: Echeance
    adresse: str | None
    bouton: str
    fiche: str | None
    a_moi: bool

    @property
    def classe(self) -> str:
        """The pill of its delay."""
        return CLASSES[self.echeance.tranche]


@dataclass(frozen=True)
class Section:
    """A part of the page; `reste` lines are behind the link."""

    tranche: Tranche
    lignes: list[Ligne]
    total: int
    tout: str

    @property
    def reste(self) -> int:
        """How many are not shown."""
        return self.total - len(self.lignes)


@dataclass(frozen=True)
class Choix:
    """What the request asks of the list."""

    qui: int | None
    genre: str
    a_moi: bool
    ecartees: bool
    tranche: str

    @classmethod
    def lire(cls, demande: QueryDict) -> "Choix":
        """From the address; what makes no sense is left out."""
        qui, genre = demande.get("qui", ""), demande.get("genre", "")
        tranche = demande.get("tranche", "")
        return cls(
            qui=int(qui) if qui.isdecimal() and len(qui) < 19 else None,
            genre=genre if genre in Genre.values else "",
            a_moi=demande.get("a") == "moi",
            ecartees=demande.get("etat") == "ecartees",
            tranche=tranche if tranche in {t.value for t in Tranche} else "",
        )

    def garder(self, echeances: Iterable[Echeance], acces: Acces) -> list[Echeance]:
        """Those the request asks for."""
        return [e for e in echeances if self._retient(e, acces)]

    def _retient(self, echeance: Echeance, acces: Acces) -> bool:
        personne = echeance.sujet.personne_id if echeance.sujet else None
        return (
            (self.qui is None or personne == self.qui)
            and (not self.genre or echeance.genre == self.genre)
            and (not self.a_moi or est_a(echeance, acces))
            and (not self.tranche or echeance.tranche == self.tranche)
        )


def composer(
    acces: Acces, echeances: Iterable[Echeance], choix: Choix, demande: QueryDict
) -> list[Section]:
    """The parts of the page that hold something."""
    sections = []
    for tranche, siennes in par_tranche(echeances).items():
        if not siennes:
            continue
        montrees = siennes if choix.tranche else siennes[:LIGNES_PAR_TRANCHE]
        suite = demande.copy()
        suite["tranche"] = tranche.value
        lignes = [ligne(acces, e) for e in montrees]
        sections.append(Section(tranche, lignes, len(siennes), "?" + suite.urlencode()))
    return sections


def ligne(acces: Acces, echeance: Echeance) -> Ligne:
    """The line of a deadline."""
    salarie_id = echeance.sujet.salarie_id if echeance.sujet else None
    fiche = adresse_ouverte(acces, "salarie", salarie_id=salarie_id) if salarie_id else None
    adresse, droit = vers_l_acte(acces, echeance)
    mot = bouton(echeance.genre) if droit else _("Ouvrir")
    return Ligne(echeance, adresse, mot, fiche, est_a(echeance, acces))


def vers_l_acte(acces: Acces, echeance: Echeance) -> tuple[str | None, bool]:
    """Where the act is done, and whether it is the act itself: the first of its addresses that is
    there and opens to the reader."""
    referent = echeance.sujet.referent if echeance.sujet else None
    sienne = referent is not None and referent.pk == acces.utilisateur.pk
    for voie in echeance.voies:
        adresse = adresse_ouverte(acces, voie.nom, **voie.parties)
        if adresse is not None and (sienne or not voie.au_referent):
            return adresse, voie is echeance.voies[0]
    return None, False


def bouton(genre: Genre) -> str:
    """The words of the button."""
    mots = {
        Genre.PASS_ABSENT: _("Recopier le PASS"),
        Genre.PASS_FIN: _("Prolonger"),
        Genre.FENETRE_OUVRE: _("Prolonger"),
        Genre.FENETRE_FERME: _("Prolonger"),
        Genre.SUSPENSION: _("Changer les dates"),
        Genre.CONTRAT_FIN: _("Faire un avenant"),
        Genre.SANS_REFERENT: _("Désigner"),
        Genre.ENTRETIEN_RETARD: _("Écrire l'entretien"),
        Genre.ENTRETIEN_PREVU: _("Écrire l'entretien"),
        Genre.SORTIE: _("Dire la sortie"),
        Genre.SUIVI_SORTIE: _("Écrire les nouvelles"),
        Genre.DOCUMENT: _("Ouvrir le document"),
        Genre.FICHE_SALARIE: _("Ouvrir la fiche ASP"),
        Genre.PERSONNELLE: _("Ouvrir ses dates"),
        Genre.ACTION: _("Ouvrir le plan"),
        Genre.ORIENTATION: _("Dire la suite"),
        Genre.IMMERSION: _("Écrire le bilan"),
        Genre.CANDIDATURE: _("Décider"),
        Genre.ETAPE: _("Décider"),
        Genre.RENDEZ_VOUS: _("Dire la suite"),
        Genre.DIAGNOSTIC: _("Refaire le diagnostic"),
    }
    return mots.get(genre, _("Ouvrir"))
