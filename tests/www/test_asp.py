"""Screens of the employee records: what shows, to whom, and what stays sealed."""

import json
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client as Navigateur
from django.urls import reverse

from etrier.parcours.enums import EtatFiche, Rubrique
from etrier.parcours.models import FicheSalarie, LectureSecret, LotAsp
from etrier.structures.enums import Role
from etrier.structures.models import Structure
from tests import fabrique
from tests.parcours import monde_asp as monde
from tests.parcours.monde_asp import le_23_novembre

__all__ = ["le_23_novembre"]
pytestmark = pytest.mark.django_db


@pytest.fixture
def aci() -> Structure:
    return fabrique.structure("ACI")


def entrer(qui: Any) -> Navigateur:
    navigateur = Navigateur()
    navigateur.force_login(qui)
    return navigateur


@pytest.fixture
def gestion(aci: Structure) -> Navigateur:
    return entrer(fabrique.utilisateur(Role.GESTION, aci))


def adresse(nom: str, une: Structure, *suite: int) -> str:
    return reverse(nom, args=[une.pk, *suite])


def texte(reponse: Any) -> str:
    return str(reponse.content.decode())


def reponses(**changes: Any) -> dict[str, str]:
    """The situation as a browser sends it."""
    dites = dict(monde.SITUATION) | {"nir": monde.NIR, "naissance_commune": "Rennes"} | changes
    mots = {True: "oui", False: "non", None: ""}
    return {k: mots[v] if v in (True, False, None) else str(v) for k, v in dites.items()}


def test_preparing_shows_what_is_to_fill(aci: Structure, gestion: Navigateur) -> None:
    qui = monde.salarie(aci)
    page = gestion.post(adresse("fiches_asp_preparer", aci), follow=True)
    assert "1 fiche créée." in texte(page)
    assert qui.personne.nom in texte(page)
    assert "Remplissez la situation" in texte(page)
    encore = gestion.post(adresse("fiches_asp_preparer", aci), follow=True)
    assert "rien à créer" in texte(encore)


def test_a_record_says_where_to_correct_and_tells_nothing_of_what_is_sealed(
    aci: Structure, gestion: Navigateur
) -> None:
    fiche = monde.fiche(aci, monde.SITUATION | {"rsa_depuis": None})
    fiche.salarie.personne.type_voie = ""
    fiche.salarie.personne.save()
    LectureSecret.objects.all().delete()
    page = texte(gestion.get(adresse("fiche_asp", aci, fiche.pk)))
    assert "Choisissez le type de voie" in page
    assert adresse("fiche_asp_adresse", aci, fiche.pk) in page
    assert "La situation à l’entrée a 1 point à compléter" in page
    assert "RSA" not in page
    assert monde.NIR not in page
    assert adresse("fiche_asp_situation", aci, fiche.pk) not in page
    assert not LectureSecret.objects.exists()


def test_the_adviser_alone_opens_the_situation_and_it_is_noted(aci: Structure) -> None:
    fiche = monde.fiche(aci)
    referent = monde.referent(fiche.salarie).utilisateur
    ici = adresse("fiche_asp_situation", aci, fiche.pk)
    for role in (Role.CIP, Role.DIRECTION, Role.GESTION):
        assert entrer(fabrique.utilisateur(role, aci)).get(ici).status_code == 404
    LectureSecret.objects.all().delete()
    page = texte(entrer(referent).get(ici))
    assert "RENNES (35238)" in page
    assert monde.NIR in page
    lues = LectureSecret.objects.values_list("rubrique", "lecteur")
    assert set(lues) == {(Rubrique.FICHE_SALARIE, referent.pk), (Rubrique.NIR, referent.pk)}


def test_a_situation_is_kept_half_way_and_says_what_lacks(aci: Structure) -> None:
    fiche = monde.fiche(aci, None)
    navigateur = entrer(monde.referent(fiche.salarie).utilisateur)
    ici = adresse("fiche_asp_situation", aci, fiche.pk)
    page = navigateur.post(ici, reponses(rsa=None, en_emploi=None))
    assert "Il reste" in texte(page)
    assert "Dites si la personne touche le RSA." in texte(page)
    fiche.refresh_from_db()
    assert fiche.situation is not None
    assert fiche.etat == EtatFiche.NOUVELLE
    page = navigateur.post(ici, reponses(), follow=True)
    assert "La situation est complète" in texte(page)
    fiche.refresh_from_db()
    assert fiche.etat == EtatFiche.PRETE


