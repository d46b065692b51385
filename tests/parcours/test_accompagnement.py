"""Acts of the accompaniment: what they keep, what they seal, what they refuse."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.http import Http404

from etrier.parcours.accompagnement.competences import (
    ajouter_competence,
    observer,
    progres_de,
    retirer_competence,
)
from etrier.parcours.accompagnement.diagnostics import (
    Constat,
    Contenu,
    enregistrer_diagnostic,
    lire_diagnostics,
)
from etrier.parcours.accompagnement.entretiens import (
    Circonstances,
    CompteRendu,
    corriger_entretien,
    ecrire_entretien,
    lire_dernier_entretien,
    lire_entretien,
)
from etrier.parcours.accompagnement.metiers import METIERS_MAXIMUM, viser_metier
from etrier.parcours.accompagnement.modeles import (
    D_ORIGINE,
    les_modeles,
    modele_pour,
    regler_modele,
    titres,
)
from etrier.parcours.accompagnement.orientations import lire_orientations, orienter, repondre
from etrier.parcours.accompagnement.plan import (
    ajouter_action,
    clore_objectif,
    cocher_action,
    lire_plan,
    ouvrir_objectif,
)
from etrier.parcours.accompagnement.rome import chercher
from etrier.parcours.accompagnement.suivis import les_miens, suivre
from etrier.parcours.enums import GenrePartenaire, Rubrique
from etrier.parcours.enums_accompagnement import (
    Domaine,
    EtatObjectif,
    GenreEntretien,
    NiveauBesoin,
    NiveauCompetence,
    QuiAgit,
    SuiteOrientation,
)
from etrier.parcours.models import Entretien, LectureSecret, Partenaire, Salarie
from etrier.socle.erreurs import Refus
from etrier.socle.horloge import aujourdhui, maintenant
from etrier.socle.models import Acte
from etrier.structures.access import Acces
from etrier.structures.enums import Role
from tests import fabrique

pytestmark = pytest.mark.django_db
JOUR = date(2025, 3, 3)
DIT = CompteRendu((("Au travail", "Le dos tient bon"),), "Rappeler la mutuelle")


@pytest.fixture
def qui() -> Salarie:
    """Somebody of a structure, under contract."""
    une = fabrique.structure()
    salarie = fabrique.salarie(une)
    fabrique.contrat(salarie, fabrique.convention(une), fin=None)
    return salarie


@pytest.fixture
def acces(qui: Salarie) -> Acces:
    """Her assigned adviser."""
    conseillere = fabrique.utilisateur(Role.CIP, qui.structure)
    fabrique.accompagner(qui.structure, conseillere)
    return Acces(conseillere, qui.structure, frozenset({Role.CIP}))


@pytest.fixture
def collegue(qui: Salarie) -> Acces:
    """The same role, but somebody else's adviser."""
    autre = fabrique.utilisateur(Role.CIP, qui.structure)
    return Acces(autre, qui.structure, frozenset({Role.CIP}))


def _quand(jours: int = 1) -> datetime:
    return maintenant() - timedelta(days=jours)


class TestDiagnostic:
    def test_each_one_is_a_version(self, qui: Salarie, acces: Acces) -> None:
        avant = Contenu({Domaine.SANTE: Constat(NiveauBesoin.URGENT, "mal de dos")}, "forte")
        apres = Contenu({Domaine.SANTE: Constat(NiveauBesoin.SUIVI)}, souhaits="dehors")
        enregistrer_diagnostic(qui, avant, le=JOUR, par=acces.utilisateur)
        enregistrer_diagnostic(qui, apres, le=JOUR + timedelta(90), par=acces.utilisateur)
        assert [lu.contenu for lu in lire_diagnostics(acces, qui)] == [apres, avant]

    def test_a_colleague_reads_nothing(self, qui: Salarie, collegue: Acces) -> None:
        with pytest.raises(Http404):
            lire_diagnostics(collegue, qui)
        assert not LectureSecret.objects.exists()

    def test_a_reading_is_noted_once_for_all_versions(self, qui: Salarie, acces: Acces) -> None:
        for mois in range(3):
            contenu = Contenu(forces=f"force {mois}")
            enregistrer_diagnostic(qui, contenu, le=JOUR + timedelta(30 * mois), par=None)
        lire_diagnostics(acces, qui)
        lecture = LectureSecret.objects.get()
        assert (lecture.rubrique, lecture.lecteur) == (Rubrique.DIAGNOSTIC, acces.utilisateur)

    def test_it_refuses_to_say_nothing_or_to_foresee(self, qui: Salarie) -> None:
        with pytest.raises(Refus, match="Rien n'est rempli"):
            enregistrer_diagnostic(qui, Contenu(), le=JOUR, par=None)
        with pytest.raises(Refus, match="à venir"):
            enregistrer_diagnostic(
                qui, Contenu(forces="x"), le=aujourdhui() + timedelta(1), par=None
            )


