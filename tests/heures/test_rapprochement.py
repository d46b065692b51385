"""People and places found in spite of accents, order and typos; nothing taken without a yes."""

from datetime import date

import pytest

from etrier.heures.importation.actions import Choix, importer, importer_ou_dire, previsualiser
from etrier.heures.importation.rapprochement import Cible, Mot, Surete
from etrier.heures.models import LigneHeures, Rapprochement
from etrier.missions.models import Client, Mission
from etrier.parcours.models import Personne, Salarie
from etrier.structures.formats.refus import FichierRefuse
from etrier.structures.models import Convention, Structure
from tests import fabrique
from tests.heures.classeurs import csv

pytestmark = pytest.mark.django_db
LE = date(2025, 10, 6)
ENTETE = ("nom et prénom", "jour", "heures")
NOMS = (
    ("DUPONT", "Marie", "00012"),
    ("DUPOND", "Marc", "00013"),
    ("LEFÈBVRE-MARTIN", "Jean-Loup Émile", "00014"),
    ("D'HÉROUVILLE", "Anne", "00015"),
    ("NGUYEN", "Thi Lan", "00016"),
    ("NGUYEN", "Van Minh", "00017"),
    ("LE GOFF", "Yann", "00018"),
)


@pytest.fixture
def aci() -> Convention:
    """A structure with the people of NOMS, under contract all year."""
    convention = fabrique.convention(fabrique.structure())
    for nom, prenom, matricule in NOMS:
        embaucher(convention, nom, prenom, matricule)
    return convention


def embaucher(convention: Convention, nom: str, prenom: str, matricule: str) -> Salarie:
    personne = Personne.objects.create(nom=nom, prenom=prenom, naissance=date(1990, 1, 1))
    salarie = Salarie.objects.create(
        structure=convention.structure, personne=personne, matricule=matricule
    )
    fabrique.contrat(salarie, convention)
    return salarie


def qui(une: Structure, matricule: str) -> Cible:
    return Cible("salarie", une.salaries.get(matricule=matricule).pk)


def chercher(une: Structure, nom: str, entete: str = "nom et prénom", **choix: object) -> Mot:
    """What becomes of one name, alone in a file."""
    contenu = csv((entete, *ENTETE[1:]), (nom, LE, 7))
    apercu = previsualiser(une, contenu, "h.csv", None, Choix(**choix))  # type: ignore[arg-type]
    (mot,) = apercu.reconnaissance.mots.values()
    assert apercu.refusees == (0 if mot.certain else 1)
    return mot


SURS = {
    "DUPONT Marie": "00012",
    "Marie Dupont": "00012",
    "dupont marie": "00012",
    "Mme DUPONT Marie": "00012",
    "DUPONT, Marie": "00012",
    "DUPOND M.": "00013",
    "M. Dupond": "00013",
    "lefebvre martin jean loup emile": "00014",
    "Lefèbvre-Martin Jean-Loup Émile": "00014",
    "LEFEBVRE-MARTIN J.-L. E.": "00014",
    "d’Herouville Anne": "00015",
    "LEGOFF Yann": "00018",
    "NGUYEN T.": "00016",
}


@pytest.mark.parametrize("ecrit", SURS)
def test_accents_order_hyphens_and_initials_are_sure(aci: Convention, ecrit: str) -> None:
    mot = chercher(aci.structure, ecrit)
    assert (mot.surete, mot.cible) == (Surete.SURE, qui(aci.structure, SURS[ecrit]))


PROPOSES = {
    "DUPOMT Marie": "00012",
    "Lefebvre Jean-Loup": "00014",
    "Martin Jean Loup": "00014",
    "Lefebvre-Martin Jean": "00014",
    "D'Herouvile Anne": "00015",
    "Dherouville": "00015",
    "Nguyen Lan": "00016",
    "Le Gof Yan": "00018",
    "DUPONT ROUSSEAU Marie": "00012",
}


@pytest.mark.parametrize("ecrit", PROPOSES)
def test_a_typo_or_a_missing_part_is_only_proposed(aci: Convention, ecrit: str) -> None:
    mot = chercher(aci.structure, ecrit)
    assert (mot.surete, mot.cible) == (Surete.PROPOSEE, qui(aci.structure, PROPOSES[ecrit]))
    with pytest.raises(FichierRefuse, match="ressemble à"):
        importer(aci.structure, csv(ENTETE, (ecrit, LE, 7)), "h.csv", par=None)
    assert not LigneHeures.objects.exists()


