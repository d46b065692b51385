"""Following an annexe: the verdict, the forecast, the months and the money that came in."""

from datetime import date

import pytest

from etrier.aides.actions import enregistrer_versement
from etrier.aides.models import AideMensuelle
from etrier.aides.suivi import echeancier, suivre
from etrier.structures.models import AvenantAnnexe
from tests import fabrique
from tests.aides.monde import AVRIL, MARS, Monde, batir

pytestmark = pytest.mark.django_db


@pytest.fixture
def monde() -> Monde:
    return batir()


def test_it_follows_each_annexe_at_its_last_closed_month(monde: Monde) -> None:
    versions, aides = AvenantAnnexe.objects.all(), AideMensuelle.objects.all()
    par_annexe = {s.annexe.pk: s for s in suivre(versions, aides, 2025)}
    aci = par_annexe[monde.aci.annexe_id]
    assert aci.aide is not None
    assert aci.aide.cloture.mois == AVRIL
    avance = aci.avancement
    assert avance is not None
    # 184 h 35 + 26 h over four months: 210,5833 / 1 820 × 12 / 4 = 0,347…, truncated.
    assert (avance.etp_mensuel_moyen_centiemes, avance.verdict) == (34, "SOUS")
    assert avance.ecart_centiemes == 34 - 1000
    assert avance.mois_restants == 8
    assert avance.etp_annuel_conventionne_centiemes == 1000
    etti = par_annexe[monde.etti.annexe_id].avancement
    assert etti is not None
    # 92 h over four months: 92 / 1 600 × 3 = 0,1725, above 0,05 posts.
    assert (etti.etp_mensuel_moyen_centiemes, etti.verdict) == (17, "SUR")
    assert etti.aide_hors_plafond_centimes == 82_472 - 23_905


def test_an_annexe_without_a_closed_month_is_listed_without_progress() -> None:
    version = fabrique.annexe(fabrique.convention(fabrique.structure(), "EI"))
    suivis = suivre(AvenantAnnexe.objects.all(), AideMensuelle.objects.all(), 2025)
    assert [(s.avenant, s.aide, s.avancement, s.recu_centimes) for s in suivis] == [
        (version, None, None, 0)
    ]
    assert suivre(AvenantAnnexe.objects.all(), AideMensuelle.objects.all(), 2024) == ()


def test_the_version_shown_is_the_last_the_state_counts() -> None:
    premiere = fabrique.annexe(fabrique.convention(fabrique.structure(), "ACI"))
    for modification, etat in ((1, "VALIDE"), (2, "ANNULE")):
        AvenantAnnexe.objects.create(
            annexe=premiere.annexe,
            modification=modification,
            etat=etat,
            debut=premiere.debut,
            fin=premiere.fin,
            etp_centiemes=1200,
        )
    (suivi,) = suivre(AvenantAnnexe.objects.all(), AideMensuelle.objects.all(), 2025)
    assert suivi.avenant.modification == 1


def test_the_months_of_an_annexe_carry_due_twelfths_and_received(monde: Monde) -> None:
    enregistrer_versement(monde.aci.annexe, date(2025, 3, 31), 1_993_417, "", None)
    enregistrer_versement(monde.aci.annexe, date(2025, 4, 1), 500, "", None)
    mois = echeancier(monde.aci, AideMensuelle.objects.filter(annexe=monde.aci.annexe))
    assert [e.mois.month for e in mois if e.est_regularisation] == [5, 8, 11, 12]
    assert len(mois) == 12
    mars, avril, mai = mois[2], mois[3], mois[4]
    assert mars.mois == MARS
    assert (mars.du_centimes, mars.douziemes_centimes) == (234_424, 5_980_250)
    assert (mars.recu_centimes, mars.reste_centimes) == (1_993_417, 234_424 - 1_993_417)
    assert avril.recu_centimes == 1_993_917
    assert (mai.aide, mai.reste_centimes) == (None, None)
    assert mai.douziemes_centimes == 9_967_083  # five twelfths of 239 210,00 €: 99 670,833…
    assert mois[11].douziemes_centimes == 23_921_000


def test_twelfths_to_come_are_unknown_without_the_annexe_s_own_amount(monde: Monde) -> None:
    mois = echeancier(monde.etti, AideMensuelle.objects.filter(annexe=monde.etti.annexe))
    assert [e.douziemes_centimes for e in mois[2:5]] == [5_976, 7_968, None]