def test_what_depends_on_an_answer_goes_with_it(aci: Structure) -> None:
    fiche = monde.fiche(aci, None)
    navigateur = entrer(monde.referent(fiche.salarie).utilisateur)
    ici = adresse("fiche_asp_situation", aci, fiche.pk)
    navigateur.post(ici, reponses(rsa="NON", rsa_depuis="03", ass_depuis="02"))
    fiche.refresh_from_db()
    assert (fiche.etat, fiche.a_corriger) == (EtatFiche.PRETE, 0)


@pytest.mark.parametrize(
    ("change", "phrase"),
    [
        ({"naissance_commune": "Saint-Étienne"}, "Plusieurs communes ont ce nom"),
        ({"naissance_commune": "Nullepart"}, "Aucune commune de ce nom"),
        ({"nir": "290053523800195"}, "clé"),
    ],
)
def test_what_cannot_be_kept_is_refused_at_its_field(
    aci: Structure, change: dict[str, str], phrase: str
) -> None:
    fiche = monde.fiche(aci, None)
    navigateur = entrer(monde.referent(fiche.salarie).utilisateur)
    page = navigateur.post(adresse("fiche_asp_situation", aci, fiche.pk), reponses(**change))
    assert phrase in texte(page)
    fiche.refresh_from_db()
    assert fiche.situation is None


def test_the_fields_of_the_self_employed_show_for_them_only(aci: Structure) -> None:
    aci_fiche = monde.fiche(aci, None)
    eiti = fabrique.structure("EITI")
    eiti_fiche = monde.fiche(eiti, None, "EITI")
    for fiche, attendu in ((aci_fiche, False), (eiti_fiche, True)):
        navigateur = entrer(monde.referent(fiche.salarie).utilisateur)
        ici = adresse("fiche_asp_situation", fiche.structure, fiche.pk)
        assert ("cotisations_ti" in texte(navigateur.get(ici))) is attendu


def test_an_address_is_written_with_the_commune_of_its_postcode(
    aci: Structure, gestion: Navigateur
) -> None:
    fiche = monde.fiche(aci, None)
    ici = adresse("fiche_asp_adresse", aci, fiche.pk)
    envoi = {"type_voie": "RUE", "libelle_voie": "Haute", "code_postal": "42000"}
    page = gestion.post(ici, envoi | {"code_insee": "Saint-Étienne"}, follow=True)
    assert "L’adresse est gardée" in texte(page)
    fiche.salarie.personne.refresh_from_db()
    assert fiche.salarie.personne.code_insee == "42218"
    assert fiche.salarie.personne.commune == "SAINT-ETIENNE"


def test_a_file_is_written_handed_over_once_and_its_answer_read(
    aci: Structure, gestion: Navigateur
) -> None:
    bonne, mauvaise = monde.fiche(aci), monde.fiche(aci)
    page = gestion.get(adresse("fiches_asp_ecrire", aci))
    assert "2 fiches sont prêtes" in texte(page)
    page = gestion.post(adresse("fiches_asp_ecrire", aci), follow=True)
    assert "téléchargez-le" in texte(page)
    lot = LotAsp.objects.get()
    remis = gestion.post(adresse("lot_asp_telecharger", aci, lot.pk))
    assert remis["Content-Disposition"] == f'attachment; filename="{lot.nom_fichier}"'
    assert gestion.post(adresse("lot_asp_telecharger", aci, lot.pk)).status_code == 409
    contenu = json.loads(remis.content)
    codes = {bonne.pass_iae.numero: "0000", mauvaise.pass_iae.numero: "3330"}
    for ligne in contenu["lignesTelechargement"]:
        ligne["codeTraitement"] = codes[ligne["personnePhysique"]["passIae"]]
    page = deposer(gestion, aci, lot, contenu)
    assert "1 fiche intégrée." in texte(page)
    assert "1 fiche rejetée" in texte(page)
    page = gestion.get(adresse("fiche_asp", aci, mauvaise.pk))
    assert "L&#x27;ASP n&#x27;accepte pas le nom de la voie" in texte(page)
    assert "Écrivez-le sans parenthèse" in texte(page)
    page = deposer(gestion, aci, lot, contenu)
    assert "déjà lue" in texte(page)


