"""The readings of a closed month: their figures, their doors, their files, their reasons."""

import csv
import re
from collections.abc import Iterable
from datetime import date
from io import BytesIO, StringIO
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from python_calamine import CalamineWorkbook

from etrier.aides.models import AideMensuelle, EtatMensuel, VersementRecu
from etrier.clauses.models import HeuresClause
from etrier.facturation.models import LigneAFacturer
from etrier.paie.models import VariablePaie
from etrier.structures.enums import Role
from etrier.structures.models import Structure
from tests import fabrique
from tests.aides.monde import AVRIL, MARS, Monde, batir
from tests.www.pages import fautes

pytestmark = pytest.mark.django_db
JUIN = date(2025, 6, 1)
ARGENT = ("paie", "facturation", "etat_mensuel")
MENSUELS = (*ARGENT, "clauses")
POURQUOI: dict[str, Any] = {
    "pourquoi_aide": AideMensuelle,
    "pourquoi_etat": EtatMensuel,
    "pourquoi_paie": VariablePaie,
    "pourquoi_facture": LigneAFacturer,
    "pourquoi_clause": HeuresClause,
}


@pytest.fixture
def monde(client: Client) -> Monde:
    monde = batir()
    client.force_login(fabrique.utilisateur(Role.GESTION, monde.structure))
    return monde


def lire(client: Client, adresse: str, **demande: str) -> str:
    reponse = client.get(adresse, demande)
    assert reponse.status_code == 200, adresse
    html = reponse.content.decode()
    assert fautes(html) == [], adresse
    return re.sub(r"\s+", " ", re.sub("[\u00a0\u202f]", " ", html))


def mensuel(nom: str, la: Structure, mois: date = MARS) -> str:
    return reverse(nom, kwargs={"structure_id": la.pk, "mois": mois})


def feuille(client: Client, adresse: str, nom: str) -> list[dict[str, str]]:
    reponse = client.get(adresse, {f"format-{nom}": "csv"})
    assert reponse["Content-Type"].startswith("text/csv")
    return list(csv.DictReader(StringIO(reponse.content.decode("utf-8-sig")), delimiter=";"))


def somme(lignes: Iterable[dict[str, str]], colonne: str) -> int:
    """Centimes of a column of amounts of a file."""
    textes = (ligne[colonne].replace(",", "").replace(".", "") for ligne in lignes)
    return sum(int(texte) for texte in textes if texte)


def total(valeurs: Iterable[int | None]) -> int:
    return sum(v or 0 for v in valeurs)


def test_the_pay_adds_up_to_its_table(client: Client, monde: Monde) -> None:
    adresse = mensuel("paie", monde.structure)
    html = lire(client, adresse)
    assert "1 176,12 €" in html  # Denis: 92 h, and 22 h of overtime
    assert "117,61 €" in html
    assert "Majoration des 8 premières heures supplémentaires" in html
    de_mars = VariablePaie.objects.filter(cloture__mois=MARS)
    par_contrat = feuille(client, adresse, "contrats")
    assert len(par_contrat) == 4
    attendu = de_mars.filter(rubrique__in=("BRUT", "IFM", "ICCP"))
    assert somme(par_contrat, "Total") == total(v.montant_centimes for v in attendu)
    rubriques = feuille(client, adresse, "rubriques")
    assert len(rubriques) == de_mars.count()
    assert somme(rubriques, "Montant") == total(v.montant_centimes for v in de_mars)
    for variable in de_mars:
        assert reverse("pourquoi_paie", args=[monde.structure.pk, variable.pk]) in html


def test_the_invoicing_adds_up_to_its_table(client: Client, monde: Monde) -> None:
    adresse = mensuel("facturation", monde.structure)
    html = lire(client, adresse)
    lignes = LigneAFacturer.objects.filter(cloture__mois=MARS)
    ht = total(x.montant_ht_centimes for x in lignes)
    tva = total(x.montant_tva_centimes for x in lignes)
    assert ht == 413_783 + 112_700 + 115_000
    clients = feuille(client, adresse, "clients")
    assert [somme(clients, c) for c in ("HT", "TVA", "TTC")] == [ht, tva, ht + tva]
    assert somme(feuille(client, adresse, "lignes"), "TTC") == ht + tva
    assert "non facturé : seules les heures de travail se facturent" in html
    assert "3 h 30" in html
    for ligne in lignes:
        assert reverse("pourquoi_facture", args=[monde.structure.pk, ligne.pk]) in html


