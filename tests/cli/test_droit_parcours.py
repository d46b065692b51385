"""The calculators of the parcours on the command line: keys, repeated options, refusals."""

import json
from typing import Any

import pytest

from tests.cli.lancement import lancer, lancer_ailleurs

RAISONS = {"base", "parametres", "provisoire", "motif", "lignes"}
CLES_PASS = {
    "fin",
    "jours_restants",
    "valide",
    "en_carence",
    "fin_carence",
    "prolongation_possible",
    "fin_maximale",
    "differences",
}
MOTIFS = ["SENIOR_CDI", "COMPLETE_TRAINING", "RQTH", "SENIOR", "PARTICULAR_DIFFICULTIES"]
PASS = ("pass", "--debut", "2021-03-25", "--fin", "2023-03-24")


def calculer(*arguments: str) -> dict[str, Any]:
    """The JSON answer of a calculator."""
    rendu = lancer("droit", *arguments, "--json")
    assert rendu.exit_code == 0, rendu.output
    lu: dict[str, Any] = json.loads(rendu.stdout)
    return lu


def test_a_pass_answers_with_exactly_its_keys() -> None:
    lu = calculer(*PASS, "--le", "2022-11-22", "--dispositif", "AI")
    assert lu.keys() == CLES_PASS | RAISONS
    assert (lu["fin"], lu["jours_restants"], lu["fin_carence"]) == ("2023-03-24", 123, "2025-03-24")
    assert (lu["valide"], lu["en_carence"], lu["prolongation_possible"]) == (True, False, None)
    assert list(lu["fin_maximale"]) == MOTIFS
    assert all(isinstance(phrase, str) for phrase in lu["differences"])
    assert "27/07/2023" in lu["motif"]


def test_events_are_repeated_in_any_order() -> None:
    premiere = ("--suspension", "2022-07-17:2022-12-17")
    seconde = ("--suspension", "01/02/2022 au 15/02/2022")
    prolongation = ("--prolongation", "2023-09-07:2024-09-06:RQTH", "--le", "2024-03-01")
    lu = calculer(*PASS, *premiere, *seconde, *prolongation)
    assert lu == calculer(*PASS, *prolongation, *seconde, *premiere)
    assert (lu["fin"], lu["prolongation_possible"]) == ("2024-09-06", True)
    assert sum("un de moins" in phrase for phrase in lu["differences"]) == 2


def test_a_long_suspension_is_told_twice_over() -> None:
    lu = calculer(*PASS, "--suspension", "2022-01-01:2025-01-31", "--le", "2023-06-01")
    longues = [p for p in lu["differences"] if "36 mois" in p or "refuserait" in p]
    assert len(longues) == 2
    assert "01/01/2023" in longues[0]
    assert "31/12/2024" in longues[1]


def test_the_text_says_days_in_words() -> None:
    texte = lancer("droit", *PASS, "--le", "2022-11-22").stdout.replace("\xa0", " ")
    assert texte.startswith("PASS valide jusqu'au 24 mars 2023, encore 123 jours\n")
    assert "Prolongation possible : non établi" in texte
    assert "Ce que la loi et la plateforme comptent autrement :" in texte
    fini = lancer("droit", *PASS, "--le", "2024-01-01").stdout.replace("\xa0", " ")
    assert fini.startswith("PASS fini le 24 mars 2023, délai de carence jusqu'au 24 mars 2025")


@pytest.mark.parametrize(
    ("le", "debut"),
    [
        ("2020-01-01", "PASS à venir, du 25 mars 2021 au 28 mars 2023"),
        ("2021-06-03", "PASS suspendu, il en restera 661 jours, jusqu'au 28 mars 2023"),
        ("2026-01-01", "PASS fini le 28 mars 2023, délai de carence passé"),
    ],
)
def test_the_conclusion_of_each_state(le: str, debut: str) -> None:
    rendu = lancer("droit", *PASS, "--suspension", "2021-06-01:2021-06-05", "--le", le)
    assert rendu.stdout.replace("\xa0", " ").startswith(debut)


