"""Participants of the FSE+: entry, exit, answers, indicators, the file out and in."""

from datetime import date

import pytest

from etrier.parcours.enums import Rubrique, UsageSecret
from etrier.parcours.fse.actions import entrer, repondre, retirer, sortir
from etrier.parcours.fse.fichier import COLONNES, RangeesRefusees, exporter, importer
from etrier.parcours.fse.questions import QUESTIONS, Etape, indicateurs, manquantes
from etrier.parcours.models import LectureSecret, ParticipantFse, Salarie
from etrier.socle.erreurs import Refus
from etrier.structures.models import Structure
from tests import fabrique

pytestmark = pytest.mark.django_db
JANVIER, JUIN = date(2025, 1, 6), date(2025, 6, 30)
ENTREE = {
    "situation": "chomage_long",
    "diplome": "cite_0_2",
    "handicap": "refus",
    "pays_tiers": "non",
    "origine_etrangere": "refus",
    "sans_domicile": "oui",
    "zone_rurale": "non",
}
SORTIE = {
    "cherche_emploi": "non",
    "en_formation": "non",
    "qualification": "oui",
    "en_emploi": "oui",
}


@pytest.fixture
def une() -> Structure:
    return fabrique.structure()


@pytest.fixture
def qui(une: Structure) -> Salarie:
    return fabrique.salarie(une)


@pytest.fixture
def participant(qui: Salarie) -> ParticipantFse:
    return entrer(qui, operation="202301234", le=JANVIER, par=None)


def test_an_entry_tells_what_lacks(participant: ParticipantFse) -> None:
    assert participant.manque_entree == 7
    assert participant.manque_sortie == 0


def test_one_enters_an_operation_once_at_a_time(qui: Salarie, participant: ParticipantFse) -> None:
    with pytest.raises(Refus, match="déjà dans l'opération"):
        entrer(qui, operation=" 202301234 ", le=JUIN, par=None)
    with pytest.raises(Refus, match="numéro"):
        entrer(qui, operation="  ", le=JUIN, par=None)
    sortir(participant, date(2025, 3, 1), par=None)
    assert entrer(qui, operation="202301234", le=JUIN, par=None).entree_le == JUIN


def test_leaving_asks_the_questions_of_the_exit(participant: ParticipantFse) -> None:
    with pytest.raises(Refus, match="précéder"):
        sortir(participant, date(2025, 1, 5), par=None)
    sortir(participant, JUIN, par=None)
    assert participant.manque_sortie == 4
    repondre(participant, ENTREE | SORTIE, par=None)
    assert (participant.manque_entree, participant.manque_sortie) == (0, 0)
    sortir(participant, date(2025, 7, 1), par=None)
    assert participant.manque_sortie == 0


def test_answers_are_sealed_and_only_real_ones_are_kept(participant: ParticipantFse) -> None:
    repondre(participant, ENTREE, par=None)
    assert participant.reponses is not None
    assert b"refus" not in participant.reponses.jeton
    for faux in ({"couleur": "bleu"}, {"handicap": "peut-être"}):
        with pytest.raises(Refus, match="pas une réponse"):
            repondre(participant, faux, par=None)


def test_refusing_to_answer_is_an_answer_that_counts_for_nothing() -> None:
    assert manquantes(ENTREE, Etape.ENTREE) == 0
    assert indicateurs(ENTREE | SORTIE, date(1990, 5, 17), JANVIER) == {
        *("EECO01", "EECO02", "EECO03", "EECO09", "EECO16", "EECR03", "EECR04")
    }


@pytest.mark.parametrize(
    ("naissance", "code"),
    [
        (date(2007, 1, 7), "EECO06"),
        (date(2007, 1, 6), "EECO07"),
        (date(1995, 1, 7), "EECO07"),
        (date(1995, 1, 6), None),
        (date(1970, 1, 7), None),
        (date(1970, 1, 6), "EECO08"),
    ],
)
def test_the_age_is_that_of_the_entry(naissance: date, code: str | None) -> None:
    assert indicateurs({}, naissance, JANVIER) == {"EECO01", *([code] if code else [])}


def test_every_answer_of_a_choice_counts_somewhere() -> None:
    codes = {i for q in QUESTIONS for suite in q.indicateurs.values() for i in suite}
    attendus = {f"EECO{n:02d}" for n in (2, 3, 4, 5, 9, 10, 11, 12, 13, 14, 16, 17)}
    assert codes == attendus | {f"EECR{n:02d}" for n in range(1, 5)}


def test_only_somebody_written_by_mistake_is_taken_away(participant: ParticipantFse) -> None:
    repondre(participant, ENTREE, par=None)
    with pytest.raises(Refus, match="déjà répondu"):
        retirer(participant, par=None)
    ParticipantFse.objects.update(reponses=None)
    retirer(ParticipantFse.objects.get(), par=None)
    assert not ParticipantFse.objects.exists()


def test_what_goes_out_comes_in_unchanged(une: Structure, participant: ParticipantFse) -> None:
    sortir(participant, JUIN, par=None)
    repondre(participant, ENTREE | SORTIE, par=None)
    entrer(fabrique.salarie(une, "=SOMME"), operation="202301234", le=JUIN, par=None)
    LectureSecret.objects.all().delete()
    sorti = exporter(une, ParticipantFse.objects.order_by("pk"), par=None)
    lue = LectureSecret.objects.get()
    assert (lue.rubrique, lue.usage) == (Rubrique.FSE, UsageSecret.FSE)
    tete, premiere, seconde = sorti.decode("utf-8-sig").splitlines()
    assert tete.split(";") == list(COLONNES)
    assert "EECO03" in premiere
    assert "'=SOMME" in seconde
    ParticipantFse.objects.all().delete()
    assert importer(une, sorti, par=None) == 2
    assert exporter(une, ParticipantFse.objects.order_by("pk"), par=None) == sorti
    assert importer(une, sorti, par=None) == 2
    assert ParticipantFse.objects.count() == 2
    revenu = ParticipantFse.objects.order_by("pk")[0]
    assert (revenu.manque_entree, revenu.manque_sortie, revenu.sortie_le) == (0, 0, JUIN)


def ecrire(*lignes: str) -> bytes:
    return "\n".join(("matricule;operation;entree_le;sortie_le;handicap", *lignes)).encode()


def test_each_row_that_cannot_be_read_is_told_and_nothing_is_written(
    une: Structure, qui: Salarie
) -> None:
    m = qui.matricule
    with pytest.raises(RangeesRefusees) as refus:
        importer(
            une,
            ecrire(
                f"{m};OP1;06/01/2025;;non",
                "INCONNU;OP1;06/01/2025;;",
                f"{m};;06/01/2025;;",
                f"{m};OP1;le six;;",
                f"{m};OP1;;;",
                f"{m};OP1;06/01/2025;05/01/2025;",
                f"{m};OP2;06/01/2025;;peut-être",
                f"{m};OP1;06/01/2025;;oui",
            ),
            par=None,
        )
    assert [p.split(" :")[0] for p in refus.value.problemes] == [
        f"Ligne {n}" for n in (3, 4, 5, 6, 7, 8, 9)
    ]
    assert not ParticipantFse.objects.exists()


@pytest.mark.parametrize("octets", [b"nom;prenom\nA;B", "matricule;opé".encode("latin-1"), b""])
def test_a_file_that_is_not_one_is_refused(une: Structure, octets: bytes) -> None:
    with pytest.raises(Refus):
        importer(une, octets, par=None)
