"""Structures and annexes taken from the real files into the tables."""

import pytest

from etrier.droit.regles.annexe import montant_annexe
from etrier.socle.models import Acte
from etrier.structures.actions import importer_annexes, importer_structures
from etrier.structures.formats.refus import FichierRefuse
from etrier.structures.models import (
    AnnexeFinanciere,
    AvenantAnnexe,
    Convention,
    MotifRejet,
    Structure,
)
from tests.structures.fichiers_asp import (
    ANNEXES,
    NOM_ANNEXES,
    NOM_STRUCTURES,
    STRUCTURES,
    changer,
    remplacer_ligne,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def structures() -> None:
    importer_structures(STRUCTURES, NOM_STRUCTURES)


def tout() -> list[object]:
    """Every row the imports write."""
    tables = (Structure, Convention, AnnexeFinanciere, AvenantAnnexe, MotifRejet, Acte)
    return [list(t._default_manager.order_by("pk").values_list()) for t in tables]


def test_it_imports_the_six_structures_with_their_current_siret() -> None:
    rapport = importer_structures(STRUCTURES, NOM_STRUCTURES)
    assert (rapport.lues, rapport.ajoutees, rapport.inchangees) == (6, 6, 0)
    sienne = Structure.objects.get(asp_id=768)
    assert (sienne.siret, sienne.siret_signature) == ("34950857200055", "34950857200048")
    assert Acte.objects.filter(verbe="structure.importer").count() == 6


@pytest.mark.usefixtures("structures")
def test_importing_structures_twice_adds_nothing() -> None:
    avant = tout()
    rapport = importer_structures(STRUCTURES, NOM_STRUCTURES)
    assert (rapport.ajoutees, rapport.modifiees, rapport.inchangees) == (0, 0, 6)
    assert tout() == avant


@pytest.mark.usefixtures("structures")
def test_a_changed_structure_is_updated_and_audited() -> None:
    contenu = changer(STRUCTURES, 3, "structure_denomination", "CIAS CAP SIZUN")
    rapport = importer_structures(contenu, NOM_STRUCTURES)
    assert (rapport.ajoutees, rapport.modifiees) == (0, 1)
    assert Structure.objects.get(asp_id=190).denomination == "CIAS CAP SIZUN"
    assert Acte.objects.get(verbe="structure.modifier").details["champs"] == ["denomination"]


def test_a_structure_typed_by_hand_is_recognised_by_its_siret() -> None:
    saisie = Structure.objects.create(denomination="Longwy", siret="21540323900019")
    rapport = importer_structures(STRUCTURES, NOM_STRUCTURES)
    assert (rapport.ajoutees, rapport.modifiees) == (5, 1)
    saisie.refresh_from_db()
    assert saisie.asp_id == 112


def test_it_refuses_a_siret_held_by_another_structure() -> None:
    Structure.objects.create(denomination="Autre", siret="21540323900019", asp_id=9)
    with pytest.raises(FichierRefuse, match="est déjà celui de « Autre »"):
        importer_structures(STRUCTURES, NOM_STRUCTURES)
    assert Structure.objects.count() == 1


@pytest.mark.usefixtures("structures")
def test_it_says_85_rows_84_avenants_and_one_second_motive() -> None:
    rapport = importer_annexes(ANNEXES, NOM_ANNEXES)
    assert rapport.phrases()[:4] == [
        "85 lignes lues, 84 avenants, 1 ligne ajoute un second motif de rejet.",
        "Avenants ajoutés : 84 ; modifiés : 0 ; inchangés : 0.",
        "Conventions ajoutées : 19 ; annexes ajoutées : 49.",
        "Montants recalculés : 70 sur 70 égaux au centime à ceux du fichier.",
    ]
    assert "pas de ligne FIN" in rapport.remarques[0]
    assert rapport.anomalies == ()
    assert AvenantAnnexe.objects.count() == 84
    assert AnnexeFinanciere.objects.count() == 49
    assert Convention.objects.count() == 19
    motifs = MotifRejet.objects.filter(avenant__asp_id=39139).order_by("asp_code")
    assert [m.asp_code for m in motifs] == ["CP_BANC_KO", "TIT_RIB_KO"]


@pytest.mark.usefixtures("structures")
def test_the_funded_rows_recompute_to_the_centime() -> None:
    importer_annexes(ANNEXES, NOM_ANNEXES)
    finances = list(AvenantAnnexe.objects.filter(montant_total_centimes__isnull=False))
    # 71 funded rows of the file, two of which are the same avenant with two motives.
    assert len(finances) == 70
    for a in finances:
        assert a.etp_centiemes is not None
        assert a.montant_unitaire_centimes is not None
        calcule = montant_annexe(a.etp_centiemes, a.montant_unitaire_centimes, a.debut, a.fin)
        assert calcule == a.montant_total_centimes, a


@pytest.mark.usefixtures("structures")
def test_fdi_annexes_have_no_convention_and_keep_their_aid() -> None:
    importer_annexes(ANNEXES, NOM_ANNEXES)
    fdi = AnnexeFinanciere.objects.filter(mesure="FDI_DC")
    assert fdi.count() == 14
    assert not fdi.filter(convention__isnull=False).exists()
    avenant = AvenantAnnexe.objects.get(asp_id=41355)
    assert (avenant.aide_fdi_centimes, avenant.etp_centiemes) == (684_450, None)


@pytest.mark.usefixtures("structures")
def test_one_structure_may_hold_two_kinds_of_convention() -> None:
    importer_annexes(ANNEXES, NOM_ANNEXES)
    genres = Convention.objects.filter(structure__asp_id=719).values_list("dispositif", flat=True)
    assert set(genres) == {"AI", "EI"}


@pytest.mark.usefixtures("structures")
def test_importing_annexes_twice_adds_nothing() -> None:
    importer_annexes(ANNEXES, NOM_ANNEXES)
    avant = tout()
    rapport = importer_annexes(ANNEXES, NOM_ANNEXES)
    assert (rapport.ajoutees, rapport.modifiees, rapport.inchangees) == (0, 0, 84)
    assert (rapport.conventions_ajoutees, rapport.annexes_ajoutees) == (0, 0)
    assert tout() == avant


@pytest.mark.usefixtures("structures")
def test_a_changed_row_updates_the_avenant_and_says_how() -> None:
    importer_annexes(ANNEXES, NOM_ANNEXES)
    contenu = changer(ANNEXES, 5, "af_etat_annexe_financiere_code", "CLOTURE")
    rapport = importer_annexes(contenu, NOM_ANNEXES)
    assert (rapport.ajoutees, rapport.modifiees, rapport.inchangees) == (0, 1, 83)
    avenant = AvenantAnnexe.objects.get(asp_id=6678)
    assert avenant.etat == "CLOTURE"
    acte = Acte.objects.get(verbe="annexe.modifier")
    assert (acte.cible_id, acte.perimetre) == (avenant.pk, avenant.annexe.structure_id)
    assert acte.details == {"champs": {"etat": ["VALIDE", "CLOTURE"]}}


@pytest.mark.usefixtures("structures")
def test_a_motive_that_disappears_is_removed() -> None:
    importer_annexes(ANNEXES, NOM_ANNEXES)
    avec = next(
        n
        for n, texte in enumerate(ANNEXES.decode().split("\n"), start=1)
        if "|39139|" in texte and "TIT_RIB_KO" in texte
    )
    rapport = importer_annexes(remplacer_ligne(ANNEXES, avec), NOM_ANNEXES)
    assert (rapport.lues, rapport.avenants, rapport.modifiees) == (84, 84, 1)
    assert [m.asp_code for m in MotifRejet.objects.filter(avenant__asp_id=39139)] == ["CP_BANC_KO"]


@pytest.mark.usefixtures("structures")
def test_an_amount_that_disagrees_with_the_rule_is_an_anomaly() -> None:
    contenu = changer(ANNEXES, 5, "af_montant_total_annuel", "150421.33")
    rapport = importer_annexes(contenu, NOM_ANNEXES)
    assert len(rapport.anomalies) == 1
    assert "Ligne 5 : annexe ACI054180019 A0 M1" in rapport.anomalies[0]
    assert AvenantAnnexe.objects.get(asp_id=6678).montant_total_centimes == 15_042_133


def test_it_refuses_annexes_of_unknown_structures_and_names_each_once() -> None:
    with pytest.raises(FichierRefuse) as refus:
        importer_annexes(ANNEXES, NOM_ANNEXES)
    assert len(refus.value.problemes) == 6
    assert "importez d'abord le fichier fluxIAE_Structure" in refus.value.phrase
    assert not AnnexeFinanciere.objects.exists()


@pytest.mark.usefixtures("structures")
def test_a_damaged_file_writes_nothing() -> None:
    avant = tout()
    with pytest.raises(FichierRefuse):
        importer_annexes(changer(ANNEXES, 80, "af_date_debut_effet", ""), NOM_ANNEXES)
    assert tout() == avant


@pytest.mark.usefixtures("structures")
def test_it_refuses_an_annexe_that_passes_to_another_structure() -> None:
    importer_annexes(ANNEXES, NOM_ANNEXES)
    avant = tout()
    contenu = changer(ANNEXES, 3, "af_id_structure", "190")
    with pytest.raises(FichierRefuse, match="déjà celle d'une autre structure"):
        importer_annexes(contenu, NOM_ANNEXES)
    assert tout() == avant


@pytest.mark.usefixtures("structures")
def test_it_refuses_an_avenant_whose_rank_is_taken() -> None:
    importer_annexes(ANNEXES, NOM_ANNEXES)
    contenu = changer(ANNEXES, 3, "af_id_avenant_modification", "999999")
    with pytest.raises(FichierRefuse, match="contredit un avenant déjà enregistré"):
        importer_annexes(contenu, NOM_ANNEXES)
