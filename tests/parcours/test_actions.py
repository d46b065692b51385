"""Hiring, signing, amending, keeping a PASS: what is written, what is refused, in which words."""

from datetime import date

import pytest

from etrier.heures.actions import corriger
from etrier.heures.models import LigneHeures
from etrier.parcours.actions import (
    Identite,
    Termes,
    amender_contrat,
    corriger_identite,
    embaucher,
    enregistrer_pass,
    modifier_suspension,
    reporter_fin_pass,
    signer_contrat,
    suspendre_pass,
)
from etrier.parcours.models import Contrat, PassIae, Personne, Salarie
from etrier.socle.erreurs import Refus
from etrier.socle.models import Acte
from etrier.structures.models import Convention, Structure
from tests import fabrique

pytestmark = pytest.mark.django_db

CAMILLE = Identite("DURAND", "Camille", date(1990, 5, 17), "MME")


@pytest.fixture
def aci() -> Structure:
    return fabrique.structure("ACI")


@pytest.fixture
def convention(aci: Structure) -> Convention:
    return fabrique.convention(aci, "ACI")


@pytest.fixture
def camille(aci: Structure) -> Salarie:
    return embaucher(aci, matricule="M1", identite=CAMILLE, par=None)


def signer(qui: Salarie, sous: Convention, **autres: object) -> Contrat:
    """A CDDI of 2025, 26 h a week, unless told otherwise."""
    termes: dict[str, object] = {
        "genre": "CDDI",
        "debut": date(2025, 1, 1),
        "fin": date(2025, 12, 31),
        "minutes_hebdo": 26 * 60,
        "taux_horaire_centimes": 1188,
        **autres,
    }
    return signer_contrat(qui, sous, par=None, **termes)  # type: ignore[arg-type]


def termes(**autres: object) -> Termes:
    """Terms from July 2025 on, with more hours, unless told otherwise."""
    voulus: dict[str, object] = {
        "effet": date(2025, 7, 1),
        "fin": date(2025, 12, 31),
        "minutes_hebdo": 30 * 60,
        "taux_horaire_centimes": 1188,
        **autres,
    }
    return Termes(**voulus)  # type: ignore[arg-type]


def refus(phrase: str) -> pytest.RaisesExc[Refus]:
    """The refusal, said in these words."""
    return pytest.raises(Refus, match=phrase)


class TestEmbaucher:
    def test_it_creates_the_person_and_writes_the_act(self, aci: Structure) -> None:
        par = fabrique.utilisateur()
        salarie = embaucher(aci, matricule=" M1 ", identite=CAMILLE, par=par)
        assert (salarie.matricule, str(salarie.personne)) == ("M1", "DURAND Camille")
        acte = Acte.objects.get(verbe="salarie.embaucher")
        assert (acte.auteur, acte.perimetre, acte.cible_id) == (par, aci.pk, salarie.pk)

    def test_a_person_of_the_group_comes_with_her_pass(self, aci: Structure) -> None:
        ailleurs = fabrique.salarie(fabrique.structure("EI"))
        ici = embaucher(aci, matricule="M1", personne=ailleurs.personne, par=None)
        assert ici.personne == ailleurs.personne
        assert Personne.objects.count() == 1

    def test_it_refuses_a_number_already_taken(self, aci: Structure, camille: Salarie) -> None:
        autre = Identite("MARTIN", "Dominique", date(1980, 1, 1))
        with refus("Le matricule M1 est celui de DURAND Camille : choisissez-en un autre."):
            embaucher(aci, matricule="M1", identite=autre, par=None)
        assert Personne.objects.count() == 1

    def test_it_refuses_somebody_hired_already(self, aci: Structure, camille: Salarie) -> None:
        with refus("DURAND Camille est déjà salarié ici, matricule M1"):
            embaucher(aci, matricule="M2", personne=camille.personne, par=None)

    @pytest.mark.parametrize(
        ("identite", "phrase"),
        [
            (None, "Écrivez le nom, le prénom et la date de naissance."),
            (Identite(" ", "Camille", date(1990, 5, 17)), "Écrivez le nom et le prénom."),
            (Identite("D", "C", date(2990, 1, 1)), "Le 01/01/2990 ne peut pas être"),
            (Identite("D", "C", date(1890, 1, 1)), "Le 01/01/1890 ne peut pas être"),
        ],
    )
    def test_it_refuses_an_identity_that_is_none(
        self, aci: Structure, identite: Identite | None, phrase: str
    ) -> None:
        with refus(phrase):
            embaucher(aci, matricule="M1", identite=identite, par=None)

    def test_it_refuses_an_empty_number(self, aci: Structure) -> None:
        with refus("Écrivez le matricule"):
            embaucher(aci, matricule="  ", identite=CAMILLE, par=None)

    def test_a_name_typed_wrong_is_corrected(self, camille: Salarie) -> None:
        juste = Identite("DURANT", "Camille", date(1990, 5, 18), "MME")
        corriger_identite(camille, juste, matricule="M1", par=None)
        camille.refresh_from_db()
        assert str(camille) == "DURANT Camille (M1)"
        assert camille.personne.naissance == date(1990, 5, 18)


