"""Drafts of a month: what they take, what they leave, and that they are never doubled."""

from datetime import date

import pytest

from etrier.facturation.factures.articles import ajouter_article
from etrier.facturation.factures.avoirs import Correction, facturer_avoir
from etrier.facturation.factures.ecriture import contenu_de
from etrier.facturation.factures.emission import emettre
from etrier.facturation.factures.preparation import preparer, restees
from etrier.facturation.factures.reglages import regler_client, regler_facturation
from etrier.facturation.models import Facture, LigneFacture, PriseEnFacture
from etrier.facturation.reglements.actions import solde_de
from etrier.heures.actions import corriger
from etrier.heures.models import LigneHeures
from etrier.missions.models import Client, Tarif
from etrier.parcours.models import Contrat
from etrier.structures.models import Structure
from tests import fabrique
from tests.facturation import monde

pytestmark = pytest.mark.django_db


def test_from_the_hour_to_the_number() -> None:
    une = monde.structure()
    ville, sous = monde.client(une), monde.contrat(une)
    fabrique.tarif(ville, 2450)
    monde.travailler(sous, ville, [420, 430, 415])
    monde.clore(une)

    bilan = preparer(une, monde.MARS, par=None)
    [brouillon] = Facture.objects.filter(pk__in=bilan.brouillons)
    emises = emettre(une, [brouillon], le=monde.LE, par=None)

    [facture] = Facture.objects.all()
    assert (facture.numero, emises) == ("F2025-00001", (facture,))
    ht = (1265 * 2450 * 2 + 60) // 120
    assert (facture.ht_centimes, facture.ttc_centimes) == (ht, ht + (ht * 2000 + 5000) // 10000)
    ecrite = contenu_de(facture)
    assert [(x.minutes, x.ht_centimes) for x in ecrite.lignes] == [(1265, ht)]
    assert [h.minutes for h in ecrite.annexe] == [420, 430, 415]
    assert [code for code, _phrase in ecrite.mentions] == ["PMT", "PMD", "AAB", "BAR"]


def facturable() -> tuple[Structure, Client, Contrat]:
    """A structure, a client with a price, somebody under contract."""
    une = monde.structure()
    ville = monde.client(une)
    fabrique.tarif(ville, 2000)
    return une, ville, monde.contrat(une)


def lignes(cle: int) -> list[tuple[str, int | None, int]]:
    return list(
        LigneFacture.objects.filter(facture=cle).values_list("libelle", "minutes", "ht_centimes")
    )


def test_done_again_a_draft_is_the_same_one() -> None:
    une, ville, sous = facturable()
    monde.travailler(sous, ville, [60])
    monde.clore(une)
    premier = preparer(une, monde.MARS, par=None)
    second = preparer(une, monde.MARS, par=None)
    assert premier.brouillons == second.brouillons
    assert (Facture.objects.count(), PriseEnFacture.objects.count()) == (1, 1)


def test_hours_are_taken_once() -> None:
    une, ville, sous = facturable()
    monde.travailler(sous, ville, [60])
    monde.clore(une)
    bilan = preparer(une, monde.MARS, par=None)
    emettre(une, Facture.objects.filter(pk__in=bilan.brouillons), le=monde.LE, par=None)
    assert preparer(une, monde.MARS, par=None).brouillons == ()
    assert preparer(une, monde.AVRIL, par=None).brouillons == ()


def test_what_was_invoiced_elsewhere_is_left_alone() -> None:
    une, ville, sous = facturable()
    for mois in (monde.MARS, monde.AVRIL):
        monde.travailler(sous, ville, [60], mois)
        monde.clore(une, mois)
    regler_facturation(une, par=None, premier_mois=date(2025, 4, 17))
    bilan = preparer(une, monde.AVRIL, par=None)
    assert [x[1] for x in lignes(bilan.brouillons[0])] == [60]
    assert restees(une, monde.AVRIL) == []


def test_what_only_waits_is_told_from_what_cannot_be_invoiced() -> None:
    une, ville, sous = facturable()
    monde.travailler(sous, ville, [60])
    monde.travailler(sous, monde.client(une), [90])
    monde.clore(une)
    vues = {x.attend: x for x in restees(une, monde.MARS)}
    assert (vues[True].minutes, vues[False].minutes) == (60, 90)
    assert "aucun tarif" in vues[False].motif


def test_only_the_clients_asked_for() -> None:
    une, ville, sous = facturable()
    autre = monde.client(une)
    fabrique.tarif(autre, 2000)
    monde.travailler(sous, ville, [60])
    monde.travailler(sous, autre, [60])
    monde.clore(une)
    [cle] = preparer(une, monde.MARS, clients=[autre], par=None).brouillons
    assert Facture.objects.get().client == autre
    assert len(preparer(une, monde.MARS, par=None).brouillons) == 2
    assert Facture.objects.filter(pk=cle).exists()


def test_what_is_left_out_says_why() -> None:
    une, ville, sous = facturable()
    sans_prix, sans_adresse = monde.client(une), fabrique.client(une)
    fabrique.tarif(sans_adresse, 2000)
    for chez in (ville, sans_prix, sans_adresse):
        monde.travailler(sous, chez, [60])
    monde.travailler(sous, ville, [0, 0, 45], nature=3)
    monde.clore(une)
    avant = {x.client: x.motif for x in restees(une, monde.MARS) if x.minutes != 45}
    assert "brouillon" in avant[ville]
    bilan = preparer(une, monde.MARS, par=None)
    motifs = {(x.client, x.minutes): x.motif for x in bilan.laissees}
    assert "tarif" in motifs[sans_prix, 60]
    assert "adresse" in motifs[sans_adresse, 60]
    assert "travail" in motifs[ville, 45]
    assert {(x.client, x.minutes) for x in restees(une, monde.MARS)} == motifs.keys()
    assert len(bilan.brouillons) == 1


def test_late_corrections_come_along_and_are_told_apart() -> None:
    une, ville, sous = facturable()
    monde.travailler(sous, ville, [60, 120])
    monde.clore(une)
    bilan = preparer(une, monde.MARS, par=None)
    emettre(une, Facture.objects.filter(pk__in=bilan.brouillons), le=monde.LE, par=None)
    corriger(LigneHeures.objects.get(minutes=120), minutes=90, motif="Erreur", par=None)
    monde.travailler(sous, ville, [0, 0, 300], monde.AVRIL)
    monde.clore(une, monde.AVRIL)
    [cle] = preparer(une, monde.AVRIL, par=None).brouillons
    assert sorted(x[1:] for x in lignes(cle)) == [(-30, -1000), (300, 10_000)]
    annexe = contenu_de(Facture.objects.get(pk=cle)).annexe
    assert sum(h.minutes for h in annexe) == 270


def test_corrections_bigger_than_hours_make_a_credit_note() -> None:
    une, ville, sous = facturable()
    monde.travailler(sous, ville, [60, 120])
    monde.clore(une)
    bilan = preparer(une, monde.MARS, par=None)
    [facture] = emettre(une, Facture.objects.filter(pk__in=bilan.brouillons), le=monde.LE, par=None)
    corriger(LigneHeures.objects.get(minutes=120), minutes=90, motif="Erreur", par=None)
    monde.clore(une, monde.AVRIL)
    [cle] = preparer(une, monde.AVRIL, par=None).brouillons
    avoir = Facture.objects.get(pk=cle)
    assert (avoir.genre, avoir.origine, avoir.ttc_centimes) == ("avoir", facture, -1200)
    emettre(une, [avoir], le=monde.LE, par=None)
    assert solde_de(facture) == 7200 - 1200


def test_less_than_nothing_without_an_invoice_waits() -> None:
    une, ville, sous = facturable()
    monde.travailler(sous, ville, [60])
    monde.clore(une)
    corriger(LigneHeures.objects.get(), minutes=0, motif="Erreur", par=None)
    monde.clore(une, monde.AVRIL)
    # March and April cancel out: neither an invoice nor a credit note.
    bilan = preparer(une, monde.AVRIL, par=None)
    assert bilan.brouillons == ()
    assert {"total est nul" in x.motif for x in bilan.laissees} == {True}


def test_articles_are_invoiced_with_the_hours_of_their_month() -> None:
    une, ville, sous = facturable()
    monde.travailler(sous, ville, [60])
    monde.clore(une)
    for jour in (monde.MARS, monde.AVRIL):
        ajouter_article(
            ville,
            le=jour,
            libelle="Tonte",
            unite="unite",
            quantite_milliemes=2500,
            prix_centimes=1001,
            regime_tva="intermediaire",
            par=None,
        )
    [cle] = preparer(une, monde.MARS, par=None).brouillons
    assert [x[1:] for x in lignes(cle)] == [(60, 2000), (None, 2503)]
    facture = Facture.objects.get(pk=cle)
    assert facture.tva_centimes == 400 + 250


def test_a_service_has_one_line_when_the_client_wants_it() -> None:
    une, ville, sous = facturable()
    monde.travailler(sous, ville, [61])
    monde.travailler(sous, ville, [0, 62])
    monde.clore(une)
    detail = {x[1] for x in lignes(preparer(une, monde.MARS, par=None).brouillons[0])}
    regler_client(ville, par=None, regroupement="prestation")
    seule = lignes(preparer(une, monde.MARS, par=None).brouillons[0])
    assert (detail, seule) == ({61, 62}, [("Heures de travail", 123, 4100)])


def test_one_price_of_a_place_given_back_has_its_own_days_on_the_annex() -> None:
    """Sundays at +50 %: corrected alone, they are invoiced again alone."""
    une, ville, sous = facturable()
    Tarif.objects.update(majoration_dimanche_pour_dix_mille=5000)
    # The 2nd of March 2025 is a Sunday.
    monde.travailler(sous, ville, [0, 60, 45])
    monde.clore(une)
    bilan = preparer(une, monde.MARS, par=None)
    [facture] = emettre(une, Facture.objects.filter(pk__in=bilan.brouillons), le=monde.LE, par=None)
    dimanche = Correction(facture.lignes.get(prix_centimes=3000))
    facturer_avoir(facture, [dimanche], motif="Erreur", le=monde.LE, par=None, a_refacturer=True)
    [cle] = preparer(une, monde.MARS, par=None).brouillons
    [heure] = contenu_de(Facture.objects.get(pk=cle)).annexe
    assert (heure.jour, heure.minutes) == (monde.MARS.replace(day=2), 60)
