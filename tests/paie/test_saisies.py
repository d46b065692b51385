"""Variables typed, expense claims, the check before a month leaves, and the files that leave."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etrier.droit.arrondis import demi_haut
from etrier.paie.formats.retour import _minutes
from etrier.paie.formats.valeurs import valeur
from etrier.paie.frais.actions import Depense, accepter_note, deposer_note, refuser_note
from etrier.paie.frais.baremes import fixer_bareme
from etrier.paie.models import EnvoiPaie, NoteFrais, VariableSaisie
from etrier.paie.navette.envoi import envoyer
from etrier.paie.navette.lignes import LigneEnvoi
from etrier.paie.navette.reglages import coder
from etrier.paie.navette.verification import verifier
from etrier.paie.saisies.actions import (
    Saisie,
    contrepasser,
    modifier_variable,
    retirer_variable,
    saisir_variable,
)
from etrier.parcours.models import AvenantContrat, Contrat
from etrier.socle.erreurs import Refus
from etrier.socle.models import Acte
from etrier.structures.models import Structure
from tests import fabrique
from tests.paie.monde import MOIS, SUIVANT, clore, donner, silae, structure_de_paie

pytestmark = pytest.mark.django_db
PRIME = Saisie("PRIME", 5_000, "Prime de mars")


@pytest.fixture
def trois() -> tuple[Structure, list[Contrat]]:
    return structure_de_paie(3)


def phrases(une: Structure, mois: date = MOIS) -> tuple[list[str], list[str]]:
    """What blocks, and what is to be looked at."""
    vue = verifier(une, mois)
    return [p.phrase for p in vue.bloquent], [p.phrase for p in vue.a_voir]


def test_a_month_not_closed_does_not_leave(trois: tuple[Structure, list[Contrat]]) -> None:
    assert phrases(trois[0])[0] == ["Le mois n'est pas clos : clôturez-le d'abord."]
    with pytest.raises(Refus, match="1 point bloque"):
        envoyer(trois[0], MOIS, par=None)


def test_a_month_in_order_has_nothing_to_correct(trois: tuple[Structure, list[Contrat]]) -> None:
    une, _contrats = trois
    clore(une)
    vue = verifier(une, MOIS)
    assert (vue.bloquent, vue.a_voir, vue.partante) == ([], [], True)


def test_what_blocks_is_said_with_whose_it_is(trois: tuple[Structure, list[Contrat]]) -> None:
    une, (a, b, c) = trois
    AvenantContrat.objects.filter(contrat=a).update(effet=date(2025, 3, 20))
    donner(b, "ACOMPTE", 9_000_000)
    donner(c, "PRIME", 100)
    donner(c, "SAISIE", 9_000_000)
    c.salarie.matricule = ";"
    c.salarie.save()
    clore(une)
    vue = verifier(une, MOIS)
    dites = [(p.contrat, p.phrase) for p in vue.bloquent]
    attendues = ((a, "non calculable"), (b, "acomptes de"), (c, "matricule"), (c, "serait négatif"))
    for contrat, dit in attendues:
        assert [1 for qui, phrase in dites if qui == contrat and dit in phrase] == [1], dit
    assert len(vue.bloquent) == 4


def test_a_code_silae_does_not_know_blocks(trois: tuple[Structure, list[Contrat]]) -> None:
    une, (a, _b, _c) = trois
    silae(une)
    coder(une, "PRIME", "", envoyee=True, par=None)
    donner(a, "PRIME", 100)
    clore(une)
    (point,) = verifier(une, MOIS).bloquent
    assert (point.rubrique, point.contrat) == ("PRIME", None)
    coder(une, "PRIME", "2010", envoyee=True, par=None)
    assert verifier(une, MOIS).bloquent == []
    with pytest.raises(Refus, match="déjà celui d'une autre"):
        coder(une, "FRAIS", "2010", envoyee=True, par=None)
    with pytest.raises(Refus, match="n'est pas un code"):
        coder(une, "FRAIS", "=A1", envoyee=True, par=None)


def test_what_to_look_at_does_not_block(trois: tuple[Structure, list[Contrat]]) -> None:
    une, (a, _b, _c) = trois
    fabrique.contrat(fabrique.salarie(une), a.convention)
    Contrat.objects.filter(pk=a.pk).update(fin=date(2025, 3, 25))
    deposer_note(a, Depense("repas", date(2025, 3, 4), "Repas", 1_250), par=None)
    clore(une)
    bloquent, a_voir = phrases(une)
    assert bloquent == []
    assert a_voir == [
        "son contrat finit ce mois-ci : solde de tout compte.",
        "il est sous contrat, sans aucune heure ce mois-ci.",
        "note de frais de 12,50\xa0€ à décider.",
    ]


def test_the_neutral_file_is_the_one_of_the_guide(trois: tuple[Structure, list[Contrat]]) -> None:
    une, (a, _b, _c) = trois
    donner(a, "ACOMPTE", 5_005)
    clore(une)
    envoi = envoyer(une, MOIS, par=None)
    lignes = bytes(envoi.fichier).decode("utf-8-sig").split("\r\n")
    m = a.salarie.matricule
    assert lignes[0] == "matricule;code;valeur;date_debut;date_fin"
    assert lignes[1:4] == [
        f"{m};HEURES_TRAVAIL;13,48;01/03/2025;31/03/2025",
        f"{m};HEURES_FORMATION;6,77;01/03/2025;31/03/2025",
        f"{m};ACOMPTE;50,05;14/03/2025;14/03/2025",
    ]
    assert envoi.nom == f"variables_neutre_{une.siret}_2025-03_1.csv"


def test_a_later_file_says_only_what_is_new(trois: tuple[Structure, list[Contrat]]) -> None:
    une, (_a, b, _c) = trois
    silae(une)
    clore(une)
    premier = envoyer(une, MOIS, par=None)
    with pytest.raises(Refus, match="Rien de nouveau"):
        envoyer(une, MOIS, par=None)
    donner(b, "PRIME", 5_000)
    second = envoyer(une, MOIS, par=None)
    assert (premier.rang, second.rang) == (1, 2)
    assert bytes(second.fichier) == (
        "Matricule;Code;Valeur;Date début;Date fin\r\n"
        f"{b.salarie.matricule};2010;50,00;14/03/2025;14/03/2025\r\n"
    ).encode("cp1252")
    assert EnvoiPaie.objects.count() == 2


def test_what_the_bureau_works_out_is_not_sent(trois: tuple[Structure, list[Contrat]]) -> None:
    une, (_a, _b, _c) = trois
    coder(une, "HEURES_FORMATION", "", envoyee=False, par=None)
    clore(une)
    assert b"FORMATION" not in bytes(envoyer(une, MOIS, par=None).fichier)


def test_a_variable_is_opposed_once_it_left(trois: tuple[Structure, list[Contrat]]) -> None:
    une, (a, _b, _c) = trois
    variable = saisir_variable(a, MOIS, PRIME, par=None)
    modifier_variable(variable, Saisie("PRIME", 6_000), par=None)
    with pytest.raises(Refus, match="n'est pas partie"):
        contrepasser(variable, SUIVANT, par=None)
    clore(une)
    envoyer(une, MOIS, par=None)
    with pytest.raises(Refus, match="ligne contraire"):
        modifier_variable(variable, PRIME, par=None)
    with pytest.raises(Refus, match="ligne contraire"):
        retirer_variable(variable, par=None)
    with pytest.raises(Refus, match="mois suivant"):
        contrepasser(variable, MOIS, par=None)
    opposee = contrepasser(variable, SUIVANT, par=None)
    assert (opposee.montant_centimes, opposee.mois, opposee.corrige) == (-6_000, SUIVANT, variable)
    with pytest.raises(Refus, match="déjà corrigée"):
        contrepasser(variable, SUIVANT, par=None)
    verbes = Acte.objects.filter(verbe__startswith="variable.").values_list("verbe", flat=True)
    assert sorted(verbes) == ["variable.contrepasser", "variable.modifier", "variable.saisir"]


@pytest.mark.parametrize(
    ("saisie", "dit"),
    [
        (Saisie("PRIME", 0), "0,01"),
        (Saisie("ACOMPTE", 100), "date"),
        (Saisie("SAISIE", 100, "", date(2025, 3, 1)), "à qui"),
        (Saisie("PRIX", 100), "genre"),
    ],
)
def test_a_variable_is_refused_in_words(
    trois: tuple[Structure, list[Contrat]], saisie: Saisie, dit: str
) -> None:
    with pytest.raises(Refus, match=dit):
        saisir_variable(trois[1][0], MOIS, saisie, par=None)
    with pytest.raises(Refus, match="pas commencé"):
        saisir_variable(trois[1][0], date(2024, 1, 1), PRIME, par=None)


def test_kilometres_are_paid_at_the_rate_of_their_day(
    trois: tuple[Structure, list[Contrat]],
) -> None:
    une, (a, _b, _c) = trois
    trajet = Depense("kilometres", date(2025, 3, 4), "Lille-Lens", kilometres=37, puissance_cv=5)
    with pytest.raises(Refus, match="Aucun barème"):
        deposer_note(a, trajet, par=None)
    for depuis, cv, taux in ((1, 4, 500), (1, 6, 605), (4, None, 625)):
        fixer_bareme(
            une,
            depuis=date(2025, depuis, 1),
            milliemes_par_km=taux,
            jusqu_a_cv=cv,
            source="accord",
            par=None,
        )
    note = deposer_note(a, trajet, par=None)
    assert (note.montant_centimes, note.calcul) == (2_239, "37 km × 0,605 €")
    variable = accepter_note(note, MOIS, par=None)
    assert (variable.genre, variable.montant_centimes) == ("KILOMETRES", 2_239)
    assert variable.quantite_milliemes == 37_000
    with pytest.raises(Refus, match="déjà acceptée"):
        refuser_note(note, "non", par=None)
    retirer_variable(variable, par=None)
    note = NoteFrais.objects.get(pk=note.pk)
    assert (note.etat, note.variable, VariableSaisie.objects.count()) == ("deposee", None, 0)
    with pytest.raises(Refus, match="pourquoi"):
        refuser_note(note, " ", par=None)
    assert refuser_note(note, "Trajet domicile", par=None).etat == "refusee"


@given(st.integers(-60_000, 60_000))
def test_minutes_survive_the_hundredths_of_the_file(minutes: int) -> None:
    ligne = LigneEnvoi("c", 1, "M1", "HEURES_TRAVAIL", "2025-03-01", "2025-03-31", minutes, None)
    assert _minutes(valeur(ligne)) == minutes
    assert demi_haut(minutes * 100, 60) == int(valeur(ligne).replace(",", ""))
