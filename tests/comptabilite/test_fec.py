"""The FEC, read by two readers that know nothing of us; and the files of accounting software."""

from datetime import date, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from fec_parser.analyzer import FECAnalyzer  # type: ignore[import-untyped]
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from etrier.comptabilite.ecritures.passage import passer
from etrier.comptabilite.ecritures.sources_achats import auxiliaire_de
from etrier.comptabilite.formats.fec import ecrire_fec, lignes_de, nom_fec
from etrier.comptabilite.formats.logiciels import (
    COLONNES_CSV,
    en_csv,
    en_quadra,
    en_ximport,
    large,
)
from etrier.comptabilite.models import Exercice, LigneEcriture
from etrier.facturation.factures.avoirs import facturer_avoir
from etrier.facturation.factures.emission import emettre
from etrier.facturation.factures.preparation import preparer
from etrier.facturation.models import Facture, FactureFournisseur
from etrier.socle.erreurs import Refus
from etrier.structures.models import Structure
from tests import fabrique
from tests.comptabilite import monde
from tests.comptabilite.controle_fec import euros, fautes, lettrages, lire
from tests.facturation import monde as facturation

pytestmark = pytest.mark.django_db
FIN = date(2025, 12, 31)
EXEMPLE = Path(__file__).parent / "donnees" / "SYNTHETIC_000000001FEC20261231.txt"


def une_annee() -> Exercice:
    """A year with a bit of everything, accents and tabs included."""
    une = fabrique.structure()
    convention = fabrique.convention(une, "EI")
    contrat = fabrique.contrat(fabrique.salarie(une), convention)
    version = fabrique.annexe(convention)
    ville = fabrique.client(une)
    ville.denomination = "Mairie\td'Œuilly | travaux — été"
    ville.save()
    lieu = fabrique.chantier(une, ville)
    for mois in range(1, 13):
        le = date(2025, mois, 20)
        emise = monde.facture(ville, le, [(1_234_56, 2000), (99, 550)], chantier=lieu)
        if mois % 2:
            monde.reglement(ville, le + timedelta(days=9), emise.ttc_centimes, emise)
        monde.achat(une, le, 333_33, 66_67, chantier=lieu)
        monde.retour_paie(une, le.replace(day=1), {contrat: monde.bulletin(1_800_01)})
        monde.aide(version, le.replace(day=1), 1_993_42 * mois)
    version.annexe.versements.create(le=date(2025, 3, 4), montant_centimes=4_000_00)
    passer(une, FIN, par=None)
    return Exercice.objects.get(structure=une)


def analyse(fichier: bytes) -> FECAnalyzer:
    analyseur = FECAnalyzer()
    analyseur.parse(BytesIO(fichier))
    return analyseur


def test_the_strict_reader_agrees_with_the_free_sample() -> None:
    fichier = EXEMPLE.read_bytes()
    assert fautes(EXEMPLE.name.removeprefix("SYNTHETIC_"), fichier, date(2026, 12, 31)) == []
    analyse(fichier)


@pytest.mark.parametrize(
    ("avant", "apres", "dit"),
    [
        ("5196,00", "5196,01", "écriture 000001 : 0.01"),
        ("20260128", "20261328", "EcritureDate"),
        ("5196,00", "5196.00", "Debit"),
        ("\t411000\t", "\t\t", "CompteNum"),
        ("\t000002\t", "\t000003\t", "deux journaux"),
        ("\t20261231\t\t", "\t\t\t", "ValidDate vide"),
    ],
)
def test_the_strict_reader_sees_what_is_wrong(avant: str, apres: str, dit: str) -> None:
    texte = EXEMPLE.read_text("utf-8")
    assert avant in texte
    faux = texte.replace(avant, apres, 1).encode()
    assert any(dit in f for f in fautes("000000001FEC20261231.txt", faux, date(2026, 12, 31)))


@pytest.mark.parametrize("encodage", ["utf-8", "iso8859-15"])
def test_our_file_passes_both_readers(encodage: str) -> None:
    exercice = une_annee()
    fichier = ecrire_fec(exercice, encodage)
    assert fautes(nom_fec(exercice), fichier, FIN) == []
    assert set(lettrages(fichier).values()) == {0}
    assert "Mairie d'Œuilly travaux" in lire(fichier)[0]["CompAuxLib"]
    analyse(fichier)


def test_the_independent_reader_finds_the_result_we_passed() -> None:
    exercice = une_annee()
    lignes = LigneEcriture.objects.filter(ecriture__exercice=exercice)
    attendu = -sum(lignes.filter(compte__startswith=c).solde() for c in "67")
    ecritures = list(analyse(ecrire_fec(exercice)).parser.get_ecritures())
    assert len(ecritures) == lignes.count()
    resultat = sum(
        euros(x["Credit"]) - euros(x["Debit"])
        for x in lire(ecrire_fec(exercice))
        if x["CompteNum"][0] in "67"
    )
    assert resultat * 100 == attendu


def test_the_file_has_the_name_of_the_company_and_of_the_year() -> None:
    exercice = une_annee()
    assert nom_fec(exercice) == f"{exercice.structure.siret[:9]}FEC20251231.txt"


def test_an_empty_year_has_no_file() -> None:
    vide = Exercice.objects.create(structure=fabrique.structure(), debut=date(2025, 1, 1), fin=FIN)
    with pytest.raises(Refus, match="Aucune écriture"):
        ecrire_fec(vide)


lignes_de_facture = st.lists(
    st.tuples(st.integers(-500_00, 5_000_00), st.sampled_from([0, 550, 1000, 2000])),
    min_size=1,
    max_size=4,
)
factures = st.lists(
    st.tuples(lignes_de_facture, st.integers(0, 364), st.integers(0, 3)), min_size=1, max_size=6
)


