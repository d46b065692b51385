"""What the demonstration pays and buys: what the screens of pay, suppliers and costs will say."""

import csv
import io
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from hashlib import sha256

import pytest
from django.db import transaction
from django.db.models import Model
from pytest_django.plugin import DjangoDbBlocker

from etrier.cloture.actions import cloturer
from etrier.comptabilite.couts.lecture import lire_couts
from etrier.comptabilite.ordres.candidats import acomptes_du_mois, salaires_du_mois
from etrier.demonstration import cabinet
from etrier.demonstration.achats import IBAN_CONNU, PEPINIERE, faire_les_achats
from etrier.demonstration.charger import charger
from etrier.demonstration.paies import MATRICULE_INCONNU, faire_les_paies
from etrier.demonstration.scenario import JOUR_DONNE
from etrier.facturation.enums import EtatFactureFournisseur, OrigineFactureFournisseur
from etrier.facturation.formats.lecture import lire_facture
from etrier.facturation.formats.validation import verifier as verifier_facturx
from etrier.facturation.fournisseurs.actions import ibans_connus
from etrier.facturation.models import FactureFournisseur
from etrier.paie.enums import EtatEcartPaie, EtatNoteFrais, GenreVariableSaisie
from etrier.paie.models import (
    EcartPaie,
    EnvoiPaie,
    LigneRetourPaie,
    NoteFrais,
    ReglagePaie,
    RetourPaie,
    VariableSaisie,
)
from etrier.paie.navette.verification import verifier
from etrier.structures.models import Structure

pytestmark = pytest.mark.django_db
ACI, AI = "Les Jardins du Pas-Commun", "Coup de main du Pas-Commun"
AOUT, SEPTEMBRE = date(2026, 8, 1), date(2026, 9, 1)
A_CONTROLER, BONNE, PAYEE = (
    EtatFactureFournisseur.A_CONTROLER,
    EtatFactureFournisseur.BONNE_A_PAYER,
    EtatFactureFournisseur.PAYEE,
)


@dataclass(frozen=True)
class Argent:
    """The two structures that pay and buy."""

    aci: Structure
    ai: Structure
    # Digests of every file, of a first telling then undone, and of the one that stays.
    essai: list[str]
    garde: list[str]


def _raconter(structures: list[Structure]) -> list[str]:
    """Pay and buy; the digest of every file sent, read back or received."""
    pas: list[tuple[str, int, int]] = []
    assert faire_les_achats(structures, lambda *p: pas.append(p)) == 2
    assert faire_les_paies(structures, lambda *p: pas.append(p)) == 2
    assert pas[:3] == pas[3:] == [(ACI, 0, 2), (AI, 1, 2), ("fini", 2, 2)]
    modeles: tuple[type[Model], ...] = (EnvoiPaie, RetourPaie, FactureFournisseur)
    return [
        f"{m.__name__} {empreinte}"
        for m in modeles
        for empreinte in m._default_manager.order_by("pk").values_list("empreinte", flat=True)
    ]


@pytest.fixture(scope="module")
def argent(
    tmp_path_factory: pytest.TempPathFactory,
    django_db_setup: None,
    django_db_blocker: DjangoDbBlocker,
) -> Iterator[Argent]:
    """Loaded once, every month of these two but the last closed; all undone after this file."""
    with django_db_blocker.unblock(), transaction.atomic():
        bilan = charger(le=JOUR_DONNE, dossier=tmp_path_factory.mktemp("fichiers"))
        aci, ai = (Structure.objects.get(denomination=nom) for nom in (ACI, AI))
        for mois in bilan.mois_a_clore:
            assert len(cloturer([aci.pk, ai.pk], mois, par=None).closes) == 2
        point = transaction.savepoint()
        essai = _raconter([aci, ai])
        transaction.savepoint_rollback(point)
        yield Argent(aci, ai, essai, _raconter([aci, ai]))
        transaction.set_rollback(True)


def _ecarts(retour: RetourPaie) -> dict[str, str]:
    """The state of each kind of difference."""
    return dict(EcartPaie.objects.filter(retour=retour).values_list("genre", "etat"))


def _retours(structure: Structure, mois: date) -> list[RetourPaie]:
    return list(RetourPaie.objects.filter(structure=structure, mois=mois).order_by("pk"))


def test_the_bureau_of_the_aci_forgot_somebody_then_did_not(argent: Argent) -> None:
    premier, complet = _retours(argent.aci, SEPTEMBRE)
    ouvert, explique = EtatEcartPaie.OUVERT, EtatEcartPaie.EXPLIQUE
    restent = {
        "HEURES_CENTIEMES": ouvert,
        "NET_INCOHERENT": ouvert,
        "SALARIE_INCONNU": ouvert,
        "ACOMPTE_NON_DEDUIT": explique,
    }
    assert _ecarts(complet) == restent
    assert _ecarts(premier) == restent | {"SALARIE_ABSENT": ouvert}
    assert (premier.ecarts.count(), complet.ecarts.count()) == (5, 4)
    inconnues = LigneRetourPaie.objects.filter(retour=complet, contrat=None)
    assert set(inconnues.values_list("matricule", flat=True)) == {MATRICULE_INCONNU}


def test_the_bureau_of_the_ai_has_three_differences(argent: Argent) -> None:
    (retour,) = _retours(argent.ai, SEPTEMBRE)
    assert retour.ecarts.count() == 3
    assert _ecarts(retour) == {
        "MONTANT_TAUX": EtatEcartPaie.OUVERT,
        "LIGNE_EN_DOUBLE": EtatEcartPaie.OUVERT,
        "FRAIS_ABSENTS": EtatEcartPaie.EXPLIQUE,
    }


