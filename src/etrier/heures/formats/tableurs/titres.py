"""What a sheet says above its header, on its tab and in its file name: its month, its subject."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import PurePath

from django.utils.translation import gettext as _

from etrier.heures.formats.tableurs.cellules import lire_texte, normaliser
from etrier.heures.formats.tableurs.entetes import role_de
from etrier.heures.formats.tableurs.grille import Page, Rangee, est_vide
from etrier.heures.formats.tableurs.jours import (
    ANNEES,
    MOIS,
    a_plat,
    annees,
    noms_de_mois,
    trouver_mois,
)
from etrier.structures.formats.refus import FichierRefuse

_ETIQUETTE = re.compile(r"\s*([^:]{2,40}?)\s*:\s*(.*)", re.DOTALL)
_SUJETS = ("matricule", "nom", "prénom", "personne", "lieu", "chantier", "mission", "contrat")
_ORDINAIRE = re.compile(
    r"(feuil(le)?|sheet|page|tableau|classeur|table|heures?|hours|planning|releves?|saisie|"
    r"pointage|presences?|donnees|data|export|import|recap(itulatif)?|mois|total|modele|liste|"
    r"suivi|base|s|sem|semaine|equipe|fiche|tous|general)?[ _.-]*(d.?heures|des heures)?"
    r"[ _.-]*\(?[0-9]*\)?"
)
_MOTS_DE_TITRE = re.compile(
    r"heure|releve|feuille|planning|mois|semaine|association|pointage|presence|emargement|"
    r"structure|chantier|annee|suivi|tableau|insertion|total|etabli|edite|page"
)
_MOIS_DU_NOM = re.compile(
    r"(?<![a-z])(" + "|".join(m for mots in MOIS for m in mots) + r")(?![a-z])\.?|(19|20)[0-9]{2}",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Sujet:
    """Whom or what a whole sheet speaks of. Empty: each row says it."""

    matricule: str = ""
    nom: str = ""
    prenom: str = ""
    personne: str = ""
    lieu: str = ""
    chantier: str = ""
    mission: str = ""
    contrat: str = ""

    @property
    def a_quelqu_un(self) -> bool:
        """True when a person is named."""
        return bool(self.matricule or self.nom or self.personne)

    @property
    def a_un_lieu(self) -> bool:
        """True when a place is named."""
        return bool(self.lieu or self.chantier or self.mission)


def titres(page: Page, entete: int) -> list[Rangee]:
    """The rows above the header."""
    return [ligne for ligne in page.lignes if ligne[0] < entete]


def lire_sujet(page: Page, entete: int) -> Sujet:
    """What « Salarié : DUPONT Jeanne » or « Client | Mairie » say above the header."""
    trouves: dict[str, str] = {}
    for _numero, cellules in titres(page, entete):
        textes = _sans_repetition([lire_texte(c) for c in cellules])
        for rang, texte in enumerate(textes):
            etiquette = _ETIQUETTE.fullmatch(texte)
            role = role_de(etiquette[1] if etiquette else texte)
            suivant = textes[rang + 1] if rang + 1 < len(textes) else ""
            valeur = (etiquette[2] if etiquette else "") or suivant
            # A label is not the value of the label before it.
            if role and valeur and role_de(valeur) is None and not _ETIQUETTE.fullmatch(valeur):
                trouves.setdefault(role[0], valeur)
    if "nom" in trouves and "prénom" not in trouves:
        trouves.setdefault("personne", trouves.pop("nom"))
    garde = {("prenom" if k == "prénom" else k): v for k, v in trouves.items() if k in _SUJETS}
    return Sujet(**garde)


def _sans_repetition(textes: Sequence[str]) -> list[str]:
    """Cells that say something; a merged one once."""
    pleins = [t for t in textes if t]
    return [t for rang, t in enumerate(pleins) if rang == 0 or t != pleins[rang - 1]]


def nommer_personne(sujet: Sujet, page: Page, entete: int) -> Sujet:
    """The subject with its person: as labelled, else the tab's name, else a title's."""
    if sujet.a_quelqu_un:
        return sujet
    if nom := nom_propre(page.nom):
        return replace(sujet, personne=nom)
    for _numero, cellules in titres(page, entete):
        for texte in map(lire_texte, cellules):
            nom = nom_propre(texte)
            est_un_nom = 2 <= len(nom.split()) <= 5 and not re.search(r"[0-9:]", nom)
            if est_un_nom and not _MOTS_DE_TITRE.search(a_plat(nom)):
                return replace(sujet, personne=nom)
    return sujet


def nommer_lieu(sujet: Sujet, page: Page) -> Sujet:
    """The subject with its place: as labelled, else the tab's name."""
    return sujet if sujet.a_un_lieu else replace(sujet, lieu=nom_propre(page.nom))


