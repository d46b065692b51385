"""One employee, rubrique by rubrique: what differs, and what explains it."""

from collections.abc import Iterator, Mapping

from etrier.droit.arrondis import demi_haut
from etrier.droit.regles.rapprochement.lignes import DU_BULLETIN, EN_PLUS, PLEIN, Ecart, Somme

# A rubrique that has its own words when it is missing, or of another amount.
_PROPRES: Mapping[str, tuple[str, str]] = {
    "ACOMPTE": ("ACOMPTE_NON_DEDUIT", "ACOMPTE_DIFFERENT"),
    "SAISIE": ("SAISIE_ABSENTE", "SAISIE_DIFFERENTE"),
    **dict.fromkeys(EN_PLUS - {"PANIER"}, ("FRAIS_ABSENTS", "FRAIS_DIFFERENTS")),
}


def comparer(
    matricule: str, envoyees: Mapping[str, Somme], rendues: Mapping[str, Somme]
) -> Iterator[Ecart]:
    """Differences of an employee whose number is right.

    A return that only sums payslips up is not reproached with the lines it does not give.
    """
    detaillees = rendues.keys() - DU_BULLETIN
    if not detaillees:
        return
    for rubrique, attendu in envoyees.items():
        lu = rendues.get(rubrique)
        genre = _absente(rubrique) if lu is None else _genre(rubrique, attendu, lu)
        if genre:
            yield Ecart.entre(matricule, rubrique, genre, attendu, lu)
    for rubrique in sorted(detaillees - envoyees.keys()):
        if not rendues[rubrique].nulle:
            lu = rendues[rubrique]
            yield Ecart.entre(matricule, rubrique, "RUBRIQUE_INATTENDUE", None, lu)


def _absente(rubrique: str) -> str:
    return _PROPRES[rubrique][0] if rubrique in _PROPRES else "RUBRIQUE_ABSENTE"


def _genre(rubrique: str, attendu: Somme, lu: Somme) -> str:
    """The reason of the difference; nothing when there is none."""
    if attendu.pareille(lu):
        return ""
    voulu, dit = attendu.montant_centimes, lu.montant_centimes
    if voulu and dit == -voulu:
        return "SIGNE_INVERSE"
    if rubrique in _PROPRES:
        return _PROPRES[rubrique][1]
    if _differe(attendu.minutes, lu.minutes):
        return _genre_heures(attendu, lu)
    return _genre_montant(attendu, lu)


def _genre_heures(attendu: Somme, lu: Somme) -> str:
    if lu.minutes == _en_centiemes(attendu.minutes or 0):
        return "HEURES_CENTIEMES"
    if lu.montant_centimes is None or lu.montant_centimes == attendu.montant_centimes:
        return "HEURES"
    au_taux = _au_taux(lu.minutes, attendu)
    proche = au_taux is not None and abs(lu.montant_centimes - au_taux) <= 1
    return "HEURES_MONTANT" if proche else "HEURES_ET_MONTANT"


def _genre_montant(attendu: Somme, lu: Somme) -> str:
    """Same hours: rounded otherwise, paid at another rate, or neither."""
    voulu, dit = attendu.montant_centimes, lu.montant_centimes
    if voulu is None or dit is None or not attendu.minutes:
        return "MONTANT"
    ecrit = lu.taux_horaire_centimes
    autre_taux = ecrit is not None and ecrit != attendu.taux_horaire_centimes
    if autre_taux and attendu.taux_horaire_centimes is not None:
        return "MONTANT_TAUX"
    if abs(dit - voulu) <= 1 or dit == _en_heures_arrondies(attendu):
        return "MONTANT_ARRONDI"
    return "MONTANT_TAUX" if _est_un_taux(attendu, dit) else "MONTANT"


def _en_centiemes(minutes: int) -> int:
    """151 h 40 typed 151.40: 151 h 24."""
    heures, reste = divmod(minutes, 60)
    return heures * 60 + demi_haut(reste * 60, 100)


def _au_taux(minutes: int | None, somme: Somme) -> int | None:
    taux, part = somme.taux_horaire_centimes, somme.taux_pour_dix_mille
    if minutes is None or taux is None or part is None:
        return None
    return demi_haut(minutes * taux * part, 60 * PLEIN)


def _en_heures_arrondies(somme: Somme) -> int | None:
    """The amount of hours first rounded to their hundredth, as payslips print them."""
    taux, part = somme.taux_horaire_centimes, somme.taux_pour_dix_mille
    if somme.minutes is None or taux is None or part is None:
        return None
    return demi_haut(demi_haut(somme.minutes * 100, 60) * taux * part, 100 * PLEIN)


def _est_un_taux(attendu: Somme, dit: int) -> bool:
    """True when whole centimes an hour, more than none, give that amount for those minutes."""
    part, minutes = attendu.taux_pour_dix_mille, attendu.minutes or 0
    if attendu.taux_horaire_centimes is None or not part:
        return False
    taux = demi_haut(dit * 60 * PLEIN, minutes * part)
    return taux > 0 and demi_haut(minutes * taux * part, 60 * PLEIN) == dit


def _differe(a: int | None, b: int | None) -> bool:
    return a is not None and b is not None and a != b
