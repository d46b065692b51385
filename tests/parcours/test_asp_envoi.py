"""Records prepared, sent, answered, replayed: states, files, refusals, and who opened what."""

import json
import re
from datetime import date, timedelta
from typing import Any
from unittest.mock import patch

import pytest
from django.utils import timezone

from etrier.parcours.asp import envoi
from etrier.parcours.asp.actions import (
    decrire,
    desactiver,
    identifier,
    loger,
    preparer,
    reactiver,
    rejouer,
    renvoyer,
)
from etrier.parcours.asp.envoi import annuler, ecrire, telecharger
from etrier.parcours.asp.retour import lire_retour
from etrier.parcours.enums import EtatFiche, Rubrique, UsageSecret
from etrier.parcours.models import FicheSalarie, LectureSecret, LotAsp
from etrier.socle.erreurs import Refus
from etrier.socle.horloge import aujourdhui
from etrier.structures.enums import Role
from etrier.structures.models import AvenantAnnexe, Structure
from tests import fabrique
from tests.parcours import monde_asp as monde

pytestmark = pytest.mark.django_db


@pytest.fixture
def aci() -> Structure:
    return fabrique.structure("ACI")


@pytest.fixture
def fiche(aci: Structure) -> FicheSalarie:
    return monde.fiche(aci)


def relue(fiche: FicheSalarie) -> FicheSalarie:
    return FicheSalarie.objects.select_related("structure", "salarie__personne", "pass_iae").get(
        pk=fiche.pk
    )


def envoyer(une: Structure) -> tuple[LotAsp, dict[str, Any]]:
    lot = ecrire(une, par=None).lot
    assert lot is not None
    return lot, json.loads(telecharger(lot, par=None))


def repondre(une: Structure, *codes: str, libelle: str = "libellé") -> LotAsp:
    """Send what is ready and read an answer with these codes, line by line."""
    lot, contenu = envoyer(une)
    for ligne, code in zip(contenu["lignesTelechargement"], codes, strict=True):
        ligne |= {"codeTraitement": code, "libelleTraitement": libelle}
    lire_retour(une, en_octets(contenu), retour_de(lot), par=None)
    return lot


def en_octets(contenu: Any) -> bytes:
    return json.dumps(contenu).encode()


def retour_de(lot: LotAsp) -> str:
    return lot.nom_fichier.replace(".json", "_FichierRetour.json")


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
    for fiche in fiches:
        lectures = LectureSecret.objects.filter(personne=fiche.salarie.personne_id, lecteur=qui)
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
    with patch("django.utils.timezone.now", return_value=timezone.now()):
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


def test_each_answer_puts_its_record_in_its_state(aci: Structure) -> None:
    for _rang in range(4):
        monde.fiche(aci)
    fiches = list(FicheSalarie.objects.filter(structure=aci))  # in the order of the file
    repondre(aci, "0000", "3436", "3308", "3299", libelle="Un PASS IAE doit être unique")
    etats = [(relue(f).etat, relue(f).code_traitement) for f in fiches]
    assert etats == [
        (EtatFiche.INTEGREE, "0000"),
        (EtatFiche.INTEGREE, "3436"),
        (EtatFiche.REJETEE, "3308"),
        (EtatFiche.REJETEE, "3299"),
    ]
    assert fiches[3].envois.get().libelle == "Un PASS IAE doit être unique"


def test_an_answer_is_read_once(aci: Structure, fiche: FicheSalarie) -> None:
    lot, contenu = envoyer(aci)
    contenu["lignesTelechargement"][0] |= {"codeTraitement": "0000", "libelleTraitement": ""}
    nom = retour_de(lot).replace(".json", " (1).json")
    lire_retour(aci, b"\xef\xbb\xbf" + en_octets(contenu), nom, par=None)
    with pytest.raises(Refus, match="déjà lue"):
        lire_retour(aci, en_octets(contenu), nom, par=None)


