"""October 2026 at Les Jardins du Pas-Commun, from the spreadsheet to the aid, to the centime.

The story follows Abdel RENARD-EXEMPLE (ACI-043): fifteen days and five halves on three chantiers,
an hour nobody pays, a day of paid absence. Every figure is worked out again by hand.
"""

import csv
import io
from fractions import Fraction
from hashlib import sha256
from typing import Any

import pytest
from django.db.models import Model
from django.test import Client as Navigateur
from django.urls import reverse
from python_calamine import CalamineWorkbook

from etrier.aides.models import AideMensuelle, EtatMensuel
from etrier.clauses.models import HeuresClause
from etrier.cloture import raisons
from etrier.cloture.actions import cloturer
from etrier.cloture.docteur import ausculter
from etrier.facturation.models import LigneAFacturer
from etrier.heures.actions import corriger
from etrier.heures.enums import EtatLigne, SorteLigne
from etrier.heures.importation.actions import importer, previsualiser
from etrier.heures.models import Cloture, LigneHeures
from etrier.paie.models import VariablePaie
from etrier.socle.erreurs import Refus
from etrier.socle.models import Acte
from etrier.structures.models import Utilisateur
from tests.recit.a_la_main import (
    TRAVAIL,
    aide_due,
    arrondir,
    au_dela_de_la_semaine,
    minutes_de_l_annee,
    partager,
    somme,
)
from tests.recit.octobre import ACI, NOVEMBRE, OCTOBRE, Octobre, lire_rangees

pytestmark = pytest.mark.django_db

MATRICULE = "ACI-043"
PARCS, BERGES, ATELIER = "Entretien des parcs, lot 1", "Berges du canal", "Atelier recyclerie"
TAUX = 1238  # 12.38 € an hour, by the avenant of 14 September
PRIX = 1924  # 18.50 € in 2024, 2 % more each January: 19.24 € in 2026
POSTES, UNITAIRE, HEURES_DU_POSTE = Fraction("17.20"), 2_392_100, 1820
LECTURES: tuple[type[Model], ...] = (
    VariablePaie,
    LigneAFacturer,
    EtatMensuel,
    AideMensuelle,
    HeuresClause,
)
CODES = {"travail": 1, "formation": 2, "absence_payee": 3, "absence_non_payee": 4}


def _siennes() -> Any:
    return LigneHeures.objects.filter(salarie__matricule=MATRICULE, mois=OCTOBRE)


def _etat() -> EtatMensuel:
    return EtatMensuel.objects.get(cloture__mois=OCTOBRE, contrat__salarie__matricule=MATRICULE)


def _paie(rubrique: str) -> VariablePaie:
    return VariablePaie.objects.get(
        cloture__mois=OCTOBRE, contrat__salarie__matricule=MATRICULE, rubrique=rubrique
    )


def _aide(octobre: Octobre, nom: str = ACI) -> AideMensuelle:
    return AideMensuelle.objects.get(cloture__mois=OCTOBRE, cloture__structure__denomination=nom)


def _tout_octobre() -> dict[str, list[Any]]:
    """Every row that October closed, as it stands."""
    modeles = {m.__name__: m._default_manager.filter(cloture__mois=OCTOBRE) for m in LECTURES}
    trouves = {nom: list(q.order_by("pk").values()) for nom, q in modeles.items()}
    return trouves | {"Cloture": list(Cloture.objects.filter(mois=OCTOBRE).order_by("pk").values())}


def test_1_the_preview_announces_what_the_import_then_does(octobre: Octobre) -> None:
    for fichier in octobre.bilan.fichiers:
        apercu, importe = octobre.apercus[fichier.structure], octobre.imports[fichier.structure]
        rangees = lire_rangees(fichier)
        assert (apercu.nouvelles, apercu.connues, apercu.refusees) == (len(rangees), 0, 0)
        assert apercu.minutes_ajoutees == sum(r.minutes for r in rangees)
        assert importe.lignes_ajoutees == len(rangees)
        assert importe.empreinte == sha256(fichier.chemin.read_bytes()).hexdigest()


def test_2_each_row_of_the_file_is_a_line_of_the_ledger(octobre: Octobre) -> None:
    rangees = [r for r in lire_rangees(octobre.fichier(ACI)) if r.matricule == MATRICULE]
    ecrites = [(r.jour, CODES[r.nature], r.minutes, r.chantier, r.clause) for r in rangees]
    lues = [
        (x.jour, x.nature, x.minutes, str(x.chantier or ""), str(x.clause or ""))
        for x in _siennes().select_related("chantier", "clause__marche_public")
    ]
    assert sorted(lues) == sorted(ecrites)
    assert len(lues) == 21
    assert {x.etat for x in _siennes()} == {EtatLigne.VALIDEE}