class TestPlan:
    def test_what_it_is_about_is_sealed_its_dates_are_not(self, qui: Salarie, acces: Acces) -> None:
        objectif = ouvrir_objectif(
            qui, intitule="  Un  logement ", domaine=Domaine.LOGEMENT, le=JOUR, par=None
        )
        action = ajouter_action(objectif, intitule="Appeler", qui=QuiAgit.CIP, par=None)
        assert str(objectif.intitule) == "•••"
        (lu,) = lire_plan(acces, qui)
        assert (lu.intitule, lu.domaine) == ("Un logement", Domaine.LOGEMENT)
        assert [a.intitule for a in lu.a_faire] == ["Appeler"]
        cocher_action(action, faite_le=aujourdhui(), par=None)
        assert lire_plan(acces, qui)[0].a_faire == []

    def test_a_closed_objective_takes_no_more(self, qui: Salarie, acces: Acces) -> None:
        objectif = ouvrir_objectif(
            qui, intitule="Permis", domaine=Domaine.MOBILITE, le=JOUR, par=None
        )
        clore_objectif(objectif, etat=EtatObjectif.ATTEINT, le=JOUR, par=None)
        assert lire_plan(acces, qui, ouverts=True) == []
        with pytest.raises(Refus, match="clos"):
            ajouter_action(objectif, intitule="Encore", qui=QuiAgit.CIP, par=None)
        with pytest.raises(Refus, match="déjà clos"):
            clore_objectif(objectif, etat=EtatObjectif.ABANDONNE, le=JOUR, par=None)

    def test_dates_must_hold(self, qui: Salarie) -> None:
        with pytest.raises(Refus, match="précède"):
            ouvrir_objectif(
                qui,
                intitule="x",
                domaine=Domaine.EMPLOI,
                le=JOUR,
                echeance=JOUR - timedelta(1),
                par=None,
            )
        objectif = ouvrir_objectif(qui, intitule="x", domaine=Domaine.EMPLOI, le=JOUR, par=None)
        with pytest.raises(Refus, match="entre l'ouverture"):
            clore_objectif(objectif, etat=EtatObjectif.ATTEINT, le=JOUR - timedelta(1), par=None)
        action = ajouter_action(objectif, intitule="y", qui=QuiAgit.CIP, par=None)
        with pytest.raises(Refus, match="à venir"):
            cocher_action(action, faite_le=aujourdhui() + timedelta(1), par=None)


