"""The screens of the clocks, the copy handed by the adviser, the command."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from io import BytesIO
from typing import Any
from unittest.mock import patch
from zipfile import ZipFile

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from etrier.parcours.models import LectureSecret, Personne, Referent, RetenueDonnees, Salarie
from etrier.parcours.secrets import sceller
from etrier.structures.enums import Role
from tests import fabrique
from tests.cli.lancement import lancer

pytestmark = pytest.mark.django_db
FIN, ECHUE = date(2025, 12, 31), date(2028, 1, 1)


def midi(jour: date) -> datetime:
    return datetime(jour.year, jour.month, jour.day, 12, tzinfo=timezone.get_default_timezone())


@pytest.fixture
def horloge() -> Iterator[Any]:
    """1 January 2028, noon; a test may move it."""
    with patch("django.utils.timezone.now", return_value=midi(ECHUE)) as maintenant:
        yield maintenant


@pytest.fixture
def camille() -> Salarie:
    """Hired for 2025, her PASS ended with 2025."""
    convention = fabrique.convention(fabrique.structure("Atelier"), "ACI")
    qui = fabrique.salarie(convention.structure, "CAMILLE")
    fabrique.contrat(qui, convention)
    qui.personne.les_pass.update(fin=FIN)
    return qui


@pytest.fixture
def direction(camille: Salarie, settings: Any) -> Client:
    settings.SESSION_COOKIE_AGE = 10 * 366 * 24 * 3600
    navigateur = Client()
    navigateur.force_login(fabrique.utilisateur(Role.DIRECTION, camille.structure))
    return navigateur


def adresse(nom: str, qui: Salarie, **objet: int) -> str:
    return reverse(nom, kwargs={"structure_id": qui.structure_id, **objet})


def texte(reponse: Any) -> str:
    dit = reponse.content.decode().replace("&#x27;", "'").replace("\u202f", " ")
    return " ".join(dit.replace("\u00a0", " ").split())


class TestThePage:
    def test_what_is_due_comes_first(
        self, direction: Client, camille: Salarie, horloge: Any
    ) -> None:
        vivante = fabrique.salarie(camille.structure, "VIVANTE")
        page = texte(direction.get(adresse("conservation", camille)))
        assert "CAMILLE" in page
        assert "à archiver" in page
        assert "VIVANTE" not in page
        toutes = texte(direction.get(adresse("conservation", camille) + "?qui=toutes"))
        assert vivante.personne.nom in toutes
        assert "Le PASS IAE court encore" not in page

    def test_nothing_due_is_said(self, direction: Client, camille: Salarie, horloge: Any) -> None:
        horloge.return_value = midi(date(2026, 6, 1))
        page = texte(direction.get(adresse("conservation", camille)))
        assert "Rien à faire" in page

    def test_one_person_from_the_clock_to_the_erasure(
        self, direction: Client, camille: Salarie, horloge: Any
    ) -> None:
        qui = {"personne_id": camille.personne_id}
        fiche = adresse("conservation_personne", camille, **qui)
        page = texte(direction.get(fiche))
        for dit in ("31/12/2025", "30/12/2027", "24 mois", "Archiver"):
            assert dit in page
        archive = direction.post(adresse("conservation_archiver", camille, **qui), follow=True)
        assert "Archivée" in texte(archive)
        assert "31/01/2028" in texte(archive)
        horloge.return_value = midi(ECHUE + timedelta(days=30))
        effacer = adresse("conservation_effacer", camille, **qui)
        assert "Effacer pour toujours" in texte(direction.get(effacer))
        assert direction.post(effacer).status_code == 200  # the box is not ticked
        assert Personne.objects.get(pk=camille.personne_id).effacee_le is None
        faite = direction.post(effacer, {"confirme": "on"}, follow=True)
        assert "La personne est effacée" in texte(faite)
        assert direction.get(fiche).status_code == 404
        salarie = reverse("salarie", args=[camille.structure_id, camille.pk])
        page = texte(direction.get(salarie))
        assert f"Personne effacée {camille.personne_id}" in page
        assert "CAMILLE" not in page

    def test_too_early_is_refused_in_words(
        self, direction: Client, camille: Salarie, horloge: Any
    ) -> None:
        horloge.return_value = midi(date(2027, 1, 1))
        qui = {"personne_id": camille.personne_id}
        refus = direction.post(adresse("conservation_archiver", camille, **qui))
        assert refus.status_code == 409
        assert "se gardent jusqu" in texte(refus)
        refus = direction.post(adresse("conservation_effacer", camille, **qui), {"confirme": "on"})
        assert "se gardent jusqu" in texte(refus)

    def test_a_hold_keeps_and_is_lifted(
        self, direction: Client, camille: Salarie, horloge: Any
    ) -> None:
        qui = {"personne_id": camille.personne_id}
        retenir = adresse("conservation_retenir", camille, **qui)
        assert "obligatoire" in texte(direction.post(retenir, {"motif": ""}))
        page = texte(direction.post(retenir, {"motif": "contentieux"}, follow=True))
        assert "Contentieux en cours" in page
        assert "levez la retenue" in page
        lever = adresse("conservation_lever", camille, retenue_id=RetenueDonnees.objects.get().pk)
        assert "La retenue est levée" in texte(direction.post(lever, follow=True))

    def test_out_of_the_archives(self, direction: Client, camille: Salarie, horloge: Any) -> None:
        qui = {"personne_id": camille.personne_id}
        liste = reverse("salaries", args=[camille.structure_id]) + "?qui=tous"
        assert "CAMILLE" in texte(direction.get(liste))
        direction.post(adresse("conservation_archiver", camille, **qui))
        assert "CAMILLE" not in texte(direction.get(liste))
        sortie = direction.post(adresse("conservation_desarchiver", camille, **qui), follow=True)
        assert "n'est plus archivée" in texte(sortie)


class TestTheCopy:
    def test_her_adviser_hands_it_and_she_sees_it(self, camille: Salarie) -> None:
        cip, collegue = (fabrique.utilisateur(Role.CIP, camille.structure) for _ in range(2))
        Referent.objects.create(salarie=camille, utilisateur=cip, debut=date(2025, 1, 1))
        camille.entretiens.create(le=midi(FIN), genre="suivi", contenu=sceller("ZZSECRET"))
        ici = adresse("conservation_copie", camille, salarie_id=camille.pk)
        fiche = reverse("salarie", args=[camille.structure_id, camille.pk])
        for qui, ouvre in ((cip, True), (collegue, False)):
            navigateur = Client()
            navigateur.force_login(qui)
            assert (ici in navigateur.get(fiche).content.decode()) is ouvre
            assert navigateur.get(ici).status_code == (200 if ouvre else 404)
            reponse = navigateur.post(ici)
            assert reponse.status_code == (200 if ouvre else 404)
            if ouvre:
                with ZipFile(BytesIO(reponse.content)) as archive:
                    assert archive.namelist() == ["a-lire.html", "donnees.json"]
                    assert "ZZSECRET" in archive.read("a-lire.html").decode()
        assert {x.lecteur for x in LectureSecret.objects.filter(usage="copie")} == {cip}


class TestTheCommand:
    def test_it_lists_and_changes_nothing(self, camille: Salarie, horloge: Any) -> None:
        for options in ((), ("--archiver", "--effacer", "--simuler")):
            rendu = lancer("conservation", *options)
            dit = " ".join(rendu.output.split())
            assert rendu.exit_code == 0
            assert "1 personne(s) : 1 à archiver, 0 à effacer, 0 échue(s) mais gardée(s)." in dit
            assert "CAMILLE" not in dit
        assert Personne.objects.get().archivee_le is None

    def test_a_night_archives_another_erases(self, camille: Salarie, horloge: Any) -> None:
        tout = ("conservation", "--archiver", "--effacer")
        assert "1 personne(s) archivée(s)" in lancer(*tout).output
        assert Personne.objects.get().effacee_le is None
        horloge.return_value = midi(ECHUE + timedelta(days=30))
        assert "1 personne(s) effacée(s)" in lancer(*tout).output
        assert "CAMILLE" not in Personne.objects.get().nom
        assert "0 personne(s) : 0 à archiver" in lancer("conservation").output

    def test_what_is_kept_is_counted(self, camille: Salarie, horloge: Any) -> None:
        camille.personne.les_pass.update(fin=ECHUE)
        assert "1 échue(s) mais gardée(s)" in " ".join(lancer("conservation").output.split())

    def test_one_structure_only(self, camille: Salarie, horloge: Any) -> None:
        autre = fabrique.structure("Autre")
        assert "0 personne(s)" in lancer("conservation", "--structure", autre.siret).output
