"""The dialect of the ASP: containers, header, count, broken lines."""

import gzip
import io
import zipfile
from datetime import date

import pytest

from etrier.structures.formats.asp_annexe import lire_annexes
from etrier.structures.formats.asp_structure import lire_structures
from etrier.structures.formats.refus import FichierRefuse
from tests.structures.fichiers_asp import (
    ANNEXES,
    NOM_ANNEXES,
    NOM_STRUCTURES,
    STRUCTURES,
    changer,
    ecrire_champ,
    ligne,
    remplacer_ligne,
)


def zipper(**membres: bytes) -> bytes:
    flux = io.BytesIO()
    with zipfile.ZipFile(flux, "w", zipfile.ZIP_DEFLATED) as archive:
        for nom, contenu in membres.items():
            archive.writestr(nom + ".csv", contenu)
    return flux.getvalue()


def refus_annexes(contenu: bytes) -> FichierRefuse:
    with pytest.raises(FichierRefuse) as refus:
        lire_annexes(contenu, NOM_ANNEXES)
    return refus.value


def refus_structures(contenu: bytes) -> FichierRefuse:
    with pytest.raises(FichierRefuse) as refus:
        lire_structures(contenu, NOM_STRUCTURES)
    return refus.value


def test_it_reads_the_85_real_rows_as_84_avenants() -> None:
    fichier = lire_annexes(ANNEXES, NOM_ANNEXES)
    assert (len(fichier.table.lignes), len(fichier.avenants)) == (85, 84)
    assert (fichier.motifs_ajoutes, fichier.lignes_repetees) == (1, 0)
    assert fichier.table.etablie_le == date(2022, 2, 7)
    assert not fichier.table.est_comptee
    double = next(a for a in fichier.avenants if a.avenant_asp_id == 39139)
    assert double.motifs_rejet == ("CP_BANC_KO", "TIT_RIB_KO")


def test_it_reads_amounts_posts_and_hours_exactly() -> None:
    avenant = next(
        a for a in lire_annexes(ANNEXES, NOM_ANNEXES).avenants if a.avenant_asp_id == 57579
    )
    assert avenant.etp_centiemes == 886
    assert avenant.duree_etp_minutes == 1820 * 60
    assert avenant.montant_unitaire_centimes == 2_064_200
    assert avenant.montant_total_centimes == 18_288_812
    assert avenant.cofinance_centimes == 603_621
    assert (avenant.debut, avenant.fin) == (date(2021, 1, 1), date(2021, 12, 31))


def test_it_reads_the_last_row_before_the_fin_line() -> None:
    table, lignes = lire_structures(STRUCTURES, NOM_STRUCTURES)
    assert table.est_comptee
    assert [x.asp_id for x in lignes] == [190, 1780, 719, 768, 112, 2855]
    assert lignes[0].adresse == "17 RUE LAMARTINE BP 8"
    assert lignes[-1].commune == "FORT DE FRANCE"


@pytest.mark.parametrize(
    "enveloppe",
    [
        lambda b: b,
        gzip.compress,
        lambda b: zipper(fluxIAE_Structure_07022022_085817=b),
        lambda b: zipper(fluxIAE_Structure_07022022_085817=gzip.compress(b)),
        lambda b: zipper(fluxIAE_Structure_07022022_085817=b, fluxIAE_Missions_07022022=b"x"),
        lambda b: b"\xef\xbb\xbf" + b,
        lambda b: b.replace(b"\n", b"\r\n"),
        lambda b: b.split(b"\n", 1)[1],
        lambda b: b.rstrip(b"\n"),
    ],
    ids=["plain", "gzip", "zip", "gzip in zip", "zip of two", "bom", "crlf", "no DEB", "no end"],
)
def test_it_reads_every_container_the_asp_uses(enveloppe) -> None:  # type: ignore[no-untyped-def]
    _table, lignes = lire_structures(enveloppe(STRUCTURES), "nom-trompeur.csv.gz")
    assert len(lignes) == 6


@pytest.mark.parametrize(
    ("contenu", "attendu"),
    [
        (b"7z\xbc\xaf\x27\x1c....", "7-Zip"),
        (b"", "vide"),
        (b"PK\x03\x04abime", "abîmée"),
        (gzip.compress(STRUCTURES)[:200], "abîmée"),
        (zipper(a=b"x", b=b"y"), "un seul fichier fluxIAE_Structure_"),
        (STRUCTURES.decode().replace("MAIRIE", "MAIRIÉ").encode("cp1252"), "Ligne 7"),
        (STRUCTURES.replace(b"MAIRIE", b"MAI\0RIE"), "Ligne 7"),
        (b"matricule;jour;heures\n12;01/02/2026;7\n", "fluxIAE_Structure"),
        (ANNEXES, "une table « AnnexeFinanciere »"),
    ],
    ids=["7z", "empty", "zip", "gzip", "two members", "cp1252", "nul", "other file", "other table"],
)
def test_it_refuses_what_is_not_the_file(contenu: bytes, attendu: str) -> None:
    assert attendu in refus_structures(contenu).phrase


def test_it_refuses_a_file_cut_before_its_end() -> None:
    refus = refus_structures(remplacer_ligne(STRUCTURES, 8))
    assert "annonce 6 lignes, le fichier en contient 5" in refus.phrase


