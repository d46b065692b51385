"""One cell of a spreadsheet as a day, minutes, a nature or a text. Exact, or refused.

A spreadsheet keeps numbers in binary: 7.35 is read back from its shortest writing (`str`), so that
0.35 hour is 21 minutes and not 20.999…
"""

import re
from datetime import date, datetime, time, timedelta
from decimal import Context, Decimal
from math import isfinite

from django.utils.translation import gettext as _

from etrier.droit.arrondis import demi_haut
from etrier.droit.ecriture import nombre
from etrier.droit.lecture import SaisieInvalide, lire_heures, lire_nombre
from etrier.droit.lettres import decouper, sans_accents
from etrier.droit.vocabulaire import NatureHeures
from etrier.heures.formats.tableurs.grille import Cellule
from etrier.socle.mois import MINUTES_PAR_JOUR

# Day 0 of the times past midnight (spreadsheets believe 1900 was a leap year).
_ORIGINE_HEURES = datetime(1899, 12, 31)  # noqa: DTZ001 - a duration, not an instant
_ANNEE_DES_DUREES = 1900
_ORIGINE_1904 = datetime(1904, 1, 1)  # noqa: DTZ001 - idem, in workbooks of old Macs
_HEURE_AVEC_SECONDES = re.compile(r"([0-9]+:[0-9]{2}):00")
_UNITES = re.compile(r"\s*h(?:eures?|rs?|res)\b", re.IGNORECASE)
_MINUTES_ECRITES = re.compile(r"(h\s*[0-9]{2})\s*(?:min|mn|m)\.?$", re.IGNORECASE)
_MINUTES_SEULES = re.compile(r"([0-9]{1,4})\s*(?:min|mn|minutes?)\.?", re.IGNORECASE)
_DECIMALES_EN_H = re.compile(r"([0-9]+[.,][0-9]+)\s*h", re.IGNORECASE)
_SCIENTIFIQUE = re.compile(r"[0-9]+([.,][0-9]+)?E\+?[0-9]+", re.IGNORECASE)
_ERREUR = re.compile(r"=|#(REF|N/A|VALUE|VALEUR|DIV/0|NAME|NOM|NULL|NUL|NUM|NOMBRE|####)", re.I)
_MOJIBAKE = re.compile("[ÃÂ]|â€")
# The no-break hyphen of word processors is U+2010 once its letters are plain.
_TRAITS = re.compile("[-'\u2010]")
_ARRONDI = re.compile(r"[0-9]{6,}0{6}")
_SANS_PERTE = 1e15
_LONGUEUR_MAXIMUM = 40
# Enough for a second in a century, little enough to leave the noise of binary numbers out.
_CHIFFRES_UTILES = Context(prec=12)


def normaliser(texte: str) -> str:
    """Letters and digits only, without accents nor capitals: to recognise a header or a nature."""
    return "".join(decouper(texte))


def cle_de_nom(texte: str) -> str:
    """A name without accents nor capitals; hyphens and apostrophes are spaces."""
    return " ".join(_TRAITS.sub(" ", sans_accents(texte).casefold()).split())


# How natures are written in the file: the same words whatever the language of the screens.
NATURES_ECRITES = {
    NatureHeures.TRAVAIL: "travail",
    NatureHeures.FORMATION: "formation",
    NatureHeures.ABSENCE_PAYEE: "absence payée",
    NatureHeures.ABSENCE_NON_PAYEE: "absence non payée",
    NatureHeures.CONGE_PAYE: "congé payé",
    NatureHeures.JOUR_FERIE: "jour férié",
}
_NATURES = {normaliser(texte): nature for nature, texte in NATURES_ECRITES.items()} | {
    normaliser(texte): nature
    for texte, nature in {
        "heures travaillées": NatureHeures.TRAVAIL,
        "heures de travail": NatureHeures.TRAVAIL,
        "travaillé": NatureHeures.TRAVAIL,
        "heures de formation": NatureHeures.FORMATION,
        "formations": NatureHeures.FORMATION,
        "congés": NatureHeures.CONGE_PAYE,
        "congés payés": NatureHeures.CONGE_PAYE,
        "férié": NatureHeures.JOUR_FERIE,
        "jours fériés": NatureHeures.JOUR_FERIE,
        "absences payées": NatureHeures.ABSENCE_PAYEE,
        "absences non payées": NatureHeures.ABSENCE_NON_PAYEE,
    }.items()
}


def lire_texte(cellule: Cellule) -> str:
    """What the cell shows, on one line; a whole number without its decimal point."""
    if isinstance(cellule, str):
        return _propre(cellule)
    if isinstance(cellule, bool):
        return "VRAI" if cellule else "FAUX"
    if isinstance(cellule, float) and cellule.is_integer():
        return str(int(cellule))
    return str(cellule).strip()


def _propre(texte: str) -> str:
    texte = " ".join(texte.split()).removeprefix("'")
    return _reparer(texte) if _MOJIBAKE.search(texte) else texte


def _reparer(texte: str) -> str:
    """« PrÃ©nom » is UTF-8 somebody read as Windows-1252."""
    try:
        return texte.encode("cp1252").decode("utf-8")
    except UnicodeError:
        return texte


def lire_matricule(cellule: Cellule) -> str:
    """The number of a person as it is written. Raises SaisieInvalide when figures were lost."""
    texte = lire_texte(cellule)
    trop_long = isinstance(cellule, int | float) and abs(cellule) >= _SANS_PERTE
    if trop_long or _ARRONDI.fullmatch(texte) or _SCIENTIFIQUE.fullmatch(texte):
        raise SaisieInvalide(
            _(
                "« %(texte)s » a perdu des chiffres dans le tableur : mettez la colonne au format "
                "« Texte » et écrivez le numéro de nouveau."
            )
            % {"texte": f"{cellule:.2E}" if isinstance(cellule, float) else texte}
        )
    if est_erreur(texte):
        raise en_erreur(texte)
    return texte


