"""Explanations: whatever the figure, the lines shown add up to it."""

from datetime import date

import pytest

from etrier.aides.models import AideMensuelle, EtatMensuel
from etrier.clauses.models import HeuresClause
from etrier.cloture.raisons import (
    raison_de_l_aide,
    raison_de_l_etat,
    raison_de_la_ligne_a_facturer,
    raison_de_la_variable,
    raison_des_heures_de_clause,
)
from etrier.cloture.raisons.paie import DE_LA_SEMAINE, NATURES
from etrier.facturation.models import LigneAFacturer
from etrier.heures.models import Cloture
from etrier.paie.models import VariablePaie
from tests.aides.monde import AVRIL, MARS, Monde, batir

pytestmark = pytest.mark.django_db


@pytest.fixture
def monde() -> Monde:
    return batir()


def etat(monde: Monde, mois: date, **filtres: object) -> EtatMensuel:
    return EtatMensuel.objects.get(
        cloture__mois=mois, cloture__structure=monde.structure, **filtres
    )


def test_every_monthly_state_adds_up(monde: Monde) -> None:
    etats = EtatMensuel.objects.all()
    assert len(etats) >= 6
    for un in etats:
        raison = raison_de_l_etat(un)
        assert raison.minutes_retenues == un.minutes_retenues
        assert raison.minutes_ecartees == un.minutes_ecartees
        assert raison.figure.valeur == un.montant_centimes
        assert raison.reserves == ()


def test_every_aid_adds_up_over_its_months(monde: Monde) -> None:
    for aide in AideMensuelle.objects.all():
        raison = raison_de_l_aide(aide)
        du_mois = EtatMensuel.objects.filter(cloture=aide.cloture, annexe=aide.annexe)
        assert raison.minutes_retenues == sum(e.minutes_retenues for e in du_mois)
        assert raison.minutes_ecartees == sum(e.minutes_ecartees for e in du_mois)
        assert sum(c.minutes or 0 for c in raison.composantes) == aide.minutes_cumulees
        assert raison.figure.valeur == aide.montant_mois_centimes
        assert raison.reserves == ()


def test_every_pay_variable_adds_up(monde: Monde) -> None:
    variables = VariablePaie.objects.all()
    vues = {v.rubrique for v in variables}
    assert vues >= {*DE_LA_SEMAINE, "BRUT", "IFM", "ICCP", "CONGE_PAYE", "ABSENCE_NON_PAYEE"}
    for variable in variables:
        raison = raison_de_la_variable(variable)
        if variable.rubrique in NATURES:
            assert raison.minutes_retenues == variable.minutes
        elif variable.rubrique in DE_LA_SEMAINE:
            assert sum(c.minutes or 0 for c in raison.composantes) == variable.minutes
            assert raison.retenues
        else:
            base = variable.base_centimes or variable.montant_centimes
            assert sum(c.montant_centimes or 0 for c in raison.composantes) == base
        assert raison.reserves == ()


def test_every_invoice_line_adds_up(monde: Monde) -> None:
    lignes = LigneAFacturer.objects.all()
    assert lignes.filter(minutes_ecartees__gt=0).exists()
    assert lignes.filter(client=monde.usine).count() == 2  # the price changed on the 17th
    for ligne in lignes:
        raison = raison_de_la_ligne_a_facturer(ligne)
        assert raison.minutes_retenues == ligne.minutes_retenues
        laissees = lignes.filter(
            cloture=ligne.cloture,
            client=ligne.client,
            chantier=ligne.chantier,
            mission=ligne.mission,
        )
        assert raison.minutes_ecartees == sum(x.minutes_ecartees for x in laissees)
        assert raison.reserves == ()


def test_every_clause_line_adds_up(monde: Monde) -> None:
    creditees = HeuresClause.objects.all()
    assert len(creditees) == 2
    for une in creditees:
        raison = raison_des_heures_de_clause(une)
        assert raison.minutes_retenues == une.minutes_retenues
        assert raison.minutes_ecartees == une.minutes_ecartees
        assert raison.reserves == ()


def test_it_says_in_words_why_hours_are_left_out(monde: Monde) -> None:
    bob = raison_de_l_etat(etat(monde, MARS, contrat=monde.bob))
    assert {x.ecart for x in bob.ecartees} == {"Aucun PASS IAE ne couvre ce jour."}
    assert min(x.jour for x in bob.ecartees) == date(2025, 3, 11)
    alice = raison_de_l_etat(etat(monde, MARS, contrat=monde.alice))
    assert [(x.minutes, x.nature) for x in alice.ecartees] == [(210, "absence non payée")]
    clause = raison_des_heures_de_clause(HeuresClause.objects.get(cloture__mois=MARS))
    assert [x.ecart for x in clause.ecartees] == ["nature d'heures non comptée par l'opération"]
    facture = LigneAFacturer.objects.get(minutes_ecartees__gt=0)
    assert raison_de_la_ligne_a_facturer(facture).ecartees[0].ecart.startswith("non facturé")