def test_3_the_mistakes_waiting_in_the_month_are_found(octobre: Octobre) -> None:
    vues = {(nom, a.code, a.personne) for nom, a in octobre.alarmes}
    attendues = {
        (p.structure, p.code, p.qui)
        for p in octobre.bilan.pieges
        if p.code not in ("FICHIER", "SANS_TARIF")
    }
    assert len(attendues) == 7
    assert attendues <= vues
    assert all(a.bloquante is False for _nom, a in octobre.alarmes)
    for nom, vu in octobre.avant_validation.items():
        nombre = len(lire_rangees(octobre.fichier(nom)))
        assert (vu.brouillons, vu.validees, vu.peut_clore) == (nombre, 0, False)


def test_4_the_close_is_sealed_by_the_documented_digest(octobre: Octobre) -> None:
    assert sorted(octobre.rendu.closes) == sorted(s.pk for s in octobre.structures.values())
    cloture = Cloture.objects.get(structure=octobre.structures[ACI], mois=OCTOBRE)
    lignes = LigneHeures.objects.filter(structure=octobre.structures[ACI], mois=OCTOBRE)
    champs = "id contrat_id jour nature minutes chantier_id mission_id clause_id corrige_id"
    texte = "\n".join(
        ";".join("" if v is None else str(v) for v in ligne)
        for ligne in lignes.order_by("id").values_list(*champs.split())
    )
    assert cloture.empreinte == sha256(texte.encode()).hexdigest()
    rangees = lire_rangees(octobre.fichier(ACI))
    assert cloture.nombre_lignes == len(rangees)
    assert cloture.minutes_total == sum(r.minutes for r in rangees)
    assert Acte.objects.filter(verbe="mois.cloturer", cible_id=cloture.pk).count() == 1


def test_5_the_employee_is_paid(octobre: Octobre) -> None:
    rangees = [r for r in lire_rangees(octobre.fichier(ACI)) if r.matricule == MATRICULE]
    minutes = {n: sum(r.minutes for r in rangees if r.nature == n) for n in CODES}
    assert minutes == {
        "travail": 6060,
        "formation": 0,
        "absence_payee": 360,
        "absence_non_payee": 60,
    }
    travail = arrondir(Fraction(6060 * TAUX, 60))
    absence = arrondir(Fraction(360 * TAUX, 60))
    assert (_paie("HEURES_TRAVAIL").minutes, _paie("HEURES_TRAVAIL").montant_centimes) == (
        6060,
        travail,
    )
    assert _paie("ABSENCE_PAYEE").montant_centimes == absence == 7_428
    assert _paie("BRUT").montant_centimes == travail + absence == 132_466  # 1 324.66 €
    impayee = _paie("ABSENCE_NON_PAYEE")
    assert (impayee.minutes, impayee.montant_centimes) == (60, None)
    rubriques = VariablePaie.objects.filter(contrat=impayee.contrat, cloture__mois=OCTOBRE)
    assert {v.rubrique for v in rubriques} == {
        "HEURES_TRAVAIL",
        "ABSENCE_PAYEE",
        "ABSENCE_NON_PAYEE",
        "BRUT",
    }


def test_6_no_week_went_over_his_contract_and_hers_did(octobre: Octobre) -> None:
    presence = LigneHeures.objects.filter(jour__gte="2026-09-28", nature=TRAVAIL)
    for matricule in (MATRICULE, "AI-048"):
        jours = list(presence.filter(salarie__matricule=matricule).values_list("jour", "minutes"))
        variables = VariablePaie.objects.filter(
            cloture__mois=OCTOBRE,
            contrat__salarie__matricule=matricule,
            rubrique="HEURES_COMPLEMENTAIRES",
        )
        hebdo = {MATRICULE: 1440, "AI-048": 1800}[matricule]
        assert sum(v.minutes or 0 for v in variables) == au_dela_de_la_semaine(
            jours, OCTOBRE, hebdo
        )


