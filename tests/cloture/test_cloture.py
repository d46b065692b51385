"""The month's close: what it writes, what it refuses, that it is whole or nothing."""

from datetime import date

import pytest
from django.db import connection

from etrier.aides.models import AideMensuelle, EtatMensuel
from etrier.clauses.models import HeuresClause
from etrier.cloture.actions import cloturer
from etrier.cloture.docteur import Gravite, ausculter
from etrier.cloture.examen import examiner
from etrier.facturation.models import LigneAFacturer
from etrier.heures.actions import corriger
from etrier.heures.models import Cloture, LigneHeures
from etrier.paie.models import VariablePaie
from etrier.parcours.models import Contrat
from etrier.socle.models import Acte
from etrier.structures.models import Structure
from tests import fabrique

pytestmark = pytest.mark.django_db
MARS = date(2025, 3, 1)
AVRIL = date(2025, 4, 1)


@pytest.fixture
def contrat() -> Contrat:
    """An ACI with one person, 60 h worked for a client under a clause in March 2025."""
    aci = fabrique.structure("ACI")
    convention = fabrique.convention(aci, "ACI")
    fabrique.annexe(convention)
    signe = fabrique.contrat(fabrique.salarie(aci), convention)
    ville = fabrique.client(aci)
    fabrique.tarif(ville)
    lieu = fabrique.chantier(aci, ville)
    clause = fabrique.clause(ville)
    for jour in range(3, 13):
        if date(2025, 3, jour).weekday() < 5:
            fabrique.heures(
                signe, date(2025, 3, jour), 420, chantier_id=lieu.pk, clause_id=clause.pk
            )
    fabrique.heures(signe, date(2025, 3, 14), 420, nature=5)
    return signe


def clore(structure: Structure, mois: date = MARS) -> None:
    fabrique.valider_mois(structure, mois)
    assert cloturer([structure.pk], mois, par=None).closes == (structure.pk,)


def test_it_derives_every_reading_to_the_centime(contrat: Contrat) -> None:
    clore(contrat.structure)
    # 8 working days of 7 h, and 7 h of paid leave.
    assert Cloture.objects.get().minutes_total == 63 * 60
    etat = EtatMensuel.objects.get()
    assert (etat.minutes_retenues, etat.minutes_ecartees) == (63 * 60, 0)
    assert etat.montant_centimes == 82_803  # 63 / 1 820 × 23 921,00 € = 828,0346…
    assert etat.etp_millioniemes == 34_615
    aide = AideMensuelle.objects.get()
    assert aide.du_centimes == 82_803
    assert aide.recu_theorique_centimes == 5_980_250  # 3 twelfths of 239 210,00 €
    assert aide.ecart_centimes == -5_897_447  # 828,0346… - 59 802,50, rounded once
    brut = VariablePaie.objects.get(rubrique="BRUT")
    assert brut.montant_centimes == 63 * 1188
    ligne = LigneAFacturer.objects.get()
    assert (ligne.minutes_retenues, ligne.montant_ht_centimes) == (56 * 60, 56 * 2200)
    assert ligne.montant_tva_centimes == 24_640
    assert HeuresClause.objects.get().minutes_retenues == 56 * 60
    assert Cloture.objects.get().minutes_par_nature == {"1": 56 * 60, "5": 7 * 60}
    assert Acte.objects.filter(verbe="mois.cloturer").count() == 1
    assert ausculter() == ()


def test_it_closes_once_and_says_so(contrat: Contrat) -> None:
    clore(contrat.structure)
    rendu = cloturer([contrat.structure_id], MARS, par=None)
    assert rendu.deja_closes == (contrat.structure_id,)
    assert Cloture.objects.count() == 1


def test_it_refuses_drafts(contrat: Contrat) -> None:
    rendu = cloturer([contrat.structure_id], MARS, par=None)
    assert rendu.closes == ()
    assert "brouillon" in rendu.bloquees[contrat.structure_id][0]
    assert not Cloture.objects.exists()


