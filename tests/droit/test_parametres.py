"""The dated parameters: each value to the letter, with its text and who checked it."""

from datetime import date

import pytest

from etrier.droit.parametre import Parametres
from etrier.droit.vocabulaire import NatureClient, NatureHeures
from tests.droit.conftest import SOCLE

NOMS = [
    "aide_au_poste/accompagnement_aci",
    "aide_au_poste/cdi_inclusion_annee_1",
    "aide_au_poste/cdi_inclusion_annee_2",
    "aide_au_poste/cdi_inclusion_part_maximale",
    "aide_au_poste/cdi_inclusion_part_maximale_par_derogation",
    "aide_au_poste/douziemes",
    "aide_au_poste/eiti",
    "aide_au_poste/modulation_maximale",
    "aide_au_poste/mois_regularisation",
    "aide_au_poste/passerelle",
    "aide_au_poste/socle",
    "aide_au_poste/socle_mayotte",
    "aide_au_poste/socle_penitentiaire",
    "conservation/candidat_mois",
    "conservation/dossier_social_mois",
    "conservation/factures_ans",
    "conservation/journaux_inactif_mois",
    "conservation/journaux_mois",
    "conservation/justificatifs_mois",
    "conservation/parcours_mois",
    "contrats/ai_clients_plafonnes",
    "contrats/ai_plafond_heures",
    "contrats/ai_plafond_mois",
    "contrats/cddi_duree_hebdomadaire_minimale",
    "contrats/cddi_duree_minimale_mois",
    "contrats/conges_payes",
    "contrats/duree_maximale_mois",
    "contrats/iccp",
    "contrats/ifm",
    "contrats/mission_duree_maximale_mois",
    "eligibilite/age_jeune",
    "eligibilite/age_justificatif_mois",
    "eligibilite/age_senior",
    "eligibilite/criteres_incompatibles",
    "eligibilite/criteres_niveau_1",
    "eligibilite/criteres_niveau_2",
    "eligibilite/diagnostic_employeur_jours",
    "eligibilite/diagnostic_employeur_mois",
    "eligibilite/diagnostic_geiq_mois",
    "eligibilite/diagnostic_prescripteur_mois",
    "eligibilite/grace_certification_jours",
    "eligibilite/niveau_1_exiges",
    "eligibilite/niveau_2_exiges",
    "etp/heures_annuelles",
    "etp/natures_retenues",
    "facturation/indemnite_recouvrement",
    "geiq/criteres_annexe_1",
    "geiq/criteres_annexe_2_niveau_1",
    "geiq/criteres_annexe_2_niveau_2",
    "geiq/jours_minimum",
    "geiq/montant_bas",
    "geiq/montant_haut",
    "geiq/niveau_2_exiges",
    "geiq/part_avance",
    "pass_iae/carence_annees",
    "pass_iae/duree_legale_mois",
    "pass_iae/duree_plateforme_jours",
    "pass_iae/prolongation_apres_mois",
    "pass_iae/prolongation_avant_mois",
    "pass_iae/prolongation_cumul_jours",
    "pass_iae/prolongation_demande_jours",
    "pass_iae/prolongation_motifs",
    "pass_iae/prolongation_sans_prescripteur",
    "pass_iae/prolongation_total_mois",
    "pass_iae/suspension_anteriorite_jours",
    "pass_iae/suspension_cloture_mois",
    "pass_iae/suspension_contrat_jours",
    "pass_iae/suspension_maximum_mois",
    "pass_iae/suspension_motifs",
    "pmsmp/conventions_meme_hote",
    "pmsmp/duree_maximale_mois",
    "pmsmp/jours_maximum",
    "pmsmp/part_contrat_maximale",
    "pmsmp/periode_mois",
    "pmsmp/renouvellements",
    "remuneration/heures_mensuelles",
    "remuneration/smic_horaire",
    "remuneration/smic_horaire_mayotte",
    "rsa/montant_forfaitaire",
    "rsa/part_departement",
    "sap/attestation_mois",
    "sap/bricolage_heures",
    "sap/cesu_plafond_employeur",
    "sap/credit_taux",
    "sap/moyens_ouvrant_droit",
    "sap/plafond",
    "sap/plafond_invalidite",
    "sap/plafond_majoration",
    "sap/plafond_maximum",
    "sap/plafond_premiere_annee",
    "sap/plafond_premiere_annee_maximum",
    "sap/sous_plafond_bricolage",
    "sap/sous_plafond_informatique",
    "sap/sous_plafond_jardinage",
    "sorties/cible_durables",
    "sorties/cible_dynamiques",
    "sorties/classes_a_confirmer",
    "sorties/classes_probables",
    "sorties/classes_sures",
    "sorties/heures_minimum",
    "sorties/mois_minimum",
    "temps/contingent_annuel",
    "temps/duree_legale_hebdomadaire",
    "temps/majoration_heures_sup_8_premieres",
    "temps/majoration_heures_sup_suivantes",
    "temps/maximum_hebdomadaire",
    "temps/maximum_quotidien",
    "temps/rang_majoration",
    "tva/taux",
]


