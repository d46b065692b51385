"""Two sheets of one person united: everything follows, nothing of the past changes."""

from datetime import date

import pytest
from django.db import connection, models
from django.http import Http404

from etrier.heures.models import LigneHeures
from etrier.parcours.accueil import fusion
from etrier.parcours.accueil.actions import Arrivee, recevoir
from etrier.parcours.accueil.coordonnees import ecrire_nir
from etrier.parcours.accueil.doublons import les_doublons
from etrier.parcours.accueil.fusion import deplacer_liens, fusionner, les_liens
from etrier.parcours.models import (
    Candidature,
    Contrat,
    DiagnosticEligibilite,
    LectureSecret,
    PassIae,
    Personne,
    Referent,
    Salarie,
)
from etrier.socle.erreurs import Refus
from etrier.socle.models import Acte
from etrier.structures.access import Acces
from etrier.structures.enums import Role
from etrier.structures.models import Groupe, Structure
from tests import fabrique

pytestmark = pytest.mark.django_db

NEE = date(1990, 5, 17)
NIRS = ("290059999999934", "185017512345694")


def acces(structure: Structure, role: Role = Role.CIP) -> Acces:
    """The key of somebody with a role there."""
    return Acces(fabrique.utilisateur(role, structure), structure, frozenset({role}))


def refus(phrase: str) -> pytest.RaisesExc[Refus]:
    """The refusal, said in these words."""
    return pytest.raises(Refus, match=phrase)


def personne(nom: str = "EXEMPLE", prenom: str = "Camille") -> Personne:
    return Personne.objects.create(nom=nom, prenom=prenom, naissance=NEE)


@pytest.fixture
def groupe() -> tuple[Structure, Structure]:
    """Two structures of a group."""
    le_groupe = Groupe.objects.create(nom="Groupe d'essai")
    noms = ("ACI", "EI")
    structures = [fabrique.structure(nom) for nom in noms]
    Structure.objects.filter(pk__in=[s.pk for s in structures]).update(groupe=le_groupe)
    for une in structures:
        une.refresh_from_db()
    return structures[0], structures[1]


def des_deux_cotes(groupe: tuple[Structure, Structure]) -> tuple[Salarie, Salarie]:
    """Somebody written twice: an employee of each structure."""
    gardee, doublon = personne(), personne("EXEMPLÉ")
    return (
        Salarie.objects.create(structure=groupe[0], personne=gardee, matricule="A1"),
        Salarie.objects.create(structure=groupe[1], personne=doublon, matricule="B1"),
    )


class TestDoublons:
    def test_a_near_name_born_the_same_day(self, groupe: tuple[Structure, Structure]) -> None:
        ici, la = des_deux_cotes(groupe)
        [vu] = les_doublons(acces(groupe[0]))
        assert (vu.une, vu.autre) == (ici.personne, la.personne)
        assert vu.raison == "nom proche, même jour de naissance"

    def test_the_same_number_whatever_the_names(self, groupe: tuple[Structure, Structure]) -> None:
        ici, la = des_deux_cotes(groupe)
        Personne.objects.filter(pk=la.personne_id).update(nom="AUTRE", naissance=date(1991, 1, 1))
        for qui in (ici, la):
            qui.personne.refresh_from_db()
            ecrire_nir(qui, _cle(NIRS[0]), par=None)
        [vu] = les_doublons(acces(groupe[0]))
        assert vu.raison == "même numéro de sécurité sociale"

    def test_twins_and_strangers_are_not(self, groupe: tuple[Structure, Structure]) -> None:
        ici, _la = des_deux_cotes(groupe)
        Personne.objects.exclude(pk=ici.personne_id).update(prenom="Dominique")
        fabrique.salarie(fabrique.structure("Loin"), personne=personne())
        assert les_doublons(acces(groupe[0])) == []