def test_a_client_without_a_price_says_so(client: Client, monde: Monde) -> None:
    ligne = LigneAFacturer.objects.filter(cloture__mois=MARS, client=monde.usine)[0]
    LigneAFacturer.objects.filter(pk=ligne.pk).update(
        montant_horaire_centimes=None,
        montant_ht_centimes=None,
        montant_tva_centimes=None,
        motif="aucun tarif en vigueur au 10/03/2025 : saisissez-en un pour ce client",
    )
    html = lire(client, mensuel("facturation", monde.structure))
    assert "aucun tarif en vigueur au 10/03/2025" in html
    assert "sans 1 valeur inconnue" in html


def test_the_clauses_show_what_remains(client: Client, monde: Monde) -> None:
    html = lire(client, mensuel("clauses", monde.structure, AVRIL))
    # 8 days of 7 h in March; in April 2 days of 7 h less 2 h corrected, the others come too late.
    assert "68 h 00" in html
    assert "432 h 00" in html
    assert "au-delà des mois comptés par personne" in html
    assert '<progress class="progres" max="30000" value="4080">' in html
    mars = feuille(client, mensuel("clauses", monde.structure), "clauses")
    assert [ligne["Avancement"] for ligne in mars] == ["11,20%"]


def test_a_clause_over_with_hours_owed_is_said(client: Client, monde: Monde) -> None:
    monde.clause.fin = date(2025, 4, 30)
    monde.clause.save()
    html = lire(client, mensuel("clauses", monde.structure, AVRIL))
    assert "432 h 00 restent dues" in html


def test_the_monthly_state_is_ready_to_report(client: Client, monde: Monde) -> None:
    adresse = mensuel("etat_mensuel", monde.structure)
    html = lire(client, adresse)
    assert "Aucun PASS IAE ne couvre ce jour." in html
    assert "14 h 00 : Aucun PASS" in html
    aci = feuille(client, adresse, f"annexe-{monde.aci.annexe_id}")
    etats = EtatMensuel.objects.filter(cloture__mois=MARS, annexe=monde.aci.annexe)
    assert len(aci) == len(etats) == 4
    assert somme(aci, "Montant") == total(e.montant_centimes for e in etats) == 234_424
    matricules = {e.contrat.salarie.matricule for e in etats}
    assert {ligne["Matricule"] for ligne in aci} == matricules
    alice = next(x for x in aci if x["Matricule"] == monde.alice.salarie.matricule)
    assert alice["Heures retenues"] in {"66:30", "66,5", "66,50"}
    # 66,5 / 1 820 = 0,036538 annual ETP, twelve times that in the month.
    assert alice["ETP annuel"].startswith("0,03653")
    assert alice["ETP du mois"].startswith("0,4384")


def test_the_spreadsheet_holds_the_same_rows(client: Client, monde: Monde) -> None:
    adresse = mensuel("etat_mensuel", monde.structure)
    reponse = client.get(adresse, {f"format-annexe-{monde.etti.annexe_id}": "xlsx"})
    lignes = CalamineWorkbook.from_filelike(BytesIO(reponse.content)).get_sheet_by_index(0)
    contenu = lignes.to_python()
    assert any(monde.denis.salarie.matricule in ligne for ligne in contenu)


def test_the_year_shows_verdict_due_and_forecast(client: Client, monde: Monde) -> None:
    adresse = reverse("aides", args=[monde.structure.pk])
    html = lire(client, adresse, annee="2025")
    assert "sous-consommation" in html
    assert "sur-consommation" in html
    assert "0,34" in html
    assert 'data-graphique="etp-annee"' in html
    aides = AideMensuelle.objects.filter(cloture__mois=AVRIL)
    annexes = feuille(client, adresse + "?annee=2025", "argent")
    assert len(annexes) == 2
    ecarts = [a.ecart_centimes for a in aides]
    assert somme(annexes, "Écart aux douzièmes") == total(ecarts)
    for aide in aides:
        assert reverse("pourquoi_aide", args=[monde.structure.pk, aide.pk]) in html


