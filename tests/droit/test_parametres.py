"""The dated parameters: values read to the letter, refusals said clearly, frames for the rules."""

from datetime import date, timedelta
from decimal import Decimal

import polars as pl
import pytest

from etrier.droit.parametre import (
    NonCalculable,
    Parametres,
    parametres_par_defaut,
)
from etrier.droit.vocabulaire import NatureClient, NatureHeures

SOCLE = "aide_au_poste/socle"

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


@pytest.fixture(scope="module")
def droit() -> Parametres:
    return parametres_par_defaut()


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


# -- What cannot be computed -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("nom", "le", "cle", "motif"),
    [
        (SOCLE, "2012-12-31", "EI", "La première valeur connue prend effet le 01/01/2013."),
        (SOCLE, "2013-06-01", "ETTI", "ancien régime"),
        (SOCLE, "2014-06-30", "ACI", "ancien régime"),
        (SOCLE, "2021-01-01", "AI", "n'ont pas été retrouvés"),
        (SOCLE, "2021-09-30", "ACI", "n'ont pas été retrouvés"),
        (SOCLE, "2025-01-01", "GEIQ", "n'existe pas pour ce dispositif"),
        ("aide_au_poste/socle_mayotte", "2016-05-01", "ACI", "ancien régime"),
        ("aide_au_poste/socle_mayotte", "2017-05-01", "EI", "arrêté du 28 février 2017"),
        ("aide_au_poste/socle_mayotte", "2019-12-31", "ACI", "arrêté du 27 février 2019"),
        ("aide_au_poste/socle_mayotte", "2021-01-01", "AI", "arrêté du 26 avril 2021"),
        ("aide_au_poste/socle_mayotte", "2022-04-30", "ETTI", "arrêté du 5 juillet 2022"),
        ("aide_au_poste/socle_penitentiaire", "2025-01-01", "EI", "voir aide_au_poste/socle"),
        ("aide_au_poste/eiti", "2023-06-01", "metropole", "n'a pas été lu"),
        ("aide_au_poste/eiti", "2026-12-23", "metropole", "prend fin"),
        ("aide_au_poste/passerelle", "2026-01-01", "metropole", "a pris fin"),
        ("aide_au_poste/passerelle", "2024-06-01", "metropole", "n'a pas été lu"),
        ("contrats/ai_plafond_heures", "2009-06-01", None, "n'a pas été lu"),
        ("contrats/ai_plafond_heures", "2014-06-30", None, "n'a pas été lu"),
        ("etp/heures_annuelles", "2014-06-30", "ACI", "1er juillet 2014"),
        ("tva/taux", "2011-12-31", "intermediaire", "pas de taux intermédiaire"),
    ],
)
def test_it_refuses_a_value_nobody_established(
    droit: Parametres, nom: str, le: str, cle: str | None, motif: str
) -> None:
    jour = date.fromisoformat(le)
    with pytest.raises(NonCalculable) as refus:
        droit.valeur(nom, jour, cle)
    phrase = refus.value.motif
    assert motif in phrase
    assert phrase.startswith(droit.parametre(nom).description)
    assert f"{jour:%d/%m/%Y}" in phrase
    assert cle is None or f" pour {cle} " in phrase


def test_it_refuses_a_name_or_a_key_that_a_programmer_got_wrong(droit: Parametres) -> None:
    with pytest.raises(KeyError):
        droit.valeur("aide_au_poste/soccle", date(2025, 1, 1), "ACI")
    with pytest.raises(ValueError, match="takes a key"):
        droit.valeur(SOCLE, date(2025, 1, 1))
    with pytest.raises(ValueError, match="takes no key"):
        droit.valeur("remuneration/smic_horaire", date(2025, 1, 1), "ACI")


@pytest.mark.parametrize(
    ("nom", "cle", "dernier_jour_connu"),
    [
        (SOCLE, "ACI", date(2025, 12, 31)),
        ("aide_au_poste/socle_mayotte", "AI", date(2025, 12, 31)),
        ("aide_au_poste/eiti", "metropole", date(2025, 12, 31)),
        ("remuneration/smic_horaire", None, date(2026, 12, 31)),
        ("rsa/montant_forfaitaire", None, date(2027, 3, 31)),
    ],
)
def test_a_value_carried_past_its_last_known_day_is_provisional(
    droit: Parametres, nom: str, cle: str | None, dernier_jour_connu: date
) -> None:
    connue = droit.valeur(nom, dernier_jour_connu, cle)
    reportee = droit.valeur(nom, dernier_jour_connu + timedelta(days=1), cle)
    assert (connue.provisoire, reportee.provisoire) == (False, True)
    assert (reportee.valeur, reportee.identifiant) == (connue.valeur, connue.identifiant)


def test_connu_le_leaves_out_what_was_not_published_yet(droit: Parametres) -> None:
    le = date(2024, 11, 15)
    avant = droit.valeur(SOCLE, le, "ACI", connu_le=date(2024, 12, 5))
    apres = droit.valeur(SOCLE, le, "ACI", connu_le=date(2024, 12, 6))
    assert [avant.en(1), apres.en(1)] == [23458, 23921]


