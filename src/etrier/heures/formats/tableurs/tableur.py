"""A spreadsheet of hours, in the layouts people have, read to lines: who, where, day, how long.

The documented layout has a header, then one line per person, day and place. Columns are found by
name; capitals, accents and spaces do not matter:

| column | holds |
|---|---|
| matricule | the person's; or nom and prénom |
| nom, prénom | instead of matricule, or to check it |
| jour | a date, 05/10/2026 or 2026-10-05 |
| nature | travail (or empty), formation, absence payée, absence non payée, congé payé, jour férié |
| heures | 7,5 or 7h30 or 7:30 or a true time; empty: the line is not read |
| chantier | its denomination |
| mission | its number |
| clause | reference and lot of the public contract: « 2026-12 lot 3 » or « 2026-12/3 » |
| contrat | its number, when two contracts of the person cover the day |

Other layouts are guessed (`reperage`), shown as a `Disposition`, and read as the user says.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from django.utils.translation import gettext as _

from etrier.heures.cases import CODES
from etrier.heures.formats.tableurs.application import appliquer
from etrier.heures.formats.tableurs.description import decrire, signature_de
from etrier.heures.formats.tableurs.dispositions import (
    JOURS_EN_COLONNES,
    LIGNES,
    PAR_CLIENT,
    PAR_PERSONNE,
    ROLES,
    SEMAINES,
    Disposition,
    DispositionIncomplete,
)
from etrier.heures.formats.tableurs.entetes import PERSONNE
from etrier.heures.formats.tableurs.grille import FEUILLE, Grille, Page
from etrier.heures.formats.tableurs.lecture_jours import lire_jours
from etrier.heures.formats.tableurs.lecture_lignes import Lecture, lire_lignes
from etrier.heures.formats.tableurs.lignes import Feuille, LigneTableur
from etrier.heures.formats.tableurs.ouverture import lire_grille
from etrier.heures.formats.tableurs.reperage import Reperage, deviner
from etrier.heures.formats.tableurs.titres import est_ordinaire, nommer_lieu
from etrier.structures.formats.refus import FichierRefuse

__all__ = [
    "COLONNES",
    "ROLES",
    "Disposition",
    "DispositionIncomplete",
    "Feuille",
    "LigneTableur",
    "lire_tableur",
    "lire_une_grille",
    "reperer",
]

COLONNES = (
    "matricule",
    "nom",
    "prénom",
    "jour",
    "nature",
    "heures",
    "chantier",
    "mission",
    "clause",
    "contrat",
)


def lire_tableur(
    contenu: bytes,
    nom: str,
    disposition: Disposition | None = None,
    codes: Mapping[str, int] = CODES,
    mois: date | None = None,
) -> Feuille:
    """Read a spreadsheet of hours, as `disposition` says, or as it is guessed.

    `codes` are the codes of cells and their natures; `mois` is the month to suppose when neither
    the sheet nor its name says it. Raises FichierRefuse when the file cannot be opened or has no
    hours at all; DispositionIncomplete when a column or the month is to be said. What a line says
    wrong is kept in its `refus`.
    """
    return lire_une_grille(lire_grille(contenu, nom), nom, disposition, codes, mois)


def lire_une_grille(
    grille: Grille,
    nom: str,
    disposition: Disposition | None = None,
    codes: Mapping[str, int] = CODES,
    mois: date | None = None,
) -> Feuille:
    """The same, from pages of cells already opened."""
    reperages, laissees = reperer(grille, nom, disposition, mois)
    lectures = [_lire(r, codes) for r in reperages]
    lignes = tuple(ligne for lecture in lectures for ligne in lecture.lignes)
    sans_heures = sum(lecture.sans_heures for lecture in lectures)
    if not lignes:
        raise DispositionIncomplete(nom, [_aucune_heure(reperages[0])], decrire(reperages))
    remarques = [
        *grille.remarques,
        *_sur_les_feuilles(grille, laissees),
        *_sur_les_lectures(reperages, lectures),
        *_sur_ce_qui_est_masque(lignes),
        *_sur_les_vides(sans_heures),
    ]
    vue = disposition or decrire(reperages)
    return Feuille(lignes, sans_heures, tuple(remarques), vue, signature_de(reperages[0]))


def reperer(
    grille: Grille, nom: str, disposition: Disposition | None, mois: date | None
) -> tuple[list[Reperage], list[Page]]:
    """Where things are in the pages that are read, all of one kind; and the pages that are not.

    Raises DispositionIncomplete when no page can be read.
    """
    if disposition is None:
        trouves = [deviner(page, nom, mois) for page in grille.pages if page.lignes]
    else:
        voulues = [p for p in grille.pages if p.lignes and _est_voulue(p, disposition)]
        trouves = [appliquer(disposition, page, nom, mois) for page in voulues]
    bons = [r for r in trouves if not r.problemes]
    if not bons:
        raise _incomplete(nom, trouves)
    # Pages by person and by client differ by what their tab says only.
    genre = Counter(_famille(r) for r in bons).most_common(1)[0][0]
    gardes = _par_client([r for r in bons if _famille(r) == genre], disposition)
    lues = {id(r.page) for r in gardes}
    laissees = [p for p in grille.pages if p.lignes and id(p) not in lues]
    return gardes, [] if _est_le_modele(gardes) else laissees


def _est_voulue(page: Page, disposition: Disposition) -> bool:
    return not disposition.feuilles or page.nom in disposition.feuilles


def _famille(reperage: Reperage) -> str:
    if reperage.genre in (JOURS_EN_COLONNES, SEMAINES):
        return JOURS_EN_COLONNES
    return PAR_PERSONNE if reperage.genre == PAR_PERSONNE else LIGNES


def _par_client(reperages: list[Reperage], disposition: Disposition | None) -> list[Reperage]:
    """Several tabs with names, in sheets that name no place: each is a client's."""
    nommes = {r.page.nom for r in reperages if not est_ordinaire(r.page.nom)}
    lieux = {"lieu", "chantier", "mission", "clause"}
    possibles = all(
        r.genre in (LIGNES, PAR_CLIENT)
        and not lieux & r.places.keys()
        and set(PERSONNE) & r.places.keys()
        for r in reperages
    )
    if disposition or not possibles or len(nommes) < 2 or len(nommes) < len(reperages):
        return reperages
    return [
        replace(
            r,
            genre=PAR_CLIENT,
            sujet=nommer_lieu(r.sujet, r.page),
            certitude=min(r.certitude, 60),
        )
        for r in reperages
    ]