def _facturer(une: Structure, tirage: Any) -> None:
    client = fabrique.client(une)
    for lignes, jours, parts in tirage:
        le = date(2025, 1, 1) + timedelta(days=jours)
        genre = "avoir" if sum(ht for ht, _taux in lignes) < 0 else "facture"
        emise = monde.facture(client, le, lignes, genre=genre)
        for part in range(parts):
            montant = emise.ttc_centimes // 3 + (part == 2) * (emise.ttc_centimes % 3)
            if montant:
                monde.reglement(client, le, montant, emise)


@settings(deadline=None, max_examples=40, suppress_health_check=list(HealthCheck))
@given(factures)
def test_whatever_is_sold_and_paid_the_file_balances_and_sales_are_the_invoices(
    tirage: Any,
) -> None:
    with transaction.atomic():
        une = fabrique.structure()
        _facturer(une, tirage)
        passer(une, FIN, par=None)
        emises = Facture.objects.filter(structure=une)
        lignes = LigneEcriture.objects.filter(ecriture__structure=une)
        assert -lignes.filter(compte="706000").solde() == sum(f.ht_centimes for f in emises)
        assert -lignes.filter(compte__startswith="4457").solde() == sum(
            f.tva_centimes for f in emises
        )
        recu = sum(r.montant_centimes for r in une.reglements.all())
        du = sum(f.ttc_centimes for f in emises)
        assert lignes.filter(compte="411000").solde() == du - recu
        exercice = Exercice.objects.filter(structure=une).first()
        if exercice is not None and exercice.dernier_numero:
            fichier = ecrire_fec(exercice)
            assert fautes(nom_fec(exercice), fichier, FIN) == []
            assert set(lettrages(fichier).values()) <= {0}
        transaction.set_rollback(True)


def test_ximport_has_the_widths_its_layout_says() -> None:
    lignes = lignes_de(une_annee())
    ecrites = en_ximport(lignes).decode("cp850").split("\r\n")[:-1]
    assert {len(x) for x in ecrites} == {142}
    premiere = ecrites[0]
    assert premiere[5:15] == "VE20250120"
    assert premiere[35:46].strip() == lignes[0].auxiliaire
    assert (premiere[71:84].strip(), premiere[84]) == ("1482.51", "D")
    assert premiere[-5:] == "O2003"
    assert len(ecrites) == len(lignes)


def test_quadra_has_the_widths_its_layout_says() -> None:
    lignes = lignes_de(une_annee())
    ecrites = en_quadra(lignes).decode("iso8859-15").split("\r\n")[:-1]
    assert {len(x) for x in ecrites} == {231}
    premiere = ecrites[0]
    assert premiere[:20] == f"M{lignes[0].auxiliaire:8}VE000200125"[:20]
    assert premiere[41:55] == "D+000000148251"
    assert premiere[107:110] == "EUR"


def test_a_ligature_is_two_letters_in_a_file_and_in_an_account() -> None:
    assert large("L’Œuvre | Sœurs", 16) == "L'OEuvre Soeurs "
    recue = FactureFournisseur(fournisseur="Sœurs & Cie")
    assert auxiliaire_de(recue) == ("FSOEURSCIE", "Sœurs & Cie")


def test_the_csv_has_the_columns_one_asks_for() -> None:
    lignes = lignes_de(une_annee())
    texte = en_csv(lignes, ["date", "compte", "debit", "chantier"]).decode("utf-8-sig")
    assert texte.splitlines()[:2] == ["date;compte;debit;chantier", "20/01/2025;411000;1482,51;"]
    entier = en_csv(lignes, list(COLONNES_CSV)).decode("utf-8-sig")
    assert len(entier.splitlines()) == len(lignes) + 1


def test_a_spreadsheet_runs_nothing_of_the_csv() -> None:
    une = fabrique.structure()
    piege = monde.achat(une, FIN, 50_00)
    piege.fournisseur = '=HYPERLINK("http://exemple.test")'
    piege.save()
    passer(une, FIN, par=None)
    lignes = lignes_de(Exercice.objects.get())
    texte = en_csv(lignes, ["auxiliaire_libelle", "debit"]).decode("utf-8-sig")
    assert "'=HYPERLINK" in texte
    assert not any(x.lstrip('"').startswith("=") for x in texte.splitlines())


def test_invoices_really_issued_are_passed_to_the_centime() -> None:
    """From validated hours to the file: drafts, issue, credit note, payment."""
    une = facturation.structure()
    contrat = facturation.contrat(une, "EI")
    for rang in range(3):
        ou = facturation.client(une)
        fabrique.tarif(ou, 2_333 + rang)
        facturation.travailler(contrat, ou, [125, 430, 17])
    facturation.clore(une)
    cles = preparer(une, facturation.MARS, par=None).brouillons
    emettre(une, list(Facture.objects.filter(pk__in=cles)), le=facturation.LE, par=None)
    premiere = Facture.objects.emises().order_by("pk")[0]
    facturer_avoir(premiere, None, motif="Erreur", le=facturation.LE, par=None, a_refacturer=False)
    passer(une, FIN, par=None)
    exercice = Exercice.objects.get(structure=une)
    fichier = ecrire_fec(exercice)
    assert fautes(nom_fec(exercice), fichier, FIN) == []
    emises = Facture.objects.filter(structure=une).emises()
    assert emises.count() == 4
    lignes = LigneEcriture.objects.filter(ecriture__structure=une)
    assert -lignes.filter(compte="706000").solde() == sum(f.ht_centimes for f in emises)
    assert lignes.filter(compte="411000").solde() == sum(f.ttc_centimes for f in emises)
    assert set(lignes.filter(compte="706000").values_list("activite", flat=True)) == {"EI"}