@pytest.mark.parametrize("ecrit", ["Nguyen", "DUPON M."])
def test_several_candidates_are_asked_about(aci: Convention, ecrit: str) -> None:
    mot = chercher(aci.structure, ecrit, accepter_propositions=True)
    assert (mot.surete, mot.cible, len(mot.candidats)) == (Surete.A_CHOISIR, None, 2)
    assert "ressemble à plusieurs personnes" in mot.raison


@pytest.mark.parametrize("ecrit", ["DUPONT Paul", "ZOLA Émile", "Marie", "TOTO", "DURAND Marie"])
def test_somebody_else_is_not_proposed(aci: Convention, ecrit: str) -> None:
    mot = chercher(aci.structure, ecrit)
    assert (mot.surete, list(mot.candidats)) == (Surete.INCONNUE, [])
    assert "aucun salarié de la structure ne s'appelle" in mot.raison


def test_people_of_the_same_name_are_always_asked_about(aci: Convention) -> None:
    une = aci.structure
    seconde = embaucher(aci, "Dupont", "Marie", "00099")
    mot = chercher(une, "DUPONT Marie", accepter_propositions=True)
    assert (mot.surete, len(mot.candidats), mot.homonymes) == (Surete.A_CHOISIR, 2, True)
    assert "plusieurs salariés s'appellent « DUPONT Marie » : écrivez le matricule" in mot.raison
    contenu = csv(ENTETE, ("DUPONT Marie", LE, 7))
    dit = {("salarie", "dupont marie"): Cible("salarie", seconde.pk)}
    importer(une, contenu, "h.csv", par=None, choix=Choix(rapprochements=dit))
    assert LigneHeures.objects.get().salarie == seconde
    # The next file may speak of the other one: nothing was remembered.
    assert not Rapprochement.objects.exists()
    assert chercher(une, "DUPONT Marie").surete is Surete.A_CHOISIR


@pytest.mark.parametrize(("ecrit", "surete"), [("00012", Surete.SURE), ("12", Surete.PROPOSEE)])
def test_lost_zeros_of_a_matricule_are_proposed(
    aci: Convention, ecrit: str, surete: Surete
) -> None:
    mot = chercher(aci.structure, ecrit, "matricule")
    assert (mot.surete, mot.cible) == (surete, qui(aci.structure, "00012"))


def test_a_matricule_and_the_name_of_another_do_not_agree(aci: Convention) -> None:
    contenu = csv(("matricule", *ENTETE), ("00012", "LE GOFF Yann", LE, 7))
    apercu = previsualiser(aci.structure, contenu, "h.csv")
    (ligne,) = apercu.lignes
    assert "est celui de DUPONT Marie (00012), pas de LE GOFF Yann" in ligne.motif
    (mot,) = apercu.mots_a_confirmer
    assert set(mot.candidats) == {qui(aci.structure, "00012"), qui(aci.structure, "00018")}


def test_what_was_accepted_is_remembered_and_said(aci: Convention) -> None:
    une, cible = aci.structure, qui(aci.structure, "00012")
    contenu = csv(ENTETE, ("Dupomt Marie", LE, 7))
    oui = Choix(rapprochements={("salarie", "dupomt marie"): cible})
    importer(une, contenu, "h.csv", par=None, choix=oui)
    garde = Rapprochement.objects.get()
    assert (garde.sorte, garde.texte, garde.cible) == ("salarie", "dupomt marie", cible.cle)
    mot = chercher(une, "DUPOMT  Marie")
    assert (mot.surete, mot.cible, mot.le is not None) == (Surete.RETENUE, cible, True)
    autre = fabrique.convention(fabrique.structure())
    assert chercher(autre.structure, "Dupomt Marie").surete is Surete.INCONNUE


def test_somebody_who_truly_bears_a_remembered_name_makes_it_asked_again(aci: Convention) -> None:
    une, cible = aci.structure, qui(aci.structure, "00012")
    oui = Choix(rapprochements={("salarie", "dupomt marie"): cible})
    importer(une, csv(ENTETE, ("Dupomt Marie", LE, 7)), "h.csv", par=None, choix=oui)
    nouvelle = embaucher(aci, "DUPOMT", "Marie", "00100")
    mot = chercher(une, "Dupomt Marie")
    assert mot.surete is Surete.A_CHOISIR
    assert set(mot.candidats) == {cible, Cible("salarie", nouvelle.pk)}