def test_it_refuses_to_skip_a_month(contrat: Contrat) -> None:
    fabrique.heures(contrat, date(2025, 4, 1), 420)
    fabrique.valider_mois(contrat.structure, MARS)
    fabrique.valider_mois(contrat.structure, AVRIL)
    rendu = cloturer([contrat.structure_id], AVRIL, par=None)
    assert "03/2025" in rendu.bloquees[contrat.structure_id][0]


def test_it_closes_the_others_when_one_is_blocked(contrat: Contrat) -> None:
    autre = fabrique.structure("EI")
    signe = fabrique.contrat(fabrique.salarie(autre), fabrique.convention(autre, "EI"))
    fabrique.heures(signe, date(2025, 3, 3), 420)
    fabrique.valider_mois(autre, MARS)
    rendu = cloturer([contrat.structure_id, autre.pk], MARS, par=None)
    assert rendu.closes == (autre.pk,)
    assert list(rendu.bloquees) == [contrat.structure_id]


def test_a_late_correction_falls_in_the_next_open_month(contrat: Contrat) -> None:
    clore(contrat.structure)
    avant = list(Cloture.objects.values())
    ligne = LigneHeures.objects.get(jour=date(2025, 3, 3))
    contrepassation, remplacement = corriger(ligne, minutes=300, motif="Partie à 12 h", par=None)
    assert remplacement is not None
    assert contrepassation.mois == remplacement.mois == AVRIL
    assert contrepassation.jour == date(2025, 3, 3)
    clore(contrat.structure, AVRIL)
    assert list(Cloture.objects.filter(mois=MARS).values()) == avant
    avril = EtatMensuel.objects.get(cloture__mois=AVRIL)
    assert avril.minutes_retenues == -120
    assert VariablePaie.objects.get(cloture__mois=AVRIL, rubrique="BRUT").montant_centimes == -2376
    facture = LigneAFacturer.objects.get(cloture__mois=AVRIL)
    assert (facture.minutes_retenues, facture.montant_ht_centimes) == (-120, -4400)
    assert HeuresClause.objects.get(cloture__mois=AVRIL).minutes_retenues == -120
    assert ausculter() == ()


def test_the_doctor_finds_a_changed_line(contrat: Contrat) -> None:
    clore(contrat.structure)
    ligne = LigneHeures.objects.first()
    assert ligne is not None
    with connection.cursor() as curseur:
        curseur.execute("update heures_ligneheures set minutes = 421 where id = %s", [ligne.pk])
    trouvees = ausculter()
    assert trouvees[0].gravite is Gravite.ALTERATION
    assert trouvees[0].structure_id == contrat.structure_id


def test_the_doctor_finds_a_changed_amount(contrat: Contrat) -> None:
    clore(contrat.structure)
    LigneAFacturer.objects.update(montant_ht_centimes=1)
    assert Gravite.ALTERATION in {a.gravite for a in ausculter()}


def test_the_doctor_tells_a_difference_from_an_alteration(contrat: Contrat) -> None:
    clore(contrat.structure)
    contrat.salarie.personne.les_pass.update(fin=date(2025, 3, 10))
    trouvees = ausculter()
    assert trouvees
    assert {a.gravite for a in trouvees} == {Gravite.ECART}


def test_the_examination_says_what_blocks_and_what_warns(contrat: Contrat) -> None:
    fabrique.heures(contrat, date(2025, 3, 4), 240, nature=2)
    examen = examiner(contrat.structure, MARS)
    assert examen.brouillons == 10
    assert not examen.peut_clore
    assert "brouillon" in examen.blocages[0]
    assert [a.code for a in examen.alarmes] == ["PLUS_10H_JOUR"]
    assert "04/03/2025" in examen.alarmes[0].phrase


def test_a_month_without_hours_has_nothing_to_close(contrat: Contrat) -> None:
    autre = fabrique.structure("Sans heures")
    fabrique.valider_mois(contrat.structure, MARS)
    rendu = cloturer([contrat.structure_id, autre.pk], MARS, par=None)
    assert (rendu.closes, rendu.sans_heures) == ((contrat.structure_id,), (autre.pk,))
    assert Cloture.objects.count() == 1