def test_a_late_correction_shows_both_its_lines(monde: Monde) -> None:
    raison = raison_de_l_etat(etat(monde, AVRIL, contrat=monde.alice))
    corrections = [x for x in raison.retenues if x.origine]
    assert [(x.jour, x.minutes, x.origine) for x in corrections] == [
        (date(2025, 3, 4), -420, "contrepassation"),
        (date(2025, 3, 4), 300, "remplacement"),
    ]
    assert {x.motif for x in corrections} == {"Partie à 12 h"}
    assert raison.minutes_retenues == 4 * 420 - 120


def test_the_shares_of_a_cdi_inclusion_are_told_apart(monde: Monde) -> None:
    entiere = raison_de_l_etat(etat(monde, MARS, contrat=monde.chloe, taux_pour_cent=100))
    seconde = raison_de_l_etat(etat(monde, MARS, contrat=monde.chloe, taux_pour_cent=70))
    assert max(x.jour for x in entiere.retenues) < date(2025, 3, 15)
    assert min(x.jour for x in seconde.retenues) == date(2025, 3, 17)
    assert "× 70 %" in seconde.base
    assert any("cdi_inclusion_annee_2" in p.identifiant for p in seconde.parametres)


def test_the_sentence_ends_on_the_stored_amount(monde: Monde) -> None:
    alice = etat(monde, MARS, contrat=monde.alice)
    assert alice.montant_centimes == 87_404  # 66,5 h / 1 820 × 23 921,00 € = 874,0366…
    base = raison_de_l_etat(alice).base.replace("\u00a0", " ")
    assert base == (
        "66 h 30 retenues dans le mois ÷ 1 820 h par poste et par an × 23 921,00 € = 874,04 €."
    )


def test_a_share_rounded_with_the_others_says_so(monde: Monde) -> None:
    avril = etat(monde, AVRIL, contrat=monde.alice)
    assert avril.montant_centimes == 34_172  # 26 h make 341,7286…; the annexe's sum gives 341,72
    base = raison_de_l_etat(avril).base.replace("\u00a0", " ")
    assert "= 341,73 €." in base
    assert base.endswith("ici 341,72 €.")


def test_the_ceiling_shows_in_the_sentence_of_the_aid(monde: Monde) -> None:
    aide = AideMensuelle.objects.get(cloture__mois=AVRIL, annexe=monde.etti.annexe)
    assert (aide.du_centimes, aide.du_plafonne_centimes) == (27_491, 7_968)
    base = raison_de_l_aide(aide).base.replace("\u00a0", " ")
    assert "0,05 postes × 4 781,00 € × 4 mois ÷ 12 = 79,68 €" in base
    assert base.endswith("L'aide du mois est donc 79,68 € − 59,76 € = 19,92 €.")


def test_parameters_are_read_back_with_their_text(monde: Monde) -> None:
    aide = AideMensuelle.objects.get(cloture__mois=MARS, annexe=monde.etti.annexe)
    cites = {p.identifiant: p for p in raison_de_l_aide(aide).parametres}
    socle = cites["aide_au_poste/socle[ETTI]@2025-01-01"]
    assert socle.valeur is not None
    assert socle.valeur.reference.titre
    assert socle.valeur.verifie_le
    assert not socle.provisoire
    propre = AideMensuelle.objects.get(cloture__mois=MARS, annexe=monde.aci.annexe)
    siens = [p for p in raison_de_l_aide(propre).parametres if p.annexe_id == monde.aci.annexe_id]
    assert [p.texte.replace("\u00a0", " ") for p in siens][:2] == ["1 820 h", "23 921,00 €"]


def test_it_says_when_the_file_has_changed_since_the_close(monde: Monde) -> None:
    monde.alice.salarie.personne.les_pass.update(fin=date(2025, 3, 6))
    raison = raison_de_l_etat(etat(monde, MARS, contrat=monde.alice))
    assert len(raison.reserves) == 1
    assert "le mois clos, lui, ne change pas" in raison.reserves[0]


def test_it_says_when_the_law_known_has_changed(monde: Monde) -> None:
    Cloture.objects.update(empreinte_droit="0" * 64)
    ligne = LigneAFacturer.objects.first()
    assert ligne is not None
    assert "valeurs légales" in raison_de_la_ligne_a_facturer(ligne).reserves[0]


def test_a_value_no_longer_in_force_is_named(monde: Monde) -> None:
    variable = VariablePaie.objects.filter(rubrique="IFM").get()
    variable.parametre = "contrats/ifm@1901-01-01 ; contrats/disparu@2000-01-01 ; autre"
    cites = raison_de_la_variable(variable).parametres
    assert [p.valeur for p in cites] == [None, None, None]
    assert cites[1].identifiant == "contrats/disparu@2000-01-01"