class TestEntretien:
    def test_actions_are_ticked_from_the_same_page(self, qui: Salarie, acces: Acces) -> None:
        objectif = ouvrir_objectif(qui, intitule="x", domaine=Domaine.SANTE, le=JOUR, par=None)
        action = ajouter_action(objectif, intitule="Kiné", qui=QuiAgit.PERSONNE, par=None)
        ecrire_entretien(
            qui, Circonstances(_quand(), GenreEntretien.SUIVI), DIT, faites=[action], par=None
        )
        action.refresh_from_db()
        assert action.faite_le is not None
        lu = lire_dernier_entretien(acces, qui)
        assert lu is not None
        assert lu.compte_rendu == DIT

    def test_a_correction_keeps_what_was_said_when_and_by_whom(
        self, qui: Salarie, acces: Acces
    ) -> None:
        circonstances = Circonstances(_quand(), GenreEntretien.SUIVI)
        entretien = ecrire_entretien(qui, circonstances, DIT, par=acces.utilisateur)
        autre = CompteRendu((("Au travail", "Le dos va mieux"),))
        corriger_entretien(entretien, circonstances, autre, acces=acces)
        lu = lire_entretien(acces, Entretien.objects.get(pk=entretien.pk))
        assert lu.compte_rendu == autre
        assert [(v.par, v.compte_rendu) for v in lu.avant] == [(acces.utilisateur.nom, DIT)]
        corriger_entretien(entretien, circonstances, autre, acces=acces)
        assert len(lire_entretien(acces, entretien).avant) == 1

    def test_somebody_who_did_not_come_needs_no_text(self, qui: Salarie, acces: Acces) -> None:
        absente = Circonstances(_quand(), GenreEntretien.SUIVI, present=False)
        entretien = ecrire_entretien(qui, absente, CompteRendu(), par=None)
        assert entretien.contenu is None
        assert lire_entretien(acces, entretien).compte_rendu.est_vide
        assert not LectureSecret.objects.exists()

    @pytest.mark.parametrize(
        ("change", "phrase"),
        [
            ({"le": maintenant() + timedelta(days=400)}, "à venir"),
            ({"prochain_le": date(2020, 1, 1)}, "précède"),
            ({"duree_minutes": 601}, "600"),
        ],
    )
    def test_it_refuses_impossible_dates(
        self, qui: Salarie, change: dict[str, object], phrase: str
    ) -> None:
        faits = {"le": _quand(), "genre": GenreEntretien.SUIVI, **change}
        with pytest.raises(Refus, match=phrase):
            ecrire_entretien(qui, Circonstances(**faits), DIT, par=None)  # type: ignore[arg-type]

    def test_it_refuses_an_empty_text(self, qui: Salarie) -> None:
        with pytest.raises(Refus, match="Rien n'est écrit"):
            ecrire_entretien(
                qui, Circonstances(_quand(), GenreEntretien.SUIVI), CompteRendu(), par=None
            )

    def test_a_colleague_corrects_nothing(self, qui: Salarie, collegue: Acces) -> None:
        circonstances = Circonstances(_quand(), GenreEntretien.SUIVI)
        entretien = ecrire_entretien(qui, circonstances, DIT, par=None)
        with pytest.raises(Http404):
            corriger_entretien(entretien, circonstances, CompteRendu((), "autre"), acces=collegue)


class TestModeles:
    def test_a_structure_finds_those_of_origin_once(self, qui: Salarie) -> None:
        assert len(les_modeles(qui.structure)) == len(D_ORIGINE) == len(les_modeles(qui.structure))
        assert modele_pour(qui.structure).genre == GenreEntretien.SUIVI

    def test_it_changes_them(self, qui: Salarie) -> None:
        modele = modele_pour(qui.structure)
        trame: Any = {"nom": "Le nôtre", "genre": GenreEntretien.SUIVI, "trame": "Un\n\n Deux "}
        assert titres(regler_modele(qui.structure, modele, par=None, **trame)) == ["Un", "Deux"]
        with pytest.raises(Refus, match="déjà ce nom"):
            regler_modele(qui.structure, None, par=None, **trame)
        with pytest.raises(Refus, match="de 1 à 12"):
            regler_modele(qui.structure, modele, par=None, **{**trame, "trame": " \n"})


class TestCompetences:
    def test_progress_is_what_was_seen_day_after_day(self, qui: Salarie) -> None:
        haie = ajouter_competence(qui.structure, libelle=" Taille une  haie", par=None)
        for jours, niveau in ((60, NiveauCompetence.DECOUVRE), (1, NiveauCompetence.SEUL)):
            le = aujourdhui() - timedelta(jours)
            observer(qui, haie, niveau=niveau, par=None, le=le)
        (progres,) = progres_de(qui)
        assert (progres.competence.libelle, progres.niveau) == ("Taille une haie", 3)
        assert progres.a_progresse

    def test_the_same_day_replaces(self, qui: Salarie) -> None:
        haie = ajouter_competence(qui.structure, libelle="Haie", par=None)
        for niveau in (NiveauCompetence.SEUL, NiveauCompetence.AIDE):
            observer(qui, haie, niveau=niveau, par=None)
        (progres,) = progres_de(qui)
        assert [o.niveau for o in progres.observations] == [NiveauCompetence.AIDE]

    def test_it_refuses(self, qui: Salarie) -> None:
        haie = ajouter_competence(qui.structure, libelle="Haie", par=None)
        ailleurs = ajouter_competence(fabrique.structure(), libelle="Haie", par=None)
        with pytest.raises(Refus, match="déjà dans la liste"):
            ajouter_competence(qui.structure, libelle="haie", par=None)
        with pytest.raises(Refus, match="pas possible"):
            observer(qui, ailleurs, niveau=NiveauCompetence.SEUL, par=None)
        observer(qui, haie, niveau=NiveauCompetence.SEUL, par=None)
        with pytest.raises(Refus, match="a été observée"):
            retirer_competence(haie, par=None)
        retirer_competence(ailleurs, par=None)