def test_an_annexe_shows_its_versions_its_months_and_its_printed_amount(
    client: Client, monde: Monde
) -> None:
    monde.aci.montant_total_centimes = 23_921_000
    monde.aci.save()
    adresse = reverse("annexe", args=[monde.structure.pk, monde.aci.annexe_id])
    html = lire(client, adresse)
    assert "Total imprimé par l&#x27;ASP" in html
    versions = feuille(client, adresse, "versions")
    assert [x["Total recalculé"] for x in versions] == ["239210,00"]
    assert [x["Écart"] for x in versions] == ["0,00"]
    mois = feuille(client, adresse, "mois")
    assert [x["Régularisation"] for x in mois].count("régularisation") == 4
    assert (mois[2]["Due, plafonnée"], mois[2]["Douzièmes"]) == ("2344,24", "59802,50")


def test_a_payment_is_recorded_and_counted(client: Client, monde: Monde) -> None:
    arguments = [monde.structure.pk, monde.aci.annexe_id]
    saisie = {"le": "2025-03-31", "montant_centimes": "19 934,17 €", "libelle": "VIR ASP"}
    reponse = client.post(reverse("versement_nouveau", args=arguments), saisie, follow=True)
    assert "Versement enregistré." in reponse.content.decode()
    assert VersementRecu.objects.get().montant_centimes == 1_993_417
    assert "19 934,17 €" in lire(client, reverse("annexe", args=arguments))
    mois = feuille(client, reverse("annexe", args=arguments), "mois")
    assert mois[2]["Reste à recevoir"] in {"-17589,93", "−17589,93"}
    repris = {"le": "2025-04-30", "montant_centimes": "−100,5", "libelle": ""}
    client.post(reverse("versement_nouveau", args=arguments), repris)
    assert VersementRecu.objects.latest("id").montant_centimes == -10_050


@pytest.mark.parametrize(
    ("saisie", "phrase"),
    [
        ({"le": "2025-03-31", "montant_centimes": "douze"}, "n&#x27;est pas un montant en euros"),
        ({"le": "2025-03-31", "montant_centimes": "0"}, "Le montant est nul"),
        ({"le": "2024-03-31", "montant_centimes": "10"}, "commence le 01/01/2025"),
        ({"le": "2025-03-31", "montant_centimes": "9" * 15}, "trop grand"),
        ({"le": "", "montant_centimes": "10"}, "obligatoire"),
    ],
)
def test_a_wrong_payment_is_said_on_the_page(
    client: Client, monde: Monde, saisie: dict[str, str], phrase: str
) -> None:
    arguments = [monde.structure.pk, monde.aci.annexe_id]
    reponse = client.post(reverse("versement_nouveau", args=arguments), saisie)
    assert reponse.status_code == 422
    assert phrase in reponse.content.decode()
    assert not VersementRecu.objects.exists()


def test_every_figure_opens_onto_its_reasons(client: Client, monde: Monde) -> None:
    for nom, modele in POURQUOI.items():
        for objet in modele.objects.all():
            html = lire(client, reverse(nom, args=[monde.structure.pk, objet.pk]))
            assert "Heures prises" in html or "Heures laissées de côté" in html
            assert 'class="alert alert-warning"' not in html


def test_a_reason_shows_its_text_its_lines_and_the_correction(client: Client, monde: Monde) -> None:
    etat = EtatMensuel.objects.get(cloture__mois=AVRIL, contrat=monde.alice)
    html = lire(client, reverse("pourquoi_etat", args=[monde.structure.pk, etat.pk]))
    assert "contrepassation : Partie à 12 h" in html
    assert reverse("annexe", args=[monde.structure.pk, monde.aci.annexe_id]) in html
    aide = AideMensuelle.objects.get(cloture__mois=MARS, annexe=monde.etti.annexe)
    html = lire(client, reverse("pourquoi_aide", args=[monde.structure.pk, aide.pk]))
    assert "4 781 € par ETP et par an" in html
    assert 'rel="noopener"' in html
    assert "01/01/2025" in html