def test_connu_le_refuses_when_nothing_was_published_yet(droit: Parametres) -> None:
    with pytest.raises(NonCalculable, match="n'était publiée le 01/02/2013"):
        droit.valeur(SOCLE, date(2013, 3, 1), "EI", connu_le=date(2013, 2, 1))


# -- One value -------------------------------------------------------------------------------


def test_a_value_explains_itself(droit: Parametres) -> None:
    assert droit.valeur("remuneration/smic_horaire", date(2024, 11, 15)).to_json() == {
        "parametre": "remuneration/smic_horaire",
        "cle": None,
        "valeur": "11.88",
        "unite": "EUR/h",
        "depuis": "2024-11-01",
        "reference": {
            "titre": "Décret n° 2024-951 du 23 octobre 2024",
            "href": "https://www.legifrance.gouv.fr/jorf/id/JORFTEXT000050392683",
            "publie_le": "2024-10-24",
        },
        "verifie_le": "2026-11-22",
        "confiance": "sur",
        "provisoire": False,
    }
    socle = droit.valeur(SOCLE, date(2025, 3, 1), "ACI")
    assert socle.identifiant == "aide_au_poste/socle[ACI]@2025-01-01"


def test_a_number_changes_unit_exactly_or_not_at_all(droit: Parametres) -> None:
    smic = droit.valeur("remuneration/smic_horaire", date(2026, 6, 1))
    assert smic.nombre == Decimal("12.31")
    assert smic.en(100) == 1231
    with pytest.raises(ValueError, match="not a whole number"):
        smic.en(10)


def test_a_list_is_not_a_number_nor_the_reverse(droit: Parametres) -> None:
    mois = droit.valeur("aide_au_poste/mois_regularisation", date(2025, 1, 1))
    with pytest.raises(TypeError):
        _ = mois.nombre
    with pytest.raises(TypeError):
        _ = droit.valeur("contrats/ifm", date(2025, 1, 1)).liste
    assert mois.to_json()["valeur"] == ["5", "8", "11"]
    with pytest.raises(TypeError):
        droit.frame("aide_au_poste/mois_regularisation")


# -- Frames ----------------------------------------------------------------------------------


def test_a_frame_gives_the_same_answer_as_a_look_up_on_every_day(droit: Parametres) -> None:
    jours = [date(2012, 12, 15) + timedelta(days=7 * rang) for rang in range(52 * 15)]
    questions = pl.DataFrame({"le": jours}).join(pl.DataFrame({"cle": ["ACI", "EI"]}), how="cross")
    reponses = questions.sort("cle", "le").join_asof(
        droit.frame(SOCLE, 100),
        left_on="le",
        right_on="depuis",
        by="cle",
        strategy="backward",
        check_sortedness=False,
    )
    for le, cle, valeur, provisoire, parametre in reponses.select(
        "le", "cle", "valeur", "provisoire", "parametre"
    ).iter_rows():
        try:
            attendue = droit.valeur(SOCLE, le, cle)
        except NonCalculable:
            assert valeur is None
        else:
            assert (valeur, provisoire) == (attendue.en(100), attendue.provisoire)
            assert parametre == attendue.identifiant


def test_a_frame_stops_an_earlier_value_where_nothing_is_established(droit: Parametres) -> None:
    aci = droit.frame(SOCLE, 100).filter(pl.col("cle") == "ACI")
    trou = aci.row(by_predicate=pl.col("depuis") == date(2021, 1, 1), named=True)
    assert trou["valeur"] is None
    assert trou["provisoire"] is False


def test_a_frame_ends_with_the_provisional_row(droit: Parametres) -> None:
    smic = droit.frame("remuneration/smic_horaire", 100)
    assert smic.schema == pl.Schema(
        {
            "cle": pl.String,
            "depuis": pl.Date,
            "valeur": pl.Int64,
            "provisoire": pl.Boolean,
            "parametre": pl.String,
        }
    )
    assert smic.rows()[-2:] == [
        (None, date(2026, 6, 1), 1231, False, "remuneration/smic_horaire@2026-06-01"),
        (None, date(2027, 1, 1), 1231, True, "remuneration/smic_horaire@2026-06-01"),
    ]


def test_a_frame_keeps_the_end_of_an_experiment_after_the_provisional_row(
    droit: Parametres,
) -> None:
    eiti = droit.frame("aide_au_poste/eiti").filter(pl.col("cle") == "metropole")
    assert eiti.select("depuis", "valeur", "provisoire").rows()[-3:] == [
        (date(2024, 11, 1), 6570, False),
        (date(2026, 1, 1), 6570, True),
        (date(2026, 12, 23), None, False),
    ]


def test_a_frame_can_stop_at_a_day(droit: Parametres) -> None:
    frame = droit.frame(SOCLE, 100, jusqu_au=date(2014, 6, 30))
    assert frame["depuis"].unique().sort().to_list() == [date(2013, 1, 1), date(2014, 1, 1)]


def test_a_frame_refuses_a_scale_that_would_lose_decimals(droit: Parametres) -> None:
    with pytest.raises(ValueError, match="not a whole number"):
        droit.frame("remuneration/smic_horaire")
