"""Acts on a PASS and diagnoses that serve, as cases; exits, proofs and clocks of records."""

from datetime import date
from typing import Any

import polars as pl
import pytest

from etrier.droit.calculs.lecteurs import lire_prolongation
from etrier.droit.lecture import SaisieInvalide, lire_date, lire_periode
from etrier.droit.parametre import NonCalculable, charger
from etrier.droit.regles import (
    conservation,
    eligibilite,
    justificatifs,
    pmsmp,
    sorties,
    taux_sorties,
)
from etrier.droit.regles.conservation import Duree
from etrier.droit.regles.eligibilite import Diagnostic
from etrier.droit.regles.pass_iae import (
    Parcours,
    PassDelivre,
    Suspension,
    exige_prescripteur,
    fin_delivree,
    motifs_prolongation,
    motifs_suspension,
    nouveau_pass,
    suspension_apres_embauche,
    verifier_prolongation,
    verifier_suspension,
)
from etrier.droit.vocabulaire import Dispositif
from etrier.droit.vocabulaire_parcours import (
    CLASSES_SORTIE,
    CRITERES,
    MOTIFS_PROLONGATION,
    MOTIFS_SORTIE,
    MOTIFS_SUSPENSION,
    Auteur,
    ClasseSortie,
    Critere,
    MotifProlongation,
    MotifSortie,
    MotifSuspension,
)
from tests.droit.lecteur_cas import Cas, pour_chaque_cas

P = charger()
LE = date(2026, 11, 23)


def bornes(texte: str) -> tuple[date, date]:
    """A case may hold a period upside down, to see it refused."""
    debut, fin = texte.split(":")
    return lire_date(debut), lire_date(fin)


def parcours(entree: dict[str, Any]) -> Parcours:
    return Parcours(
        PassDelivre(*bornes(entree["pass"])),
        tuple(Suspension(*bornes(s)) for s in entree.get("suspensions", ())),
        plus_recent=entree.get("plus_recent", "oui") == "oui",
        demande_en_attente=entree.get("attente") == "oui",
    )


def refus(entree: dict[str, Any]) -> tuple[str, ...]:
    le, dispositif = lire_date(entree["le"]), Dispositif(entree["dispositif"])
    if entree["acte"] == "prolonger":
        demande = lire_prolongation(entree["prolongation"])
        return verifier_prolongation(parcours(entree), demande, le, dispositif, P)
    suspension = Suspension(*bornes(entree["suspension"]), MotifSuspension(entree["motif"]))
    embauche = lire_date(entree["embauche"]) if "embauche" in entree else None
    return verifier_suspension(parcours(entree), suspension, le, dispositif, P, embauche)


@pour_chaque_cas("pass_actes")
def test_acts_on_a_pass(cas: Cas) -> None:
    if cas.entree["acte"] == "embaucher":
        avant = Suspension(*bornes(cas.entree["suspension"]), MotifSuspension(cas.entree["motif"]))
        apres = suspension_apres_embauche(avant, lire_date(cas.entree["le"]))
        ecrite = "" if apres is None else f"{apres.debut}:{apres.fin}"
        assert ecrite == cas.attendu["suspension"]
        return
    phrases = refus(cas.entree)
    if cas.attendu["refus"] == "":
        assert phrases == ()
    else:
        assert cas.attendu["refus"] in " ".join(phrases)


@pour_chaque_cas("diagnostics")
def test_the_diagnosis_that_serves(cas: Cas) -> None:
    diagnostics = [
        Diagnostic(
            Auteur(d["auteur"]),
            lire_date(d["le"]),
            lire_date(d["expire"]),
            int(d["structure"]),
            lire_date(d["pass"]) if "pass" in d else None,
            int(d["cle"]),
        )
        for d in cas.entree["diagnostics"]
    ]
    retenu = eligibilite.retenir(
        diagnostics, int(cas.entree["structure"]), lire_date(cas.entree["le"])
    )
    assert str(retenu.cle if retenu else "") == cas.attendu["retenu"]


def test_a_pass_lasts_730_days() -> None:
    assert fin_delivree(date(2021, 3, 25), P) == date(2023, 3, 24)
    assert fin_delivree(date(2024, 2, 1), P) == date(2026, 1, 30)
    assert nouveau_pass(date(2024, 3, 1), P) == PassDelivre(date(2024, 3, 1), date(2026, 2, 28))


def test_motives_by_dispositif() -> None:
    assert [len(motifs_suspension(d, P, LE)) for d in Dispositif] == [5, 5, 4, 4, 4, 0]
    assert [len(motifs_prolongation(d, P, LE)) for d in Dispositif] == [5, 4, 5, 4, 4, 0]
    assert MotifProlongation.HEALTH_CONTEXT not in motifs_prolongation(None, P, LE)
    assert not exige_prescripteur(MotifProlongation.SENIOR_CDI, P, LE)
    assert exige_prescripteur(MotifProlongation.RQTH, P, LE)