# -- The values of the law -------------------------------------------------------------------


def test_the_house_has_every_parameter_the_rules_name(droit: Parametres) -> None:
    assert droit.noms() == NOMS


@pytest.mark.parametrize(
    ("nom", "le", "cle", "attendu"),
    [
        (SOCLE, "2013-12-31", "EI", "10000"),
        (SOCLE, "2014-01-01", "ETTI", "4250"),
        (SOCLE, "2014-07-01", "AI", "1300"),
        (SOCLE, "2014-07-01", "ACI", "19200"),
        (SOCLE, "2016-06-30", "ACI", "19474"),
        (SOCLE, "2018-05-01", "AI", "1347"),
        (SOCLE, "2019-12-31", "ETTI", "4472"),
        (SOCLE, "2020-01-01", "ETTI", "4299"),
        (SOCLE, "2021-09-30", "EI", "10751"),
        (SOCLE, "2021-10-01", "ACI", "21096"),
        (SOCLE, "2022-04-30", "ETTI", "4253"),
        (SOCLE, "2022-05-01", "ETTI", "4366"),
        (SOCLE, "2022-08-01", "AI", "1509"),
        (SOCLE, "2023-04-30", "ACI", "22692"),
        (SOCLE, "2023-05-01", "ACI", "23196"),
        (SOCLE, "2024-10-31", "EI", "12218"),
        (SOCLE, "2024-11-01", "EI", "12459"),
        (SOCLE, "2024-12-31", "EI", "12459"),
        (SOCLE, "2025-01-01", "EI", "13304"),
        (SOCLE, "2025-03-01", "ACI", "23921"),
        (SOCLE, "2025-03-01", "AI", "1619"),
        (SOCLE, "2025-03-01", "ETTI", "4781"),
        ("aide_au_poste/socle_mayotte", "2016-05-01", "EI", "8984"),
        ("aide_au_poste/socle_mayotte", "2018-12-31", "ACI", "15023"),
        ("aide_au_poste/socle_mayotte", "2022-05-01", "ETTI", "3295"),
        ("aide_au_poste/socle_mayotte", "2024-11-01", "ACI", "18070"),
        ("aide_au_poste/socle_mayotte", "2025-06-01", "EI", "10050"),
        ("aide_au_poste/socle_penitentiaire", "2017-01-01", "EI", "6142"),
        ("aide_au_poste/socle_penitentiaire", "2020-12-31", "ACI", "12265"),
        ("aide_au_poste/socle_penitentiaire", "2021-12-31", "ACI", "12658"),
        ("aide_au_poste/eiti", "2019-01-01", "metropole", "5548"),
        ("aide_au_poste/eiti", "2022-08-01", "mayotte", "4529"),
        ("aide_au_poste/eiti", "2025-02-01", "metropole", "6570"),
        ("aide_au_poste/passerelle", "2021-09-01", "metropole", "2050"),
        ("aide_au_poste/passerelle", "2022-08-01", "mayotte", "1672"),
        ("aide_au_poste/passerelle", "2025-12-31", "metropole", "2376"),
        ("aide_au_poste/modulation_maximale", "2016-12-31", "droit_commun", "0.10"),
        ("aide_au_poste/modulation_maximale", "2025-01-01", "penitentiaire", "0.05"),
        ("aide_au_poste/cdi_inclusion_annee_1", "2021-09-01", None, "1.00"),
        ("aide_au_poste/cdi_inclusion_annee_2", "2025-01-01", None, "0.70"),
        ("aide_au_poste/cdi_inclusion_part_maximale", "2025-01-01", None, "0.20"),
        ("aide_au_poste/cdi_inclusion_part_maximale_par_derogation", "2025-01-01", None, "0.30"),
        ("aide_au_poste/douziemes", "2005-01-01", None, "12"),
        ("aide_au_poste/accompagnement_aci", "2024-10-31", None, "1209"),
        ("aide_au_poste/accompagnement_aci", "2025-12-31", None, "1233"),
        ("etp/heures_annuelles", "2005-07-01", "ETTI", "1600"),
        ("etp/heures_annuelles", "2014-01-01", "EI", "1505"),
        ("etp/heures_annuelles", "2025-01-01", "ACI", "1820"),
        ("etp/heures_annuelles", "2025-01-01", "AI", "1607"),
        ("etp/heures_annuelles", "2025-01-01", "EITI", "1505"),
        ("remuneration/smic_horaire", "2009-12-31", None, "8.82"),
        ("remuneration/smic_horaire", "2010-01-01", None, "8.86"),
        ("remuneration/smic_horaire", "2011-12-31", None, "9.19"),
        ("remuneration/smic_horaire", "2022-07-31", None, "10.85"),
        ("remuneration/smic_horaire", "2024-10-31", None, "11.65"),
        ("remuneration/smic_horaire", "2024-11-15", None, "11.88"),
        ("remuneration/smic_horaire", "2025-12-31", None, "11.88"),
        ("remuneration/smic_horaire", "2026-05-31", None, "12.02"),
        ("remuneration/smic_horaire", "2026-06-01", None, "12.31"),
        ("remuneration/smic_horaire_mayotte", "2024-11-01", None, "8.98"),
        ("remuneration/heures_mensuelles", "2025-01-01", None, "151.67"),
        ("temps/duree_legale_hebdomadaire", "2025-01-01", None, "35"),
        ("temps/maximum_hebdomadaire", "2025-01-01", None, "48"),
        ("temps/maximum_quotidien", "2025-01-01", None, "10"),
        ("temps/majoration_heures_sup_8_premieres", "2025-01-01", None, "0.25"),
        ("temps/majoration_heures_sup_suivantes", "2025-01-01", None, "0.50"),
        ("temps/rang_majoration", "2025-01-01", None, "8"),
        ("temps/contingent_annuel", "2017-01-01", None, "220"),
        ("contrats/ifm", "2025-01-01", None, "0.10"),
        ("contrats/iccp", "2025-01-01", None, "0.10"),
        ("contrats/conges_payes", "2025-01-01", None, "0.10"),
        ("contrats/cddi_duree_hebdomadaire_minimale", "2025-01-01", None, "20"),
        ("contrats/duree_maximale_mois", "2025-01-01", None, "24"),
        ("contrats/ai_plafond_heures", "2009-05-31", None, "240"),
        ("contrats/ai_plafond_heures", "2014-07-01", None, "480"),
        ("contrats/ai_plafond_mois", "2009-05-31", None, "12"),
        ("contrats/ai_plafond_mois", "2009-06-01", None, "24"),
        ("rsa/montant_forfaitaire", "2009-06-01", None, "454.63"),
        ("rsa/montant_forfaitaire", "2022-06-30", None, "575.52"),
        ("rsa/montant_forfaitaire", "2022-07-01", None, "598.54"),
        ("rsa/montant_forfaitaire", "2026-11-22", None, "651.69"),
        ("rsa/part_departement", "2014-07-01", None, "0.88"),
        ("tva/taux", "2013-12-31", "normal", "0.196"),
        ("tva/taux", "2014-01-01", "normal", "0.20"),
        ("tva/taux", "2012-01-01", "intermediaire", "0.07"),
        ("tva/taux", "2025-01-01", "reduit", "0.055"),
    ],
)
def test_a_value_is_the_one_in_force_that_day(
    droit: Parametres, nom: str, le: str, cle: str | None, attendu: str
) -> None:
    valeur = droit.valeur(nom, date.fromisoformat(le), cle)
    assert str(valeur.valeur) == attendu
    assert not valeur.provisoire