def test_nobody_of_the_list_refuses_and_forgets(aci: Convention) -> None:
    une, cible = aci.structure, qui(aci.structure, "00012")
    cle = ("salarie", "dupomt marie")
    lignes = (("Dupomt Marie", LE, 7), ("LE GOFF Yann", LE, 7))
    importer(une, csv(ENTETE, *lignes), "h.csv", par=None, choix=Choix(rapprochements={cle: cible}))
    non = Choix(rapprochements={cle: None})
    apercu, source = importer_ou_dire(
        une, csv(ENTETE, *lignes), "h.csv", par=None, choix=non, bonnes_lignes=True
    )
    assert source is not None
    assert apercu.refusees == 1
    assert not Rapprochement.objects.exists()


def test_a_choice_of_another_structure_is_no_choice(aci: Convention) -> None:
    ailleurs = fabrique.salarie(fabrique.structure())
    dit = {("salarie", "dupomt marie"): Cible("salarie", ailleurs.pk)}
    mot = chercher(aci.structure, "Dupomt Marie", rapprochements=dit)
    assert not mot.certain


# Places


@pytest.fixture
def mairie(aci: Convention) -> Mission:
    """A client where Marie Dupont has a mission."""
    client = Client.objects.create(
        structure=aci.structure, nature="collectivite", denomination="Mairie de Pas-Commun"
    )
    contrat = aci.structure.salaries.get(matricule="00012").contrats.get()
    return fabrique.mission(client, contrat)


def au(une: Structure, lieu: str, **choix: object) -> tuple[Mot | None, str]:
    """The place of one line of Marie's, and why the line is refused."""
    contenu = csv(("matricule", "client", "jour", "heures"), ("00012", lieu, LE, 7))
    apercu = previsualiser(une, contenu, "h.csv", None, Choix(**choix))  # type: ignore[arg-type]
    mots = apercu.reconnaissance.mots
    mot = next((m for (sorte, _cle), m in mots.items() if sorte != "salarie"), None)
    return mot, apercu.lignes[0].motif


def test_a_client_gives_the_mission_of_the_person(aci: Convention, mairie: Mission) -> None:
    contenu = csv(
        ("matricule", "client", "jour", "heures"), ("00012", "mairie de pas commun", LE, 7)
    )
    importer(aci.structure, contenu, "h.csv", par=None)
    assert LigneHeures.objects.get().mission == mairie


def test_several_missions_or_none_are_asked_about(aci: Convention, mairie: Mission) -> None:
    fabrique.mission(mairie.client, mairie.contrat)
    assert (
        "a plusieurs missions chez « Mairie de Pas-Commun »"
        in au(aci.structure, "Mairie de Pas-Commun")[1]
    )
    Mission.objects.update(fin=date(2025, 9, 30))
    assert "n’a pas de mission chez" in au(aci.structure, "Mairie de Pas-Commun")[1]


def test_a_place_with_a_typo_is_proposed_then_remembered(aci: Convention, mairie: Mission) -> None:
    une, cible = aci.structure, Cible("client", mairie.client_id)
    for ecrit in ("Mairie Pas-Commun", "Mairie de Pas-Comun"):
        mot, motif = au(une, ecrit)
        assert mot is not None
        assert (mot.surete, mot.cible) == (Surete.PROPOSEE, cible)
        assert "confirmez, ou corrigez" in motif
    oui = Choix(accepter_propositions=True)
    contenu = csv(("matricule", "client", "jour", "heures"), ("00012", "Mairie Pas-Commun", LE, 7))
    importer(une, contenu, "h.csv", par=None, choix=oui)
    assert LigneHeures.objects.get().mission == mairie
    mot, motif = au(une, "mairie pas commun")
    assert mot is not None
    assert (mot.surete, motif) == (Surete.RETENUE, "")


def test_lots_that_differ_by_their_number_are_not_taken_for_one_another(aci: Convention) -> None:
    une = aci.structure
    une.chantiers.create(denomination="Lot 1 espaces verts", debut=date(2024, 1, 1))
    mot, motif = au(une, "Lot 2 espaces verts")
    assert mot is not None
    assert (mot.surete, list(mot.candidats)) == (Surete.INCONNUE, [])
    assert "n'existe pas dans cette structure" in motif