def abimer(contenu: Any, abime: str) -> bytes:
    lignes = contenu["lignesTelechargement"]
    for rang, ligne in enumerate(lignes):
        ligne |= {"codeTraitement": "0000", "libelleTraitement": ""}
        if abime == "pass" and rang == 1:
            ligne["personnePhysique"]["passIae"] = "999990000001"
        if abime == "siret" and rang == 1:
            ligne["siret"] = "00000000000018"
        if abime == "sans code" and rang == 1:
            ligne["codeTraitement"] = None
        if abime == "double":
            ligne["numLigne"] = 1
            ligne["personnePhysique"] = lignes[0]["personnePhysique"]
    if abime == "court":
        lignes.pop()
    if abime == "numéro":
        lignes[1]["numLigne"] = 9
    return b"<html>" if abime == "page" else en_octets([] if abime == "liste" else contenu)


@pytest.mark.parametrize(
    "abime",
    ["pass", "siret", "sans code", "double", "court", "numéro", "page", "liste"],
)
def test_a_wrong_answer_is_refused_and_nothing_is_half_written(aci: Structure, abime: str) -> None:
    fiches = [monde.fiche(aci), monde.fiche(aci)]
    lot, contenu = envoyer(aci)
    with pytest.raises(Refus):
        lire_retour(aci, abimer(contenu, abime), retour_de(lot), par=None)
    assert {relue(f).etat for f in fiches} == {EtatFiche.ENVOYEE}
    lot.refresh_from_db()
    assert (lot.retour, lot.retour_lu_le) == (None, None)


def test_an_answer_to_another_structure_is_refused(aci: Structure, fiche: FicheSalarie) -> None:
    lot, contenu = envoyer(aci)
    autre = fabrique.structure()
    with pytest.raises(Refus, match="Aucun envoi de cette structure"):
        lire_retour(autre, en_octets(contenu), retour_de(lot), par=None)
    with pytest.raises(Refus, match="ne dit pas à quel envoi"):
        lire_retour(aci, en_octets(contenu), "retour.json", par=None)


def test_a_rejected_record_is_corrected_and_leaves_again(
    aci: Structure, fiche: FicheSalarie
) -> None:
    repondre(aci, "3417")
    rejetee = relue(fiche)
    loger(rejetee, {"code_insee": "35047"}, par=None)
    assert relue(fiche).etat == EtatFiche.PRETE
    _lot, contenu = envoyer(aci)
    assert contenu["lignesTelechargement"][0]["typeMouvement"] == "C"


def test_a_record_rejected_for_want_of_an_annexe_is_sent_again_as_it_is(
    aci: Structure, fiche: FicheSalarie
) -> None:
    repondre(aci, "3435")
    AvenantAnnexe.objects.update(etat="REJETE")
    with pytest.raises(Refus, match="pas complète"):
        renvoyer(relue(fiche), par=None)
    AvenantAnnexe.objects.update(etat="VALIDE")
    assert renvoyer(relue(fiche), par=None).etat == EtatFiche.PRETE
    with pytest.raises(Refus, match="rejetée"):
        renvoyer(relue(fiche), par=None)


def test_an_identifier_the_asp_knows_is_copied(aci: Structure, fiche: FicheSalarie) -> None:
    repondre(aci, "3437")
    with pytest.raises(Refus, match="trente"):
        identifier(relue(fiche), "abc", par=None)
    connu = "70a6d71e4265a5768ad3b3f293ffd7"
    assert identifier(relue(fiche), f" {connu} ", par=None).id_itou == connu
    assert relue(fiche).etat == EtatFiche.PRETE


def test_a_record_in_the_hands_of_the_asp_does_not_change(
    aci: Structure, fiche: FicheSalarie
) -> None:
    envoyer(aci)
    for acte in (desactiver, renvoyer, reactiver):
        with pytest.raises(Refus):
            acte(relue(fiche), par=None)
    with pytest.raises(Refus, match="est partie"):
        decrire(relue(fiche), monde.SITUATION, monde.NIR, par=None)