class TestSigner:
    def test_the_signed_terms_are_rank_zero(self, camille: Salarie, convention: Convention) -> None:
        contrat = signer(camille, convention)
        signature = contrat.avenants.get()
        assert (signature.rang, signature.effet, signature.fin) == (
            0,
            date(2025, 1, 1),
            date(2025, 12, 31),
        )
        assert (signature.minutes_hebdo, signature.taux_horaire_centimes) == (1560, 1188)
        acte = Acte.objects.get(verbe="contrat.signer")
        assert acte.details == {"genre": "CDDI", "debut": "2025-01-01", "fin": "2025-12-31"}

    def test_numbers_follow_in_the_year(self, camille: Salarie, convention: Convention) -> None:
        premier = signer(camille, convention, fin=date(2025, 5, 31))
        second = signer(camille, convention, debut=date(2025, 6, 1))
        assert (premier.numero, second.numero) == ("2025-0001", "2025-0002")

    def test_it_refuses_a_number_already_taken(
        self, camille: Salarie, convention: Convention
    ) -> None:
        signer(camille, convention, numero="C7", fin=date(2025, 5, 31))
        with refus("Le contrat n° C7 existe déjà"):
            signer(camille, convention, numero="C7", debut=date(2025, 6, 1))

    def test_it_refuses_an_overlap_under_the_same_convention(
        self, camille: Salarie, convention: Convention
    ) -> None:
        signer(camille, convention, numero="C7")
        phrase = "a déjà le contrat C7 sous la même convention, du 01/01/2025 au 31/12/2025"
        with refus(phrase):
            signer(camille, convention, debut=date(2025, 12, 31), fin=date(2026, 6, 30))
        assert Contrat.objects.count() == 1

    def test_two_conventions_may_share_days(
        self, camille: Salarie, aci: Structure, convention: Convention
    ) -> None:
        signer(camille, convention)
        signer(camille, fabrique.convention(aci, "EI"), minutes_hebdo=4 * 60)
        assert Contrat.objects.count() == 2

    def test_missions_of_a_temporary_agency_may_share_days(self, camille: Salarie) -> None:
        etti = fabrique.convention(camille.structure, "ETTI")
        for _ in range(2):
            signer(camille, etti, genre="MISSION", fin=date(2025, 1, 31))
        assert Contrat.objects.count() == 2

    def test_it_refuses_the_convention_of_another_structure(self, camille: Salarie) -> None:
        with refus("Cette convention n'est pas celle de la structure"):
            signer(camille, fabrique.convention(fabrique.structure("EI"), "EI"))

    @pytest.mark.parametrize(
        ("dispositif", "genre", "phrase"),
        [
            ("ACI", "MISSION", "Un contrat de mission ne se signe pas sous une convention ACI"),
            ("ETTI", "CDDI", "Un CDD d'insertion ne se signe pas sous une convention ETTI"),
            ("ACI", "CDDU", "il en faut une AI"),
            ("GEIQ", "CDI_INCLUSION", "il en faut une ACI ou EI ou AI ou ETTI"),
            ("ACI", "CDI", "Choisissez le type du contrat"),
        ],
    )
    def test_it_refuses_a_contract_the_convention_does_not_allow(
        self, camille: Salarie, dispositif: str, genre: str, phrase: str
    ) -> None:
        with refus(phrase):
            signer(camille, fabrique.convention(camille.structure, dispositif), genre=genre)

    @pytest.mark.parametrize(
        ("autres", "phrase"),
        [
            ({"fin": None}, "Un CDD d'insertion a un terme précis"),
            ({"genre": "CDI_INCLUSION"}, "Un CDI inclusion n'a pas de date de fin"),
            ({"fin": date(2024, 12, 31)}, r"La fin \(31/12/2024\) précède le début"),
            ({"minutes_hebdo": 49 * 60}, "La durée hebdomadaire va de 0 à 48 heures"),
            ({"taux_horaire_centimes": 0}, "Écrivez le taux horaire brut"),
        ],
    )
    def test_it_refuses_impossible_terms(
        self, camille: Salarie, convention: Convention, autres: dict[str, object], phrase: str
    ) -> None:
        with refus(phrase):
            signer(camille, convention, **autres)

    def test_under_four_months_is_no_refusal(
        self, camille: Salarie, convention: Convention
    ) -> None:
        assert signer(camille, convention, fin=date(2025, 1, 31)).pk