def test_it_accepts_more_columns_and_another_order() -> None:
    lignes = [
        "nouvelle|" + "|".join(reversed(x.split("|"))) for x in STRUCTURES.decode().split("\n")[1:8]
    ]
    _table, lues = lire_structures("\n".join(lignes).encode(), NOM_STRUCTURES)
    assert [x.siret for x in lues][:2] == ["26290411300061", "41294123900011"]


def test_it_names_each_missing_column() -> None:
    contenu = ANNEXES.replace(b"|af_mt_cofinance|", b"|cofinance|").replace(
        b"|af_date_fin_effet|", b"|fin|"
    )
    assert refus_annexes(contenu).problemes == (
        "Ligne 2 : la colonne « af_date_fin_effet » manque.",
        "Ligne 2 : la colonne « af_mt_cofinance » manque.",
    )


def test_it_mends_a_row_broken_inside_a_field() -> None:
    entiere = ligne(ANNEXES, 8)
    gauche, droite = (
        entiere[:200].rpartition("|")[0],
        entiere[len(entiere[:200].rpartition("|")[0]) :],
    )
    assert droite.startswith("|")
    contenu = remplacer_ligne(ANNEXES, 8, gauche, droite)
    recousu = lire_annexes(contenu, NOM_ANNEXES)
    assert len(recousu.table.lignes) == 85
    # The following lines have moved down by one: the number told is the one of the file.
    assert recousu.table.lignes[6].numero == 10


def test_it_refuses_a_row_broken_elsewhere_with_both_line_numbers() -> None:
    entiere = ligne(ANNEXES, 8)
    contenu = remplacer_ligne(ANNEXES, 8, entiere[:200].rstrip("|"), entiere[200:].lstrip("|"))
    refus = refus_annexes(contenu)
    assert len(refus.problemes) == 2
    assert refus.problemes[0].startswith("Ligne 8 :")
    assert "au lieu de 128" in refus.problemes[0]
    assert refus.problemes[1].startswith("Ligne 9 :")


@pytest.mark.parametrize(
    ("colonne", "valeur", "attendu"),
    [
        ("af_date_debut_effet", "2018/01/01", "n'est pas une date"),
        ("af_date_debut_effet", "31/02/2018", "n'existe pas dans le calendrier"),
        ("af_date_debut_effet", "01/01/0218", "l'année est fausse"),
        ("af_date_fin_effet", "31/12/2017", "la fin (31/12/2017) précède le début (01/01/2018)"),
        ("af_date_fin_effet", "", "obligatoire"),
        ("af_montant_total_annuel", "16216O.55", "n'est pas un montant"),
        ("af_montant_total_annuel", "-1.00", "n'est pas un montant"),
        ("af_montant_total_annuel", "1.005", "deux chiffres au plus"),
        ("af_etp_postes_insertion", "99999999", "trop grand"),
        ("af_etp_postes_insertion", "", "avenant en vigueur"),
        ("af_duree_heure_annuel_etp_valeur", "1820.333", "minutes entières"),
        ("af_etat_annexe_financiere_code", "VALIDÉ", "l'état « VALIDÉ » est inconnu"),
        ("af_mesure_dispositif_code", "CUI_DC", "la mesure « CUI_DC » est inconnue"),
        ("af_numero_convention", "", "la mesure ACI_DC en exige une"),
        ("af_id_annexe_financiere", "A12", "n'est pas un nombre entier"),
        ("af_numero_annexe_financiere", "A" * 30, "trop long"),
    ],
)
def test_it_refuses_a_damaged_field_with_its_line(colonne: str, valeur: str, attendu: str) -> None:
    refus = refus_annexes(changer(ANNEXES, 5, colonne, valeur))
    assert refus.problemes[0].startswith("Ligne 5 :")
    assert attendu in refus.phrase


@pytest.mark.parametrize("siret", ["26290411300062", "2629041130006", "abc", ""])
def test_it_refuses_a_bad_siret(siret: str) -> None:
    refus = refus_structures(changer(STRUCTURES, 3, "structure_siret_actualise", siret))
    assert refus.problemes[0].startswith("Ligne 3 : colonne structure_siret_actualise,")


def test_it_lists_every_problem_and_shows_twenty() -> None:
    contenu = ANNEXES
    for numero in range(4, 34):
        contenu = changer(contenu, numero, "af_date_debut_effet", "hier")
    refus = refus_annexes(contenu)
    assert len(refus.problemes) == 30
    assert refus.phrase.count("Ligne ") == 20
    assert refus.phrase.endswith("… et 10 autres.")


def test_it_refuses_rows_of_one_avenant_that_contradict_each_other() -> None:
    texte = ecrire_champ(ligne(ANNEXES, 5), "af_etp_postes_insertion", "9.00")
    refus = refus_annexes(remplacer_ligne(ANNEXES, 5, ligne(ANNEXES, 5), texte))
    assert refus.problemes == (
        "Lignes 5 et 6 : deux versions de l'avenant 6678 se contredisent (etp_centiemes).",
    )


def test_it_refuses_two_avenants_of_the_same_rank() -> None:
    refus = refus_annexes(changer(ANNEXES, 5, "af_numero_avenant_modification", "0"))
    assert "a deux avenants de modification n° 0" in refus.phrase


def test_it_counts_a_row_written_twice_once() -> None:
    fichier = lire_annexes(
        remplacer_ligne(ANNEXES, 5, ligne(ANNEXES, 5), ligne(ANNEXES, 5)), NOM_ANNEXES
    )
    assert (len(fichier.avenants), fichier.lignes_repetees) == (84, 1)