@pytest.mark.parametrize(
    ("arguments", "raison"),
    [
        ((*PASS, "--le", "hier"), "« hier » n'est pas une date"),
        (PASS, "« Jour » est à remplir."),
        ((*PASS, "--le", "2022-11-22", "--suspension", "2022-01-01"), "n'est pas une période"),
        (
            (*PASS, "--le", "2022-11-22", "--suspension", "2022-02-01:2022-01-01"),
            "finit avant de commencer",
        ),
        (
            (*PASS, "--le", "2022-11-22", "--prolongation", "2023-03-24:2024-03-23:AGE"),
            "« AGE » n'est pas un motif de prolongation",
        ),
        (
            (*PASS, "--le", "2022-11-22", "--prolongation", "2023-03-24:2026-03-24:RQTH"),
            "au plus tard le 23/03/2026",
        ),
        (
            ("eligibilite", "--dispositif", "ACI", "--auteur", "mairie"),
            "« mairie » n'est pas un auteur",
        ),
        (
            ("eligibilite", "--dispositif", "ACI", "--auteur", "employeur", "--critere", "XX"),
            "« XX » n'est pas un critère",
        ),
        (("sortie", "--motif", "99", "--dispositif", "ACI", "--le", "2026-01-01"), "ou 96"),
    ],
)
def test_bad_input_is_one_sentence_and_exit_2(arguments: tuple[str, ...], raison: str) -> None:
    dit = lancer("droit", *arguments)
    assert (dit.exit_code, dit.stdout) == (2, "")
    assert raison in dit.stderr
    assert len(dit.stderr.strip().splitlines()) == 1
    lu = lancer("droit", *arguments, "--json")
    assert (lu.exit_code, list(json.loads(lu.stdout))) == (2, ["motif"])


def test_eligibility_answers_with_exactly_its_keys() -> None:
    demande = ("eligibilite", "--dispositif", "ACI", "--auteur", "employeur")
    lu = calculer(*demande, "--critere", "RSA", "--critere", "TH", "--le", "2026-01-05")
    assert lu.keys() == {"eligible", "expire_le"} | RAISONS
    assert (lu["eligible"], lu["expire_le"]) == (True, "2026-04-07")
    assert "« Touche le RSA »" in lu["motif"]
    sans_jour = calculer(*demande, "--critere", "RSA")
    assert (sans_jour["eligible"], sans_jour["expire_le"]) == (True, None)
    refusee = calculer(*demande, "--critere", "TH", "--le", "2026-01-05")
    assert (refusee["eligible"], refusee["expire_le"]) == (False, None)


def test_a_geiq_has_an_amount_besides() -> None:
    geiq = ("--auteur", "employeur", "--critere", "QPV", "--le", "2026-01-05")
    lu = calculer("eligibilite", "--dispositif", "GEIQ", *geiq)
    assert lu.keys() == {"eligible", "expire_le", "montant_centimes"} | RAISONS
    assert lu["montant_centimes"] == calculer("geiq", *geiq)["montant_centimes"] == 81_400


def test_an_exit_and_an_immersion() -> None:
    sortie = calculer("sortie", "--motif", "9", "--dispositif", "ACI", "--le", "2026-03-31")
    assert (sortie["classe"], sortie["confiance"], sortie["comptee"]) == ("durable", "sur", None)
    immersion = calculer("pmsmp", "--periode", "2026-03-02:2026-04-02", "--jours", "20")
    assert immersion["possible"] is False
    assert len(immersion["raisons"]) == 1


def test_the_help_says_what_is_repeatable_and_what_is_needed() -> None:
    aide = " ".join(lancer("droit", "pass", "--help").stdout.split())
    assert aide.count("[répétable]") == 2
    assert aide.count("[à remplir]") == 3


def test_it_needs_neither_django_nor_a_database() -> None:
    fait = lancer_ailleurs(
        "droit", *PASS, "--le", "2022-11-22", "--json",
        DJANGO_SETTINGS_MODULE="inexistant", DATABASE_URL="mysql://nulle-part",
    )  # fmt: skip
    assert fait.returncode == 0, fait.stderr
    assert json.loads(fait.stdout)["jours_restants"] == 123
