"""The month grid typed, pasted, filled, undone: sixty people, thirty-one days, and the ledger."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.bases import Bases
from tests.navigateur.grille import CONGE, OUVRES, TRAVAIL, Ateliers, Grille, Livre, monter
from tests.navigateur.monde_grille import GEANTE, GRANDE

pytestmark = pytest.mark.navigateur

SEPT_HEURES = {TRAVAIL: 420}
PREMIERE_SEMAINE = (5, 6, 7, 8, 9)
PROMPT_MS, ESSAIS = 1_000, 6
CHARGE = "performance.getEntriesByType('navigation')[0].loadEventStart"
PRETE = "performance.getEntriesByName('grille-prete')[0].startTime"


@pytest.fixture(scope="module")
def ateliers(bases: Bases) -> Iterator[Ateliers]:
    with monter(bases) as montes:
        yield montes


def test_sixty_people_are_typed_pasted_filled_and_undone(
    chromium: Browser, ateliers: Ateliers
) -> None:
    contrats = ateliers.contrats(GRANDE)
    with ateliers.grille(chromium, GRANDE) as grille:
        attendu = _taper(grille, contrats)
        attendu |= _coller(grille, contrats)
        attendu |= _recopier(grille, contrats)
        attendu |= _remplir(grille, contrats)
        _annuler_et_retablir(grille)
        grille.enregistree()
        assert _totaux(grille) == _sommes(attendu, len(contrats))
        assert ateliers.livre(GRANDE) == attendu
        grille.charger()
        assert _totaux(grille) == _sommes(attendu, len(contrats))


def _taper(grille: Grille, contrats: list[int]) -> Livre:
    """The first ten people, a row after the other, in every way to write an hour."""
    ecritures = {
        "7h30": {TRAVAIL: 450},
        "7:30": {TRAVAIL: 450},
        "7,5": {TRAVAIL: 450},
        "7.5": {TRAVAIL: 450},
        "7": SEPT_HEURES,
        "7,33": {TRAVAIL: 440},
        "CP": {CONGE: 420},
        "3h30 CP": {TRAVAIL: 210, CONGE: 210},
    }
    attendu: Livre = {}
    for rang in range(10):
        grille.aller(rang, 1)
        for jour in range(1, 32):
            if jour not in OUVRES:
                grille.presser("Tab")
                continue
            texte = list(ecritures)[(rang + jour) % len(ecritures)]
            grille.page.keyboard.type(texte)
            grille.presser("Tab")
            attendu[contrats[rang], jour] = ecritures[texte]
    grille.enregistree()
    return attendu


def _coller(grille: Grille, contrats: list[int]) -> Livre:
    """Twenty people from a spreadsheet: its quotes, its ends of line, its times with seconds."""
    ecritures = ["7,5", "7:30:00", '"7h30"', "07:30", " 7.5 "]
    lignes = [
        "\t".join(ecritures[(rang + jour) % 5] if jour in OUVRES else "" for jour in range(1, 32))
        for rang in range(20)
    ]
    grille.aller(10, 1)
    grille.coller("\r\n".join(lignes) + "\r\n")
    expect(grille.annonce).to_have_text("620 cases collées")
    grille.enregistree()
    return {(c, jour): {TRAVAIL: 450} for c in contrats[10:30] for jour in OUVRES}


def _recopier(grille: Grille, contrats: list[int]) -> Livre:
    """One cell, copied to the right over its row, then the row down over fifteen people."""
    grille.taper(30, 5, "7")
    grille.choisir((30, 5), (30, 9))
    grille.presser("Control+r")
    grille.choisir((30, 5), (44, 9))
    grille.presser("Control+d")
    expect(grille.annonce).to_have_text("70 cases remplies")
    grille.enregistree()
    return {(c, jour): SEPT_HEURES for c in contrats[30:45] for jour in PREMIERE_SEMAINE}


def _remplir(grille: Grille, contrats: list[int]) -> Livre:
    """The week of the contract: a cell already written is left, another week too."""
    grille.taper(45, 7, "3")
    grille.choisir((45, 6), (59, 6))
    grille.presser("Alt+s")
    expect(grille.annonce).to_have_text("74 cases remplies")
    grille.enregistree()
    semaine = {(c, jour): SEPT_HEURES for c in contrats[45:] for jour in PREMIERE_SEMAINE}
    return semaine | {(contrats[45], 7): {TRAVAIL: 180}}


def _annuler_et_retablir(grille: Grille) -> None:
    """What is undone leaves the ledger, what is done again comes back."""
    grille.presser("Control+z")
    expect(grille.annonce).to_have_text("74 cases revenues à leur valeur d’avant")
    grille.enregistree()
    assert "6" not in _cases(grille, 46)
    grille.presser("Control+y")
    expect(grille.annonce).to_have_text("74 cases rétablies")
    grille.enregistree()
    assert _cases(grille, 46)["6"]["c"] == {"1": 420}


def _cases(grille: Grille, rang: int) -> dict[str, dict[str, dict[str, int]]]:
    lues: list[dict[str, dict[str, dict[str, int]]]] = [
        r["cases"] for r in grille.etat()["rangs"].values()
    ]
    return {jour: case for jour, case in lues[rang].items() if case["c"]}


def _totaux(grille: Grille) -> list[str]:
    """The totals of the page: each row, then the month."""
    return [t.replace("\u202f", " ") for t in grille.page.locator("[data-total]").all_inner_texts()]


def _sommes(livre: Livre, personnes: int) -> list[str]:
    par_contrat: dict[int, int] = {}
    for (contrat, _jour), contenu in sorted(livre.items()):
        par_contrat[contrat] = par_contrat.get(contrat, 0) + sum(contenu.values())
    assert len(par_contrat) == personnes
    return [_heures(m) for m in (*par_contrat.values(), sum(par_contrat.values()))]


def _heures(minutes: int) -> str:
    return f"{minutes // 60:,} h {minutes % 60:02d}".replace(",", " ")


def test_eighty_people_open_in_under_a_second(chromium: Browser, ateliers: Ateliers) -> None:
    """Best of a few; on a machine too busy for that, before the same month as a plain form."""
    with ateliers.grille(chromium, GEANTE) as grille:
        grilles: list[float] = []
        formulaires: list[float] = []
        while len(grilles) < ESSAIS and min(grilles, default=PROMPT_MS) >= PROMPT_MS:
            grille.charger()
            grilles.append(grille.page.evaluate(PRETE))
            grille.page.goto(f"{grille.adresse}formulaire/")
            formulaires.append(grille.page.evaluate(CHARGE))
        assert grille.page.locator("#saisie td input").count() == 80 * 31
        assert min(grilles) < max(PROMPT_MS, min(formulaires)), (grilles, formulaires)


def test_no_key_makes_one_wait(chromium: Browser, ateliers: Ateliers) -> None:
    """From the key to the end of its work: what a picture of the screen has room for, mostly."""
    with ateliers.grille(chromium, GEANTE) as grille:
        grille.page.evaluate(
            """() => {
              window.durees = [];
              for (const nom of ["keydown", "input"]) {
                let debut = 0;
                window.addEventListener(nom, () => { debut = performance.now(); }, true);
                window.addEventListener(nom, () => window.durees.push(performance.now() - debut));
              }
            }"""
        )
        grille.aller(0, 1)
        for _jour in range(31):
            grille.page.keyboard.type("7h")
            grille.presser("Tab")
        durees: list[float] = sorted(grille.page.evaluate("window.durees"))
        assert len(durees) > 90
        assert durees[len(durees) // 2] < 16, durees[-10:]
        assert durees[int(len(durees) * 0.95)] < 50, durees[-10:]


def test_totals_follow_the_typing_before_anything_is_sent(
    chromium: Browser, ateliers: Ateliers
) -> None:
    with ateliers.grille(chromium, "codes") as grille:
        grille.page.context.set_offline(True)
        grille.taper(0, 5, "7h30")
        grille.taper(1, 5, "8")
        grille.taper(0, 12, "4 AN3")
        pied = grille.page.locator("tfoot tr").first
        expect(pied.locator('[data-total-jour="5"]')).to_have_text("15h30")
        expect(pied.locator('[data-total-jour="12"]')).to_have_text("7h")
        expect(grille.page.locator("tr[data-rang] [data-total]").first).to_have_text(
            "14\u202fh\u202f30"
        )
        expect(pied.locator("[data-total]")).to_have_text("22\u202fh\u202f30")
        semaines = grille.page.locator("tr.semaines td")
        expect(semaines.nth(1)).to_have_text("S41 15\u202fh\u202f30")
        expect(semaines.nth(2)).to_have_text("S42 7\u202fh\u202f00")
        resume = grille.page.locator("#grille-resume")
        grille.aller(0, 12)
        expect(resume).to_contain_text(
            "Semaine 42 : 7\u202fh\u202f00 sur 35\u202fh\u202f00 prévues"
        )
        # 1 170 minutes of work over 1820 / 12 hours: an unpaid absence does not count.
        expect(resume).to_contain_text("0,13 ETP")
        grille.page.context.set_offline(False)
        grille.enregistree()
    assert sum(sum(c.values()) for c in ateliers.livre("codes").values()) == 1350