@pytest.mark.parametrize(
    ("nom", "le", "cle", "attendu"),
    [
        ("aide_au_poste/mois_regularisation", "2014-01-01", None, ("11", "12")),
        ("aide_au_poste/mois_regularisation", "2016-12-31", None, ("11", "12")),
        ("aide_au_poste/mois_regularisation", "2017-01-01", None, ("5", "8", "11")),
        ("etp/natures_retenues", "2025-01-01", "EI", ("travail", "formation")),
        ("etp/natures_retenues", "2025-01-01", "ETTI", ("travail",)),
        ("contrats/ai_clients_plafonnes", "2025-01-01", None, ("entreprise",)),
    ],
)
def test_a_list_is_read_as_texts(
    droit: Parametres, nom: str, le: str, cle: str | None, attendu: tuple[str, ...]
) -> None:
    assert droit.valeur(nom, date.fromisoformat(le), cle).liste == attendu


def test_lists_only_use_the_words_of_the_house(droit: Parametres) -> None:
    natures = {mot for v in droit.parametre("etp/natures_retenues").valeurs for mot in v.liste}
    assert natures == {nature.code for nature in NatureHeures} - {"absence_non_payee"}
    clients = {
        mot for v in droit.parametre("contrats/ai_clients_plafonnes").valeurs for mot in v.liste
    }
    assert clients <= {nature.value for nature in NatureClient}


@pytest.mark.parametrize("nom", NOMS)
def test_every_date_says_its_text_and_who_checked_it(droit: Parametres, nom: str) -> None:
    parametre = droit.parametre(nom)
    assert parametre.description
    assert parametre.unite
    for ligne in parametre.lignes:
        assert len(ligne.reference.titre) > 5
        assert ligne.verifie_le >= date(2026, 11, 22)
        assert ligne.confiance in ("sur", "probable")
