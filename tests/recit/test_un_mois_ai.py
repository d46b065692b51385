"""October 2026 at Coup de main du Pas-Commun, the association intermédiaire.

The story follows Zohra LEZARD-EXEMPLE (AI-048), who goes to twenty-one clients, most of them one
week out of two; one of them has no price yet. The annexe of the AI has fewer posts than its people
filled: its aid stops at the ceiling.
"""

from fractions import Fraction

import pytest
from django.db.models import QuerySet

from etrier.aides.models import AideMensuelle, EtatMensuel
from etrier.cloture import raisons
from etrier.demonstration.clients import SANS_TARIF
from etrier.facturation.enums import GenreLigneAFacturer
from etrier.facturation.models import LigneAFacturer
from etrier.missions.models import Mission, Tarif
from etrier.paie.models import VariablePaie
from tests.recit.a_la_main import aide_due, arrondir, minutes_de_l_annee, partager, somme
from tests.recit.octobre import AI, OCTOBRE, Octobre, lire_rangees

pytestmark = pytest.mark.django_db

MATRICULE = "AI-048"
TAUX = 1239  # 12.39 € an hour
POSTES, UNITAIRE, HEURES_DU_POSTE = Fraction("33.40"), 161_900, 1607


def test_1_her_cdd_d_usage_is_paid_with_its_leave(octobre: Octobre) -> None:
    rangees = [r for r in lire_rangees(octobre.fichier(AI)) if r.matricule == MATRICULE]
    minutes = sum(r.minutes for r in rangees)
    brut = arrondir(Fraction(minutes * TAUX, 60))
    variables = {
        v.rubrique: v
        for v in VariablePaie.objects.filter(
            cloture__mois=OCTOBRE, contrat__salarie__matricule=MATRICULE
        )
    }
    assert variables["HEURES_TRAVAIL"].minutes == minutes == 6_270
    assert variables["BRUT"].montant_centimes == brut == 129_476
    iccp = variables["ICCP"]
    assert iccp.montant_centimes == arrondir(Fraction(brut, 10)) == 12_948
    assert iccp.parametre.startswith("contrats/conges_payes@")
    assert "IFM" not in variables


def test_2_each_mission_is_invoiced_without_vat(octobre: Octobre) -> None:
    rangees = [r for r in lire_rangees(octobre.fichier(AI)) if r.matricule == MATRICULE]
    numeros = {r.mission for r in rangees}
    assert len(numeros) == 21
    for numero in numeros:
        minutes = sum(r.minutes for r in rangees if r.mission == numero)
        mission = Mission.objects.select_related("client").get(numero=numero)
        prix = Tarif.objects.filter(client=mission.client, depuis__lte=OCTOBRE).order_by("depuis")
        ligne = LigneAFacturer.objects.get(
            cloture__mois=OCTOBRE, mission=mission, genre=GenreLigneAFacturer.HEURES
        )
        assert ligne.minutes_retenues == minutes
        if mission.client.denomination == SANS_TARIF:
            assert (ligne.montant_ht_centimes, ligne.montant_tva_centimes) == (None, None)
            assert "aucun tarif" in ligne.motif
            assert raisons.raison_de_la_ligne_a_facturer(ligne).minutes_retenues == minutes
        else:
            horaire = [t.montant_horaire_centimes or 0 for t in prix][-1]
            produit = Fraction(minutes * horaire, 60)
            assert ligne.montant_ht_centimes is not None
            assert abs(ligne.montant_ht_centimes - produit) < 1
            assert ligne.montant_tva_centimes == 0
            assert _du_client(ligne) == arrondir(_minutes_du_client(ligne) * horaire)


def _siennes(ligne: LigneAFacturer) -> QuerySet[LigneAFacturer]:
    """Everybody's hours at the client's that month: rounded together, once."""
    return LigneAFacturer.objects.filter(
        cloture=ligne.cloture, client=ligne.client, genre=GenreLigneAFacturer.HEURES
    ).exclude(minutes_retenues=0)


def _du_client(ligne: LigneAFacturer) -> int:
    return sum(x.montant_ht_centimes or 0 for x in _siennes(ligne))


def _minutes_du_client(ligne: LigneAFacturer) -> Fraction:
    return Fraction(sum(x.minutes_retenues for x in _siennes(ligne)), 60)


def test_3_only_work_counts_for_the_state(octobre: Octobre) -> None:
    etat = EtatMensuel.objects.get(cloture__mois=OCTOBRE, contrat__salarie__matricule=MATRICULE)
    etp = Fraction(6_270, HEURES_DU_POSTE * 60)
    assert etat.etp_millioniemes == arrondir(etp * 1_000_000) == 65_028
    rangees = lire_rangees(octobre.fichier(AI))
    formation = sum(r.minutes for r in rangees if r.nature == "formation")
    assert formation > 0
    etats = EtatMensuel.objects.filter(cloture=etat.cloture)
    assert sum(e.minutes_ecartees for e in etats) == formation
    assert {e.ecarts.partition(":")[0] for e in etats} == {"", "NATURE"}


def test_4_the_aid_stops_at_the_posts_agreed(octobre: Octobre) -> None:
    comptees = minutes_de_l_annee(octobre.structures[AI], "AI", OCTOBRE)
    total, du = somme(comptees), aide_due(comptees, UNITAIRE, HEURES_DU_POSTE)
    avant = du - aide_due({OCTOBRE: comptees[OCTOBRE]}, UNITAIRE, HEURES_DU_POSTE)
    plafond, plafond_avant = (POSTES * UNITAIRE * n / 12 for n in (10, 9))
    aide = AideMensuelle.objects.get(cloture__mois=OCTOBRE, cloture__structure__denomination=AI)
    assert aide.minutes_cumulees == total
    assert aide.du_centimes == arrondir(du) == 4_548_614
    assert aide.du_plafonne_centimes == aide.plafond_centimes == arrondir(plafond) == 4_506_217
    assert aide.ecart_centimes == 0
    plafonnee_avant = min(arrondir(avant), arrondir(plafond_avant))
    assert aide.montant_mois_centimes == arrondir(plafond) - plafonnee_avant == 480_176
    etats = EtatMensuel.objects.filter(cloture=aide.cloture)
    parts = partager(arrondir(du) - arrondir(avant), comptees[OCTOBRE])
    ecrites = {(e.contrat_id, e.taux_pour_cent): e.montant_centimes for e in etats}
    assert {cle: m for cle, m in ecrites.items() if m} == parts
