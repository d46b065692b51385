"""Issuing: numbers without gaps, dates that do not go back, and nothing that changes after."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import transaction

from etrier.facturation.contenu import FactureEcrite
from etrier.facturation.factures.ecriture import contenu_de, empreinte_de
from etrier.facturation.factures.emission import emettre
from etrier.facturation.factures.preparation import preparer
from etrier.facturation.factures.reglages import regler_client, regler_facturation
from etrier.facturation.models import Facture, LigneFacture, PriseEnFacture
from etrier.missions.models import Client, Prestation
from etrier.socle.erreurs import Refus
from etrier.socle.horloge import aujourdhui
from etrier.structures.models import Structure
from tests import fabrique
from tests.facturation import monde

pytestmark = pytest.mark.django_db


def brouillons(combien: int = 3, **reglages: Any) -> tuple[Structure, list[Facture]]:
    """A structure with so many clients to invoice for March."""
    une = monde.structure(**reglages)
    sous = monde.contrat(une)
    for _n in range(combien):
        ville = monde.client(une)
        fabrique.tarif(ville, 2000)
        monde.travailler(sous, ville, [60])
    monde.clore(une)
    cles = preparer(une, monde.MARS, par=None).brouillons
    trouvees = Facture.objects.in_bulk(cles)
    return une, [trouvees[cle] for cle in cles]


def test_numbers_follow_and_a_year_begins_again_at_one() -> None:
    une, lot = brouillons()
    premieres = emettre(une, lot[:1], le=date(2025, 12, 30), par=None)
    suite = emettre(une, lot, le=date(2025, 12, 31), par=None)
    assert [f.numero for f in (*premieres, *suite)] == [
        "F2025-00001",
        "F2025-00002",
        "F2025-00003",
    ]
    # Already issued: nothing is done again.
    assert emettre(une, lot, le=date(2025, 12, 31), par=None) == ()


def test_a_series_of_its_own_for_each_structure_and_prefix() -> None:
    une, lot = brouillons(2)
    autre, ailleurs = brouillons(1)
    emettre(une, lot[:1], le=monde.LE, par=None)
    regler_facturation(une, par=None, prefixe="AI-")
    [seconde] = emettre(une, lot[1:], le=monde.LE, par=None)
    [loin] = emettre(autre, ailleurs, le=monde.LE, par=None)
    assert (seconde.numero, loin.numero) == ("AI-2025-00001", "F2025-00001")


def test_dates_never_go_back_nor_forward_of_today() -> None:
    une, lot = brouillons(2)
    emettre(une, lot[:1], le=monde.LE, par=None)
    with pytest.raises(Refus, match="antérieure"):
        emettre(une, lot[1:], le=monde.LE - timedelta(days=1), par=None)
    with pytest.raises(Refus, match="à venir"):
        emettre(une, lot[1:], le=aujourdhui() + timedelta(days=1), par=None)
    assert Facture.objects.emises().count() == 1


def test_a_refused_lot_gives_its_numbers_back() -> None:
    une, lot = brouillons()
    Client.objects.filter(pk=lot[2].client_id).update(adresse="")
    with pytest.raises(Refus, match="adresse du client"):
        emettre(une, lot, le=monde.LE, par=None)
    [seule] = emettre(une, lot[:1], le=monde.LE, par=None)
    assert seule.numero == "F2025-00001"


def test_what_is_issued_never_changes() -> None:
    une, lot = brouillons(1)
    [facture] = emettre(une, lot, le=monde.LE, par=None)
    ligne, prise = LigneFacture.objects.get(), PriseEnFacture.objects.get()
    ligne.ht_centimes = 1
    gestes: list[Callable[[], Any]] = [
        facture.save,
        facture.delete,
        Facture.objects.get().save,
        lambda: Facture.objects.update(ttc_centimes=1),
        lambda: Facture.objects.all().delete(),
        lambda: Facture.objects.bulk_update([facture], ["numero"]),
        ligne.save,
        ligne.delete,
        lambda: LigneFacture.objects.update(ht_centimes=1),
        lambda: LigneFacture.objects.all().delete(),
        lambda: LigneFacture.objects.bulk_create([LigneFacture(facture=facture, rang=2)]),
        lambda: PriseEnFacture.objects.all().delete(),
        lambda: PriseEnFacture.objects.update(ligne=ligne),
    ]
    for geste in gestes:
        with pytest.raises(Refus, match="émise"), transaction.atomic():
            geste()
    relue = Facture.objects.get()
    assert (relue.ht_centimes, relue.empreinte) == (2000, empreinte_de(relue.contenu))
    assert PriseEnFacture.objects.get() == prise


def test_nothing_goes_into_or_out_of_what_is_issued() -> None:
    une, lot = brouillons(2)
    [facture] = emettre(une, lot[:1], le=monde.LE, par=None)
    ligne, brouillon = facture.lignes.get(), lot[1].lignes.get()
    prise = ligne.prises.get()
    gestes: list[Callable[[], Any]] = [
        prise.delete,
        _deplacer(prise, ligne=brouillon).save,
        _deplacer(brouillon.prises.get(), ligne=ligne).save,
        _deplacer(ligne, facture=lot[1], rang=9).save,
        _deplacer(brouillon, facture=facture, rang=9).save,
        lambda: LigneFacture.objects.filter(pk=brouillon.pk).update(facture=facture, rang=9),
        lambda: LigneFacture.objects.bulk_update([brouillon], ["facture", "rang"]),
    ]
    for geste in gestes:
        with pytest.raises(Refus, match="émise"), transaction.atomic():
            geste()
    assert facture.lignes.get().prises.get() == prise


def _deplacer(objet: Any, **valeurs: Any) -> Any:
    for nom, valeur in valeurs.items():
        setattr(objet, nom, valeur)
    return objet


def test_settings_changed_after_do_not_change_what_was_issued() -> None:
    une, lot = brouillons(1, penalites="Trois fois le taux légal.")
    [avant] = emettre(une, lot[:1], le=monde.LE, par=None)
    regler_facturation(une, par=None, penalites="Autre phrase.")
    Client.objects.filter(structure=une).update(denomination="Renommé")
    ecrite = contenu_de(Facture.objects.get(pk=avant.pk))
    assert dict(ecrite.mentions)["PMD"] == "Trois fois le taux légal."
    assert ecrite.destinataire.nom != "Renommé"


def ecrire(nature: str, **reglages: Any) -> FactureEcrite:
    """An invoice issued to a client of a nature."""
    une, lot = brouillons(1, **reglages)
    Client.objects.filter(structure=une).update(nature=nature)
    regler_client(
        lot[0].client, par=None, code_service="SERVICE-1", numero_engagement="E-42", delai_jours=45
    )
    [facture] = emettre(une, lot, le=monde.LE, par=None)
    return contenu_de(facture)


def test_a_public_buyer_reads_the_code_of_public_orders() -> None:
    mentions = dict(ecrire("collectivite", penalites="Trois fois le taux légal.").mentions)
    assert "40,00" in mentions["PMT"]
    assert "D2192-35" in mentions["PMT"]
    # Of public order: what the structure wrote for its other clients does not hold.
    assert "R2192-31" in mentions["PMD"]
    assert "8 points" in mentions["PMD"]


def test_mentions_of_a_professional() -> None:
    ecrite = ecrire("entreprise")
    mentions = dict(ecrite.mentions)
    assert "40,00" in mentions["PMT"]
    assert "D441-5" in mentions["PMT"]
    assert "L441-10" in mentions["PMD"]
    assert "escompte" in mentions["AAB"]
    assert mentions["BAR"] == "B2B"
    assert (ecrite.destinataire.code_service, ecrite.numero_engagement) == ("SERVICE-1", "E-42")
    assert ecrite.echeance == monde.LE + timedelta(days=45)


def test_mentions_of_a_private_person_say_what_does_not_apply() -> None:
    mentions = dict(ecrire("particulier").mentions)
    assert "sans objet" in mentions["PMT"]
    assert "sans objet" in mentions["PMD"]
    assert mentions["BAR"] == "B2C"


def test_an_exempt_ai_says_by_which_article() -> None:
    une = monde.structure(
        sap_declaration="SAP000000018", sap_declaree_le=date(2024, 1, 2), numero_tva=""
    )
    sous, chez = monde.contrat(une, "AI"), monde.client(une, "particulier")
    fabrique.tarif(chez, 2390, "exonere")
    menage = Prestation.objects.create(
        structure=une, code="MEN", libelle="Ménage", activite_sap="menage"
    )
    monde.travailler(sous, chez, [120], prestation=menage)
    monde.clore(une)
    [cle] = preparer(une, monde.MARS, par=None).brouillons
    [facture] = emettre(une, [Facture.objects.get(pk=cle)], le=monde.LE, par=None)
    ecrite = contenu_de(facture)
    assert "261, 7-1° bis" in ecrite.tva[0].mention
    assert (ecrite.tva_centimes, ecrite.lignes[0].activite_sap) == (0, "menage")
    assert ecrite.sap is not None
    assert (ecrite.sap.declaration, ecrite.sap.declaree_le) == ("SAP000000018", date(2024, 1, 2))


def test_exempt_without_an_article_is_not_issued() -> None:
    une = monde.structure()
    sous, ville = monde.contrat(une), monde.client(une)
    fabrique.tarif(ville, 2000, "exonere")
    monde.travailler(sous, ville, [60])
    monde.clore(une)
    [cle] = preparer(une, monde.MARS, par=None).brouillons
    with pytest.raises(Refus, match="par quel article"):
        emettre(une, [Facture.objects.get(pk=cle)], le=monde.LE, par=None)


@pytest.mark.parametrize(
    ("personnes", "vu"), [("nom", "Camille"), ("matricule", "M"), ("aucune", "")]
)
def test_people_on_the_annex_are_told_as_the_client_may_know(personnes: str, vu: str) -> None:
    une, lot = brouillons(1)
    regler_client(lot[0].client, par=None, personnes=personnes)
    [facture] = emettre(une, lot, le=monde.LE, par=None)
    [heure] = contenu_de(facture).annexe
    assert heure.qui.startswith(vu)
    assert bool(heure.qui) == (personnes != "aucune")


def test_an_annex_not_wanted_is_not_written() -> None:
    une, lot = brouillons(1)
    regler_client(lot[0].client, par=None, avec_annexe=False)
    [facture] = emettre(une, lot, le=monde.LE, par=None)
    assert contenu_de(facture).annexe == ()


def test_two_establishments_of_one_company_never_give_the_same_number() -> None:
    une, lot = brouillons(1)
    autre, ailleurs = brouillons(1)
    Structure.objects.filter(pk=autre.pk).update(siret=une.siret[:9] + "00029")
    autre.refresh_from_db()
    emettre(une, lot, le=monde.LE, par=None)
    with pytest.raises(Refus, match="même SIREN"):
        emettre(autre, ailleurs, le=monde.LE, par=None)
    regler_facturation(autre, par=None, prefixe="G")
    [facture] = emettre(autre, ailleurs, le=monde.LE, par=None)
    assert facture.numero == "G2025-00001"