class TestOrientation:
    def test_why_is_sealed_and_the_answer_kept(self, qui: Salarie, acces: Acces) -> None:
        partenaire = Partenaire.objects.create(
            structure=qui.structure, nom="EXEMPLE", genre=GenrePartenaire.CSAPA
        )
        orientation = orienter(qui, partenaire, le=JOUR, motif=" boit ", par=None)
        (lue,) = lire_orientations(acces, qui)
        assert (lue.motif, lue.attend) == ("boit", True)
        repondre(orientation, suite=SuiteOrientation.ACCEPTEE, suite_le=JOUR, par=None)
        assert not lire_orientations(acces, qui)[0].attend
        assert "EXEMPLE" not in str(list(Acte.objects.values_list("details", flat=True)))

    def test_it_refuses(self, qui: Salarie) -> None:
        ici, ailleurs = (
            Partenaire.objects.create(structure=s, nom="EXEMPLE", genre=GenrePartenaire.CCAS)
            for s in (qui.structure, fabrique.structure())
        )
        with pytest.raises(Refus, match="autre structure"):
            orienter(qui, ailleurs, le=JOUR, motif="x", par=None)
        with pytest.raises(Refus, match="à venir"):
            orienter(qui, ici, le=aujourdhui() + timedelta(1), motif="x", par=None)
        with pytest.raises(Refus, match="pourquoi"):
            orienter(qui, ici, le=JOUR, motif=" ", par=None)
        orientation = orienter(qui, ici, le=JOUR, motif="x", par=None)
        with pytest.raises(Refus, match="entre l'orientation"):
            repondre(
                orientation,
                suite=SuiteOrientation.REFUSEE,
                suite_le=JOUR - timedelta(1),
                par=None,
            )


class TestMetiers:
    @pytest.mark.parametrize("saisie", ["jardinier paysagiste", "JARDINIÉR pays", "pays jardin"])
    def test_the_rome_is_found_as_one_types(self, saisie: str) -> None:
        assert "A1203" in {m.code_rome for m in chercher(saisie)}

    def test_a_ligature_typed_is_two_letters(self) -> None:
        assert chercher("manœuvre forestier") == chercher("manoeuvre forestier") != []

    def test_too_short_finds_nothing(self) -> None:
        assert chercher("j") == chercher("") == []

    def test_only_jobs_of_the_rome_and_six_at_most(self, qui: Salarie) -> None:
        for metier in chercher("agent", limite=METIERS_MAXIMUM):
            viser_metier(qui, code_rome=metier.code_rome, libelle=metier.libelle, par=None)
        with pytest.raises(Refus, match="Six métiers"):
            viser_metier(qui, code_rome=metier.code_rome, libelle=metier.libelle, par=None)
        with pytest.raises(Refus, match="pas dans le ROME"):
            viser_metier(qui, code_rome="A1203", libelle="Dompteur de dragons", par=None)


def test_my_people_and_where_they_stand(qui: Salarie, acces: Acces) -> None:
    le = aujourdhui()
    suivant = le + timedelta(20)
    faits = Circonstances(_quand(50), GenreEntretien.SUIVI, prochain_le=suivant)
    ecrire_entretien(qui, faits, DIT, par=None)
    ouvrir_objectif(qui, intitule="x", domaine=Domaine.SANTE, le=JOUR, par=None)
    (suivi,) = suivre(les_miens(acces, Salarie.objects.all()), le)
    assert (suivi.jours_sans_entretien, suivi.prochain_entretien) == (50, suivant)
    assert (suivi.objectifs_ouverts, suivi.sous_contrat) == (1, True)
    assert suivi.jours_pass == max((date(2027, 12, 31) - le).days + 1, 0)
    assert suivi.jours_contrat is None
