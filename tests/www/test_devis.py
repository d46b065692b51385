"""Screens on quotes: the team's, and what a client does from a signed link."""

import re
from html import unescape
from smtplib import SMTPServerDisconnected
from typing import Any

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.test import Client as Navigateur
from django.test import override_settings
from django.urls import reverse

from etrier.facturation.devis.actions import annuler, envoyer
from etrier.facturation.devis.liens import jeton
from etrier.facturation.models import ArticleAFacturer, Devis
from etrier.missions.models import Client, Tarif
from etrier.structures.enums import Role
from tests import fabrique
from tests.www.mondes.devis import un_devis
from tests.www.pages import fautes

pytestmark = pytest.mark.django_db


@pytest.fixture
def client_() -> Client:
    return fabrique.client(fabrique.structure("EI"), "entreprise")


@pytest.fixture
def equipe(client_: Client) -> Navigateur:
    navigateur = Navigateur()
    navigateur.force_login(fabrique.utilisateur(Role.GESTION, client_.structure))
    return navigateur


def propre(html: str) -> str:
    """A page as one reads it, well made."""
    assert fautes(html) == []
    return re.sub(r"\s+", " ", unescape(html).replace("\u202f", " ").replace("\u00a0", " "))


def lire(navigateur: Navigateur, nom: str, /, *args: Any) -> str:
    return propre(navigateur.get(reverse(nom, args=args)).content.decode())


def poster(navigateur: Navigateur, nom: str, /, *args: Any, **champs: Any) -> str:
    """The page a form leads to, redirections followed."""
    reponse = navigateur.post(reverse(nom, args=args), champs, follow=True)
    return propre(reponse.content.decode())


def saisie(client: Client, *lignes: tuple[str, str, str, str], **suite: Any) -> dict[str, Any]:
    """What the form of a quote sends."""
    champs: dict[str, Any] = {
        "client": client.pk,
        "chantier": "",
        "objet": "Réfection d'un bureau",
        "valable_jusqu_au": "2199-12-31",
        "acompte_pour_cent": "30",
        "lignes-TOTAL_FORMS": "4",
        "lignes-INITIAL_FORMS": "0",
    }
    vides = [("", "heure", "", "")] * (4 - len(lignes))
    for rang, (libelle, unite, quantite, prix) in enumerate([*lignes, *vides]):
        champs |= {
            f"lignes-{rang}-libelle": libelle,
            f"lignes-{rang}-unite": unite,
            f"lignes-{rang}-quantite": quantite,
            f"lignes-{rang}-prix_centimes": prix,
            f"lignes-{rang}-regime_tva": "normal",
            f"lignes-{rang}-prestation": "",
        }
    return champs | suite


PEINTURE = ("Peinture", "heure", "35h30", "38,90")
FORFAIT = ("Nettoyage de fin", "forfait", "", "250")
UNITES = ("Plaques", "unite", "12,5", "18,99")