def est_erreur(texte: str) -> bool:
    """True for « #REF! », « #N/A » and their like, and for a formula in place of its value."""
    return texte.startswith(("#", "=")) and bool(_ERREUR.match(texte))


def en_erreur(texte: str) -> SaisieInvalide:
    """Why such a cell is not read."""
    if texte.startswith("="):
        message = _(
            "« %(texte)s » est une formule jamais calculée : ouvrez le classeur dans votre "
            "tableur, enregistrez-le, puis importez-le."
        )
    else:
        message = _("« %(texte)s » est une erreur de formule : corrigez-la dans le tableur.")
    return SaisieInvalide(message % {"texte": texte[:60]})


def lire_nature(cellule: Cellule) -> NatureHeures:
    """The nature named; an empty cell is work. Raises SaisieInvalide."""
    texte = lire_texte(cellule)
    if not texte:
        return NatureHeures.TRAVAIL
    nature = _NATURES.get(normaliser(texte))
    if nature is None:
        raise SaisieInvalide(
            _("« %(texte)s » est une nature inconnue, choisissez parmi : %(natures)s.")
            % {"texte": texte, "natures": ", ".join(NATURES_ECRITES.values())}
        )
    return nature


def lire_minutes(cellule: Cellule) -> int:
    """Whole minutes of a day: 7.5, "7,5", "7h30", "7:30", or a true time. Raises SaisieInvalide."""
    minutes = minutes_sans_limite(cellule)
    if minutes > MINUTES_PAR_JOUR:
        raise SaisieInvalide(
            _("%(heures)s heures en un jour : une journée en a 24 au plus, écrivez 7,5 ou 7h30.")
            % {"heures": nombre(Decimal(minutes // 60))}
        )
    return minutes


def minutes_sans_limite(cellule: Cellule) -> int:
    """Whole minutes, of a sum too. Raises SaisieInvalide."""
    match cellule:
        case time():
            duree = timedelta(hours=cellule.hour, minutes=cellule.minute, seconds=cellule.second)
            return _minutes_de_duree(duree)
        case timedelta():
            return _minutes_de_duree(cellule)
        case date() if cellule.year <= _ANNEE_DES_DUREES or cellule.year == _ORIGINE_1904.year:
            # 24:00 in a cell of times: whole days are shown as a day of 1900, or of 1904.
            origine = _ORIGINE_1904 if cellule.year > _ANNEE_DES_DUREES else _ORIGINE_HEURES
            if isinstance(cellule, datetime):
                return _minutes_de_duree(cellule - origine)
            return _minutes_de_duree(cellule - origine.date())
        case bool() | date():
            pass
        case int() | float() if isfinite(cellule):
            return _minutes_exactes(Decimal(str(cellule)))
        case str():
            return _minutes_de_texte(cellule)
    raise SaisieInvalide(
        _("« %(texte)s » n'est pas un nombre d'heures : écrivez 7,5 ou 7h30.")
        % {"texte": lire_texte(cellule)}
    )


def _minutes_de_texte(texte: str) -> int:
    texte = lire_texte(texte)
    if est_erreur(texte):
        raise en_erreur(texte)
    if len(texte) > _LONGUEUR_MAXIMUM:
        raise SaisieInvalide(_("« %(texte)s… » n’est pas une durée.") % {"texte": texte[:20]})
    if texte.startswith(("-", "−")):
        raise _negatif(texte)
    texte = _UNITES.sub("h", _MINUTES_ECRITES.sub(r"\1", texte))
    if trouve := _HEURE_AVEC_SECONDES.fullmatch(texte) or _DECIMALES_EN_H.fullmatch(texte):
        texte = trouve[1]
    elif trouve := _MINUTES_SEULES.fullmatch(texte):
        return int(trouve[1])
    if "h" in texte.lower() or ":" in texte:
        return lire_heures(texte)
    try:
        return _minutes_exactes(lire_nombre(texte))
    except SaisieInvalide as erreur:
        if any(c.isdigit() for c in texte) and not any(c.isalpha() for c in texte):
            raise erreur from None
        return lire_heures(texte)  # its own sentence says how hours are written


def _minutes_de_duree(duree: timedelta) -> int:
    if duree < timedelta(0):
        raise _negatif(str(duree))
    minutes, reste = divmod(duree, timedelta(minutes=1))
    if reste:
        raise _pas_en_minutes(str(duree), minutes)
    return minutes


def _minutes_exactes(heures: Decimal) -> int:
    """Minutes of a number of hours, when it is the way a spreadsheet writes whole minutes."""
    if heures < 0:
        raise _negatif(nombre(heures))
    numerateur, denominateur = heures.as_integer_ratio()
    minutes = demi_haut(numerateur * 60, denominateur)
    ecrites = _CHIFFRES_UTILES.divide(Decimal(minutes), Decimal(60))
    if ecrites != _CHIFFRES_UTILES.plus(heures):
        raise _pas_en_minutes(nombre(heures), minutes)
    return minutes


def _negatif(texte: str) -> SaisieInvalide:
    return SaisieInvalide(
        _(
            "« %(texte)s » : une durée n'est pas négative. Pour annuler des heures validées, "
            "passez par une correction."
        )
        % {"texte": texte}
    )


def _pas_en_minutes(texte: str, minutes: int) -> SaisieInvalide:
    return SaisieInvalide(
        _("« %(texte)s » heures ne fait pas des minutes entières : écrivez par exemple %(juste)s.")
        % {"texte": texte, "juste": f"{minutes // 60}h{minutes % 60:02d}"}
    )