def test_months_before_came_back_as_they_left(argent: Argent) -> None:
    for structure in (argent.aci, argent.ai):
        (retour,) = _retours(structure, AOUT)
        assert retour.lignes.count() > 50
        assert not retour.ecarts.exists()


def test_each_bureau_has_its_format_and_everything_left(argent: Argent) -> None:
    formats = dict(ReglagePaie.objects.values_list("structure__denomination", "format"))
    assert formats == {ACI: "silae", AI: "neutre"}
    for structure in (argent.aci, argent.ai):
        vue = verifier(structure, SEPTEMBRE)
        assert (vue.bloquent, vue.lignes) == ([], [])
        assert any("à décider" in x.phrase for x in vue.a_voir)
        envoi = EnvoiPaie.objects.get(structure=structure, mois=SEPTEMBRE)
        assert sha256(bytes(envoi.fichier)).hexdigest() == envoi.empreinte
        genres = VariableSaisie.objects.filter(structure=structure, envoi=envoi)
        assert Counter(genres.values_list("genre", flat=True)) == dict.fromkeys(
            set(GenreVariableSaisie.values) - {"AUTRE"}, 1
        )
        etats = NoteFrais.objects.filter(structure=structure).values_list("etat", flat=True)
        assert Counter(etats) == {
            EtatNoteFrais.ACCEPTEE: 2,
            EtatNoteFrais.REFUSEE: 1,
            EtatNoteFrais.DEPOSEE: 1,
        }


def test_the_file_of_the_bureau_is_one_a_spreadsheet_opens(argent: Argent) -> None:
    """Every employee sent has her gross and her net; what is kept back has a minus sign."""
    envoi = EnvoiPaie.objects.get(structure=argent.aci, mois=SEPTEMBRE)
    bulletins = cabinet.tirer(envoi)
    contenu = cabinet.imprimer(envoi, bulletins, {})
    assert contenu == cabinet.imprimer(envoi, cabinet.tirer(envoi), {})
    rangees = list(csv.DictReader(io.StringIO(contenu.decode("cp1252")), delimiter=";"))
    nets = [r for r in rangees if r["Rubrique"] == "Net à payer"]
    assert {r["Code salarié"] for r in nets} == set(bulletins)
    assert all(r["Montant"].startswith("-") for r in rangees if r["Rubrique"] in ("8010", "8020"))
    assert {r["Période"] for r in rangees} == {"09/2026"}


def test_wages_and_advances_may_be_ordered_to_all_but_the_unknown(argent: Argent) -> None:
    salaires = salaires_du_mois(argent.aci, SEPTEMBRE)
    assert [x.nom for x in salaires if x.obstacle] == [MATRICULE_INCONNU]
    assert len(salaires) > 20
    assert [x.montant_centimes for x in acomptes_du_mois(argent.aci, SEPTEMBRE)] == [15_000]


def test_purchases_are_paid_good_to_pay_and_to_check(argent: Argent) -> None:
    recues = FactureFournisseur.objects.filter(structure=argent.aci).order_by("emise_le")
    vues = recues.values_list("origine", "etat", "chantier__denomination")
    facturx, saisie = OrigineFactureFournisseur.FACTURX, OrigineFactureFournisseur.SAISIE
    assert list(vues) == [
        (facturx, BONNE, "Maraîchage"),
        (saisie, PAYEE, "Berges du canal"),
        (facturx, A_CONTROLER, None),
    ]
    siennes = FactureFournisseur.objects.filter(structure=argent.ai).order_by("emise_le")
    assert list(siennes.values_list("etat", flat=True)) == [PAYEE, BONNE]
    assert all("EXEMPLE" in x.fournisseur for x in (*recues, *siennes))


def test_the_files_received_pass_the_rules_and_the_second_changes_account(argent: Argent) -> None:
    lues = FactureFournisseur.objects.filter(structure=argent.aci, fournisseur=PEPINIERE)
    semis, voiles = lues.order_by("emise_le")
    for recue in (semis, voiles):
        lue = lire_facture(bytes(recue.fichier or b""))
        assert (lue.ttc_centimes, lue.acheteur) == (recue.ttc_centimes, ACI)
        assert list(verifier_facturx(lue.xml)) == []
    quantites = [x.quantite.replace("\u00a0", " ") for x in semis.lignes.all()]
    assert quantites == ["14 unités", "20 unités", "4 unités"]
    assert ibans_connus(voiles) == [IBAN_CONNU] == [semis.iban]
    assert ibans_connus(semis) == []


def test_costs_and_margins_are_known_and_show_the_purchases(argent: Argent) -> None:
    """The bureau gave everybody's pay in the end: nothing is unknown."""
    couts = lire_couts(argent.aci, AOUT, SEPTEMBRE)
    assert couts.manques == ()
    par_nom = {x.nom: x.cout for x in couts.lieux}
    assert all(c.marge_centimes is not None for c in par_nom.values())
    assert par_nom["Maraîchage"].achats == {"fournitures": 44_580}
    assert par_nom["Berges du canal"].achats == {"vehicule": 41_750}


def test_it_is_told_twice_the_same(argent: Argent) -> None:
    assert argent.garde == argent.essai
    assert len(argent.garde) > 40


def test_it_is_done_once(argent: Argent) -> None:
    modeles = (EnvoiPaie, RetourPaie, EcartPaie, VariableSaisie, NoteFrais, FactureFournisseur)
    avant = [m._default_manager.count() for m in modeles]
    for faire in (faire_les_achats, faire_les_paies):
        assert faire([argent.aci, argent.ai], lambda *_pas: None) == 0
    assert [m._default_manager.count() for m in modeles] == avant