def test_lines_open_the_ledger_only_for_who_reads_it(client: Client, monde: Monde) -> None:
    heures = HeuresClause.objects.get(cloture__mois=MARS)
    adresse = reverse("pourquoi_clause", args=[monde.structure.pk, heures.pk])
    assert "/heures/lignes/" in lire(client, adresse)
    client.force_login(fabrique.utilisateur(Role.FACILITATION, monde.structure))
    assert "/heures/lignes/" not in lire(client, adresse)


@pytest.mark.parametrize("nom", MENSUELS)
def test_an_open_month_says_what_to_do(client: Client, monde: Monde, nom: str) -> None:
    html = lire(client, mensuel(nom, monde.structure, JUIN))
    assert "Juin 2025 n’est pas clos" in html
    assert mensuel("cloture", monde.structure, JUIN) in html
    assert f'href="{mensuel(nom, monde.structure, AVRIL)}" rel="prev"' in html


@pytest.mark.parametrize("nom", MENSUELS)
def test_months_are_walked_among_the_closed_ones(client: Client, monde: Monde, nom: str) -> None:
    html = lire(client, mensuel(nom, monde.structure, MARS))
    assert f'href="{mensuel(nom, monde.structure, AVRIL)}" rel="next"' in html
    assert 'rel="prev"' not in html


def adresses(monde: Monde) -> list[str]:
    la = monde.structure
    annexe = reverse("annexe", args=[la.pk, monde.aci.annexe_id])
    pages = [reverse("aides", args=[la.pk]), annexe, *(mensuel(nom, la) for nom in MENSUELS)]
    raisons = [
        reverse(nom, args=[la.pk, modele.objects.first().pk]) for nom, modele in POURQUOI.items()
    ]
    return pages + raisons


@pytest.mark.parametrize("role", list(Role))
def test_money_is_read_by_three_roles_and_clauses_by_all(
    client: Client, monde: Monde, role: Role
) -> None:
    client.force_login(fabrique.utilisateur(role, monde.structure))
    argent = role in {Role.DIRECTION, Role.GESTION, Role.LECTURE}
    for adresse in adresses(monde):
        attendu = 200 if argent or "clause" in adresse else 404
        assert client.get(adresse).status_code == attendu, adresse


def test_a_stranger_and_an_object_from_elsewhere_are_not_found(
    client: Client, monde: Monde
) -> None:
    ailleurs = fabrique.structure()
    client.force_login(fabrique.utilisateur(Role.DIRECTION, ailleurs))
    for adresse in adresses(monde):
        assert client.get(adresse).status_code == 404, adresse
        chez_lui = adresse.replace(f"/s/{monde.structure.pk}/", f"/s/{ailleurs.pk}/")
        attendu = 404 if "pourquoi" in adresse or "annexes" in adresse else 200
        assert client.get(chez_lui).status_code == attendu, chez_lui


def test_only_who_closes_records_a_payment(client: Client, monde: Monde) -> None:
    adresse = reverse("versement_nouveau", args=[monde.structure.pk, monde.aci.annexe_id])
    client.force_login(fabrique.utilisateur(Role.LECTURE, monde.structure))
    assert client.post(adresse, {"le": "2025-03-31", "montant_centimes": "1"}).status_code == 404
    annexe = reverse("annexe", args=[monde.structure.pk, monde.aci.annexe_id])
    assert adresse not in lire(client, annexe)


def test_a_year_without_a_close_still_lists_its_annexes(client: Client) -> None:
    la = fabrique.structure()
    client.force_login(fabrique.utilisateur(Role.DIRECTION, la))
    assert "importez le fichier de l&#x27;ASP" in lire(client, reverse("aides", args=[la.pk]))
    version = fabrique.annexe(fabrique.convention(la, "EI"))
    html = lire(client, reverse("aides", args=[la.pk]), annee="2025")
    assert "aucun mois clos pour l’instant" in html
    page = lire(client, reverse("annexe", args=[la.pk, version.annexe_id]))
    assert "décembre 2025" in page


def test_the_pages_read_in_english(client: Client, monde: Monde) -> None:
    client.cookies["django_language"] = "en"
    for adresse in adresses(monde):
        reponse = client.get(adresse)
        assert fautes(reponse.content.decode(), "en") == [], adresse