class TestFusion:
    def test_everything_follows_and_the_past_stays(
        self, groupe: tuple[Structure, Structure]
    ) -> None:
        ici, la = des_deux_cotes(groupe)
        contrat = fabrique.contrat(la, fabrique.convention(groupe[1], "EI"))
        fabrique.heures(contrat, date(2025, 3, 3), 420)
        recu = PassIae.objects.create(
            personne=la.personne, numero="999990000001", debut=NEE, fin=date(1992, 5, 16)
        )
        recevoir(groupe[1], la.personne, Arrivee("spontanee", date(2026, 1, 5)), par=None)
        DiagnosticEligibilite.objects.create(
            personne=la.personne,
            structure=groupe[1],
            dispositif="EI",
            auteur="employeur",
            le=NEE,
            eligible=True,
        )
        ecrire_nir(la, _cle(NIRS[0]), par=None)
        avant = list(LigneHeures.objects.values()), list(Contrat.objects.values())
        cle = acces(groupe[0])
        fusionner(cle, ici.personne, la.personne)
        gardee, vide = (
            Personne.objects.get(pk=ici.personne_id),
            Personne.objects.get(pk=la.personne_id),
        )
        assert vide.fusionnee_dans == gardee
        assert (vide.nir, vide.nir_empreinte) == (None, "")
        assert gardee.nir is not None
        assert set(gardee.salaries.values_list("matricule", flat=True)) == {"A1", "B1"}
        assert gardee.les_pass.get() == recu
        assert gardee.diagnostics.count() == gardee.candidatures.count() == 1
        assert (list(LigneHeures.objects.values()), list(Contrat.objects.values())) == avant
        assert les_doublons(cle) == []
        notes = Acte.objects.filter(verbe="personne.fusionner")
        assert set(notes.values_list("perimetre", flat=True)) == {s.pk for s in groupe}
        assert notes[0].details == {"doublon": vide.pk}

    def test_no_column_is_forgotten(self, groupe: tuple[Structure, Structure]) -> None:
        """Each foreign key to a person or an employee, hidden ones too, is one the merge moves."""
        for cible in (Personne, Salarie):
            suivies = {(x.related_model, x.field.name) for x in les_liens(cible)}
            voulues = {
                (modele, champ.name)
                for modele in _toutes_les_tables()
                for champ in modele._meta.get_fields()
                if isinstance(champ, models.ForeignKey) and champ.related_model is cible
            }
            assert voulues
            assert voulues <= suivies

    def test_a_table_without_a_way_back_follows_too(
        self, groupe: tuple[Structure, Structure]
    ) -> None:
        ici, la = des_deux_cotes(groupe)
        lecture = LectureSecret.objects.create(
            personne=la.personne, structure=groupe[1], rubrique="nir"
        )
        deplacer_liens(la.personne, ici.personne)
        lecture.refresh_from_db()
        assert lecture.personne == ici.personne

    def test_an_old_duplicate_points_to_the_last_sheet(
        self, groupe: tuple[Structure, Structure]
    ) -> None:
        ici, la = des_deux_cotes(groupe)
        ancien = Personne.objects.create(
            nom="EXEMPLE", prenom="C", naissance=NEE, fusionnee_dans=la.personne
        )
        fusionner(acces(groupe[0]), ici.personne, la.personne)
        ancien.refresh_from_db()
        assert ancien.fusionnee_dans == ici.personne

    def test_two_hands_that_unite_both_ways_lose_nobody(
        self, groupe: tuple[Structure, Structure], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """The other act passes between the choice of the two sheets and the lock on them."""
        ici, la = des_deux_cotes(groupe)
        cle = acces(groupe[0])

        def l_autre_d_abord(_acces: Acces, _doublon: Personne) -> None:
            monkeypatch.undo()
            fusionner(cle, la.personne, ici.personne)

        monkeypatch.setattr(fusion, "_exiger_le_groupe", l_autre_d_abord)
        with refus("vient d'être réunie"):
            fusionner(cle, ici.personne, la.personne)
        assert Personne.objects.get(fusionnee_dans=None) == la.personne


class TestMemeStructure:
    def deux(self, structure: Structure) -> tuple[Salarie, Salarie]:
        """Two numbers of one person in one structure."""
        fiches = [
            Salarie.objects.create(structure=structure, personne=personne(), matricule=m)
            for m in ("A1", "A2")
        ]
        return fiches[0], fiches[1]

    @pytest.mark.parametrize("porteuse", [0, 1])
    def test_the_number_without_contract_goes(
        self, groupe: tuple[Structure, Structure], porteuse: int
    ) -> None:
        fiches = self.deux(groupe[0])
        contrat = fabrique.contrat(fiches[porteuse], fabrique.convention(groupe[0]))
        for fiche in fiches:
            Referent.objects.create(
                salarie=fiche, utilisateur=fabrique.utilisateur(), debut=date(2025, 1, 1)
            )
        fusionner(acces(groupe[0]), fiches[0].personne, fiches[1].personne)
        [reste] = Salarie.objects.all()
        contrat.refresh_from_db()
        assert contrat.salarie == reste == fiches[porteuse]
        assert reste.personne == fiches[0].personne
        assert reste.referents.count() == 2
        assert reste.referents.filter(fin=None).count() == 1

    def test_overlapping_contracts_are_refused(self, groupe: tuple[Structure, Structure]) -> None:
        fiches, convention = self.deux(groupe[0]), fabrique.convention(groupe[0])
        for fiche in fiches:
            fabrique.contrat(fiche, convention)
        with refus("ont chacun un contrat le 01/01/2025"):
            fusionner(acces(groupe[0]), fiches[0].personne, fiches[1].personne)
        assert Salarie.objects.count() == 2
        assert not Personne.objects.exclude(fusionnee_dans=None).exists()

    def test_hours_made_under_two_numbers_stay_so(
        self, groupe: tuple[Structure, Structure]
    ) -> None:
        fiches, convention = self.deux(groupe[0]), fabrique.convention(groupe[0])
        fabrique.contrat(fiches[0], convention, fin=date(2025, 6, 30))
        fabrique.contrat(fiches[1], convention, debut=date(2025, 7, 1))
        with refus("ne passent pas sous l'autre"):
            fusionner(acces(groupe[0]), fiches[0].personne, fiches[1].personne)


class TestRefus:
    def test_two_pass_on_the_same_days(self, groupe: tuple[Structure, Structure]) -> None:
        ici, la = fabrique.salarie(groupe[0]), fabrique.salarie(groupe[1])
        with refus("valent les mêmes jours"):
            fusionner(acces(groupe[0]), ici.personne, la.personne)

    def test_two_numbers(self, groupe: tuple[Structure, Structure]) -> None:
        ici, la = des_deux_cotes(groupe)
        for qui, nir in zip((ici, la), NIRS, strict=True):
            ecrire_nir(qui, _cle(nir), par=None)
        with refus("numéros de sécurité sociale différents"):
            fusionner(acces(groupe[0]), ici.personne, la.personne)

    def test_somebody_of_another_group_is_not_told(
        self, groupe: tuple[Structure, Structure]
    ) -> None:
        ici, la = des_deux_cotes(groupe)
        loin = fabrique.structure("Loin")
        etranger = Salarie.objects.create(structure=loin, personne=personne(), matricule="L1")
        with pytest.raises(Http404):
            fusionner(acces(groupe[0]), ici.personne, etranger.personne)
        Candidature.objects.create(
            structure=loin, personne=la.personne, origine="spontanee", recue_le=NEE
        )
        with refus("gardez plutôt l'autre"):
            fusionner(acces(groupe[0]), ici.personne, la.personne)
        with pytest.raises(Http404):
            fusionner(acces(groupe[0], Role.LECTURE), ici.personne, la.personne)


def _toutes_les_tables() -> list[type[models.Model]]:
    presentes = set(connection.introspection.table_names())
    modeles = Personne._meta.apps.get_models(include_auto_created=True)
    return [m for m in modeles if m._meta.db_table in presentes]


def _cle(numero: str) -> str:
    return f"{numero[:13]}{97 - int(numero[:13]) % 97:02d}"
