"""Who may be hired in an IAE structure: criteria, who declares, until when the diagnosis serves.

Sources: CT L5132-3, R5132-1-1, R5132-1-5, R5132-1-7; arrêté of 1 September 2021; rules of the State
platform for the validity of a diagnosis (no article sets one). GEIQ: D6325-23, arrêté of 10 March
2022 (`regles/eligibilite_geiq`).

Worked line: an ACI declares somebody with TH, QPV and PM (three of level 2) on 2025-02-01:
eligible, the diagnosis no longer serves on 2025-05-04 (92 days).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from etrier.droit.calendrier import ajouter_mois
from etrier.droit.parametre import NonCalculable, Parametres, Valeur
from etrier.droit.regles import eligibilite_geiq as geiq
from etrier.droit.vocabulaire import Dispositif
from etrier.droit.vocabulaire_parcours import CRITERES, Auteur, Critere

NIVEAU_1, NIVEAU_2 = "eligibilite/criteres_niveau_1", "eligibilite/criteres_niveau_2"
EXIGES_1, EXIGES_2 = "eligibilite/niveau_1_exiges", "eligibilite/niveau_2_exiges"
INCOMPATIBLES = "eligibilite/criteres_incompatibles"
PRESCRIPTEUR_MOIS = "eligibilite/diagnostic_prescripteur_mois"
EMPLOYEUR_MOIS = "eligibilite/diagnostic_employeur_mois"
EMPLOYEUR_JOURS = "eligibilite/diagnostic_employeur_jours"
GEIQ_MOIS = "eligibilite/diagnostic_geiq_mois"


@dataclass(frozen=True, slots=True)
class Eligibilite:
    """The verdict of a diagnosis.

    `expire_le`: first day the diagnosis no longer serves; None when not eligible, or when the day
    of the diagnosis is not given. `montant_centimes`: State aid, for a GEIQ only.
    """

    eligible: bool
    motif: str
    expire_le: date | None = None
    montant_centimes: int | None = None
    parametres: tuple[Valeur, ...] = ()


def juger(
    dispositif: Dispositif,
    auteur: Auteur,
    criteres: Iterable[Critere],
    le: date | None,
    parametres: Parametres,
) -> Eligibilite:
    """Is somebody eligible, why, and until when the diagnosis serves.

    `le` None: the latest rules, no expiry. Raises NonCalculable before 1 September 2021.
    Worked line: TH and QPV in an AI: eligible (two of level 2); in an ACI: not (three needed).
    """
    retenus = tuple(dict.fromkeys(criteres))
    jour_lu = le or date.max
    refus = _incompatibles(retenus, jour_lu, parametres)
    if refus:
        return Eligibilite(False, refus)
    if not dispositif.est_iae:
        verdict = _geiq(auteur, retenus, jour_lu, parametres)
    elif auteur is Auteur.PRESCRIPTEUR:
        verdict = Eligibilite(
            True, "Un prescripteur habilité déclare éligible sans critère administratif."
        )
    else:
        verdict = _par_la_structure(dispositif, retenus, jour_lu, parametres)
    return _avec_expiration(verdict, auteur, dispositif, le, parametres)


def _par_la_structure(
    dispositif: Dispositif, criteres: Sequence[Critere], le: date, parametres: Parametres
) -> Eligibilite:
    """One criterion of level 1, else two or three of level 2."""
    valeurs = (
        parametres.valeur(NIVEAU_1, le),
        parametres.valeur(NIVEAU_2, le),
        parametres.valeur(EXIGES_1, le),
        parametres.valeur(EXIGES_2, le, dispositif.value),
    )
    niveau_1, niveau_2, exiges_1, exiges_2 = valeurs
    un = [c for c in criteres if c.value in niveau_1.liste]
    deux = [c for c in criteres if c.value in niveau_2.liste]
    if len(un) >= exiges_1.en(1):
        motif = f"Un critère de niveau 1 suffit : {_noms(un)}."
        return Eligibilite(True, motif, parametres=(niveau_1, exiges_1))
    besoin = exiges_2.en(1)
    if len(deux) >= besoin:
        motif = f"{len(deux)} critères de niveau 2 : {besoin} suffisent en {dispositif.value}."
        return Eligibilite(True, motif, parametres=(exiges_2,))
    manque = besoin - len(deux)
    motif = (
        f"En {dispositif.value}, il faut un critère de niveau 1 ou {besoin} de niveau 2 :"
        f" {_compte(len(deux), 'de niveau 2 retenu')}, il en manque {manque}. Un prescripteur"
        " habilité peut déclarer la personne éligible sans critère."
    )
    return Eligibilite(False, motif, parametres=(niveau_1, exiges_1, exiges_2))


def _compte(nombre: int, suite: str) -> str:
    return f"{nombre or 'aucun'} critère{'s' if nombre > 1 else ''} {suite}{'s' * (nombre > 1)}"


def _noms(criteres: Iterable[Critere]) -> str:
    return ", ".join(f"« {CRITERES[c]} »" for c in criteres)


def _incompatibles(criteres: Sequence[Critere], le: date, parametres: Parametres) -> str:
    """The sentence of two criteria that exclude each other, empty when none do."""
    for paire in parametres.valeur(INCOMPATIBLES, le).liste:
        un, autre = (Critere(code) for code in paire.split("+"))
        if un in criteres and autre in criteres:
            return (
                f"« {CRITERES[un]} » et « {CRITERES[autre]} » ne peuvent pas être vrais ensemble :"
                " gardez un seul des deux."
            )
    return ""


def _geiq(
    auteur: Auteur, criteres: Sequence[Critere], le: date, parametres: Parametres
) -> Eligibilite:
    aide = geiq.aide(auteur, criteres, le, parametres)
    return Eligibilite(
        aide.montant_centimes > 0, aide.motif, None, aide.montant_centimes, aide.parametres
    )


def _avec_expiration(
    verdict: Eligibilite,
    auteur: Auteur,
    dispositif: Dispositif,
    le: date | None,
    parametres: Parametres,
) -> Eligibilite:
    if not verdict.eligible or le is None:
        return verdict
    fin, valeur = _expiration(auteur, dispositif, le, parametres)
    return Eligibilite(
        True, verdict.motif, fin, verdict.montant_centimes, (*verdict.parametres, valeur)
    )


def expire_le(auteur: Auteur, dispositif: Dispositif, le: date, parametres: Parametres) -> date:
    """First day a diagnosis made on `le` no longer serves.

    Prescriber: six months (2024-12-03 → 2025-06-03). Employer: 92 days (2024-12-03 →
    2025-03-05), six months before. GEIQ: six months, whoever declares. Raises NonCalculable.
    """
    return _expiration(auteur, dispositif, le, parametres)[0]


def _expiration(
    auteur: Auteur, dispositif: Dispositif, le: date, parametres: Parametres
) -> tuple[date, Valeur]:
    if dispositif.est_iae and auteur is Auteur.EMPLOYEUR:
        try:
            jours = parametres.valeur(EMPLOYEUR_JOURS, le)
        except NonCalculable:
            mois = parametres.valeur(EMPLOYEUR_MOIS, le)
            return ajouter_mois(le, mois.en(1)), mois
        return le + timedelta(days=jours.en(1)), jours
    mois = parametres.valeur(PRESCRIPTEUR_MOIS if dispositif.est_iae else GEIQ_MOIS, le)
    return ajouter_mois(le, mois.en(1)), mois


def criteres(
    dispositif: Dispositif, le: date, parametres: Parametres
) -> tuple[tuple[str, tuple[Critere, ...]], ...]:
    """The criteria to show on a form, under their headings, for a dispositif on a day."""
    titres = (("Niveau 1", NIVEAU_1), ("Niveau 2", NIVEAU_2)) if dispositif.est_iae else geiq.TITRES
    vus: set[Critere] = set()
    groupes = []
    for titre, nom in titres:
        liste = (Critere(code) for code in parametres.valeur(nom, le).liste)
        propres = tuple(c for c in liste if c not in vus)
        vus |= set(propres)
        groupes.append((titre, propres))
    return tuple(groupes)


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """A diagnosis as rules see it. `cle` is the caller's own handle (a row's id).

    `structure_id`: the employer that made it, or the one that keeps a prescriber's. `fin_pass`:
    end of the PASS it is linked to, None without.
    """

    auteur: Auteur
    le: date
    expire_le: date
    structure_id: int
    fin_pass: date | None = None
    cle: int | None = None


def est_valide(diagnostic: Diagnostic, le: date) -> bool:
    """Before its expiry day, or for as long as the PASS it is linked to (its last day included)."""
    if diagnostic.fin_pass is not None and le <= diagnostic.fin_pass:
        return True
    return diagnostic.expire_le > le


def est_visible(diagnostic: Diagnostic, structure_id: int) -> bool:
    """An employer's diagnosis serves that employer alone; a prescriber's serves all."""
    return diagnostic.auteur is Auteur.PRESCRIPTEUR or diagnostic.structure_id == structure_id


def retenir(diagnostics: Iterable[Diagnostic], structure_id: int, le: date) -> Diagnostic | None:
    """The diagnosis that serves a structure on a day: a prescriber's first, even older."""
    utiles = [d for d in diagnostics if est_visible(d, structure_id) and est_valide(d, le)]
    return max(
        utiles, key=lambda d: (d.auteur is Auteur.PRESCRIPTEUR, d.le, d.expire_le), default=None
    )