def _est_le_modele(reperages: Sequence[Reperage]) -> bool:
    """The template's own pages of instructions and lists are not somebody's hours."""
    return len(reperages) == 1 and reperages[0].page.nom == FEUILLE


def _incomplete(nom: str, trouves: Sequence[Reperage]) -> FichierRefuse:
    if not trouves:
        return FichierRefuse(nom, [_("Le fichier est vide.")])
    meilleur = max(trouves, key=lambda r: (len(r.places), -len(r.problemes)))
    return DispositionIncomplete(nom, meilleur.problemes, decrire([meilleur]))


def _lire(reperage: Reperage, codes: Mapping[str, int]) -> Lecture:
    if reperage.blocs:
        return lire_jours(reperage, codes)
    return lire_lignes(reperage, codes)


def _aucune_heure(reperage: Reperage) -> str:
    if reperage.blocs:
        return _("Aucune heure dans ce fichier : les colonnes des jours sont vides.")
    return _("Aucune heure dans ce fichier : la colonne « heures » est vide.")


def _sur_les_feuilles(grille: Grille, laissees: Sequence[Page]) -> list[str]:
    remarques = []
    if laissees:
        message = _("Feuilles non lues : %(feuilles)s.")
        remarques.append(message % {"feuilles": ", ".join(p.nom for p in laissees)})
    if grille.masquees:
        message = _("Feuilles masquées, non lues : %(feuilles)s.")
        remarques.append(message % {"feuilles": ", ".join(grille.masquees)})
    return remarques


def _sur_les_lectures(reperages: Sequence[Reperage], lectures: Sequence[Lecture]) -> list[str]:
    """Unknown columns once, then what each page says, named when there are several."""
    inconnues = dict.fromkeys(nom for r in reperages for nom in r.noms_inconnus())
    remarques = []
    if inconnues:
        message = _("Colonnes non lues, inconnues : %(colonnes)s.")
        remarques.append(message % {"colonnes": ", ".join(inconnues)})
    for reperage, lecture in zip(reperages, lectures, strict=True):
        ou = f"{reperage.page.nom} : " if len(reperages) > 1 else ""
        remarques += [ou + remarque for remarque in lecture.remarques]
    return remarques


def _sur_ce_qui_est_masque(lignes: Sequence[LigneTableur]) -> list[str]:
    masquees = sum(ligne.masquee for ligne in lignes)
    if not masquees:
        return []
    message = _("Heures lues dans des lignes ou des colonnes masquées : %(n)s, à vérifier.")
    return [message % {"n": masquees}]


def _sur_les_vides(sans_heures: int) -> list[str]:
    if not sans_heures:
        return []
    message = _("Lignes non lues car leur colonne « heures » est vide : %(n)s.")
    return [message % {"n": sans_heures}]
