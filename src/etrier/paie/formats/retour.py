"""The file of a pay bureau read back: one line per employee and rubrique, or one per employee.

Refused as a whole when something cannot be read: each line at fault is named.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Context, Decimal, InvalidOperation

from django.utils.translation import gettext as _

from etrier.droit.arrondis import demi_haut
from etrier.droit.lecture import SaisieInvalide, lire_heures
from etrier.droit.regles.rapprochement_paie import Lu
from etrier.heures.formats.tableurs.cellules import (
    lire_matricule,
    lire_texte,
    minutes_sans_limite,
    normaliser,
)
from etrier.heures.formats.tableurs.contenus import est_rien
from etrier.heures.formats.tableurs.grille import Cellule
from etrier.heures.formats.tableurs.jours import lire_jour
from etrier.heures.formats.tableurs.ouverture import lire_grille
from etrier.paie.formats.colonnes import FIGURES, Entete, trouver
from etrier.paie.navette.rubriques import RETENUES
from etrier.socle.mois import lire_mois, premier_jour
from etrier.structures.formats.refus import FichierRefuse

_NEGATIF = re.compile(r"\((.*)\)|[-−](.*)|(.*)[-−]")
_NOMBRE = re.compile(r"[0-9]+(?:[.,][0-9]+)?")
_ESPACES = re.compile(r"[\s\u00a0\u202f€]+")
_DUREE = re.compile(r"[0-9]+[h:][0-9]{0,2}", re.IGNORECASE)
# Enough for the payroll of a country, little enough to leave the noise of binary numbers out.
_UTILES = Context(prec=14)

Traduire = Callable[[str], str | None]


@dataclass(frozen=True)
class LigneLue:
    """A line as the file has it; `rubrique` is ours, or the code itself when nobody knows it."""

    numero: int
    code: str
    lu: Lu


@dataclass
class FichierRetour:
    """A file of the bureau: its lines, its totals, the titles its columns were read under."""

    titres: Mapping[str, str]
    lignes: list[LigneLue] = field(default_factory=list)
    totaux: Counter[str] = field(default_factory=Counter)


def lire_retour(
    contenu: bytes, nom: str, voulues: Mapping[str, str], traduire: Traduire
) -> FichierRetour:
    """Read a file. `traduire`: our rubrique for a code; None for a code not to compare.

    Raises FichierRefuse when the columns are not found, or a cell cannot be read.
    """
    grille = lire_grille(contenu, nom)
    entete = trouver(grille, voulues)
    if entete is None:
        raise FichierRefuse(nom, [_colonnes_introuvables(voulues)])
    fichier, problemes = FichierRetour(entete.titres), list[str]()
    for numero, cellules in entete.page.lignes:
        if numero > entete.ligne:
            try:
                _lire_ligne(fichier, entete, numero, cellules, traduire)
            except SaisieInvalide as erreur:
                problemes.append(_("Ligne %(n)s : %(quoi)s") % {"n": numero, "quoi": erreur})
    if problemes:
        raise FichierRefuse(nom, problemes)
    if not fichier.lignes:
        raise FichierRefuse(nom, [_("Aucune ligne de paie sous les titres des colonnes.")])
    return _redresser(fichier)


def _colonnes_introuvables(voulues: Mapping[str, str]) -> str:
    if voulues:
        titres = ", ".join(f"« {t} »" for t in voulues.values())
        return _("aucune ligne ne porte ces titres de colonnes : %(titres)s.") % {"titres": titres}
    return _(
        "les colonnes ne se reconnaissent pas : il faut un matricule, un code et un montant par "
        "ligne, ou un matricule et le brut, le net à payer… Écrivez leurs titres ci-dessous."
    )


def _lire_ligne(
    fichier: FichierRetour,
    entete: Entete,
    numero: int,
    cellules: Sequence[Cellule],
    traduire: Traduire,
) -> None:
    lus = list(_lus(entete, cellules, traduire))
    if _est_total(entete, cellules):
        for _code, lu in lus:
            fichier.totaux[lu.rubrique] += lu.montant_centimes or 0
        return
    if not lus:
        return
    matricule = lire_matricule(_case(entete, cellules, "matricule"))
    if not matricule:
        raise SaisieInvalide(_("le matricule manque."))
    for code, lu in lus:
        fichier.lignes.append(LigneLue(numero, code, replace(lu, matricule=matricule)))


def _lus(
    entete: Entete, cellules: Sequence[Cellule], traduire: Traduire
) -> Iterable[tuple[str, Lu]]:
    """What the line says, without whose it is: one figure, or one per column."""
    mois = _mois(_case(entete, cellules, "mois"))
    if not entete.par_lignes:
        for figure in FIGURES:
            montant = _centimes(_case(entete, cellules, figure))
            if montant is not None:
                yield entete.titres[figure], Lu("", figure, None, montant, None, mois)
        return
    code = lire_texte(_case(entete, cellules, "code"))
    minutes = _minutes(_case(entete, cellules, "heures"))
    montant = _centimes(_case(entete, cellules, "montant"))
    if minutes is None and montant is None:
        return
    if not code:
        if _est_total(entete, cellules):
            return
        raise SaisieInvalide(_("le code de la rubrique manque."))
    rubrique = traduire(code)
    if rubrique is not None:
        taux = _taux(_case(entete, cellules, "taux"))
        yield code, Lu("", rubrique, minutes, montant, taux, mois)


def _case(entete: Entete, cellules: Sequence[Cellule], role: str) -> Cellule:
    place = entete.places.get(role)
    return "" if place is None or place >= len(cellules) else cellules[place]


def _est_total(entete: Entete, cellules: Sequence[Cellule]) -> bool:
    """« TOTAL » in the column of numbers, or before it where that column is empty."""
    propre = normaliser(lire_texte(_case(entete, cellules, "matricule")))
    if propre:
        return propre.startswith(("total", "soustotal"))
    return any(
        isinstance(c, str) and normaliser(c).startswith(("total", "soustotal")) for c in cellules
    )


def _nombre(cellule: Cellule) -> Decimal | None:
    """A signed number: -12,50, (12,50), 12,50-. None for nothing. Raises SaisieInvalide."""
    if est_rien(cellule):
        return None
    if isinstance(cellule, int | float) and not isinstance(cellule, bool):
        try:
            return _UTILES.plus(Decimal(str(cellule)))
        except InvalidOperation:
            raise _illisible(cellule) from None
    texte = _ESPACES.sub("", lire_texte(cellule))
    negatif = _NEGATIF.fullmatch(texte)
    if negatif:
        texte = next(g for g in negatif.groups() if g is not None)
    if not _NOMBRE.fullmatch(texte):
        raise _illisible(cellule)
    valeur = Decimal(texte.replace(",", "."))
    return -valeur if negatif else valeur


def _illisible(cellule: Cellule) -> SaisieInvalide:
    message = _("« %(texte)s » n'est pas un nombre.")
    return SaisieInvalide(message % {"texte": lire_texte(cellule)[:40]})


def _centimes(cellule: Cellule) -> int | None:
    valeur = _nombre(cellule)
    if valeur is None:
        return None
    centimes = valeur * 100
    if centimes != centimes.to_integral_value():
        message = _("« %(texte)s » a plus de deux décimales : un montant se paie au centime.")
        raise SaisieInvalide(message % {"texte": lire_texte(cellule)[:40]})
    return int(centimes)


def _taux(cellule: Cellule) -> int | None:
    """Centimes an hour; None for a rate of another kind (four decimals, a percentage)."""
    try:
        return _centimes(cellule)
    except SaisieInvalide:
        return None


def _minutes(cellule: Cellule) -> int | None:
    """Hours in hundredths on the nearest minute (halves away from zero), or 151:40, 151h40."""
    if est_rien(cellule):
        return None
    if isinstance(cellule, str):
        texte = _ESPACES.sub("", cellule)
        if _DUREE.fullmatch(texte.lstrip("-−")):
            lues = lire_heures(texte.lstrip("-−"))
            return -lues if texte[0] in "-−" else lues
    elif not isinstance(cellule, int | float):
        return minutes_sans_limite(cellule)
    valeur = _nombre(cellule)
    if valeur is None:
        return None
    numerateur, denominateur = valeur.as_integer_ratio()
    return demi_haut(numerateur * 60, denominateur)


def _mois(cellule: Cellule) -> date | None:
    if est_rien(cellule):
        return None
    try:
        return lire_mois(lire_texte(cellule))
    except ValueError:
        return premier_jour(lire_jour(cellule))


def _redresser(fichier: FichierRetour) -> FichierRetour:
    """What is kept back is counted positive, whatever the sign the bureau writes it with."""
    sommes: Counter[str] = Counter()
    for ligne in fichier.lignes:
        sommes[ligne.lu.rubrique] += ligne.lu.montant_centimes or 0
    tournees = {r for r in RETENUES if sommes[r] < 0}
    fichier.lignes = [_tourner(x) if x.lu.rubrique in tournees else x for x in fichier.lignes]
    for rubrique in tournees & fichier.totaux.keys():
        fichier.totaux[rubrique] = -fichier.totaux[rubrique]
    return fichier


def _tourner(ligne: LigneLue) -> LigneLue:
    montant = ligne.lu.montant_centimes
    inverse = None if montant is None else -montant
    return replace(ligne, lu=replace(ligne.lu, montant_centimes=inverse))