def test_7_the_client_is_invoiced(octobre: Octobre) -> None:
    rangees = lire_rangees(octobre.fichier(ACI))
    for chantier, ht_attendu in ((PARCS, 1_193_361), (BERGES, 827_320)):
        minutes = sum(r.minutes for r in rangees if r.chantier == chantier)
        ligne = LigneAFacturer.objects.get(cloture__mois=OCTOBRE, chantier__denomination=chantier)
        ht = arrondir(Fraction(minutes * PRIX, 60))
        assert (ligne.minutes_retenues, ligne.montant_horaire_centimes) == (minutes, PRIX)
        assert ligne.montant_ht_centimes == ht == ht_attendu
        assert ligne.montant_tva_centimes == arrondir(Fraction(ht * 20, 100))
    # The workshop belongs to the structure: nobody is invoiced for it.
    assert not LigneAFacturer.objects.filter(chantier__denomination=ATELIER).exists()


def test_8_the_state_counts_his_hours(octobre: Octobre) -> None:
    etat, minutes = _etat(), 6060 + 360  # worked and paid; the unpaid hour is left out
    assert (etat.minutes_retenues, etat.minutes_ecartees) == (minutes, 60)
    assert etat.ecarts == "NATURE:60"
    etp = Fraction(minutes, HEURES_DU_POSTE * 60)
    assert etat.etp_millioniemes == arrondir(etp * 1_000_000) == 58_791
    assert etat.taux_pour_cent == 100
    assert round(float(etp * 12), 2) == 0.71  # of a post, that month


def test_9_the_state_pays(octobre: Octobre) -> None:
    comptees = minutes_de_l_annee(octobre.structures[ACI], "ACI", OCTOBRE)
    assert len(comptees) == 10
    total, du = somme(comptees), aide_due(comptees, UNITAIRE, HEURES_DU_POSTE)
    avant = du - aide_due({OCTOBRE: comptees[OCTOBRE]}, UNITAIRE, HEURES_DU_POSTE)
    douziemes = POSTES * UNITAIRE * 10 / 12
    aide = _aide(octobre)
    assert aide.minutes_cumulees == total == 1_481_250
    assert aide.du_centimes == arrondir(du) == 32_269_560  # 322 695.60 €
    assert aide.plafond_centimes == aide.recu_theorique_centimes == arrondir(douziemes)
    assert aide.du_plafonne_centimes == min(arrondir(du), arrondir(douziemes))
    assert aide.ecart_centimes == arrondir(min(du, douziemes) - douziemes) == -2_017_206
    assert aide.montant_mois_centimes == arrondir(du) - arrondir(avant) == 3_205_939
    assert not aide.est_regularisation  # the tenth month is not one: 5, 8, 11 and the last are
    assert aide.etp_millioniemes_cumules == arrondir(
        Fraction(total * 1_000_000, HEURES_DU_POSTE * 60)
    )


def test_10_each_contract_has_its_part_of_the_aid(octobre: Octobre) -> None:
    du_mois = minutes_de_l_annee(octobre.structures[ACI], "ACI", OCTOBRE)[OCTOBRE]
    parts = partager(_aide(octobre).montant_mois_centimes or 0, du_mois)
    etats = EtatMensuel.objects.filter(cloture=_aide(octobre).cloture)
    ecrites = {(e.contrat_id, e.taux_pour_cent): e.montant_centimes for e in etats}
    assert ecrites == parts
    assert 70 in {part for _contrat, part in parts}  # a CDI inclusion in its second year
    assert _etat().montant_centimes == parts[_etat().contrat_id, 100] == 140_634  # 1 406.34 €
    exact = Fraction(6420 * UNITAIRE, HEURES_DU_POSTE * 60)
    assert abs(140_634 - exact) < 1


def test_11_the_buyer_certifies(octobre: Octobre) -> None:
    rangees = [r for r in lire_rangees(octobre.fichier(ACI)) if r.clause]
    assert {r.clause for r in rangees} == {"EX-PARCS-01 lot 1"}
    assert {r.chantier for r in rangees} == {PARCS}
    creditees = HeuresClause.objects.filter(cloture=_aide(octobre).cloture)
    par_personne = {h.salarie.matricule: h.minutes_retenues for h in creditees}
    assert par_personne[MATRICULE] == 180
    assert par_personne == {
        m: sum(r.minutes for r in rangees if r.matricule == m)
        for m in {r.matricule for r in rangees}
    }