def test_a_record_set_aside_does_not_leave(aci: Structure, fiche: FicheSalarie) -> None:
    desactiver(fiche, par=None)
    assert preparer(aci, par=None).creees == ()
    with pytest.raises(Refus):
        ecrire(aci, par=None)
    assert reactiver(relue(fiche), par=None).etat == EtatFiche.PRETE


def test_new_dates_of_the_pass_leave_as_an_update(aci: Structure, fiche: FicheSalarie) -> None:
    repondre(aci, "0000")
    assert preparer(aci, par=None).mises_a_jour == ()
    fiche.pass_iae.fin += timedelta(days=30)
    fiche.pass_iae.save()
    assert preparer(aci, par=None).mises_a_jour == (fiche,)
    lot = repondre(aci, "0000")
    assert lot.lignes.get().mouvement == "M"
    assert relue(fiche).pass_fin_envoyee == fiche.pass_iae.fin
    assert preparer(aci, par=None).mises_a_jour == ()


def test_an_update_leaves_without_the_answers_that_are_no_longer_kept(
    aci: Structure, fiche: FicheSalarie
) -> None:
    repondre(aci, "0000")
    FicheSalarie.objects.update(situation=None)
    fiche.pass_iae.fin = date(2028, 1, 31)
    fiche.pass_iae.save()
    preparer(aci, par=None)
    _lot, contenu = envoyer(aci)
    (ligne,) = contenu["lignesTelechargement"]
    qui = ligne["personnePhysique"]
    assert (qui["passDateFin"], qui["codeInseePays"]) == ("31/01/2028", "102")
    assert qui["codeComInsee"] == {"codeComInsee": None, "codeDpt": "099"}
    assert qui["salarieNIR"] == "2130030133" + fiche.id_itou
    assert ligne["adresse"]["adrLibelleVoie"] == "DE BLIDA"
    assert ligne["situationSalarie"]["niveauFormation"] == "00"


def test_after_a_change_of_siret_all_integrated_records_are_proposed_again(
    aci: Structure,
) -> None:
    integree, jamais, partie = (monde.fiche(aci) for _rang in range(3))
    desactiver(jamais, par=None)
    desactiver(partie, par=None)
    repondre(aci, "0000")
    reactiver(relue(partie), par=None)
    envoyer(aci)
    reactiver(relue(jamais), par=None)
    ancien, aci.siret = aci.siret, fabrique.siret(777_001)
    aci.save()
    assert preparer(aci, par=None).sous_ancien_siret == 2
    nouvelles = rejouer(aci, par=None)
    assert {f.siret for f in nouvelles} == {aci.siret}
    assert relue(integree).etat == EtatFiche.ARCHIVEE
    assert relue(jamais).siret == aci.siret
    assert (relue(partie).siret, relue(partie).etat) == (ancien, EtatFiche.ENVOYEE)
    reprise = FicheSalarie.objects.get(pass_iae=integree.pass_iae, siret=aci.siret)
    assert (reprise.etat, reprise.id_itou) == (EtatFiche.PRETE, integree.id_itou)
    _lot, contenu = envoyer(aci)
    lignes = contenu["lignesTelechargement"]
    assert {(x["siret"], x["typeMouvement"]) for x in lignes} == {(aci.siret, "C")}
    assert {x["personnePhysique"]["passIae"] for x in lignes} == {
        integree.pass_iae.numero,
        jamais.pass_iae.numero,
    }
    with pytest.raises(Refus, match="déjà le SIRET"):
        rejouer(aci, par=None)


def test_a_record_of_the_old_siret_is_not_made_twice(aci: Structure, fiche: FicheSalarie) -> None:
    repondre(aci, "0000")
    aci.siret = fabrique.siret(777_002)
    aci.save()
    assert preparer(aci, par=None).creees == ()
    assert aujourdhui() <= fiche.pass_iae.fin
