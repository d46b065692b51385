"""Exits of past stays, news had since, targets agreed; and what one report already says."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from etrier.demonstration.comptes import courriel
from etrier.demonstration.monde import Monde, Sejour
from etrier.demonstration.scenario import STRUCTURES, hasard
from etrier.parcours.enums import ClasseSortie, SituationApres
from etrier.parcours.models import ClasseMotif, ObjectifSorties, Sortie, SuiviSortie
from etrier.parcours.secrets import sceller
from etrier.parcours.sorties.actions import planifier_suivis, se_suit
from etrier.parcours.sorties.classes import classement_du_motif
from etrier.parcours.sorties.groupe import JOURS_DE_PASSAGE
from etrier.parcours.sorties.motifs import MotifSortie
from etrier.pilotage.enums import RubriqueBilan
from etrier.pilotage.models import BilanAnnuel
from etrier.structures.enums import Role
from etrier.structures.models import Utilisateur

# How often each motive is met; health, justice and death are there too, for who may read them.
TIRAGE = (
    (MotifSortie.CDI_NON_AIDE, 10),
    (MotifSortie.CDD_6_MOIS_ET_PLUS, 9),
    (MotifSortie.CDD_MOINS_DE_6_MOIS, 10),
    (MotifSortie.FORMATION_QUALIFIANTE, 8),
    (MotifSortie.CREATION_ENTREPRISE, 2),
    (MotifSortie.FONCTION_PUBLIQUE, 3),
    (MotifSortie.CHOMAGE, 14),
    (MotifSortie.SANS_NOUVELLE, 5),
    (MotifSortie.INACTIF, 2),
    (MotifSortie.RETRAITE, 2),
    (MotifSortie.CONGE_LONGUE_DUREE, 3),
    (MotifSortie.DECISION_ADMINISTRATIVE, 2),
    (MotifSortie.DECES, 1),
    (MotifSortie.FAUTE_GRAVE, 1),
    (MotifSortie.ESSAI_ROMPU_SALARIE, 2),
)
EMPLOYEURS = {
    MotifSortie.CDI_NON_AIDE: "Ateliers EXEMPLE",
    MotifSortie.CDD_6_MOIS_ET_PLUS: "Transports EXEMPLE",
    MotifSortie.CDD_MOINS_DE_6_MOIS: "Cuisines EXEMPLE",
    MotifSortie.FORMATION_QUALIFIANTE: "Organisme de formation EXEMPLE",
    MotifSortie.FONCTION_PUBLIQUE: "Commune EXEMPLE",
}
# One in eleven left and nobody wrote it; one piece of news in seven is late.
NON_DITES, EN_RETARD = 11, 7
OBJECTIFS = {"ACI": (5500, 2000), "EI": (6000, 3000), "AI": (6000, 2500)}
OBJECTIF_ORDINAIRE = (6000, 2500)
BILAN = {
    RubriqueBilan.MOYENS: (
        "Trois encadrantes et encadrants techniques, une conseillère en insertion à temps plein et "
        "une direction partagée avec le groupe.\n\nDeux véhicules et un atelier de 300 m²."
    ),
    RubriqueBilan.SOCIAL: (
        "Une permanence d'accès aux droits chaque mois, et un atelier sur le budget en mars."
    ),
}


@dataclass(frozen=True)
class _Depart:
    """A stay that ended, the day it did, and the next stay of the person in the group."""

    sejour: Sejour
    le: date
    suite: Sejour | None


def raconter(monde: Monde, le: date) -> None:
    """Write the exits as on the day `le`."""
    conseillere = Utilisateur.objects.get(courriel=courriel(Role.CIP))
    ecrites = [
        _sortie(monde, depart, conseillere)
        for rang, depart in enumerate(_departs(monde, le), start=1)
        if rang % NON_DITES
    ]
    Sortie.objects.bulk_create([sortie for sortie, _motif in ecrites])
    SuiviSortie.objects.bulk_create(
        suivi
        for sortie, motif in ecrites
        if se_suit(motif, ClasseSortie(sortie.classe))
        for suivi in _suivis(sortie, motif, conseillere, le)
    )
    _convenir(monde, le)


def _departs(monde: Monde, le: date) -> Iterator[_Depart]:
    """Stays that ended, the GEIQ apart: the motives are those of the ASP."""
    for sejour in monde.sejours:
        fins = [t.contrat.fin for t in sejour.termes]
        if sejour.cle == "GEIQ" or not fins or None in fins:
            continue
        fin = max(f for f in fins if f is not None)
        siens = [s for s in monde.sejours if s.personne is sejour.personne and s is not sejour]
        if fin < le and not any(s.cle == sejour.cle and s.fin > fin for s in siens):
            yield _Depart(sejour, fin, next((s for s in siens if _suit(s, fin)), None))


def _suit(suivant: Sejour, fin: date) -> bool:
    return suivant.debut <= fin + timedelta(days=JOURS_DE_PASSAGE) and suivant.fin > fin


def _sortie(monde: Monde, depart: _Depart, par: Utilisateur) -> tuple[Sortie, MotifSortie]:
    sejour = depart.sejour
    motif = _motif(hasard("sortie", sejour.cle, sejour.salarie.matricule))
    employeur = EMPLOYEURS.get(motif, "")
    if depart.suite is not None:
        motif = MotifSortie.AUTRE_SIAE
        employeur = monde.structures[depart.suite.cle].denomination
    classe = classement_du_motif(motif, depart.le, ()).classe or ClasseSortie.AUTRE
    sortie = Sortie(
        salarie=sejour.salarie,
        convention=monde.conventions[sejour.cle],
        le=depart.le,
        motif=sceller(str(int(motif))),
        classe=str(classe),
        sans_nouvelle=motif == MotifSortie.SANS_NOUVELLE,
        employeur=employeur,
        par=par,
    )
    return sortie, motif


def _motif(tirage: Random) -> MotifSortie:
    motifs = [motif for motif, _poids in TIRAGE]
    return tirage.choices(motifs, weights=[poids for _motif, poids in TIRAGE])[0]


def _suivis(
    sortie: Sortie, motif: MotifSortie, par: Utilisateur, le: date
) -> Iterator[SuiviSortie]:
    """News had on time for most; the latest ones wait."""
    for rang, suivi in enumerate(planifier_suivis(sortie)):
        tirage = hasard("nouvelles", sortie.salarie.matricule, suivi.mois)
        pris = suivi.prevu_le + timedelta(days=tirage.randint(0, 12))
        if pris <= le and tirage.randrange(EN_RETARD):
            suivi.fait_le, suivi.par = pris, par
            suivi.situation = _situation(sortie, motif, tirage, rang)
            if suivi.situation in (SituationApres.EMPLOI_DURABLE, SituationApres.EMPLOI):
                suivi.justificatif = tirage.choice(("bulletin de paie", "contrat de travail", ""))
        yield suivi


def _situation(sortie: Sortie, motif: MotifSortie, tirage: Random, rang: int) -> SituationApres:
    habituelles = {
        ClasseSortie.DURABLE: SituationApres.EMPLOI_DURABLE,
        ClasseSortie.TRANSITION: SituationApres.EMPLOI,
        ClasseSortie.POSITIVE: SituationApres.IAE
        if motif == MotifSortie.AUTRE_SIAE
        else SituationApres.FORMATION,
    }
    autres = (SituationApres.SANS_EMPLOI, SituationApres.INCONNUE, SituationApres.EMPLOI)
    if tirage.randrange(3 + rang) > rang:
        habituelle = habituelles.get(ClasseSortie(sortie.classe))
        if habituelle is not None:
            return habituelle
    return tirage.choice(autres)


def _convenir(monde: Monde, le: date) -> None:
    """Targets of each year, a class agreed for the time to come, a report begun."""
    ObjectifSorties.objects.bulk_create(
        ObjectifSorties(
            convention=monde.conventions[exemple.cle],
            annee=annee,
            dynamiques=OBJECTIFS.get(exemple.cle, OBJECTIF_ORDINAIRE)[0],
            durables=OBJECTIFS.get(exemple.cle, OBJECTIF_ORDINAIRE)[1],
        )
        for exemple in STRUCTURES
        if exemple.dispositif.est_iae
        for annee in range(monde.calendrier.premier.year + 1, le.year + 1)
    )
    ClasseMotif.objects.create(
        structure=monde.structures["ACI"],
        code=MotifSortie.RETRAITE,
        classe=ClasseSortie.AUTRE,
        depuis=date(le.year + 1, 1, 1),
    )
    BilanAnnuel.objects.create(
        convention=monde.conventions["ACI"],
        annee=le.year - 1,
        textes={str(rubrique): texte for rubrique, texte in BILAN.items()},
    )