class TestEquipe:
    def test_a_quote_is_written_with_its_lines(self, equipe: Navigateur, client_: Client) -> None:
        une = client_.structure.pk
        page = poster(equipe, "devis_nouveau", une, **saisie(client_, PEINTURE, FORFAIT, UNITES))
        assert "est enregistré" in page
        devis = Devis.objects.get()
        assert [(x.minutes, x.quantite_milliemes, x.prix_centimes) for x in devis.lignes.all()] == [
            (2130, None, 3890),
            (None, 1000, 25_000),
            (None, 12_500, 1899),
        ]
        assert "35 h 30" in page
        assert "Peinture" in page
        assert devis.numero in lire(equipe, "devis", une)

    @pytest.mark.parametrize(
        ("lignes", "suite", "dit"),
        [
            ((), {}, "Écrivez au moins une ligne."),
            ((("Peinture", "heure", "beaucoup", "38"),), {}, "beaucoup"),
            ((("Peinture", "heure", "35", "cher"),), {}, "cher"),
            ((("Plaques", "unite", "1,2345", "18"),), {}, "trois chiffres au plus"),
            ((PEINTURE, PEINTURE), {}, "même prestation"),
            ((PEINTURE,), {"objet": ""}, "obligatoire"),
            ((PEINTURE,), {"valable_jusqu_au": "2020-01-01"}, "La date de validité est passée"),
        ],
    )
    def test_what_is_wrong_is_said_and_nothing_is_lost(
        self,
        equipe: Navigateur,
        client_: Client,
        lignes: tuple[tuple[str, str, str, str], ...],
        suite: dict[str, Any],
        dit: str,
    ) -> None:
        champs = saisie(client_, *lignes, **suite)
        page = poster(equipe, "devis_nouveau", client_.structure.pk, **champs)
        assert dit in page
        assert not Devis.objects.exists()
        for libelle, *_reste in lignes:
            assert f'value="{libelle}"' in page

    def test_more_rows_may_be_asked_for(self, equipe: Navigateur, client_: Client) -> None:
        champs = saisie(client_, PEINTURE, plus="1")
        page = poster(equipe, "devis_nouveau", client_.structure.pk, **champs)
        assert "Ligne 8" in page
        assert 'value="Peinture"' in page
        assert "alert-danger" not in page
        assert not Devis.objects.exists()

    def test_a_draft_is_changed_from_what_it_says(
        self, equipe: Navigateur, client_: Client
    ) -> None:
        devis, une = un_devis(client_), client_.structure.pk
        page = lire(equipe, "devis_modifier", une, devis.pk)
        assert 'value="Installation du chantier"' in page
        assert 'value="38,90"' in page
        poster(equipe, "devis_modifier", une, devis.pk, **saisie(client_, UNITES))
        assert [x.libelle for x in devis.lignes.all()] == ["Plaques"]
        envoyer(devis, par=None)
        assert equipe.get(reverse("devis_modifier", args=[une, devis.pk])).status_code == 409

    def test_without_a_mail_server_the_link_is_handed_over(
        self, equipe: Navigateur, client_: Client
    ) -> None:
        devis = un_devis(client_)
        page = poster(equipe, "devis_envoyer", client_.structure.pk, devis.pk)
        devis.refresh_from_db()
        assert "Le lien est prêt" in page
        assert reverse("devis_client", args=[jeton(devis)]) in page

    @override_settings(ETRIER_COURRIEL=True)
    def test_it_leaves_by_mail(self, equipe: Navigateur, client_: Client) -> None:
        devis = un_devis(client_)
        adresse = "client@exemple.test"
        page = poster(equipe, "devis_envoyer", client_.structure.pk, devis.pk, courriel=adresse)
        assert "Le courriel est parti à client@exemple.test." in page
        [message] = mail.outbox
        devis.refresh_from_db()
        assert message.to == [adresse]
        assert reverse("devis_client", args=[jeton(devis)]) in message.body
        assert devis.numero in message.subject

    @override_settings(ETRIER_COURRIEL=True)
    def test_a_mail_that_does_not_leave_is_said(
        self, equipe: Navigateur, client_: Client, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def tomber(*_args: object) -> int:
            raise SMTPServerDisconnected

        monkeypatch.setattr(EmailBackend, "send_messages", tomber)
        devis = un_devis(client_)
        page = poster(
            equipe, "devis_envoyer", client_.structure.pk, devis.pk, courriel="a@exemple.test"
        )
        assert "Le courriel n’est pas parti." in page
        devis.refresh_from_db()
        assert (devis.etat, devis.courriel) == ("envoye", "")

    def test_a_copy_and_a_cancelled_one(self, equipe: Navigateur, client_: Client) -> None:
        devis, une = envoyer(un_devis(client_), par=None), client_.structure.pk
        assert "Le devis est annulé." in poster(equipe, "devis_annuler", une, devis.pk)
        page = poster(equipe, "devis_dupliquer", une, devis.pk, valable_jusqu_au="2199-12-31")
        copie = Devis.objects.get(etat="brouillon")
        assert copie.numero in page
        assert copie.lignes.count() == 2

    def test_its_paper_opens(self, equipe: Navigateur, client_: Client) -> None:
        devis = un_devis(client_)
        rendu = equipe.get(reverse("devis_pdf", args=[client_.structure.pk, devis.pk]))
        assert rendu["Content-Type"] == "application/pdf"
        assert rendu.content.startswith(b"%PDF")

    def test_a_reader_writes_nothing(self, client_: Client) -> None:
        devis, lecteur = un_devis(client_), Navigateur()
        lecteur.force_login(fabrique.utilisateur(Role.LECTURE, client_.structure))
        page = lire(lecteur, "devis_voir", client_.structure.pk, devis.pk)
        assert "Envoyer au client" not in page
        assert "Dupliquer" not in page

    def test_what_an_agreement_gave_is_shown(self, equipe: Navigateur, client_: Client) -> None:
        devis = envoyer(un_devis(client_), par=None)
        _accepter(jeton(devis))
        page = lire(equipe, "devis_voir", client_.structure.pk, devis.pk)
        assert "À facturer : Installation du chantier" in page
        assert "Prix de l’heure : Peinture, 38,90 €" in page
        assert "tarif à fixer" not in page
        assert "Émettre la facture d’acompte" in page


def _accepter(lien: str, **suite: str) -> str:
    champs = {"nom": "Odile EXEMPLE", "qualite": "Gérante", "bon_pour_accord": "on"} | suite
    return poster(Navigateur(), "devis_client", lien, **champs)


class TestClient:
    def test_it_is_read_without_an_account_and_kept_nowhere(self, client_: Client) -> None:
        devis = envoyer(un_devis(client_), par=None)
        rendu = Navigateur().get(reverse("devis_client", args=[jeton(devis)]))
        page = propre(rendu.content.decode())
        for attendu in ("Travaux d'essai", "35 h × 38,90 € / h", "TVA 20 %", "1 933,80 €", "30 %"):
            assert attendu in page, attendu
        assert rendu["Cache-Control"] == "no-store, private"
        assert rendu["X-Robots-Tag"] == "noindex, nofollow"
        assert rendu["Referrer-Policy"] == "same-origin"
        pdf = Navigateur().get(reverse("devis_client_pdf", args=[jeton(devis)]))
        assert pdf.content.startswith(b"%PDF")

    def test_an_agreement_is_kept_and_the_link_dies(self, client_: Client) -> None:
        devis = envoyer(un_devis(client_), par=None)
        page = _accepter(jeton(devis))
        assert "Merci, ce devis est accepté" in page
        assert "Bon pour accord, Odile EXEMPLE, Gérante" in page
        assert ArticleAFacturer.objects.filter(devis=devis).count() == 1
        assert Tarif.objects.filter(client=client_, montant_horaire_centimes=3890).exists()
        rendu = Navigateur().get(reverse("devis_client", args=[jeton(devis)]))
        assert rendu.status_code == 410
        assert "Une réponse a déjà été donnée" in propre(rendu.content.decode())
        recu = re.search(r'href="([^"]+/pdf/)"', page)
        assert recu is not None
        assert Navigateur().get(recu[1]).content.startswith(b"%PDF")

    def test_without_the_words_or_a_name_nothing_is_kept(self, client_: Client) -> None:
        devis = envoyer(un_devis(client_), par=None)
        page = poster(Navigateur(), "devis_client", jeton(devis), nom="")
        assert "Cochez « Bon pour accord » pour accepter ce devis." in page
        assert "Écrivez votre nom" in page
        devis.refresh_from_db()
        assert devis.etat == "envoye"

    def test_a_refusal_says_why(self, client_: Client, equipe: Navigateur) -> None:
        devis = envoyer(un_devis(client_), par=None)
        page = poster(
            Navigateur(), "devis_client_refuser", jeton(devis), nom="Odile", commentaire="Trop cher"
        )
        assert "Votre refus est enregistré" in page
        assert "Trop cher" in lire(equipe, "devis_voir", client_.structure.pk, devis.pk)

    @pytest.mark.parametrize(
        "nom", ["devis_client", "devis_client_refuser", "devis_client_recu", "devis_client_pdf"]
    )
    def test_a_dead_link_tells_nothing(self, client_: Client, nom: str) -> None:
        devis = envoyer(un_devis(client_), par=None)
        lien = jeton(devis)
        annuler(devis, par=None)
        for adresse, statuts in ((lien, (404, 410)), ("faux", (404,))):
            rendu = Navigateur().get(reverse(nom, args=[adresse]))
            assert rendu.status_code in statuts
            page = propre(rendu.content.decode())
            assert "Travaux d'essai" not in page
            assert client_.denomination not in page
            assert rendu["Cache-Control"] == "no-store, private"