@pytest.mark.parametrize(
    ("mots", "liste"),
    [
        (CRITERES, Critere),
        (MOTIFS_SUSPENSION, MotifSuspension),
        (MOTIFS_PROLONGATION, MotifProlongation),
        (CLASSES_SORTIE, ClasseSortie),
        (MOTIFS_SORTIE, MotifSortie),
    ],
)
def test_every_code_has_its_words(mots: dict[Any, str], liste: Any) -> None:
    assert list(mots) == list(liste)
    assert len(set(mots.values())) == len(mots)


def test_every_criterion_is_somewhere() -> None:
    iae = {c for _titre, groupe in eligibilite.criteres(Dispositif.ACI, LE, P) for c in groupe}
    geiq = {c for _titre, groupe in eligibilite.criteres(Dispositif.GEIQ, LE, P) for c in groupe}
    assert len(iae) == 18
    assert iae | geiq == set(Critere)


def test_proofs_have_an_age() -> None:
    jour = date(2026, 6, 1)
    assert justificatifs.verifier_justificatif(Critere.RSA, date(2026, 3, 2), jour, P) is None
    vieux = justificatifs.verifier_justificatif(Critere.RSA, date(2026, 3, 1), jour, P)
    assert vieux is not None
    assert "3 mois" in vieux
    assert justificatifs.verifier_justificatif(Critere.TH, date(2020, 1, 1), jour, P) is None
    apres = justificatifs.verifier_justificatif(Critere.QPV, date(2026, 6, 2), jour, P)
    assert apres is not None
    assert "après la délivrance" in apres


def test_proofs_are_kept_24_months_by_the_employer_alone() -> None:
    jour = date(2026, 1, 5)
    assert justificatifs.conserver_jusquau(jour, Auteur.EMPLOYEUR, P) == date(2028, 1, 5)
    assert justificatifs.conserver_jusquau(jour, Auteur.PRESCRIPTEUR, P) is None


def test_age_criteria_look_at_the_birthday() -> None:
    senior, jeune = Critere.SENIOR, Critere.JEUNE
    ne = date(1976, 11, 23)
    assert justificatifs.verifier_age(senior, ne, LE, P) is None
    assert "23/11/2026" in str(justificatifs.verifier_age(senior, ne, date(2026, 11, 22), P))
    assert justificatifs.verifier_age(jeune, date(2000, 11, 24), LE, P) is None
    assert justificatifs.verifier_age(jeune, date(2000, 11, 23), LE, P) is not None
    assert justificatifs.verifier_age(Critere.RSA, ne, LE, P) is None


def test_a_structure_has_its_own_classes_from_a_day_on() -> None:
    propres = (
        sorties.ClassePropre(13, ClasseSortie.TRANSITION, date(2026, 1, 1)),
        sorties.ClassePropre(13, ClasseSortie.POSITIVE, date(2026, 6, 1)),
    )
    avant = sorties.classer(13, date(2025, 12, 31), P, propres)
    assert (avant.classe, avant.confiance) == (ClasseSortie.DURABLE, "a_confirmer")
    assert sorties.classer(13, date(2026, 5, 31), P, propres).classe is ClasseSortie.TRANSITION
    apres = sorties.classer(13, date(2026, 6, 1), P, propres)
    assert (apres.classe, apres.confiance) == (ClasseSortie.POSITIVE, "structure")
    with pytest.raises(ValueError, match="23"):
        sorties.classer(23, LE, P)


def test_every_motive_but_one_has_a_class() -> None:
    sans = [m for m in MotifSortie if sorties.classer(m, LE, P).classe is None]
    assert sans == [MotifSortie.CDI_INCLUSION]


def test_hours_not_known_are_not_zero() -> None:
    presence = sorties.Presence(Dispositif.AI, date(2026, 1, 1), date(2026, 6, 1), None)
    assert sorties.compter(presence, LE, P).comptee is None


def test_national_targets_ended_in_2013() -> None:
    dynamiques, durables = sorties.cibles(date(2012, 12, 31), P)
    assert (dynamiques.en(10_000), durables.en(10_000)) == (6000, 2500)
    assert sorties.cibles_de_reference(P) == (dynamiques, durables)
    with pytest.raises(NonCalculable, match="négocié"):
        sorties.cibles(date(2013, 1, 1), P)


def lignes(*classes: str | None, comptee: bool | None = True) -> pl.DataFrame:
    return pl.DataFrame(
        {
            "structure_id": [1] * len(classes),
            "personne_id": list(range(len(classes))),
            "le": [LE] * len(classes),
            "classe": list(classes),
            "comptee": [comptee] * len(classes),
        },
        schema=taux_sorties.SORTIES,
    )


def test_rates_leave_out_what_is_withdrawn() -> None:
    rendu = taux_sorties.taux(
        lignes("durable", "durable", "transition", "autre", "retiree", None)
    ).row(0, named=True)
    assert (rendu["taux_dynamiques"], rendu["taux_durables"]) == (7500, 5000)
    assert (rendu["examinees"], rendu["retiree"], rendu["sans_classe"]) == (4, 1, 1)


