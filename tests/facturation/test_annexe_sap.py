"""Services à la personne: who came and for how long, on every invoice (CT D7233-1, 6°, 8°)."""

import pytest

from etrier.facturation.contenu import FactureEcrite
from etrier.facturation.factures.ecriture import contenu_de
from etrier.facturation.factures.emission import emettre
from etrier.facturation.factures.preparation import preparer
from etrier.facturation.factures.reglages import regler_client
from etrier.facturation.models import Facture, LigneAFacturer
from etrier.facturation.papier.composition import valeurs_de
from etrier.heures.models import LigneHeures
from tests.facturation import fabrique_factures as sap
from tests.facturation import monde

pytestmark = pytest.mark.django_db


def facturer(activites: tuple[str, ...] = ("menage",), **voulus: object) -> Facture:
    """A private person served for these activities, invoiced as she wants."""
    une = sap.organisme()
    qui = sap.particulier(une)
    regler_client(qui, par=None, **voulus)
    sous = monde.contrat(une, "AI")
    for rang, activite in enumerate(activites):
        sap.travailler(qui, sous, [120], activite, debut=3 + 7 * rang)
    return sap.facturer(une)[0]


def matricule() -> str:
    return LigneHeures.objects.values_list("salarie__matricule", flat=True)[0]


@pytest.mark.parametrize("personnes", ["matricule", "nom", "aucune"])
@pytest.mark.parametrize("avec_annexe", [True, False])
def test_the_matricule_is_there_whatever_the_client_wants(
    personnes: str, avec_annexe: bool
) -> None:
    ecrite = contenu_de(facturer(personnes=personnes, avec_annexe=avec_annexe))
    [heure] = ecrite.annexe
    assert matricule() in heure.qui
    assert (len(heure.qui) > len(matricule())) == (personnes == "nom")
    assert matricule() in intervenants(ecrite)


def intervenants(ecrite: FactureEcrite) -> str:
    fiches = {f["titre"]: dict(f["lignes"]) for f in valeurs_de(ecrite)["fiches"]}
    return str(fiches["Services à la personne"]["Intervenant"])


@pytest.mark.parametrize("personnes", ["matricule", "nom"])
def test_who_came_for_something_else_did_no_service(personnes: str) -> None:
    une = sap.organisme()
    qui = sap.particulier(une)
    regler_client(qui, par=None, personnes=personnes)
    contrats = [monde.contrat(une, "AI") for _n in range(2)]
    for sous, activite in zip(contrats, ("menage", ""), strict=True):
        sap.travailler(qui, sous, [120], activite)
    menage, autre = (sous.salarie.matricule for sous in contrats)
    ecrite = contenu_de(sap.facturer(une)[0])
    assert {h.sap for h in ecrite.annexe} == {True, False}
    assert menage in intervenants(ecrite)
    assert autre not in intervenants(ecrite)
    # Contents frozen before that was said cannot tell: everybody is named, as they were.
    ancienne = ecrite.en_json()
    for heure in ancienne["annexe"]:
        del heure["sap"]
    relue = FactureEcrite.de_json(ancienne)
    assert {h.sap for h in relue.annexe} == {None}
    assert len(intervenants(relue).split(", ")) == 2


def test_other_hours_of_the_same_invoice_stay_as_the_client_wants() -> None:
    facture = facturer(("menage", ""), personnes="aucune")
    assert [h.qui for h in contenu_de(facture).annexe] == [matricule(), ""]


def test_without_an_annex_only_services_are_listed() -> None:
    facture = facturer(("menage", ""), avec_annexe=False)
    [heure] = contenu_de(facture).annexe
    assert (heure.minutes, heure.qui) == (120, matricule())
    ecrite = contenu_de(facture)
    assert (ecrite.debut, ecrite.fin) == (sap.MARS, sap.MARS.replace(day=31))


def test_hours_no_price_tells_apart_any_more_still_name_who_came() -> None:
    une = sap.organisme()
    qui = sap.particulier(une)
    sap.travailler(qui, monde.contrat(une, "AI"), [120, 120])
    monde.clore(une)
    # Half of the place alone, at a price the ledger no longer gives.
    prise = LigneAFacturer.objects.get()
    LigneAFacturer.objects.update(
        prestation=sap.prestation(une), minutes_retenues=120, montant_horaire_centimes=1
    )
    assert prise.minutes_retenues == 240
    preparer(une, sap.MARS, par=None)
    [facture] = emettre(une, Facture.objects.all(), le=sap.EMISE_LE, par=None)
    [heure] = contenu_de(facture).annexe
    assert (heure.minutes, heure.qui) == (120, matricule())
