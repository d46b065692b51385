"""Import of a spreadsheet of hours: look first, write after. The same file twice adds nothing."""

import hashlib
from datetime import date
from pathlib import PurePath

from django.db import transaction
from django.utils.translation import gettext as _

from etrier.heures.actions import saisir, verrouiller
from etrier.heures.formats.modele import ecrire_modele
from etrier.heures.formats.tableurs.rejets import rendre
from etrier.heures.importation.annuaire import ouvrir_annuaire
from etrier.heures.importation.apercu import Apercu, LigneApercu, StatutLigne
from etrier.heures.importation.comparaison import Suivi, comparer
from etrier.heures.importation.memoire import (
    Choix,
    Lecture,
    lire,
    lire_retenus,
    retenir_disposition,
    retenir_mots,
)
from etrier.heures.importation.reconnaissance import Reconnaissance
from etrier.heures.models import ImportHeures
from etrier.socle.journal import noter
from etrier.socle.mois import premier_jour
from etrier.structures.formats.refus import FichierRefuse
from etrier.structures.models import Structure, Utilisateur

__all__ = [
    "Apercu",
    "Choix",
    "LigneApercu",
    "StatutLigne",
    "ecrire_modele",
    "importer",
    "importer_ou_dire",
    "previsualiser",
    "rendre_les_refusees",
]
SANS_CHOIX = Choix()


def previsualiser(
    structure: Structure,
    contenu: bytes,
    nom: str,
    mois: date | None = None,
    choix: Choix = SANS_CHOIX,
    progression: Suivi | None = None,
) -> Apercu:
    """Say what each line of a file would change; with `mois`, lines of another month are refused.

    Nothing is written. Raises FichierRefuse when the file as a whole cannot be read; a bad line
    does not raise: it is REFUSEE, with its reason. `progression` hears (step, done, total).
    """
    lecture = _lire(structure, contenu, nom, mois, choix, progression)
    return _apercevoir(structure, contenu, nom, mois, choix, lecture, progression)


def _lire(
    structure: Structure,
    contenu: bytes,
    nom: str,
    mois: date | None,
    choix: Choix,
    progression: Suivi | None,
) -> Lecture:
    if progression is not None:
        progression(_("lecture"), 0, 1)
    lecture = lire(structure, contenu, nom, premier_jour(mois) if mois else None, choix)
    if progression is not None:
        lues = len(lecture.feuille.lignes)
        progression(_("lecture"), lues, lues)
    return lecture


def _apercevoir(
    structure: Structure,
    contenu: bytes,
    nom: str,
    mois: date | None,
    choix: Choix,
    lecture: Lecture,
    progression: Suivi | None,
) -> Apercu:
    feuille = lecture.feuille
    reconnaissance = Reconnaissance(
        ouvrir_annuaire(structure),
        lire_retenus(structure),
        choix.rapprochements,
        choix.accepter_propositions,
    )
    lignes = comparer(
        structure,
        feuille.lignes,
        premier_jour(mois) if mois else None,
        reconnaissance,
        progression,
    )
    return Apercu(
        fichier=nom,
        empreinte=hashlib.sha256(contenu).hexdigest(),
        lignes=tuple(lignes),
        remarques=feuille.remarques,
        disposition=feuille.disposition,
        reconnaissance=reconnaissance,
        signature=lecture.signature,
        retenue_le=lecture.retenue_le,
        mois=premier_jour(mois) if mois else None,
    )


def importer(
    structure: Structure,
    contenu: bytes,
    nom: str,
    *,
    par: Utilisateur | None,
    mois: date | None = None,
    choix: Choix = SANS_CHOIX,
    bonnes_lignes: bool = False,
    progression: Suivi | None = None,
) -> ImportHeures:
    """Write the new and changed lines of a file as drafts, and remember the file by its SHA-256.

    All or nothing: raises FichierRefuse, with nothing written, when any line is refused (all are
    listed). With `bonnes_lignes`, the lines that are not refused are written, in one go too;
    raises FichierRefuse when there is none. `progression` hears (step, done, total).
    """
    apercu, source = importer_ou_dire(
        structure,
        contenu,
        nom,
        par=par,
        mois=mois,
        choix=choix,
        bonnes_lignes=bonnes_lignes,
        progression=progression,
    )
    if source is None:
        raise FichierRefuse(nom, apercu.motifs_de_refus())
    return source


def importer_ou_dire(
    structure: Structure,
    contenu: bytes,
    nom: str,
    *,
    par: Utilisateur | None,
    mois: date | None = None,
    choix: Choix = SANS_CHOIX,
    bonnes_lignes: bool = False,
    progression: Suivi | None = None,
) -> tuple[Apercu, ImportHeures | None]:
    """Like `importer`, and what became of each line; None when the refused lines kept all out."""
    # The file is read before the transaction: nobody waits for it.
    lecture = _lire(structure, contenu, nom, mois, choix, progression)
    with transaction.atomic():
        # Two imports at once would each see the other's lines as new: one waits for the other.
        verrouiller(structure)
        apercu = _apercevoir(structure, contenu, nom, mois, choix, lecture, progression)
        if not apercu.bonnes or (apercu.refusees and not bonnes_lignes):
            return apercu, None
        source = _ecrire(structure, apercu, par, progression)
        retenir_mots(structure, apercu.reconnaissance.mots.values(), par=par)
        if choix.disposition is not None:
            retenir_disposition(structure, apercu.signature, choix.disposition, par=par)
    return apercu, source


def _ecrire(
    structure: Structure, apercu: Apercu, par: Utilisateur | None, progression: Suivi | None
) -> ImportHeures:
    source = ImportHeures.objects.create(
        structure=structure,
        fichier=PurePath(apercu.fichier).name[:200],
        empreinte=apercu.empreinte,
        importe_par=par,
        lignes_ajoutees=apercu.nouvelles,
        lignes_connues=apercu.connues,
        lignes_refusees=apercu.refusees,
    )
    changees = (StatutLigne.NOUVELLE, StatutLigne.MODIFIEE)
    saisies = [x.saisie for x in apercu.lignes if x.saisie and x.statut in changees]
    if progression is not None:
        progression(_("écriture"), 0, len(saisies))
    saisir(structure, saisies, par=par, import_heures=source)
    if progression is not None:
        progression(_("écriture"), len(saisies), len(saisies))
    noter(
        "heures.importer",
        auteur=par,
        perimetre=structure.pk,
        cible=source,
        empreinte=apercu.empreinte,
        nouvelles=apercu.nouvelles,
        modifiees=apercu.modifiees,
        connues=apercu.connues,
        refusees=apercu.refusees,
    )
    return source


def rendre_les_refusees(apercu: Apercu, contenu: bytes) -> tuple[bytes, str]:
    """The refused rows in the file's own layout, with their reasons: the bytes, and a file name."""
    return rendre(
        contenu, apercu.fichier, apercu.raisons(), disposition=apercu.disposition, mois=apercu.mois
    )
