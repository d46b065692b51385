"""Orders: what is written is what is ordered, in letters every bank takes."""

import re
from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from etrier.banque.formats.sepa import (
    FichierSepa,
    LigneSepa,
    ecrire_prelevements,
    ecrire_virements,
    lire_sepa,
    nettoyer,
)
from etrier.structures.formats.refus import FichierRefuse
from tests.banque.monde import iban

QUAND = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
NOMS = st.text(min_size=1, max_size=90).filter(nettoyer)
BICS = st.sampled_from(["", "AGRIFRPP", "BNPAFRPPXXX"])


def lignes(prelevement: bool) -> st.SearchStrategy[tuple[LigneSepa, ...]]:
    def numeroter(lues: list[LigneSepa]) -> tuple[LigneSepa, ...]:
        return tuple(
            LigneSepa(**{**vars(x), "reference": f"ETR1-{rang}"}) for rang, x in enumerate(lues)
        )

    une = st.builds(
        LigneSepa,
        reference=st.just(""),
        nom=NOMS,
        iban=st.integers(1, 10**6).map(iban),
        montant_centimes=st.integers(1, 99_999_999),
        libelle=NOMS,
        bic=BICS,
        rum=st.just("RUM-1") if prelevement else st.just(""),
        signe_le=st.dates(date(2014, 1, 1)) if prelevement else st.none(),
        premier=st.booleans() if prelevement else st.just(False),
    )
    return st.lists(une, min_size=1, max_size=5).map(numeroter)


def ordres(prelevement: bool) -> st.SearchStrategy[FichierSepa]:
    return st.builds(
        FichierSepa,
        message=st.just("ETR1-20261123-1"),
        nom=NOMS,
        iban=st.integers(1, 10**6).map(iban),
        execution_le=st.dates(date(2026, 1, 1), date(2030, 1, 1)),
        lignes=lignes(prelevement),
        bic=BICS,
        ics=st.just("FR72ZZZ123456") if prelevement else st.just(""),
    )


def propre(ordre: FichierSepa) -> FichierSepa:
    """As the file can say it."""
    dites = tuple(
        LigneSepa(**{**vars(x), "nom": nettoyer(x.nom), "libelle": nettoyer(x.libelle, 140)})
        for x in ordre.lignes
    )
    return FichierSepa(**{**vars(ordre), "nom": nettoyer(ordre.nom), "lignes": dites})


@settings(max_examples=50)
@given(ordres(prelevement=False))
def test_transfers_come_back_as_ordered(ordre: FichierSepa) -> None:
    lu = lire_sepa(ecrire_virements(ordre, QUAND))
    assert lu == propre(ordre)
    assert lu.total_centimes == ordre.total_centimes


@settings(max_examples=50)
@given(ordres(prelevement=True))
def test_debits_come_back_as_ordered(ordre: FichierSepa) -> None:
    lu = lire_sepa(ecrire_prelevements(ordre, QUAND))
    attendu = propre(ordre)
    # First debits and next ones are two lots of one file.
    assert sorted(lu.lignes, key=lambda x: x.reference) == sorted(
        attendu.lignes, key=lambda x: x.reference
    )
    assert (lu.message, lu.iban, lu.ics, lu.bic) == (
        ordre.message,
        ordre.iban,
        ordre.ics,
        ordre.bic,
    )
    assert lu.total_centimes == ordre.total_centimes


@given(st.text(max_size=200))
def test_only_letters_every_bank_takes(texte: str) -> None:
    propre = nettoyer(texte)
    assert re.fullmatch(r"[A-Za-z0-9/\-?:().,'+ ]{0,70}", propre)
    assert "//" not in propre
    assert not propre.startswith("/")


def test_names_stay_readable() -> None:
    assert nettoyer("Noëlle d'Œuvre & Cie") == "Noelle d'OEuvre Cie"
    assert nettoyer("ÇA // VA /") == "CA / VA"


def test_the_totals_of_the_header_are_right() -> None:
    deux = tuple(LigneSepa(f"R{i}", "Nom", iban(i), 10_050, "Salaire") for i in (1, 2))
    xml = ecrire_virements(FichierSepa("M", "Nous", iban(3), date(2026, 12, 1), deux), QUAND)
    assert re.findall(rb"<CtrlSum>(.*?)<", xml) == [b"201.00", b"201.00"]
    assert re.findall(rb"<NbOfTxs>(.*?)<", xml) == [b"2", b"2"]
    assert b"<MsgId>M</MsgId><CreDtTm>2026-11-23T09:30:00</CreDtTm>" in xml


@pytest.mark.parametrize("faux", ["PAS UN IBAN", ""])
def test_a_file_that_fails_its_schema_never_leaves(faux: str) -> None:
    ligne = LigneSepa("R1", "Nom", faux, 100, "Salaire")
    with pytest.raises(FichierRefuse, match="IBAN"):
        ecrire_virements(FichierSepa("M", "Nous", iban(3), date(2026, 12, 1), (ligne,)), QUAND)