def test_rates_round_halves_up() -> None:
    deux_tiers = taux_sorties.taux(lignes("durable", "positive", "autre")).row(0, named=True)
    assert (deux_tiers["taux_dynamiques"], deux_tiers["taux_durables"]) == (6667, 3333)


def test_nobody_examined_gives_no_rate() -> None:
    seules = pl.concat([lignes("durable", comptee=False), lignes("durable", comptee=None)])
    rendu = taux_sorties.taux(seules, par=()).row(0, named=True)
    assert (rendu["non_comptees"], rendu["a_verifier"], rendu["examinees"]) == (1, 1, 0)
    assert rendu["taux_dynamiques"] is None
    assert taux_sorties.taux(lignes(), par=()).row(0, named=True)["taux_durables"] is None
    assert taux_sorties.taux(lignes()).height == 0


def test_thirteen_lines_are_nine_people() -> None:
    presents = {1: [1, 2, 3, 4, 5], 2: [1, 2, 6, 7], 3: [1, 8], 4: [6, 9]}
    paires = [(s, p) for s, personnes in presents.items() for p in personnes]
    table = pl.DataFrame(paires, schema=["structure_id", "personne_id"], orient="row")
    assert taux_sorties.lignes_et_personnes(table) == (13, 9)


def test_who_moves_inside_the_group_has_not_left_it() -> None:
    table = pl.DataFrame(
        {
            "structure_id": [1, 2, 1, 1],
            "personne_id": [1, 1, 2, 3],
            "le": [date(2026, 1, 31), date(2026, 9, 30), date(2026, 3, 31), date(2026, 4, 30)],
            "classe": ["positive", "durable", "positive", "autre"],
            "comptee": [True] * 4,
            "dans_le_groupe": [True, False, True, None],
        }
    )
    rendu = taux_sorties.de_groupe(table)
    assert rendu["personne_id"].to_list() == [3, 1]
    assert rendu["classe"].to_list() == ["autre", "durable"]


def test_clocks_of_records() -> None:
    assert conservation.echeance(Duree.PARCOURS, LE, P).le == date(2028, 11, 23)
    assert conservation.echeance(Duree.FACTURES, LE, P).le == date(2036, 11, 23)
    assert conservation.echeance(Duree.JOURNAUX, LE, P).le == date(2029, 11, 23)
    assert conservation.echeance(Duree.JOURNAUX_INACTIF, LE, P).le == date(2027, 12, 23)
    assert conservation.echeance(Duree.PARCOURS, LE, P).atteinte(date(2028, 11, 23))
    assert not conservation.echeance(Duree.PARCOURS, LE, P).atteinte(date(2028, 11, 22))
    plus_tard = conservation.echeance_du_dossier(LE, date(2027, 5, 23), P)
    assert plus_tard is not None
    assert plus_tard.le == date(2029, 5, 23)
    assert conservation.echeance_du_dossier(None, None, P) is None


@pytest.mark.parametrize(
    ("texte", "attendu"),
    [
        ("2022-07-17:2022-12-17", (date(2022, 7, 17), date(2022, 12, 17))),
        (" du 17/07/2022 au 17/12/2022 ", (date(2022, 7, 17), date(2022, 12, 17))),
        ("17/07/2022 : 2022-12-17", (date(2022, 7, 17), date(2022, 12, 17))),
    ],
)
def test_a_period_reads_as_people_write_it(texte: str, attendu: tuple[date, date]) -> None:
    assert lire_periode(texte) == attendu


@pytest.mark.parametrize("texte", ["2022-07-17", "hier au 17/12/2022", "2022-07-17:2022-13-01"])
def test_a_period_nobody_can_read(texte: str) -> None:
    with pytest.raises(SaisieInvalide, match="«"):
        lire_periode(texte)


def test_an_old_immersion_renewed_does_not_stop_a_new_one_from_being_renewed() -> None:
    def chez_le_meme(debut: date, fin: date, *, renouvelle: bool = False) -> pmsmp.Immersion:
        return pmsmp.Immersion("mairie", debut, fin, 10, "découvrir", renouvelle)

    anciennes = [
        chez_le_meme(date(2024, 3, 2), date(2024, 4, 1)),
        chez_le_meme(date(2024, 4, 2), date(2024, 5, 1), renouvelle=True),
    ]
    premiere = chez_le_meme(date(2026, 3, 2), date(2026, 4, 1))
    suite = chez_le_meme(date(2026, 4, 2), date(2026, 5, 1), renouvelle=True)
    encore = chez_le_meme(date(2026, 5, 2), date(2026, 5, 31), renouvelle=True)
    assert pmsmp.verifier_pmsmp(suite, [*anciennes, premiere], P) == ()
    [phrase] = pmsmp.verifier_pmsmp(encore, [*anciennes, premiere, suite], P)
    assert "qu'une fois" in phrase