class TestAmender:
    @pytest.fixture
    def contrat(self, camille: Salarie, convention: Convention) -> Contrat:
        return signer(camille, convention, numero="C7")

    def test_the_next_rank_brings_the_terms_and_the_end(self, contrat: Contrat) -> None:
        avenant = amender_contrat(
            contrat, termes(fin=date(2026, 3, 31)), motif=" renouvellement ", par=None
        )
        contrat.refresh_from_db()
        assert (avenant.rang, avenant.minutes_hebdo, avenant.motif) == (1, 1800, "renouvellement")
        assert contrat.fin == avenant.fin == date(2026, 3, 31)
        details = Acte.objects.get(verbe="contrat.amender").details
        assert details == {"rang": 1, "effet": "2025-07-01", "fin": "2026-03-31"}

    @pytest.mark.parametrize(
        ("autres", "phrase"),
        [
            ({"effet": date(2025, 1, 1)}, "Les conditions actuelles valent depuis le 01/01/2025"),
            ({"effet": date(2026, 1, 2)}, "Le contrat finit le 31/12/2025 et l'avenant prendrait"),
            ({"fin": date(2025, 6, 1)}, "Le contrat finit le 01/06/2025 et l'avenant prendrait"),
            ({"fin": date(2024, 6, 1)}, r"La fin \(01/06/2024\) précède le début"),
            ({"fin": None}, "Un CDD d'insertion a un terme précis"),
            ({"minutes_hebdo": 26 * 60}, "Cet avenant ne change ni la durée"),
            ({"minutes_hebdo": 50 * 60}, "La durée hebdomadaire va de 0 à 48 heures"),
        ],
    )
    def test_it_refuses_impossible_terms(
        self, contrat: Contrat, autres: dict[str, object], phrase: str
    ) -> None:
        with refus(phrase):
            amender_contrat(contrat, termes(**autres), motif="essai", par=None)
        assert contrat.avenants.count() == 1

    def test_it_refuses_without_a_motive(self, contrat: Contrat) -> None:
        with refus("Écrivez le motif de l'avenant."):
            amender_contrat(contrat, termes(), motif=" ", par=None)

    def test_an_early_end_may_take_effect_the_day_after(self, contrat: Contrat) -> None:
        fin = termes(effet=date(2025, 1, 2), fin=date(2025, 1, 1), minutes_hebdo=1560)
        amender_contrat(contrat, fin, motif="fin anticipée", par=None)
        contrat.refresh_from_db()
        assert contrat.fin == date(2025, 1, 1)

    def test_it_refuses_to_end_before_validated_hours(self, contrat: Contrat) -> None:
        fabrique.heures(contrat, date(2025, 9, 15), 420)
        fabrique.valider_mois(contrat.structure, date(2025, 9, 1))
        with refus("Des heures sont validées jusqu'au 15/09/2025"):
            amender_contrat(contrat, termes(fin=date(2025, 8, 31)), motif="fin", par=None)

    def test_hours_a_correction_cancelled_do_not_hold_it_back(self, contrat: Contrat) -> None:
        fabrique.heures(contrat, date(2025, 9, 15), 420)
        fabrique.valider_mois(contrat.structure, date(2025, 9, 1))
        corriger(LigneHeures.objects.get(), minutes=0, motif="déjà partie", par=None)
        amender_contrat(contrat, termes(fin=date(2025, 8, 31)), motif="fin", par=None)
        contrat.refresh_from_db()
        assert contrat.fin == date(2025, 8, 31)

    def test_drafts_do_not_hold_it_back(self, contrat: Contrat) -> None:
        fabrique.heures(contrat, date(2025, 9, 15), 420)
        amender_contrat(contrat, termes(fin=date(2025, 8, 31)), motif="fin", par=None)
        assert contrat.avenants.count() == 2

    def test_it_refuses_to_run_into_the_next_contract(self, contrat: Contrat) -> None:
        signer(
            contrat.salarie,
            contrat.convention,
            numero="C8",
            debut=date(2026, 1, 1),
            fin=date(2026, 6, 30),
        )
        with refus("a déjà le contrat C8 sous la même convention"):
            amender_contrat(contrat, termes(fin=date(2026, 1, 1)), motif="suite", par=None)


