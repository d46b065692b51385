"""The person's own page: who hands it, withdraws it and answers."""

import re
from io import BytesIO

import pytest
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader

from etrier.parcours.models import AccesPersonne, DemandePersonne, Salarie
from etrier.structures.enums import Role
from tests import fabrique
from tests.www.monde_chez_moi import camille, convention, essayer, horloge, lire, ouvrir

__all__ = ["camille", "convention", "horloge"]

pytestmark = pytest.mark.django_db


class TestTheStructure:
    @pytest.fixture
    def cip(self, camille: Salarie) -> Client:
        navigateur = Client()
        navigateur.force_login(fabrique.utilisateur(Role.CIP, camille.structure))
        return navigateur

    def remettre(self, cip: Client, camille: Salarie) -> str:
        adresse = reverse("chez_moi_acces", args=[camille.structure_id, camille.pk])
        page = cip.post(adresse, {"telephone": "03 00 00 00 02"}).content.decode()
        (jeton,) = re.findall(r'name="jeton" value="([\w-]+)"', page)
        assert f"http://testserver/moi/l/{jeton}/" in page
        assert "<svg" in page
        return str(jeton)

    def test_a_link_is_handed_and_shown_once(self, cip: Client, camille: Salarie) -> None:
        jeton = self.remettre(cip, camille)
        assert essayer(Client(), jeton).status_code == 302
        adresse = reverse("chez_moi_acces", args=[camille.structure_id, camille.pk])
        assert jeton not in cip.get(adresse).content.decode()
        acces = AccesPersonne.objects.get()
        assert acces.telephone == "03 00 00 00 02"
        assert acces.remis_par is not None

    def test_its_card_names_nobody(self, cip: Client, camille: Salarie) -> None:
        jeton = self.remettre(cip, camille)
        adresse = reverse("chez_moi_carte", args=[camille.structure_id, camille.pk])
        carte = cip.post(adresse, {"jeton": jeton})
        assert carte.headers["Content-Type"] == "application/pdf"
        assert carte.content.startswith(b"%PDF")
        from_pdf = _texte(carte.content)
        assert "Je donne le jour et le mois de ma naissance" in from_pdf
        assert camille.personne.nom not in from_pdf

    def test_the_card_of_another_person_is_refused(self, cip: Client, camille: Salarie) -> None:
        jeton = self.remettre(cip, camille)
        autre = fabrique.salarie(camille.structure)
        adresse = reverse("chez_moi_carte", args=[camille.structure_id, autre.pk])
        for lien in (jeton, "x"):
            reponse = cip.post(adresse, {"jeton": lien})
            assert reponse.status_code == 409
            assert "n’est plus connu" in reponse.content.decode().replace("&#x27;", "’")

    def test_withdrawn_from_the_sheet(self, cip: Client, camille: Salarie) -> None:
        phone = ouvrir(camille)
        adresse = reverse("chez_moi_retirer", args=[camille.structure_id, camille.pk])
        assert cip.get(adresse).status_code == 200
        assert "est retiré" in cip.post(adresse, follow=True).content.decode()
        assert phone.get(reverse("moi")).status_code == 404

    def test_the_sheet_says_where_it_stands(self, cip: Client, camille: Salarie) -> None:
        fiche = reverse("salarie", args=[camille.structure_id, camille.pk])
        assert "Pas d’accès" in cip.get(fiche).content.decode()
        phone = ouvrir(camille)
        assert "Pas encore ouverte" in cip.get(fiche).content.decode()
        phone.get(reverse("moi"))
        phone.post(reverse("moi_droits"), {"genre": "copie"})
        page = cip.get(fiche).content.decode()
        assert "Dernière visite le 02/06/2025" in page
        assert "1 demande de sa part" in page

    def test_an_answer_is_noted_and_shown_to_her(self, cip: Client, camille: Salarie) -> None:
        phone = ouvrir(camille)
        phone.post(reverse("moi_droits"), {"genre": "copie"})
        demande = DemandePersonne.objects.get()
        adresse = reverse("chez_moi_repondre", args=[camille.structure_id, camille.pk, demande.pk])
        assert "La réponse est notée" in cip.post(adresse, follow=True).content.decode()
        assert cip.post(adresse).status_code == 409
        assert "Réponse donnée" in lire(phone, "moi_droits")


def _texte(pdf: bytes) -> str:
    return " ".join("".join(p.extract_text() for p in PdfReader(BytesIO(pdf)).pages).split())
