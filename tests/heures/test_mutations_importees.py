"""Spoilt sheets imported for real: the book holds the rows of the preview, or nothing at all."""

from collections import Counter
from collections.abc import Iterator
from datetime import date

import pytest
from django.db import transaction

from etrier.droit.lettres import decouper
from etrier.droit.vocabulaire import NatureHeures
from etrier.heures.formats.tableurs.tableur import LigneTableur, lire_tableur
from etrier.heures.importation.actions import importer_ou_dire, previsualiser
from etrier.heures.importation.apercu import Apercu, StatutLigne
from etrier.heures.importation.rapprochement import serrer
from etrier.heures.models import ImportHeures, LigneHeures
from etrier.missions.models import Chantier
from etrier.parcours.models import Personne, Salarie
from etrier.structures.formats.refus import FichierRefuse
from etrier.structures.models import Structure
from tests import fabrique
from tests.heures.mutations import Verite, mutations
from tests.heures.tableurs.fabrique import FICHIERS, lire_attendu
from tests.heures.test_corpus import qui

pytestmark = pytest.mark.django_db
GRAINE, NOMBRE = 20261123, 300
Gens = dict[str, Salarie]


def lignes_du_corpus() -> Iterator[LigneTableur]:
    """Everything the sound files say."""
    for fichier in sorted(FICHIERS.iterdir()):
        if fichier.suffix != ".json" and "refus" not in lire_attendu(fichier):
            yield from lire_tableur(fichier.read_bytes(), fichier.name).lignes


@pytest.fixture
def monde() -> tuple[Structure, Gens]:
    """A structure with the people and the chantiers of the corpus; people by compared name."""
    convention = fabrique.convention(fabrique.structure())
    une, gens, lieux = convention.structure, Gens(), set()
    for ligne in lignes_du_corpus():
        ecrit = f"{ligne.nom} {ligne.prenom}".strip() or ligne.personne
        cles = {cle for cle in (ligne.matricule, _cle(ecrit)) if cle}
        if cles and not cles & gens.keys():
            salarie = _embaucher(une, ligne.matricule, ecrit)
            fabrique.contrat(salarie, convention, debut=date(2000, 1, 1), fin=None)
            gens |= dict.fromkeys(cles, salarie)
        lieu = ligne.chantier or ligne.lieu
        if lieu and serrer(decouper(lieu)) not in lieux:
            lieux.add(serrer(decouper(lieu)))
            Chantier.objects.create(structure=une, denomination=lieu, debut=date(2000, 1, 1))
    return une, gens


def _cle(nom: str) -> str:
    return " ".join(sorted(decouper(nom)))


def _embaucher(une: Structure, matricule: str, ecrit: str) -> Salarie:
    mots = ecrit.split() or [f"SANSNOM{matricule}"]
    famille = [m for m in mots if m.isupper()] or mots[:1]
    prenoms = [m for m in mots if m not in famille] or ["Camille"]
    personne = Personne.objects.create(
        nom=" ".join(famille), prenom=" ".join(prenoms), naissance=date(1990, 1, 1)
    )
    numero = matricule or f"Z{personne.pk}"
    return Salarie.objects.create(structure=une, personne=personne, matricule=numero)


def _du_livre(une: Structure) -> Counter[tuple[object, ...]]:
    lignes = LigneHeures.objects.filter(structure=une)
    return Counter(
        lignes.values_list(
            "contrat_id", "jour", "nature", "minutes", "chantier_id", "mission_id", "clause_id"
        )
    )


def _de_l_apercu(apercu: Apercu) -> Counter[tuple[object, ...]]:
    saisies = (x.saisie for x in apercu.lignes if x.statut is StatutLigne.NOUVELLE)
    return Counter(
        (s.contrat_id, s.jour, s.nature, s.minutes, s.chantier_id, s.mission_id, s.clause_id)
        for s in saisies
        if s is not None
    )


def _fausses(une: Structure, verite: Verite, gens: Gens) -> list[str]:
    """Hours of the book that the file did not say, or not of that person."""
    permises = {
        (salarie.pk, jour, nature, minutes)
        for (nom, jour, nature, minutes) in verite.permises
        if (salarie := gens.get(nom) or gens.get(_cle(nom))) is not None
    }
    fausses = []
    for x in LigneHeures.objects.filter(structure=une):
        dite = (x.salarie_id, x.jour.isoformat(), NatureHeures(x.nature).name)
        # A code alone has no duration in the file: the planned day.
        if (*dite, x.minutes) not in permises and (*dite, None) not in permises:
            fausses.append(str((*dite, x.minutes)))
    return fausses


def _essayer(une: Structure, nom: str, contenu: bytes, bonnes: bool) -> tuple[str, Apercu | None]:
    """Import; what is wrong with the book, and the preview when something was written."""
    fichier = nom.rpartition(":")[2]
    try:
        vu = previsualiser(une, contenu, fichier)
        apercu, source = importer_ou_dire(une, contenu, fichier, par=None, bonnes_lignes=bonnes)
    except FichierRefuse:
        apercu, source = None, None
    if source is None:
        ecrit = LigneHeures.objects.exists() or ImportHeures.objects.exists()
        return ("written though refused" if ecrit else ""), None
    if _du_livre(une) != _de_l_apercu(vu):
        return "the book is not the preview", apercu
    return "", apercu


def test_the_book_holds_the_preview_or_nothing(monde: tuple[Structure, Gens]) -> None:
    une, gens = monde
    fautes, ecrits = [], 0
    for rang, (nom, contenu, verite) in enumerate(mutations(GRAINE, NOMBRE)):
        with transaction.atomic():
            faute, apercu = _essayer(une, nom, contenu, bonnes=rang % 2 == 1)
            ecrits += apercu is not None
            if not faute and apercu is not None and verite is not None:
                faute = " ".join(_fausses(une, verite, gens)[:3])
            fautes += [f"{nom}: {faute}"] if faute else []
            transaction.set_rollback(True)
    assert fautes == []
    assert ecrits > NOMBRE // 10, ecrits  # else the test proves nothing


def test_the_people_of_the_corpus_are_known(monde: tuple[Structure, Gens]) -> None:
    _une, gens = monde
    noms = {qui(x) for x in lignes_du_corpus() if not x.refus}
    connus = {nom for nom in noms if nom in gens or _cle(nom) in gens}
    assert len(connus) > 0.75 * len(noms)