class TestPass:
    @pytest.fixture
    def recu(self, camille: Salarie) -> PassIae:
        return enregistrer_pass(
            camille,
            numero="99999 26 12345",
            debut=date(2025, 1, 1),
            fin=date(2026, 12, 31),
            par=None,
        )

    def test_the_dates_received_are_kept(self, recu: PassIae) -> None:
        assert (recu.numero, recu.debut, recu.fin) == (
            "999992612345",
            date(2025, 1, 1),
            date(2026, 12, 31),
        )
        assert Acte.objects.filter(verbe="pass.enregistrer").count() == 1

    @pytest.mark.parametrize("numero", ["", "9999926123", "99999-2612345", "ABCDEFGHIJKL"])
    def test_it_refuses_a_malformed_number(self, camille: Salarie, numero: str) -> None:
        with refus("Un numéro de PASS IAE a 12 caractères"):
            enregistrer_pass(
                camille, numero=numero, debut=date(2025, 1, 1), fin=date(2026, 1, 1), par=None
            )

    def test_it_refuses_the_number_of_somebody_else(self, aci: Structure, recu: PassIae) -> None:
        with refus("Le PASS 999992612345 est déjà enregistré"):
            enregistrer_pass(
                fabrique.salarie(aci),
                numero=recu.numero,
                debut=date(2029, 1, 1),
                fin=date(2030, 1, 1),
                par=None,
            )

    def test_it_refuses_two_pass_on_the_same_days(self, camille: Salarie, recu: PassIae) -> None:
        with refus("Le PASS 999992612345 vaut déjà du 01/01/2025 au 31/12/2026"):
            enregistrer_pass(
                camille,
                numero="999992699999",
                debut=date(2026, 12, 31),
                fin=date(2028, 1, 1),
                par=None,
            )

    def test_it_refuses_dates_in_disorder(self, camille: Salarie) -> None:
        with refus("précède le début"):
            enregistrer_pass(
                camille,
                numero="999992612345",
                debut=date(2026, 1, 1),
                fin=date(2025, 1, 1),
                par=None,
            )

    def test_a_new_end_is_received(self, camille: Salarie, recu: PassIae) -> None:
        reporter_fin_pass(camille, recu, fin=date(2027, 3, 1), par=None)
        recu.refresh_from_db()
        assert recu.fin == date(2027, 3, 1)

    def test_it_refuses_a_new_end_inside_the_next_pass(
        self, camille: Salarie, recu: PassIae
    ) -> None:
        enregistrer_pass(
            camille,
            numero="999992699999",
            debut=date(2029, 1, 1),
            fin=date(2030, 12, 31),
            par=None,
        )
        with refus("Cette fin empiète sur un autre PASS"):
            reporter_fin_pass(camille, recu, fin=date(2029, 1, 1), par=None)

    def test_a_suspension_leaves_the_end_as_received(self, camille: Salarie, recu: PassIae) -> None:
        suspension = suspendre_pass(
            camille, recu, debut=date(2025, 6, 1), fin=date(2025, 8, 31), par=None
        )
        recu.refresh_from_db()
        assert recu.fin == date(2026, 12, 31)
        modifier_suspension(
            camille, suspension, debut=date(2025, 6, 1), fin=date(2025, 7, 14), par=None
        )
        assert recu.suspensions.get().fin == date(2025, 7, 14)

    @pytest.mark.parametrize(
        ("debut", "fin", "phrase"),
        [
            (date(2024, 12, 31), date(2025, 2, 1), "la suspension commence entre ces dates"),
            (date(2025, 5, 1), date(2025, 4, 1), "précède le début"),
            (date(2025, 8, 31), date(2025, 9, 30), "suspendu du 01/06/2025 au 31/08/2025"),
        ],
    )
    def test_it_refuses_an_impossible_suspension(
        self, camille: Salarie, recu: PassIae, debut: date, fin: date, phrase: str
    ) -> None:
        suspendre_pass(camille, recu, debut=date(2025, 6, 1), fin=date(2025, 8, 31), par=None)
        with refus(phrase):
            suspendre_pass(camille, recu, debut=debut, fin=fin, par=None)