def test_12_every_figure_says_why(octobre: Octobre) -> None:
    etat = raisons.raison_de_l_etat(_etat())
    assert (etat.minutes_retenues, etat.minutes_ecartees) == (6420, 60)
    assert [x.ecart for x in etat.ecartees] == [
        "Cette sorte d'heures ne compte pas pour ce dispositif."
    ]
    assert {x.ligne_id for x in (*etat.retenues, *etat.ecartees)} == {x.pk for x in _siennes()}
    brut = raisons.raison_de_la_variable(_paie("BRUT"))
    assert sum(c.montant_centimes or 0 for c in brut.composantes) == 132_466
    facture = raisons.raison_de_la_ligne_a_facturer(
        LigneAFacturer.objects.get(cloture__mois=OCTOBRE, chantier__denomination=PARCS)
    )
    assert facture.minutes_retenues * PRIX == 1_193_361 * 60
    clause = raisons.raison_des_heures_de_clause(
        HeuresClause.objects.get(cloture__mois=OCTOBRE, salarie__matricule=MATRICULE)
    )
    assert [x.minutes for x in clause.retenues] == [180]
    aide = raisons.raison_de_l_aide(_aide(octobre))
    assert sum(c.minutes or 0 for c in aide.composantes) == 1_481_250
    assert [r.reserves for r in (etat, brut, facture, clause, aide)] == [()] * 5


def test_13_the_month_leaves_as_files(octobre: Octobre) -> None:
    une, annexe = octobre.structures[ACI], _aide(octobre).annexe_id
    navigateur = Navigateur()
    navigateur.force_login(Utilisateur.objects.get(courriel="direction@exemple.test"))
    adresse = reverse("etat_mensuel", args=[une.pk, OCTOBRE])
    texte = navigateur.get(adresse, {f"format-annexe-{annexe}": "csv"}).content.decode("utf-8-sig")
    lue = next(
        r for r in csv.DictReader(io.StringIO(texte), delimiter=";") if r["Matricule"] == MATRICULE
    )
    assert (lue["Heures retenues"], lue["Heures écartées"]) == ("107:00", "1:00")
    assert (lue["ETP annuel"], lue["Montant"]) == ("0,058791", "1406,34")
    adresse = reverse("paie", args=[une.pk, OCTOBRE])
    contenu = navigateur.get(adresse, {"format-contrats": "xlsx"}).content
    feuille = CalamineWorkbook.from_filelike(io.BytesIO(contenu)).get_sheet_by_index(0)
    entete, *lignes = feuille.to_python(skip_empty_area=True)
    paye = next(dict(zip(entete, x, strict=True)) for x in lignes if MATRICULE in x)
    assert paye["Brut"] == 1324.66


def test_14_the_same_file_again_adds_nothing(octobre: Octobre) -> None:
    avant = LigneHeures.objects.count()
    for fichier in octobre.bilan.fichiers:
        contenu, nom = fichier.chemin.read_bytes(), fichier.chemin.name
        une = octobre.structures[fichier.structure]
        apercu = previsualiser(une, contenu, nom, OCTOBRE)
        assert (apercu.nouvelles, apercu.modifiees, apercu.refusees) == (0, 0, 0)
        assert importer(une, contenu, nom, par=None, mois=OCTOBRE).lignes_ajoutees == 0
    assert LigneHeures.objects.count() == avant


def test_15_a_late_correction_falls_in_november_and_october_stays(octobre: Octobre) -> None:
    une, avant = octobre.structures[ACI], _tout_octobre()
    ligne = _siennes().get(jour="2026-10-08", chantier__denomination=PARCS)
    with pytest.raises(Refus, match="validées"):
        ligne.save()
    contrepasse, remplace = corriger(ligne, minutes=120, motif="Partie à 11 h", par=None)
    assert remplace is not None
    assert (contrepasse.sorte, contrepasse.minutes) == (SorteLigne.CONTREPASSATION, -180)
    assert (remplace.minutes, remplace.jour, remplace.mois) == (120, ligne.jour, NOVEMBRE)
    assert cloturer([une.pk], NOVEMBRE, par=None).closes == (une.pk,)
    assert _tout_octobre() == avant
    cloture = Cloture.objects.get(structure=une, mois=NOVEMBRE)
    brut = VariablePaie.objects.get(cloture=cloture, rubrique="BRUT")
    assert brut.montant_centimes == arrondir(Fraction(-60 * TAUX, 60)) == -1_238
    facture = LigneAFacturer.objects.get(cloture=cloture)
    assert facture.montant_ht_centimes == arrondir(Fraction(-60 * PRIX, 60)) == -1_924
    assert HeuresClause.objects.get(cloture=cloture).minutes_retenues == -60
    assert EtatMensuel.objects.get(cloture=cloture).minutes_retenues == -60
    aide = AideMensuelle.objects.get(cloture=cloture)
    assert aide.minutes_cumulees == 1_481_250 - 60
    assert aide.est_regularisation  # the eleventh month
    assert ausculter() == ()
