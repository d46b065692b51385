"""Import of a spreadsheet of hours: look first, write after. The same file twice adds nothing."""

import hashlib
from datetime import date
from pathlib import PurePath

from django.db import transaction

from etrier.heures.actions import saisir
from etrier.heures.apercu import Apercu, LigneApercu, StatutLigne
from etrier.heures.comparaison import comparer
from etrier.heures.formats.modele import ecrire_modele
from etrier.heures.formats.tableur import lire_tableur
from etrier.heures.models import ImportHeures
from etrier.socle.journal import noter
from etrier.socle.mois import premier_jour
from etrier.structures.formats.refus import FichierRefuse
from etrier.structures.models import Structure, Utilisateur

__all__ = ["Apercu", "LigneApercu", "StatutLigne", "ecrire_modele", "importer", "previsualiser"]


def previsualiser(
    structure: Structure, contenu: bytes, nom: str, mois: date | None = None
) -> Apercu:
    """Say what each line of a file would change; with `mois`, lines of another month are refused.

    Nothing is written. Raises FichierRefuse when the file as a whole cannot be read; a bad line
    does not raise: it is REFUSEE, with its reason.
    """
    feuille = lire_tableur(contenu, nom)
    lignes = comparer(structure, feuille.lignes, premier_jour(mois) if mois else None)
    empreinte = hashlib.sha256(contenu).hexdigest()
    return Apercu(nom, empreinte, tuple(lignes), feuille.remarques)


@transaction.atomic
def importer(
    structure: Structure,
    contenu: bytes,
    nom: str,
    *,
    par: Utilisateur | None,
    mois: date | None = None,
) -> ImportHeures:
    """Write the new and changed lines of a file as drafts, and remember the file by its SHA-256.

    Raises FichierRefuse, with nothing written, when any line is refused: all are listed.
    """
    # Two imports at once would each see the other's lines as new: one waits for the other.
    Structure.objects.select_for_update().get(pk=structure.pk)
    apercu = previsualiser(structure, contenu, nom, mois)
    if not apercu.est_importable:
        raise FichierRefuse(nom, [x.motif for x in apercu.de_statut(StatutLigne.REFUSEE)])
    source = ImportHeures.objects.create(
        structure=structure,
        fichier=PurePath(nom).name[:200],
        empreinte=apercu.empreinte,
        importe_par=par,
        lignes_ajoutees=apercu.nouvelles,
        lignes_connues=apercu.connues,
    )
    changees = (StatutLigne.NOUVELLE, StatutLigne.MODIFIEE)
    saisies = [x.saisie for x in apercu.lignes if x.saisie and x.statut in changees]
    saisir(structure, saisies, par=par, import_heures=source)
    noter(
        "heures.importer",
        auteur=par,
        perimetre=structure.pk,
        cible=source,
        empreinte=apercu.empreinte,
        nouvelles=apercu.nouvelles,
        modifiees=apercu.modifiees,
        connues=apercu.connues,
    )
    return source
