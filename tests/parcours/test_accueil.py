"""Arrivals: partners, candidacies, steps, coordinates; what is refused, in which words."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.http import Http404

from etrier.parcours.accueil.access import (
    chercher_personnes,
    get_candidature,
    nommer_partenaire,
    ouvre_les_mots,
)
from etrier.parcours.accueil.actions import (
    Arrivee,
    accepter,
    fixer_rendez_vous,
    mettre_en_attente,
    raconter_rendez_vous,
    recevoir,
    refuser,
    repondre,
    retirer,
    rouvrir,
)
from etrier.parcours.accueil.coordonnees import (
    ecrire_coordonnees,
    ecrire_nir,
    lire_nir,
    verifier_nir,
)
from etrier.parcours.accueil.etapes import (
    accorder_etape,
    annuler_etape,
    faire_etape,
    proposer_etape,
)
from etrier.parcours.accueil.lecture import lire_les_mots
from etrier.parcours.accueil.noms import meme_nom
from etrier.parcours.accueil.partenaires import (
    FichePartenaire,
    ajouter_partenaire,
    deviner_genre,
    modifier_partenaire,
)
from etrier.parcours.accueil.suites import a_faire, attend_depuis, reponses
from etrier.parcours.actions import Identite
from etrier.parcours.enums import EtatCandidature, EtatEtape
from etrier.parcours.models import Candidature, LectureSecret, Personne, Referent, Salarie
from etrier.socle.erreurs import Refus
from etrier.socle.horloge import aujourdhui
from etrier.socle.models import Acte
from etrier.structures.access import Acces
from etrier.structures.enums import Role
from etrier.structures.models import Groupe, Structure
from tests import fabrique

pytestmark = pytest.mark.django_db

LE = date(2026, 3, 2)
CAMILLE = Identite("EXEMPLE", "Camille", date(1990, 5, 17), "MME")
ML = FichePartenaire("MISSION LOCALE D'EXEMPLE", "ML")


def acces(structure: Structure, role: Role = Role.CIP) -> Acces:
    """The key of somebody with a role there."""
    return Acces(fabrique.utilisateur(role, structure), structure, frozenset({role}))


def refus(phrase: str) -> pytest.RaisesExc[Refus]:
    """The refusal, said in these words."""
    return pytest.raises(Refus, match=phrase)


@pytest.fixture
def aci() -> Structure:
    return fabrique.structure("ACI")


@pytest.fixture
def venue(aci: Structure) -> Candidature:
    """Somebody who came by herself, with a message."""
    return recevoir(
        aci, CAMILLE, Arrivee("spontanee", LE, message="J'attends un logement"), par=None
    )


class TestPartenaires:
    def test_one_is_there_once_whatever_the_capitals(self, aci: Structure) -> None:
        un = ajouter_partenaire(aci, ML, par=None)
        with refus("déjà dans vos partenaires"):
            ajouter_partenaire(aci, FichePartenaire("mission locale d'exemple", "ML"), par=None)
        modifier_partenaire(un, FichePartenaire("ML d'Exemple", "ML", contact="A. TEST"), par=None)
        un.refresh_from_db()
        assert (un.nom, un.contact, un.est_habilite) == ("ML d'Exemple", "A. TEST", True)
        assert set(Acte.objects.values_list("verbe", flat=True)) == {
            "partenaire.ajouter",
            "partenaire.modifier",
        }

    def test_a_sensitive_one_has_no_name_next_to_a_person(self, aci: Structure) -> None:
        spip = ajouter_partenaire(aci, FichePartenaire("SPIP d'Exemple", "SPIP"), par=None)
        assert nommer_partenaire(spip, au_referent=False) == "autre partenaire"
        assert nommer_partenaire(spip, au_referent=True) == "SPIP d'Exemple"
        assert nommer_partenaire(None, au_referent=False) == ""

    @pytest.mark.parametrize(
        ("nom", "genre"),
        [
            ("MISSION LOCALE - ARRAS", "ML"),
            ("France Travail Exempleville", "FT"),
            ("CCAS d'Exempleville", "CCAS"),
            ("Les Amis du Cafetier", None),
        ],
    )
    def test_its_name_often_tells_its_kind(self, nom: str, genre: str | None) -> None:
        assert deviner_genre(nom) == genre


class TestNoms:
    @pytest.mark.parametrize(
        ("nom", "prenom"),
        [
            ("exemplé", "CAMILLE"),
            ("EXEMPLE-TEST", "Camille"),
            ("EXAMPLE", "Camile"),
            ("Camille", "Exemple"),
        ],
    )
    def test_slips_are_the_same_person(self, nom: str, prenom: str) -> None:
        assert meme_nom(nom, prenom, "EXEMPLE", "Camille")

    @pytest.mark.parametrize(("nom", "prenom"), [("EXEMPLE", "Dominique"), ("AUTRE", "Camille")])
    def test_twins_are_two(self, nom: str, prenom: str) -> None:
        assert not meme_nom(nom, prenom, "EXEMPLE", "Camille")

    def test_she_is_found_in_the_group_and_not_beyond(self, aci: Structure) -> None:
        soeur, etrangere = fabrique.structure("Sœur"), fabrique.structure("Loin")
        groupe = Groupe.objects.create(nom="Groupe d'essai")
        Structure.objects.filter(pk__in=(aci.pk, soeur.pk)).update(groupe=groupe)
        for ou in (soeur, etrangere):
            recevoir(ou, CAMILLE, Arrivee("spontanee", LE), par=None)
        aci.refresh_from_db()
        trouvees = chercher_personnes(acces(aci), "Exemplé", "camille", CAMILLE.naissance)
        assert [p.candidatures.get().structure for p in trouvees] == [soeur]


class TestCandidature:
    def test_it_waits_until_it_is_decided(self, aci: Structure, venue: Candidature) -> None:
        assert attend_depuis(venue, LE + timedelta(days=10)) == 10
        assert a_faire(venue) == "Proposer un rendez-vous"
        assert reponses(venue) == []
        with refus("encore ouverte"):
            recevoir(aci, venue.personne, Arrivee("spontanee", LE), par=None)
        with refus("Rien n'est décidé"):
            repondre(venue, le=LE, par=None)

    @pytest.mark.parametrize(
        ("arrivee", "phrase"),
        [
            (Arrivee("spontanee", date(2999, 1, 1)), "pas encore passé"),
            (Arrivee("prescripteur", LE), "quel prescripteur"),
            (Arrivee("ailleurs", LE), "comment la personne"),
        ],
    )
    def test_what_cannot_be_is_refused(self, aci: Structure, arrivee: Arrivee, phrase: str) -> None:
        with refus(phrase):
            recevoir(aci, CAMILLE, arrivee, par=None)
        assert not Personne.objects.exists()

    def test_only_an_authorised_one_prescribes(self, aci: Structure) -> None:
        ami = ajouter_partenaire(aci, FichePartenaire("Les Amis", "ORIENTEUR"), par=None)
        with refus("n'est pas un prescripteur habilité"):
            recevoir(aci, CAMILLE, Arrivee("prescripteur", LE, ami), par=None)
        ailleurs = ajouter_partenaire(fabrique.structure(), ML, par=None)
        with refus("pas dans votre carnet"):
            recevoir(aci, CAMILLE, Arrivee("prescripteur", LE, ailleurs), par=None)

    def test_an_appointment_leads_to_a_decision(self, venue: Candidature) -> None:
        passe = datetime(2026, 3, 9, 9, tzinfo=UTC)
        rendez_vous = fixer_rendez_vous(venue, le=passe, lieu="Bureau", par=None)
        assert (venue.etat, a_faire(venue)) == ("etude", "Dire si la personne est venue")
        raconter_rendez_vous(rendez_vous, present=True, avis="Motivée", par=None)
        assert a_faire(venue) == "Décider"
        raconter_rendez_vous(rendez_vous, present=False, par=None)
        rendez_vous.refresh_from_db()
        assert rendez_vous.avis is not None
        with refus("vient après"):
            fixer_rendez_vous(venue, le=datetime(2026, 2, 1, tzinfo=UTC), par=None)

    def test_yes_makes_an_employee(self, aci: Structure, venue: Candidature) -> None:
        salarie = accepter(venue, matricule="M1", le=LE, par=None)
        assert (salarie.structure, salarie.personne) == (aci, venue.personne)
        assert venue.salarie == salarie
        assert "Nous vous disons oui" in reponses(venue)[0].texte
        with refus("est close"):
            refuser(venue, motif="autre", le=LE, par=None)
        with refus("ne se rouvre pas"):
            rouvrir(venue, par=None)

    def test_somebody_who_comes_back_keeps_her_file(
        self, aci: Structure, venue: Candidature
    ) -> None:
        premiere = accepter(venue, matricule="M1", le=LE, par=None)
        retour = recevoir(aci, venue.personne, Arrivee("spontanee", LE), par=None)
        assert accepter(retour, matricule="", le=LE, par=None) == premiere

    def test_no_is_said_with_its_motive_and_nothing_secret(self, aci: Structure) -> None:
        spip = ajouter_partenaire(aci, FichePartenaire("SPIP d'Exemple", "SPIP"), par=None)
        une = recevoir(aci, CAMILLE, Arrivee("prescripteur", LE, spip, message="secret"), par=None)
        with refus("Choisissez le motif"):
            refuser(une, motif="", le=LE, par=None)
        refuser(une, motif="pas_de_poste", le=LE, par=None)
        assert a_faire(une) == "Donner la réponse"
        textes = "\n".join(r.texte for r in reponses(une))
        assert "pas de poste ouvert en ce moment" in textes
        assert "SPIP" not in textes
        assert "secret" not in textes
        repondre(une, le=aujourdhui(), par=None)
        assert a_faire(une) == ""
        rouvrir(une, par=None)
        assert (une.etat, une.motif_refus, une.reponse_le) == ("etude", "", None)

    def test_the_waiting_list_and_the_withdrawal(self, venue: Candidature) -> None:
        mettre_en_attente(venue, le=LE, par=None)
        repondre(venue, le=LE, par=None)
        assert a_faire(venue) == "Rappeler quand un poste s'ouvre"
        retirer(venue, le=LE, par=None)
        assert venue.etat == EtatCandidature.RETIREE
        assert reponses(venue) == []

    def test_the_words_open_to_who_receives_then_to_the_adviser_alone(
        self, aci: Structure, venue: Candidature
    ) -> None:
        cip, gestion = acces(aci), acces(aci, Role.GESTION)
        assert lire_les_mots(cip, venue).message == "J'attends un logement"
        assert not ouvre_les_mots(gestion, venue)
        salarie = accepter(venue, matricule="M1", le=LE, par=None)
        with pytest.raises(Http404):
            lire_les_mots(cip, venue)
        Referent.objects.create(salarie=salarie, utilisateur=cip.utilisateur, debut=LE)
        assert lire_les_mots(cip, venue).message == "J'attends un logement"
        assert LectureSecret.objects.filter(lecteur=cip.utilisateur).count() == 2

    def test_another_structure_does_not_find_it(self, venue: Candidature) -> None:
        with pytest.raises(Http404):
            get_candidature(acces(fabrique.structure()), venue.pk)


class TestEtapes:
    @pytest.fixture
    def ei(self, aci: Structure) -> Structure:
        """Another structure of the group."""
        groupe = Groupe.objects.create(nom="Groupe d'essai")
        ei = fabrique.structure("EI")
        Structure.objects.filter(pk__in=(aci.pk, ei.pk)).update(groupe=groupe)
        aci.refresh_from_db()
        ei.refresh_from_db()
        return ei

    def test_proposed_agreed_done_and_her_pass_comes_along(
        self, aci: Structure, ei: Structure
    ) -> None:
        qui = fabrique.salarie(aci)
        etape = proposer_etape(qui, ei, raison="Prête pour l'EI", par=None)
        with refus("déjà proposée"):
            faire_etape(etape, matricule="E1", par=None)
        accorder_etape(etape, effet=aujourdhui(), par=fabrique.utilisateur())
        arrivee = faire_etape(etape, matricule="E1", par=None)
        assert (arrivee.structure, arrivee.personne) == (ei, qui.personne)
        assert arrivee.personne.les_pass.exists()
        assert etape.etat == EtatEtape.FAITE
        perimetres = Acte.objects.filter(verbe="etape.faire").values_list("perimetre", flat=True)
        assert set(perimetres) == {aci.pk, ei.pk}

    def test_it_stays_in_the_group(self, aci: Structure, ei: Structure) -> None:
        qui = fabrique.salarie(aci)
        with refus("autre structure du groupe"):
            proposer_etape(qui, fabrique.structure(), raison="x", par=None)
        with refus("la raison"):
            proposer_etape(qui, ei, raison=" ", par=None)
        proposer_etape(qui, ei, raison="x", par=None)
        with refus("déjà en cours"):
            proposer_etape(qui, ei, raison="x", par=None)

    def test_either_gives_it_up(self, aci: Structure, ei: Structure) -> None:
        etape = proposer_etape(fabrique.salarie(aci), ei, raison="x", par=None)
        annuler_etape(etape, par=None)
        with refus("annulée"):
            accorder_etape(etape, effet=None, par=None)


class TestCoordonnees:
    def test_they_are_the_persons(self, aci: Structure) -> None:
        qui = fabrique.salarie(aci)
        ecrire_coordonnees(qui, {"telephone": " 06 00 00 00 00 ", "langue": "ar"}, par=None)
        lue = Personne.objects.get(pk=qui.personne_id)
        assert (lue.telephone, lue.langue) == ("06 00 00 00 00", "ar")

    @pytest.mark.parametrize("numero", ["2 90 05 99 999 999 30", "790059999999924"])
    def test_a_number_with_its_key_is_sealed(self, aci: Structure, numero: str) -> None:
        qui = fabrique.salarie(aci)
        ecrire_nir(qui, _avec_cle(numero), par=None)
        lue = Personne.objects.get(pk=qui.personne_id)
        assert str(lue.nir) == "•••"
        assert len(lue.nir_empreinte) == 64
        cip = acces(aci)
        with pytest.raises(Http404):
            lire_nir(cip, lue)
        Referent.objects.create(salarie=qui, utilisateur=cip.utilisateur, debut=LE)
        assert lire_nir(cip, lue).replace(" ", "") == _avec_cle(numero)
        ecrire_nir(qui, "", par=None)
        assert Personne.objects.get(pk=qui.personne_id).nir is None

    @pytest.mark.parametrize(
        ("numero", "phrase"),
        [
            ("123", "13 caractères"),
            ("990059999999930", "commence par 1 ou 2"),
            ("290059999999900", "La clé"),
            ("29005ZZ99999930", "caractère"),
        ],
    )
    def test_a_wrong_one_is_said_without_repeating_it(self, numero: str, phrase: str) -> None:
        with refus(phrase) as dit:
            verifier_nir(numero)
        assert numero not in str(dit.value)


def _avec_cle(numero: str) -> str:
    compact = numero.replace(" ", "")[:13]
    return f"{compact}{97 - int(compact) % 97:02d}"


def test_the_audit_holds_neither_name_nor_number(aci: Structure, venue: Candidature) -> None:
    salarie = accepter(venue, matricule="M1", le=LE, par=None)
    ecrire_nir(salarie, _avec_cle("2900599999999"), par=None)
    details = " ".join(str(d) for d in Acte.objects.values_list("details", flat=True))
    for secret in ("EXEMPLE", "2900599999999", "logement"):
        assert secret not in details
    assert Salarie.objects.count() == 1
