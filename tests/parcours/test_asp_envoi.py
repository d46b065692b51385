"""Records prepared and sent: states, files, and who opened what."""

import re

import pytest

from etrier.parcours.asp import envoi
from etrier.parcours.asp.actions import loger, preparer
from etrier.parcours.asp.envoi import annuler, ecrire, telecharger
from etrier.parcours.asp.retour import lire_retour
from etrier.parcours.enums import EtatFiche, Rubrique, UsageSecret
from etrier.parcours.models import FicheSalarie, LectureSecret
from etrier.socle.erreurs import Refus
from etrier.structures.enums import Role
from etrier.structures.models import Structure
from tests import fabrique
from tests.parcours import monde_asp as monde
from tests.parcours.monde_asp import le_23_novembre
from tests.parcours.monde_asp_envoi import aci, en_octets, envoyer, fiche, relue, retour_de

__all__ = ["aci", "fiche", "le_23_novembre"]

pytestmark = pytest.mark.django_db


def test_preparing_makes_one_record_for_a_contract_and_a_pass_and_twice_changes_nothing(
    aci: Structure,
) -> None:
    monde.salarie(aci)
    assert len(preparer(aci, par=None).creees) == 1
    assert preparer(aci, par=None).creees == ()
    faite = FicheSalarie.objects.get()
    assert (faite.siret, faite.mesure, faite.etat) == (aci.siret, "ACI_DC", EtatFiche.NOUVELLE)
    assert re.fullmatch(r"[0-9a-f]{30}", faite.id_itou)


def test_no_record_is_made_without_a_pass_nor_for_a_geiq(aci: Structure) -> None:
    monde.salarie(aci).personne.les_pass.all().delete()
    geiq = fabrique.convention(aci, "GEIQ")
    fabrique.contrat(fabrique.salarie(aci), geiq, genre="PROFESSIONNALISATION")
    assert preparer(aci, par=None).creees == ()


def test_the_same_person_keeps_her_identifier_from_one_structure_to_the_next(
    aci: Structure, fiche: FicheSalarie
) -> None:
    ei = fabrique.structure("EI")
    qui = fabrique.salarie(ei, personne=fiche.salarie.personne)
    fabrique.contrat(qui, fabrique.convention(ei, "EI"))
    (autre,) = preparer(ei, par=None).creees
    assert (autre.id_itou, autre.mesure) == (fiche.id_itou, "EI_DC")


def test_a_described_record_is_ready_and_nothing_is_in_clear(fiche: FicheSalarie) -> None:
    assert (fiche.etat, fiche.a_corriger) == (EtatFiche.PRETE, 0)
    assert fiche.situation is not None
    assert b"OUI-NM" not in fiche.situation.jeton
    assert monde.NIR not in str(fiche.salarie.personne.__dict__)


def test_what_lacks_is_counted_without_being_told(aci: Structure) -> None:
    incomplete = monde.fiche(aci, monde.SITUATION | {"rsa": None, "rqth": None})
    assert (incomplete.etat, incomplete.a_corriger) == (EtatFiche.NOUVELLE, 3)


def test_an_address_corrected_makes_the_record_ready(aci: Structure) -> None:
    fiche = monde.fiche(aci)
    loger(fiche, {"type_voie": ""}, par=None)
    assert relue(fiche).etat == EtatFiche.NOUVELLE
    loger(fiche, {"type_voie": "AV"}, par=None)
    assert relue(fiche).etat == EtatFiche.PRETE


def test_the_file_is_the_official_one(aci: Structure, fiche: FicheSalarie) -> None:
    lot, contenu = envoyer(aci)
    assert re.fullmatch(r"RIAE_FS_\d{14}\.json", lot.nom_fichier)
    assert len(lot.nom_fichier) == 27
    assert list(contenu) == ["msgInformatif", "telId", "lignesTelechargement"]
    (ligne,) = contenu["lignesTelechargement"]
    assert (ligne["numLigne"], ligne["typeMouvement"]) == (1, "C")
    assert ligne["codeTraitement"] is None
    assert ligne["personnePhysique"]["prenom"] == "HELOISE"
    assert ligne["personnePhysique"]["salarieNIR"] == monde.NIR
    assert ligne["adresse"]["adrLibelleVoie"] == "DE NANTES RESIDENCE"
    assert relue(fiche).etat == EtatFiche.ENVOYEE


