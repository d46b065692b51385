"""Bank files: checked against their schema, read exactly, never counted twice."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from etrier.banque.formats.camt import lire_camt
from etrier.banque.formats.csv_banque import lire_centimes, lire_csv
from etrier.banque.formats.lu import LigneLue
from etrier.banque.models import CompteBancaire, MouvementBancaire, ReleveBancaire
from etrier.banque.releves import cles_de, importer_releve, previsualiser
from etrier.demonstration.camt import camt, entree
from etrier.socle.erreurs import Refus
from etrier.structures.formats.refus import FichierRefuse
from tests import fabrique
from tests.banque.monde import compte, iban

MARS = date(2025, 3, 3)
CHEZ_NOUS = iban(900)
UNE = LigneLue(
    MARS, 12_000, "VIR FACTURE F2025-00001", "E2E-1", "VILLE D'EXEMPLE", iban(5), "BQ001"
)
AUTRE = LigneLue(MARS + timedelta(days=2), -4_550, "PRLV ELECTRICITE", "", "ENERGIE EXEMPLE")

# What XML 1.0 carries and banks write; spaces are said once.
_MOTS = st.text(
    st.characters(min_codepoint=33, max_codepoint=255, exclude_categories=("Cc", "Zs")),
    min_size=1,
    max_size=30,
).filter(lambda x: x.upper() not in ("NOTPROVIDED", "NONREF", "NOTAVAILABLE"))
LIGNES = st.lists(
    st.builds(
        LigneLue,
        le=st.dates(date(2025, 1, 1), date(2025, 12, 31)),
        montant_centimes=st.integers(-(10**9), 10**9).filter(bool),
        libelle=_MOTS,
        reference=_MOTS,
        contrepartie=st.one_of(st.just(""), _MOTS),
        contrepartie_iban=st.integers(1, 999).map(iban),
        identifiant=st.integers(1, 10**6).map(str),
    ),
    min_size=1,
    max_size=6,
)


@settings(max_examples=60)
@given(LIGNES, st.integers(-(10**8), 10**8), st.sampled_from(["02", "04", "06", "08"]))
def test_what_a_bank_writes_is_what_is_read(
    lignes: list[LigneLue], debut: int, version: str
) -> None:
    (lu,) = lire_camt(camt(CHEZ_NOUS, lignes, debut=debut, version=version), "r.xml")
    assert list(lu.lignes) == lignes
    assert (lu.iban, lu.solde_debut_centimes) == (CHEZ_NOUS, debut)
    assert lu.solde_fin_centimes == debut + sum(x.montant_centimes for x in lignes)


@pytest.mark.parametrize(
    ("contenu", "phrase"),
    [
        (b"<Document", "bien form"),
        (b"<Document xmlns='urn:x'/>", "pas un relev"),
        (camt(CHEZ_NOUS, [UNE]).replace(b"053.001.02", b"053.001.99"), "version 99"),
        (camt(CHEZ_NOUS, [UNE]).replace(b"<Id>S1</Id>", b""), "Ligne 1"),
        (camt(CHEZ_NOUS, [UNE]).replace(b'"EUR"', b'"USD"'), "USD"),
        (camt(CHEZ_NOUS, [UNE]).replace(b">120.00<", b">120.001<"), "deux d"),
        (camt(CHEZ_NOUS, [UNE]).replace(b">120.00<", b">120000000000000000<"), "hors de mesure"),
        (
            camt(CHEZ_NOUS, [UNE]).replace(b"<BookgDt><Dt>2025-03-03</Dt></BookgDt>", b""),
            "pas de date",
        ),
        (
            camt(CHEZ_NOUS, [UNE]).replace(
                b"<BookgDt><Dt>2025-03-03<", b"<BookgDt><Dt>-0044-03-15<"
            ),
            "pas une date",
        ),
        (
            b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>',
            "DTD",
        ),
    ],
)
def test_a_statement_badly_made_is_refused_and_says_why(contenu: bytes, phrase: str) -> None:
    with pytest.raises(FichierRefuse, match=phrase):
        lire_camt(contenu, "r.xml")


def test_a_file_of_the_disk_is_never_opened_through_an_entity() -> None:
    piege = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/hostname">]>' + camt(
        CHEZ_NOUS, [replace(UNE, libelle="XX")]
    ).split(b"?>", 1)[1].replace(b"XX", b"&b;")
    with pytest.raises(FichierRefuse, match="DTD"):
        lire_camt(piege, "r.xml")


def test_pending_lines_are_left_and_said() -> None:
    fichier = camt(CHEZ_NOUS, [UNE]).replace(
        b"</Ntry></Stmt>", f"</Ntry>{entree(AUTRE, statut='PDNG')}</Stmt>".encode()
    )
    (lu,) = lire_camt(fichier, "r.xml")
    assert (len(lu.lignes), "1 mouvements" in lu.remarques[0]) == (1, True)


def test_one_entry_of_several_payers_is_several_lines() -> None:
    deux = (
        "<TxDtls><Refs><EndToEndId>A</EndToEndId></Refs><AmtDtls><TxAmt><Amt Ccy='EUR'>70.00</Amt>"
        "</TxAmt></AmtDtls></TxDtls><TxDtls><Refs><EndToEndId>B</EndToEndId></Refs><AmtDtls><TxAmt>"
        "<Amt Ccy='EUR'>50.00</Amt></TxAmt></AmtDtls></TxDtls></NtryDtls>"
    )
    brut = camt(CHEZ_NOUS, [UNE]).decode()
    debut, _reste = brut.split("<TxDtls>", 1)
    fichier = debut + deux + brut.split("</TxDtls></NtryDtls>", 1)[1]
    (lu,) = lire_camt(fichier.encode(), "r.xml")
    assert [(x.reference, x.montant_centimes) for x in lu.lignes] == [("A", 7_000), ("B", 5_000)]
    lot = fichier.replace("<NtryDtls>", "<NtryDtls><Btch><MsgId>ORDRE-1</MsgId></Btch>")
    (lu,) = lire_camt(lot.encode(), "r.xml")
    assert [(x.reference, x.montant_centimes) for x in lu.lignes] == [("ORDRE-1", 12_000)]


# The act


@pytest.fixture
def chez_nous(db: None) -> CompteBancaire:
    notre = compte(fabrique.structure())
    notre.iban = CHEZ_NOUS
    notre.save()
    return notre


def importer(notre: CompteBancaire, contenu: bytes, nom: str = "r.xml") -> ReleveBancaire:
    return importer_releve(notre.structure, contenu, nom, par=None)


def test_the_same_file_is_refused_and_an_overlapping_one_gives_no_double(
    chez_nous: CompteBancaire,
) -> None:
    importer(chez_nous, camt(CHEZ_NOUS, [UNE]))
    with pytest.raises(Refus, match="déjà été lu"):
        importer(chez_nous, camt(CHEZ_NOUS, [UNE]))
    with pytest.raises(Refus, match="déjà connus"):
        importer(chez_nous, camt(CHEZ_NOUS, [UNE], debut=5))
    importer(chez_nous, camt(CHEZ_NOUS, [UNE, AUTRE]))
    assert MouvementBancaire.objects.count() == 2
    assert ReleveBancaire.objects.count() == 2


JOURNEES = st.lists(
    st.tuples(st.integers(0, 9), st.sampled_from([1_000, 2_500, -990]), st.sampled_from("AB")),
    min_size=1,
    max_size=20,
)


@settings(max_examples=60)
@given(JOURNEES, st.integers(0, 9), st.integers(0, 9))
def test_however_two_files_overlap_each_line_has_one_key(
    tirees: list[tuple[int, int, str]], fin: int, debut: int
) -> None:
    """Whole days, as banks cut them: lines alike on a day are counted, not merged."""
    tout = [LigneLue(MARS + timedelta(days=j), m, mot) for j, m, mot in sorted(tirees)]
    avant = [x for x in tout if x.le <= MARS + timedelta(days=fin)]
    apres = [x for x in tout if x.le >= MARS + timedelta(days=debut)]
    assert set(cles_de(avant)) | set(cles_de(apres)) == {
        c for x, c in zip(tout, cles_de(tout), strict=True) if x in avant or x in apres
    }
    assert len(set(cles_de(tout))) == len(tout)


def test_balances_that_do_not_follow_are_said(chez_nous: CompteBancaire) -> None:
    apercu = previsualiser(chez_nous.structure, camt(CHEZ_NOUS, [UNE], fin=13_000), "r.xml")
    assert any("Il manque 10,00" in r for r in apercu.remarques)
    juste = previsualiser(chez_nous.structure, camt(CHEZ_NOUS, [UNE]), "r.xml")
    assert juste.remarques == ()


def test_the_statement_of_an_account_that_is_not_ours(chez_nous: CompteBancaire) -> None:
    with pytest.raises(Refus, match="pas un compte confirmé") as refus:
        previsualiser(chez_nous.structure, camt(iban(901), [UNE]), "r.xml")
    assert iban(901) not in refus.value.phrase
    with pytest.raises(Refus, match="pas encore de compte"):
        previsualiser(fabrique.structure(), camt(iban(901), [UNE]), "r.xml")


CSV = (
    "Compte;Chez nous\nSolde au 31/03/2025;1 000,00\n\n"
    "Date;Libellé;Débit euros;Crédit euros;Solde\n"
    "05/03/2025;PRLV ELECTRICITE;-45,50;;1 074,50\n"
    "03/03/2025;VIR VILLE D'EXEMPLE;;1 120,00;1 120,00\n"
)


def test_a_csv_is_guessed_aloud(chez_nous: CompteBancaire) -> None:
    for codage in ("utf-8-sig", "cp1252"):
        lu, disposition = lire_csv(CSV.encode(codage), "r.csv")
        assert [x.montant_centimes for x in lu.lignes] == [112_000, -4_550]
        assert (lu.solde_debut_centimes, lu.solde_fin_centimes) == (0, 107_450)
        assert disposition.en_titres()["debit"] == "Débit euros"
    importer(chez_nous, CSV.encode(), "r.csv")
    chez_nous.refresh_from_db()
    assert chez_nous.colonnes["le"] == "Date"


def test_columns_chosen_win_and_are_remembered(chez_nous: CompteBancaire) -> None:
    fichier = b"Quand,Quoi,Combien\n2025-03-03,Don,12.50\n"
    with pytest.raises(FichierRefuse, match="Quand, Quoi, Combien"):
        previsualiser(chez_nous.structure, fichier, "r.csv")
    choix = {"le": "Quand", "libelle": "Quoi", "montant": "Combien"}
    importer_releve(chez_nous.structure, fichier, "r.csv", colonnes=choix, par=None)
    suivant = b"Quand,Quoi,Combien\n2025-03-04,Don,7.50\n"
    importer(chez_nous, suivant, "s.csv")
    assert sum(m.montant_centimes for m in MouvementBancaire.objects.all()) == 2_000


def test_the_same_line_told_otherwise_is_shown(chez_nous: CompteBancaire) -> None:
    importer(chez_nous, camt(CHEZ_NOUS, [UNE]))
    fichier = "Date;Libellé;Montant\n03/03/2025;VIREMENT RECU;120,00\n".encode()
    assert previsualiser(chez_nous.structure, fichier, "r.csv").semblables == 1


@pytest.mark.parametrize(
    ("texte", "centimes"),
    [
        ("-1 234,56", -123_456),
        ("1,234.56", 123_456),
        ("1.234,56 €", 123_456),
        ("+12", 1_200),
        ("\u221212,5", -1_250),
    ],
)
def test_amounts_as_banks_write_them(texte: str, centimes: int) -> None:
    assert lire_centimes(texte) == centimes


@pytest.mark.parametrize("texte", ["", "douze", "1,234", "NaN", "1E5", "1e999999999", "9" * 30])
def test_what_is_no_amount(texte: str) -> None:
    with pytest.raises(ValueError, match="." if texte else "^$"):
        lire_centimes(texte)


def test_a_quotation_mark_never_closed_is_said(chez_nous: CompteBancaire) -> None:
    ouvert = b'Date;Montant\n03/03/2025;"12' + b"x\n" * 100_000
    with pytest.raises(FichierRefuse, match="guillemet"):
        previsualiser(chez_nous.structure, ouvert, "r.csv")


def test_a_line_that_cannot_be_read_is_named(chez_nous: CompteBancaire) -> None:
    with pytest.raises(FichierRefuse, match="Ligne 2"):
        previsualiser(chez_nous.structure, b"Date;Montant\n32/13/2025;12\n", "r.csv")