def deposer(navigateur: Navigateur, une: Structure, lot: LotAsp, contenu: Any) -> Any:
    nom = lot.nom_fichier.replace(".json", "_FichierRetour.json")
    fichier = SimpleUploadedFile(nom, json.dumps(contenu).encode(), "application/json")
    return navigateur.post(adresse("fiches_asp_reponse", une), {"fichier": fichier}, follow=True)


def test_a_record_held_back_is_told_without_its_secret(aci: Structure, gestion: Navigateur) -> None:
    fiche = monde.fiche(aci)
    FicheSalarie.objects.update(situation=None)
    page = gestion.post(adresse("fiches_asp_ecrire", aci), follow=True)
    assert f"{fiche.salarie.personne} reste ici" in texte(page)
    assert "à compléter par son référent" in texte(page)


def test_a_change_of_siret_is_told_and_replayed(aci: Structure, gestion: Navigateur) -> None:
    fiche = monde.fiche(aci)
    FicheSalarie.objects.update(
        etat=EtatFiche.INTEGREE,
        pass_debut_envoye=fiche.pass_iae.debut,
        pass_fin_envoyee=fiche.pass_iae.fin,
    )
    aci.siret = fabrique.siret(778_001)
    aci.save()
    page = gestion.get(adresse("fiches_asp", aci))
    assert "1 fiche porte un ancien SIRET" in texte(page)
    page = gestion.post(adresse("fiches_asp_rejouer", aci), follow=True)
    assert "1 fiche repart sous le nouveau SIRET." in texte(page)
    assert FicheSalarie.objects.filter(siret=aci.siret, etat=EtatFiche.PRETE).count() == 1


def test_the_sheet_of_a_person_links_to_her_record(aci: Structure) -> None:
    fiche = monde.fiche(aci)
    lien = adresse("fiche_asp", aci, fiche.pk)
    la_fiche = adresse("salarie", aci, fiche.salarie_id)
    assert lien in texte(entrer(fabrique.utilisateur(Role.CIP, aci)).get(la_fiche))
    assert lien not in texte(entrer(fabrique.utilisateur(Role.LECTURE, aci)).get(la_fiche))


@pytest.mark.parametrize("nom", ["fiche_asp_renvoyer", "fiche_asp_ecarter"])
def test_a_rejected_record_is_sent_again_or_set_aside(
    aci: Structure, gestion: Navigateur, nom: str
) -> None:
    fiche = monde.fiche(aci)
    FicheSalarie.objects.update(etat=EtatFiche.REJETEE, code_traitement="3435")
    gestion.post(adresse(nom, aci, fiche.pk))
    fiche.refresh_from_db()
    ecarter = nom == "fiche_asp_ecarter"
    assert fiche.etat == (EtatFiche.DESACTIVEE if ecarter else EtatFiche.PRETE)
    if ecarter:
        gestion.post(adresse(nom, aci, fiche.pk))
        fiche.refresh_from_db()
        assert fiche.etat == EtatFiche.PRETE


def test_a_record_that_leaves_again_does_not_say_that_nothing_is_to_do(
    aci: Structure, gestion: Navigateur
) -> None:
    fiche = monde.fiche(aci)
    FicheSalarie.objects.update(etat=EtatFiche.INTEGREE, code_traitement="0000")
    assert "Rien à faire" in texte(gestion.get(adresse("fiche_asp", aci, fiche.pk)))
    FicheSalarie.objects.update(etat=EtatFiche.PRETE)
    page = texte(gestion.get(adresse("fiche_asp", aci, fiche.pk)))
    assert "Dernière réponse de l’ASP : 0000" in page
    assert "Rien à faire" not in page


def test_the_identifier_of_the_asp_is_copied(aci: Structure, gestion: Navigateur) -> None:
    fiche = monde.fiche(aci)
    ici = adresse("fiche_asp_identifiant", aci, fiche.pk)
    assert "trente lettres" in texte(gestion.post(ici, {"id_itou": "trop court"}))
    gestion.post(ici, {"id_itou": "70a6d71e4265a5768ad3b3f293ffd7"})
    fiche.refresh_from_db()
    assert fiche.id_itou == "70a6d71e4265a5768ad3b3f293ffd7"