def test_each_opening_is_noted_for_each_person(aci: Structure) -> None:
    fiches = [monde.fiche(aci), monde.fiche(aci)]
    LectureSecret.objects.all().delete()
    qui = fabrique.utilisateur(Role.GESTION, aci)
    lot = ecrire(aci, par=qui).lot
    assert lot is not None
    telecharger(lot, par=qui)
    for celle in fiches:
        lectures = LectureSecret.objects.filter(personne=celle.salarie.personne_id, lecteur=qui)
        assert sorted(lectures.values_list("rubrique", "usage")) == [
            (Rubrique.FICHE_SALARIE, UsageSecret.ENVOI_ASP),
            (Rubrique.FICHE_SALARIE, UsageSecret.ENVOI_ASP),
            (Rubrique.NIR, UsageSecret.ENVOI_ASP),
        ]


def test_a_file_is_handed_over_once(aci: Structure, fiche: FicheSalarie) -> None:
    lot, _contenu = envoyer(aci)
    with pytest.raises(Refus, match="qu'une fois"):
        telecharger(lot, par=None)


def test_a_lost_file_is_cancelled_and_its_records_leave_again(
    aci: Structure, fiche: FicheSalarie
) -> None:
    lot, contenu = envoyer(aci)
    annuler(lot, par=None)
    assert relue(fiche).etat == EtatFiche.PRETE
    with pytest.raises(Refus, match="déjà annulé"):
        annuler(lot, par=None)
    with pytest.raises(Refus, match="annulé"):
        lire_retour(aci, en_octets(contenu), retour_de(lot), par=None)
    second, _contenu = envoyer(aci)
    assert second.nom_fichier != lot.nom_fichier


def test_two_structures_that_write_in_one_second_have_two_names(
    aci: Structure, fiche: FicheSalarie
) -> None:
    autre = fabrique.structure("Autre")
    monde.fiche(autre)
    noms = {ecrire(une, par=None).lot.nom_fichier for une in (aci, autre)}  # type: ignore[union-attr]
    assert len(noms) == 2


def test_a_record_that_would_be_refused_stays_and_the_others_leave(aci: Structure) -> None:
    bonne, mauvaise = monde.fiche(aci), monde.fiche(aci)
    FicheSalarie.objects.filter(pk=mauvaise.pk).update(situation=None)
    ecriture = ecrire(aci, par=None)
    assert ecriture.lot is not None
    assert [x.fiche_id for x in ecriture.lot.lignes.all()] == [bonne.pk]
    assert [f for f, _e in ecriture.retenues] == [mauvaise]
    assert relue(mauvaise).etat == EtatFiche.NOUVELLE
    assert relue(mauvaise).a_corriger


def test_nothing_ready_is_said(aci: Structure) -> None:
    monde.fiche(aci, None)
    with pytest.raises(Refus, match="prête"):
        ecrire(aci, par=None)


def test_a_file_holds_so_many_records_and_so_many_bytes(
    aci: Structure, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert (envoi.FICHES_MAXIMALES, envoi.OCTETS_MAXIMAUX) == (700, 2097152)
    for _rang in range(3):
        monde.fiche(aci)
    monkeypatch.setattr(envoi, "FICHES_MAXIMALES", 2)
    ecriture = ecrire(aci, par=None)
    assert ecriture.lot is not None
    assert (ecriture.lot.lignes.count(), ecriture.reportees) == (2, 1)
    taille = len(telecharger(ecriture.lot, par=None))
    monkeypatch.setattr(envoi, "OCTETS_MAXIMAUX", taille)
    annuler(ecriture.lot, par=None)
    monkeypatch.setattr(envoi, "FICHES_MAXIMALES", 700)
    serree = ecrire(aci, par=None)
    assert serree.lot is not None
    assert len(telecharger(serree.lot, par=None)) <= taille
    assert serree.reportees == 1
