"""Exits: the class of a motive on a day, whether an exit is counted, and why.

Sources: classes of the ASP and their definitions (no official table of motives was found: a
structure may write its own classes, agreed with the State, from a day on); conditions of the
State's statistics; circulaire DGEFP 2008-21 for the old national targets.

Worked line: motive 9 (CDD without aid, 6 months or more): durable; motive 96 (CDI inclusion): no
class established.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from etrier.droit.calendrier import MOIS_PAR_AN, au_plus_tot, jours_inclus
from etrier.droit.ecriture import heures, jour, nombre
from etrier.droit.parametre import NonCalculable, Parametres, Valeur
from etrier.droit.vocabulaire import Dispositif
from etrier.droit.vocabulaire_parcours import (
    CLASSES_SORTIE,
    MOTIFS_SORTIE,
    ClasseSortie,
    MotifSortie,
)

MOIS, HEURES = "sorties/mois_minimum", "sorties/heures_minimum"
DYNAMIQUES, DURABLES = "sorties/cible_dynamiques", "sorties/cible_durables"
JOURS_PAR_AN = 365
SUR, PROBABLE, A_CONFIRMER, STRUCTURE = "sur", "probable", "a_confirmer", "structure"
TABLES: tuple[tuple[str, str, str], ...] = (
    (SUR, "sorties/classes_sures", ""),
    (PROBABLE, "sorties/classes_probables", " Classe probable, tirée des définitions."),
    (A_CONFIRMER, "sorties/classes_a_confirmer", " Simple proposition, à confirmer avec l'État."),
)


@dataclass(frozen=True, slots=True)
class ClassePropre:
    """The class a structure agreed with the State for a motive, from a day on."""

    code: int
    classe: ClasseSortie
    depuis: date


@dataclass(frozen=True, slots=True)
class Classement:
    """Class of a motive on a day; None: not established. `confiance` is empty when it is None."""

    classe: ClasseSortie | None
    confiance: str
    phrase: str
    valeur: Valeur | None = None


def classer(
    code: int, le: date, parametres: Parametres, propres: Iterable[ClassePropre] = ()
) -> Classement:
    """Class of a motive on a day: the structure's own if it has one, else the default table.

    Raises ValueError for a number that is not in the ASP's list.
    """
    motif = MotifSortie(code)
    siennes = [p for p in propres if p.code == code and p.depuis <= le]
    if siennes:
        sienne = max(siennes, key=lambda p: p.depuis)
        return Classement(
            sienne.classe,
            STRUCTURE,
            f"{_nom(motif)} : {CLASSES_SORTIE[sienne.classe]}, d'après la structure depuis le"
            f" {jour(sienne.depuis)}.",
        )
    for confiance, nom, reserve in TABLES:
        for cle in parametres.parametre(nom).cles:
            valeur = au_plus_tot(parametres, nom, le, cle)
            if str(code) in valeur.liste:
                classe = ClasseSortie(cle or "")
                phrase = f"{_nom(motif)} : {CLASSES_SORTIE[classe]}.{reserve}"
                return Classement(classe, confiance, phrase, valeur)
    return Classement(
        None,
        "",
        f"{_nom(motif)} : aucune classe n'est établie pour ce motif. Écrivez celle qui est"
        " convenue avec l'État.",
    )


def _nom(motif: MotifSortie) -> str:
    texte = MOTIFS_SORTIE[motif]
    return f"Motif {motif.value}, {texte}"


@dataclass(frozen=True, slots=True)
class Presence:
    """A stay in a structure: first and last day of its contracts, minutes worked in all."""

    dispositif: Dispositif
    debut: date
    fin: date
    minutes: int | None


@dataclass(frozen=True, slots=True)
class Comptage:
    """Does an exit enter the figures: None when the hours are not known, or no rule is set."""

    comptee: bool | None
    phrase: str
    parametres: tuple[Valeur, ...] = ()


def compter(presence: Presence, le: date, parametres: Parametres) -> Comptage:
    """Is an exit counted, and why.

    ACI, EI: 1 h and more than 2.65 months of contract (a month being 365/12 days: 81 days). AI,
    ETTI: 150 h. EITI: 1 h. Worked line: AI, 149 h 59: not counted.
    """
    dispositif = presence.dispositif.value
    try:
        seuil = au_plus_tot(parametres, HEURES, le, dispositif)
    except NonCalculable as erreur:
        return Comptage(None, erreur.motif)
    if presence.minutes is None:
        return Comptage(None, "Les heures travaillées ne sont pas connues.", (seuil,))
    minimum = seuil.en(60)
    if presence.minutes < minimum:
        return Comptage(
            False,
            f"Non comptée : {heures(presence.minutes)} travaillées, il en faut {heures(minimum)}"
            f" en {dispositif}.",
            (seuil,),
        )
    if dispositif in parametres.parametre(MOIS).cles:
        return _selon_la_duree(presence, seuil, au_plus_tot(parametres, MOIS, le, dispositif))
    return Comptage(True, f"Comptée : {heures(presence.minutes)} travaillées.", (seuil,))


def _selon_la_duree(presence: Presence, heures_min: Valeur, mois_min: Valeur) -> Comptage:
    jours = jours_inclus(presence.debut, presence.fin)
    assez = jours * MOIS_PAR_AN * 100 > mois_min.en(100) * JOURS_PAR_AN
    limite = f"{nombre(mois_min.nombre)} mois"
    if assez:
        phrase = f"Comptée : {jours} jours de contrat, plus de {limite}."
    else:
        phrase = f"Non comptée : {jours} jours de contrat, il faut plus de {limite}."
    return Comptage(assez, phrase, (heures_min, mois_min))


def cibles(le: date, parametres: Parametres) -> tuple[Valeur, Valeur]:
    """National targets of dynamic and of durable exits: 60 % and 25 % from 10 December 2008.

    Raises NonCalculable since 2013: each convention has its own.
    """
    return parametres.valeur(DYNAMIQUES, le), parametres.valeur(DURABLES, le)


def cibles_de_reference(parametres: Parametres) -> tuple[Valeur, Valeur]:
    """The last national targets that were set: what to compare with when none is negotiated."""
    dynamiques = parametres.parametre(DYNAMIQUES).valeurs[-1]
    return dynamiques, parametres.parametre(DURABLES).valeurs[-1]
