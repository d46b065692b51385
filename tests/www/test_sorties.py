"""Screens of exits: what one sees, what one writes, what stays reserved."""

import re
from datetime import date
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse

from etrier.parcours.models import ClasseMotif, Referent, Salarie, Sortie
from etrier.parcours.sorties.actions import Depart, enregistrer_sortie
from etrier.parcours.sorties.motifs import MotifSortie
from etrier.structures.enums import Role
from etrier.structures.models import Convention, Groupe, Structure, Utilisateur
from tests import fabrique
from tests.www.pages import fautes

pytestmark = pytest.mark.django_db
LE = date(2026, 3, 1)
FIN = date(2025, 12, 31)
RESERVE = "motif réservé"
MODULES = (
    "www.sorties.views",
    "www.sorties.suivis",
    "www.sorties.classes",
    "www.sorties.forms",
    "www.templatetags.sorties",
    "parcours.sorties.actions",
    "parcours.sorties.verification",
)


@pytest.fixture(autouse=True)
def _le_premier_mars(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in MODULES:
        monkeypatch.setattr(f"etrier.{module}.aujourdhui", lambda: LE)


@pytest.fixture
def aci() -> Structure:
    return fabrique.structure("ACI")


@pytest.fixture
def convention(aci: Structure) -> Convention:
    return fabrique.convention(aci, "ACI")


@pytest.fixture
def camille(aci: Structure, convention: Convention) -> Salarie:
    """Somebody whose only contract ran all 2025."""
    qui = fabrique.salarie(aci, "AUBIER")
    fabrique.contrat(qui, convention)
    return qui


def entrer(client: Client, dans: Structure, role: Role = Role.CIP) -> Utilisateur:
    compte = fabrique.utilisateur(role, dans)
    client.force_login(compte)
    return compte


def _texte(html: str) -> str:
    assert fautes(html) == []
    return re.sub(r"\s+", " ", unescape(html).replace("\u202f", " ").replace("\u00a0", " "))


def lire(client: Client, nom: str, /, *args: int, **demande: str) -> str:
    """A page as one reads it, well made."""
    return _texte(client.get(reverse(nom, args=args), demande).content.decode())


def envoyer(client: Client, nom: str, /, *args: int, **champs: str) -> str:
    """The page a form leads to, redirections followed."""
    return _texte(client.post(reverse(nom, args=args), champs, follow=True).content.decode())


def sortir(qui: Salarie, motif: MotifSortie = MotifSortie.CDI_NON_AIDE) -> Sortie:
    sous = qui.contrats.all()[0].convention
    return enregistrer_sortie(qui, Depart(sous, FIN, motif, "Atelier d'essai"), par=None)


class TestListe:
    def test_it_shows_exits_to_say_news_to_take_and_exits_written(
        self, client: Client, aci: Structure, convention: Convention, camille: Salarie
    ) -> None:
        partie = fabrique.salarie(aci, "BOULEAU")
        fabrique.contrat(partie, convention, fin=date(2025, 11, 15))
        depart = Depart(convention, date(2025, 11, 15), MotifSortie.CHOMAGE)
        enregistrer_sortie(partie, depart, par=None)
        entrer(client, aci)
        page = lire(client, "sorties", aci.pk)
        for vu in ("Sorties à dire", "AUBIER", "31/12/2025", "BOULEAU", "15/02/2026"):
            assert vu in page
        assert "1 nouvelle est à prendre dès maintenant." in page
        assert "autre sortie" in page

    def test_files_hold_the_class_and_never_the_motive(
        self, client: Client, aci: Structure, camille: Salarie
    ) -> None:
        sortir(camille, MotifSortie.DECISION_ADMINISTRATIVE)
        entrer(client, aci)
        adresse = reverse("sorties", args=[aci.pk])
        lu = client.get(adresse, {"format-sorties": "csv"}).content.decode("utf-8-sig")
        assert "retirée des sorties constatées" in lu
        assert "justice" not in lu


class TestEcrire:
    def test_from_the_sheet_to_the_exit(
        self, client: Client, aci: Structure, convention: Convention, camille: Salarie
    ) -> None:
        entrer(client, aci)
        adresse = reverse("sortie_nouvelle", args=[aci.pk, camille.pk])
        assert adresse in lire(client, "salarie", aci.pk, camille.pk)
        formulaire = lire(client, "sortie_nouvelle", aci.pk, camille.pk)
        assert 'value="2025-12-31"' in formulaire
        assert '<optgroup label="emploi durable">' in formulaire
        page = envoyer(
            client,
            "sortie_nouvelle",
            *(aci.pk, camille.pk),
            le="2025-12-31",
            convention=str(convention.pk),
            motif="3",
            employeur="Atelier d'essai",
        )
        assert "Première nouvelle à prendre le 31/03/2026." in page
        for vu in ("3. CDI non aidé", "emploi durable", "Atelier d'essai", "12 mois"):
            assert vu in page
        assert "Sortie le 31/12/2025" in lire(client, "salarie", aci.pk, camille.pk)

    def test_a_refusal_is_said_above_the_form(
        self, client: Client, aci: Structure, convention: Convention, camille: Salarie
    ) -> None:
        entrer(client, aci)
        page = envoyer(
            client,
            "sortie_nouvelle",
            *(aci.pk, camille.pk),
            le="2025-12-30",
            convention=str(convention.pk),
            motif="7",
        )
        assert "est encore sous le contrat" in page
        assert not Sortie.objects.exists()

    def test_the_next_structure_of_the_group_is_proposed(
        self, client: Client, aci: Structure, camille: Salarie
    ) -> None:
        ei = fabrique.structure("EI")
        groupe = Groupe.objects.create(nom="Groupe d'essai")
        Structure.objects.filter(pk__in=[aci.pk, ei.pk]).update(groupe=groupe)
        la_bas = fabrique.salarie(ei, personne=camille.personne)
        fabrique.contrat(
            la_bas, fabrique.convention(ei, "EI"), debut=date(2026, 1, 12), fin=date(2026, 7, 12)
        )
        entrer(client, aci)
        page = lire(client, "sortie_nouvelle", aci.pk, camille.pk)
        assert f"Un contrat commence chez {ei.denomination} le 12/01/2026" in page
        assert '<option value="2" selected>' in page
        assert f'value="{ei.denomination}"' in page


class TestMotif:
    def test_a_reserved_motive_shows_to_the_adviser_alone(
        self, client: Client, aci: Structure, camille: Salarie
    ) -> None:
        sortie = sortir(camille, MotifSortie.DECISION_ADMINISTRATIVE)
        entrer(client, aci, Role.DIRECTION)
        page = lire(client, "sortie", aci.pk, sortie.pk)
        assert RESERVE in page
        assert "justice" not in page
        referente = entrer(client, aci)
        assert RESERVE in lire(client, "sortie", aci.pk, sortie.pk)
        Referent.objects.create(salarie=camille, utilisateur=referente, debut=LE)
        page = lire(client, "sortie", aci.pk, sortie.pk)
        assert "18. décision administrative ou de justice" in page
        assert RESERVE not in page

    def test_a_correction_by_somebody_else_does_not_tell_it(
        self, client: Client, aci: Structure, camille: Salarie
    ) -> None:
        sortie = sortir(camille, MotifSortie.CONGE_LONGUE_DUREE)
        entrer(client, aci)
        page = lire(client, "sortie_corriger", aci.pk, sortie.pk)
        assert '<option value="16" selected>' not in page
        assert "Atelier d'essai" in page


class TestCorriger:
    def test_a_correction_opens_on_the_new_exit(
        self, client: Client, aci: Structure, convention: Convention, camille: Salarie
    ) -> None:
        sortie = sortir(camille)
        entrer(client, aci)
        page = envoyer(
            client,
            "sortie_corriger",
            *(aci.pk, sortie.pk),
            le="2025-12-31",
            convention=str(convention.pk),
            motif="10",
        )
        assert "emploi de transition" in page
        assert "annulée le 01/03/2026" in lire(client, "sortie", aci.pk, sortie.pk)

    def test_cancelled_it_is_to_be_said_again(
        self, client: Client, aci: Structure, camille: Salarie
    ) -> None:
        sortie = sortir(camille)
        entrer(client, aci)
        assert "Annuler cette sortie" in lire(client, "sortie_annuler", aci.pk, sortie.pk)
        page = envoyer(client, "sortie_annuler", aci.pk, sortie.pk)
        assert "elle ne compte plus nulle part" in page


class TestNouvelles:
    def test_three_touches_write_what_she_said(
        self, client: Client, aci: Structure, camille: Salarie
    ) -> None:
        camille.personne.telephone = "06 00 00 00 00"
        camille.personne.save()
        suivi = sortir(camille).suivis.get(mois=3)
        entrer(client, aci)
        page = lire(client, "suivi_sortie", aci.pk, suivi.pk)
        assert "Téléphone : 06 00 00 00 00." in page
        assert 'value="2026-03-01"' in page
        page = envoyer(
            client,
            "suivi_sortie",
            *(aci.pk, suivi.pk),
            situation="emploi_durable",
            justificatif="bulletin de paie",
            le="2026-03-01",
        )
        for vu in ("La nouvelle est notée.", "en emploi durable", "bulletin de paie"):
            assert vu in page

    def test_without_a_situation_it_asks_for_it(
        self, client: Client, aci: Structure, camille: Salarie
    ) -> None:
        suivi = sortir(camille).suivis.get(mois=3)
        entrer(client, aci)
        reponse = client.post(
            reverse("suivi_sortie", args=[aci.pk, suivi.pk]), {"le": "2026-03-01"}
        )
        assert reponse.status_code == 200
        suivi.refresh_from_db()
        assert suivi.fait_le is None


class TestClasses:
    def test_the_table_says_where_each_class_comes_from(
        self, client: Client, aci: Structure
    ) -> None:
        entrer(client, aci)
        page = lire(client, "sorties_classes", aci.pk)
        for vu in ("à confirmer avec l'État", "aucune classe n'est établie", "référent seul"):
            assert vu in page
        assert "Écrire une classe convenue" not in page

    def test_a_class_agreed_changes_the_exits_since_its_day(
        self, client: Client, aci: Structure, camille: Salarie
    ) -> None:
        sortir(camille, MotifSortie.RETRAITE)
        entrer(client, aci, Role.DIRECTION)
        page = envoyer(
            client,
            "classe_motif_nouvelle",
            aci.pk,
            motif="15",
            classe="autre",
            depuis="2025-01-01",
        )
        assert "1 sortie change de classe." in page
        ligne = ClasseMotif.objects.get()
        assert "la classe d'avant" in lire(client, "classe_motif_retirer", aci.pk, ligne.pk)
        assert "1 sortie change de classe." in envoyer(
            client, "classe_motif_retirer", aci.pk, ligne.pk
        )


def test_the_encadrement_finds_no_exit(client: Client, aci: Structure, camille: Salarie) -> None:
    sortie = sortir(camille)
    entrer(client, aci, Role.ENCADREMENT)
    assert client.get(reverse("sortie", args=[aci.pk, sortie.pk])).status_code == 404
    assert "31/12/2025 : emploi durable" not in lire(client, "salarie", aci.pk, camille.pk)
