"""Records answered, corrected, set aside, replayed."""

from datetime import date, timedelta
from typing import Any

import pytest

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
from etrier.parcours.asp.envoi import ecrire
from etrier.parcours.asp.retour import lire_retour
from etrier.parcours.enums import EtatFiche
from etrier.parcours.models import FicheSalarie
from etrier.socle.erreurs import Refus
from etrier.socle.horloge import aujourdhui
from etrier.structures.models import AvenantAnnexe, Structure
from tests import fabrique
from tests.parcours import monde_asp as monde
from tests.parcours.monde_asp import le_23_novembre
from tests.parcours.monde_asp_envoi import (
    aci,
    en_octets,
    envoyer,
    fiche,
    relue,
    repondre,
    retour_de,
)

__all__ = ["aci", "fiche", "le_23_novembre"]

pytestmark = pytest.mark.django_db


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