def nom_propre(texte: str) -> str:
    """A tab's name without its month; nothing when any sheet could be called so."""
    sans_mois = _MOIS_DU_NOM.sub(" ", _plat_sauf_casse(texte))
    court = " ".join(sans_mois.split()).strip(" -–_.,()")
    return "" if _ORDINAIRE.fullmatch(a_plat(court)) else court


def _plat_sauf_casse(texte: str) -> str:
    # « février » and « août » are the only months with accents.
    return re.sub(r"f[ée]v(r(ier)?)?\b", "fevrier", re.sub(r"août", "aout", texte), flags=re.I)


def lire_mois(page: Page, entete: int, nom: str, indice: date | None) -> date | None:
    """The month of a sheet: its title's, else its tab's, else the file's, else `indice`.

    Raises FichierRefuse when the title says two months, or another one than the tab.
    """
    textes = [" ".join(_textes(ligne)) for ligne in titres(page, entete)]
    sources = ("\n".join(textes), page.nom, PurePath(nom).stem)
    complets = [set().union(*map(trouver_mois, s.split("\n"))) for s in sources]
    complets[0] |= _dates_de_mois(page, entete)
    du_titre, de_l_onglet = complets[0], complets[1]
    if len(du_titre) > 1:
        raise _deux_mois(nom, page, du_titre)
    if len(du_titre) == 1:
        (mois,) = du_titre
        autres = noms_de_mois(page.nom) - {mois.month}
        if (de_l_onglet and de_l_onglet != du_titre) or autres:
            raise _deux_mois(
                nom, page, du_titre | (de_l_onglet or {mois.replace(month=min(autres))})
            )
        return mois
    return _completer(sources, complets, indice)


def _completer(
    sources: Sequence[str], complets: Sequence[set[date]], indice: date | None
) -> date | None:
    """A month whose name is in one place and whose year is in another."""
    for texte, trouves in zip(sources[1:], complets[1:], strict=True):
        noms = noms_de_mois(sources[0]) or noms_de_mois(texte)
        if len(trouves) == 1 and noms <= {m.month for m in trouves}:
            return next(iter(trouves))
    for texte in sources:
        noms = noms_de_mois(texte)
        for source in (*sources, str(indice.year) if indice else ""):
            if len(noms) == 1 and len(annees(source)) == 1:
                return date(min(annees(source)), min(noms), 1)
        if noms:
            return None
    return indice


def _textes(ligne: Rangee) -> list[str]:
    """Texts of a title; a true date is no text: it is often the day the sheet was printed."""
    return _sans_repetition(
        [lire_texte(c) for c in ligne[1] if not est_vide(c) and not isinstance(c, date)]
    )


def _dates_de_mois(page: Page, entete: int) -> set[date]:
    """Months kept as the true date of their first day, alone or beside the word « mois »."""
    trouves = set()
    for _numero, cellules in titres(page, entete):
        for cellule in cellules:
            if isinstance(cellule, date) and cellule.day == 1 and cellule.year in ANNEES:
                jour = cellule.date() if isinstance(cellule, datetime) else cellule
                trouves.add(jour)
    if len(trouves) > 1:
        return set()
    return trouves


def _deux_mois(nom: str, page: Page, mois: set[date]) -> FichierRefuse:
    message = _(
        "La feuille%(feuille)s parle de plusieurs mois (%(mois)s) : corrigez son titre ou son "
        "onglet, ou choisissez le mois à importer."
    )
    ecrits = ", ".join(f"{m:%m/%Y}" for m in sorted(mois))
    feuille = f" « {page.nom} »" if page.nom else ""
    return FichierRefuse(nom, [message % {"feuille": feuille, "mois": ecrits}])


def est_ordinaire(nom: str) -> bool:
    """True when a tab's name names nobody: « Feuil1 », « Octobre », « Heures »."""
    return not normaliser(nom_propre(nom))
