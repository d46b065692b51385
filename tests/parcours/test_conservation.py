"""The clocks of data, the archive, the erasure that leaves the figures, the copy."""

import json
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from io import BytesIO
from typing import Any
from unittest.mock import patch
from zipfile import ZipFile

import pytest
from django.apps import apps
from django.db import connection
from django.db.models import Model
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from etrier.cloture.actions import cloturer
from etrier.cloture.docteur import ausculter
from etrier.heures.models import Rapprochement
from etrier.parcours.chez_moi.actions import remettre
from etrier.parcours.chez_moi.liens import etat_de
from etrier.parcours.conservation.access import hors_archives
from etrier.parcours.conservation.actions import archiver, desarchiver, effacer, lever, retenir
from etrier.parcours.conservation.copie import RUBRIQUES, Copie, copier, en_zip
from etrier.parcours.conservation.effacement import (
    GARDEES_AILLEURS,
    NUMEROS_REMPLACES,
    PAR_NUMERO,
    SUPPRIMEES,
    TEXTES_AILLEURS,
    TEXTES_GARDES,
)
from etrier.parcours.conservation.horloges import lire_horloge, lire_horloges
from etrier.parcours.conservation.tables import les_tables
from etrier.parcours.models import (
    Candidature,
    Contrat,
    LectureSecret,
    LotAsp,
    PassIae,
    Personne,
    Salarie,
)
from etrier.parcours.secrets import sceller
from etrier.socle import secrets
from etrier.socle.erreurs import Refus
from etrier.socle.models import Acte
from etrier.socle.secrets import ChampScelle, Scelle
from tests import fabrique
from tests.parcours.tout_d_une_personne import MARQUE, remplir

pytestmark = pytest.mark.django_db
FIN = date(2025, 12, 31)
ECHUE = date(2028, 1, 1)


@pytest.fixture
def horloge() -> Iterator[Any]:
    """A clock the test moves; 1 January 2028 to begin with."""
    with patch("django.utils.timezone.now") as maintenant:
        mettre(maintenant, ECHUE)
        yield maintenant


def mettre(horloge: Any, jour: date) -> None:
    midi = datetime(jour.year, jour.month, jour.day, 12, tzinfo=timezone.get_default_timezone())
    horloge.return_value = midi


def pleine_de_tout(horloge: Any) -> Salarie:
    """Somebody who has everything, known in June 2025; the clock is put back afterwards."""
    mettre(horloge, date(2025, 6, 30))
    qui = remplir(fabrique.structure("Atelier"))
    PassIae.objects.update(fin=FIN)
    mettre(horloge, ECHUE)
    return qui


@pytest.fixture
def camille() -> Salarie:
    """Hired for 2025, her PASS ended with 2025."""
    convention = fabrique.convention(fabrique.structure("Atelier"), "ACI")
    qui = fabrique.salarie(convention.structure)
    fabrique.contrat(qui, convention)
    qui.personne.les_pass.update(fin=FIN)
    return qui


def archivee(personne: Personne, horloge: Any) -> None:
    """Archived thirty days ago."""
    archiver(personne, par=None)
    mettre(horloge, ECHUE + timedelta(days=30))


class TestTheClocks:
    def test_two_years_after_the_end_of_the_parcours(self, camille: Salarie) -> None:
        lue = lire_horloge(camille.personne, ECHUE)
        assert (lue.fin_parcours, lue.garder_jusquau, lue.le) == (
            FIN,
            date(2027, 12, 30),
            date(2027, 12, 31),
        )
        assert lue.est_due(date(2027, 12, 31))
        assert not lue.est_due(date(2027, 12, 30))

    def test_news_had_afterwards_are_a_contact(self, camille: Salarie) -> None:
        instant = datetime(2026, 6, 30, 9, tzinfo=timezone.get_default_timezone())
        camille.entretiens.create(le=instant, genre="suivi")
        lue = lire_horloge(camille.personne, ECHUE)
        assert (lue.dernier_contact, lue.le) == (date(2026, 6, 30), date(2028, 6, 30))

    def test_a_candidate_refused_two_years(self) -> None:
        une = fabrique.structure()
        personne = Personne.objects.create(nom="A", prenom="B", naissance=date(1990, 1, 1))
        Candidature.objects.create(
            structure=une,
            personne=personne,
            origine="spontanee",
            recue_le=date(2025, 1, 10),
            decidee_le=date(2025, 2, 1),
            etat="refusee",
        )
        lue = lire_horloge(personne, ECHUE)
        assert (lue.employee, lue.le) == (False, date(2027, 2, 1))

    def test_nothing_known_is_never_due(self) -> None:
        personne = Personne.objects.create(nom="A", prenom="B", naissance=date(1990, 1, 1))
        lue = lire_horloge(personne, ECHUE)
        assert lue.le is None
        assert not lue.est_due(ECHUE)

    @pytest.mark.parametrize(
        ("change", "raison"),
        [
            (lambda s: s.contrats.update(fin=None), "contrat"),
            (lambda s: s.contrats.update(fin=ECHUE), "contrat"),
            (lambda s: s.personne.les_pass.update(fin=ECHUE), "pass"),
            (
                lambda s: Candidature.objects.create(
                    structure=s.structure,
                    personne=s.personne,
                    origine="spontanee",
                    recue_le=FIN,
                ),
                "candidature",
            ),
            (
                lambda s: s.personne.etapes.create(
                    depuis=s.structure, vers=fabrique.structure(), proposee_le=FIN, raison="x"
                ),
                "etape",
            ),
            (
                lambda s: s.fiches.create(
                    structure=s.structure,
                    pass_iae=s.personne.les_pass.get(),
                    siret="1",
                    mesure="ACI_DC",
                    etat="envoyee",
                ),
                "fiche",
            ),
            (lambda s: retenir(s.personne, s.structure, "contentieux", par=None), "retenue"),
        ],
    )
    def test_what_still_runs_keeps_the_data(
        self, camille: Salarie, horloge: Any, change: Any, raison: str
    ) -> None:
        change(camille)
        assert lire_horloge(camille.personne, ECHUE).empechements == (raison,)
        with pytest.raises(Refus, match=r"."):
            archiver(camille.personne, par=None)

    def test_a_hold_that_is_lifted_keeps_nothing(self, camille: Salarie, horloge: Any) -> None:
        retenue = retenir(camille.personne, camille.structure, "controle", par=None)
        with pytest.raises(Refus, match="déjà notée"):
            retenir(camille.personne, camille.structure, "controle", par=None)
        lever(retenue, par=None)
        with pytest.raises(Refus, match="déjà levée"):
            lever(retenue, par=None)
        archiver(camille.personne, par=None)

    def test_many_people_cost_no_more_questions(
        self, camille: Salarie, django_assert_num_queries: Any
    ) -> None:
        with CaptureQueriesContext(connection) as une:
            lire_horloge(camille.personne, ECHUE)
        autres = [fabrique.salarie(camille.structure).personne for _ in range(5)]
        with django_assert_num_queries(len(une)):
            lire_horloges([camille.personne, *autres], ECHUE)


class TestTheArchive:
    def test_not_before_the_clock(self, camille: Salarie, horloge: Any) -> None:
        mettre(horloge, date(2027, 12, 30))
        with pytest.raises(Refus, match="se gardent jusqu'au 30/12/2027"):
            archiver(camille.personne, par=None)

    def test_it_leaves_the_daily_lists_and_comes_back(self, camille: Salarie, horloge: Any) -> None:
        remise = remettre(camille, par=None)
        archiver(camille.personne, par=None)
        assert not hors_archives(Salarie.objects.all()).exists()
        with pytest.raises(Refus, match="déjà archivée"):
            archiver(camille.personne, par=None)
        with pytest.raises(Refus, match="plus de page"):
            remettre(Salarie.objects.get(pk=camille.pk), par=None)
        remise.acces.salarie.personne.refresh_from_db()
        assert etat_de(remise.acces, deja_ouvert=True) == "retire"
        desarchiver(camille.personne, par=None)
        assert hors_archives(Salarie.objects.all()).exists()
        with pytest.raises(Refus, match="pas dans les archives"):
            desarchiver(camille.personne, par=None)

    def test_erasing_waits_thirty_days(self, camille: Salarie, horloge: Any) -> None:
        with pytest.raises(Refus, match="Archivez d'abord"):
            effacer(camille.personne, par=None)
        archiver(camille.personne, par=None)
        mettre(horloge, ECHUE + timedelta(days=29))
        with pytest.raises(Refus, match="le 31/01/2028"):
            effacer(camille.personne, par=None)
        mettre(horloge, ECHUE + timedelta(days=30))
        effacer(camille.personne, par=None)
        camille.personne.refresh_from_db()
        with pytest.raises(Refus, match="déjà effacée"):
            effacer(camille.personne, par=None)
        with pytest.raises(Refus, match="déjà effacée"):
            retenir(camille.personne, camille.structure, "controle", par=None)


class TestNoTableIsForgotten:
    def test_every_table_of_another_room_has_its_reason(self) -> None:
        ailleurs = {t.nom for t in les_tables() if not t.est_de_la_piece}
        assert ailleurs == GARDEES_AILLEURS.keys()

    def test_what_is_named_exists(self) -> None:
        noms = {t.nom for t in les_tables()}
        colonnes = {f"{t.nom}.{c.name}" for t in les_tables() for c in t.modele._meta.fields}
        assert noms >= SUPPRIMEES
        assert colonnes >= TEXTES_GARDES | NUMEROS_REMPLACES
        assert colonnes >= {f"{t}.{c}" for t, textes in TEXTES_AILLEURS.items() for c in textes}
        assert TEXTES_AILLEURS.keys() <= GARDEES_AILLEURS.keys()
        assert all(apps.get_model(nom) for nom, _colonne, _filtres in PAR_NUMERO)

    def test_no_sealed_column_is_kept(self) -> None:
        scelles = {
            f"{t.nom}.{c.name}"
            for t in les_tables()
            for c in t.modele._meta.fields
            if isinstance(c, ChampScelle)
        }
        assert not scelles & TEXTES_GARDES
        assert {nom.rpartition(".")[0] for nom in scelles} <= RUBRIQUES.keys()


def tout_en_clair(exclus: set[str]) -> dict[str, str]:
    """Every row of every table of the house, sealed values opened."""
    return {
        f"{m._meta.label} {ligne.pk}": " ".join(map(_ouvrir, _valeurs(ligne)))
        for m in apps.get_models()
        if m.__module__.startswith("etrier.") and m._meta.label not in exclus
        for ligne in m._base_manager.all()
    }


def _valeurs(ligne: Model) -> list[Any]:
    return [getattr(ligne, c.attname) for c in ligne._meta.concrete_fields]


def _ouvrir(valeur: Any) -> str:
    return secrets.ouvrir(valeur) if isinstance(valeur, Scelle) else str(valeur)


class TestTheErasure:
    @pytest.fixture
    def pleine(self, horloge: Any) -> Salarie:
        """Somebody who has everything, erased."""
        qui = pleine_de_tout(horloge)
        Rapprochement.objects.create(
            structure=qui.structure,
            sorte="salarie",
            texte=MARQUE.lower(),
            cible=qui.pk,
            accepte_le=timezone.now(),
        )
        avant = {t.nom: t.modele._base_manager.count() for t in les_tables()}
        archivee(qui.personne, horloge)
        effacer(qui.personne, par=None)
        qui.avant = avant  # type: ignore[attr-defined]
        qui.refresh_from_db()
        return qui

    def test_nothing_of_her_is_left_anywhere(self, pleine: Salarie) -> None:
        # Words of the structure about others; texts that name nobody, and figures are made of.
        exclus = {"parcours.Partenaire", "parcours.Competence"}
        gardes = {nom.rpartition(".")[0] for nom in TEXTES_GARDES}
        restes = {
            cle
            for cle, texte in tout_en_clair(exclus).items()
            if MARQUE in texte.upper() and cle.split()[0] not in gardes
        }
        assert restes == set()
        assert "ZZ" not in pleine.personne.nom

    def test_kept_texts_are_only_those_named(self, pleine: Salarie) -> None:
        for table in les_tables():
            for ligne in table.lignes(pleine.personne):
                for champ in ligne._meta.concrete_fields:
                    if f"{table.nom}.{champ.name}" not in TEXTES_GARDES:
                        dit = _ouvrir(getattr(ligne, champ.attname))
                        assert MARQUE[:3] not in dit.upper(), (table.nom, champ.name)

    def test_she_is_a_number_with_a_year_of_birth(self, pleine: Salarie) -> None:
        personne = pleine.personne
        assert personne.nom == f"Personne effacée {personne.pk}"
        assert (personne.prenom, personne.naissance) == ("", date(1990, 1, 1))
        assert (personne.nir, personne.nir_empreinte, personne.langue) == (None, "", "fr")
        assert personne.effacee_le == ECHUE + timedelta(days=30)
        assert pleine.matricule == f"E{pleine.pk}"
        assert PassIae.objects.get().numero == f"E{PassIae.objects.get().pk}"

    def test_rows_that_count_stay(self, pleine: Salarie) -> None:
        apres = {t.nom: t.modele._base_manager.count() for t in les_tables()}
        avant: dict[str, int] = pleine.avant  # type: ignore[attr-defined]
        # Taking her lines out of the batch opened it twice: two readings are written.
        attendu = avant | dict.fromkeys(SUPPRIMEES, 0)
        attendu["parcours.LectureSecret"] += 2
        assert apres == attendu

    def test_only_her_line_leaves_the_batches(self, pleine: Salarie) -> None:
        lot = LotAsp.objects.get()
        for scelle in (lot.contenu, lot.retour):
            assert json.loads(secrets.ouvrir(scelle)) == {"lignesTelechargement": [{"numLigne": 2}]}

    def test_the_audit_says_it_without_a_name(self, pleine: Salarie) -> None:
        acte = Acte.objects.get(verbe="conservation.effacer")
        assert acte.perimetre == pleine.structure_id
        assert acte.details["lignes"] > 15

    def test_a_batch_nobody_can_read_goes_whole(self, horloge: Any) -> None:
        qui = pleine_de_tout(horloge)
        LotAsp.objects.update(contenu=sceller("pas du JSON"), retour=None)
        archivee(qui.personne, horloge)
        effacer(qui.personne, par=None)
        assert secrets.ouvrir(LotAsp.objects.get().contenu) == ""

    def test_her_duplicates_go_too(self, camille: Salarie, horloge: Any) -> None:
        double = Personne.objects.create(
            nom=MARQUE, prenom="B", naissance=date(1990, 5, 17), fusionnee_dans=camille.personne
        )
        archivee(camille.personne, horloge)
        effacer(camille.personne, par=None)
        double.refresh_from_db()
        assert MARQUE not in double.nom

    def test_others_keep_everything(self, camille: Salarie, horloge: Any) -> None:
        autre = remplir(fabrique.structure("Voisine"))
        avant = tout_en_clair({"socle.Acte", "parcours.Personne"})
        archivee(camille.personne, horloge)
        effacer(camille.personne, par=None)
        apres = tout_en_clair({"socle.Acte", "parcours.Personne"})
        change = {cle for cle in avant if avant[cle] != apres.get(cle)}
        assert {cle.split()[0] for cle in change} <= {
            "parcours.Salarie",
            "parcours.Contrat",
            "parcours.PassIae",
        }
        assert MARQUE in Personne.objects.get(pk=autre.personne_id).nom


def figures() -> dict[str, list[dict[str, Any]]]:
    """What is derived from closed months, and the ledger itself."""
    noms = (
        *("heures.LigneHeures", "heures.Cloture", "paie.VariablePaie", "aides.AideMensuelle"),
        *("aides.EtatMensuel", "facturation.LigneAFacturer", "clauses.HeuresClause"),
    )
    return {nom: list(apps.get_model(nom)._base_manager.order_by("pk").values()) for nom in noms}


class TestTheFigures:
    def test_closed_months_do_not_change(self, horloge: Any) -> None:
        une = fabrique.structure("Atelier")
        convention = fabrique.convention(une, "ACI")
        fabrique.annexe(convention)
        salaries = [fabrique.salarie(une) for _ in range(3)]
        ville = fabrique.client(une)
        fabrique.tarif(ville)
        clause = fabrique.clause(ville)
        mettre(horloge, date(2025, 4, 2))
        for rang, qui in enumerate(salaries):
            contrat = fabrique.contrat(qui, convention)
            mission = fabrique.mission(ville, contrat)
            lieu = {"mission_id": mission.pk, "clause_id": clause.pk}
            fabrique.heures(contrat, date(2025, 3, 3), 300 + 60 * rang, **lieu)
        fabrique.valider_mois(une, date(2025, 3, 1))
        assert cloturer([une.pk], date(2025, 3, 1), par=None).closes
        avant = figures()
        assert all(avant.values())
        PassIae.objects.update(fin=FIN)
        dit_avant = ausculter()
        mettre(horloge, ECHUE)
        for qui in salaries:
            archiver(qui.personne, par=None)
        mettre(horloge, ECHUE + timedelta(days=30))
        for qui in salaries:
            effacer(qui.personne, par=None)
        assert figures() == avant
        assert ausculter() == dit_avant
        assert {c.numero for c in Contrat.objects.all()} == {
            f"E{c.pk}" for c in Contrat.objects.all()
        }


class TestTheCopy:
    @pytest.fixture
    def copie(self, horloge: Any) -> Copie:
        mettre(horloge, date(2025, 6, 30))
        qui = remplir(fabrique.structure("Atelier"))
        return copier(qui, par=None)

    def test_every_table_and_every_column_is_in(self, copie: Copie) -> None:
        attendues = {t.nom for t in les_tables()}
        assert {t.nom for t in copie.tables} == attendues
        for table in copie.tables:
            modele = apps.get_model(table.nom)
            if modele.__module__.startswith("etrier.parcours"):
                (ligne,) = table.brutes[:1]
                tus = {"nir_empreinte", "jeton_empreinte"}
                assert ligne.keys() == {c.name for c in modele._meta.concrete_fields} - tus

    def test_secrets_are_opened_and_each_family_noted(self, copie: Copie) -> None:
        with ZipFile(BytesIO(en_zip(copie))) as archive:
            tout = json.loads(archive.read("donnees.json"))["tables"]
            page = archive.read("a-lire.html").decode()
            papiers = [nom for nom in archive.namelist() if nom.startswith("papiers/")]
            assert all(archive.read(nom) == MARQUE.encode() for nom in papiers)
        assert len(papiers) == 2
        assert tout["parcours.Entretien"][0]["contenu"] == MARQUE
        assert tout["parcours.Personne"][0]["nir"] == MARQUE
        assert page.count(MARQUE) > 20
        assert "•••" not in page
        lues = LectureSecret.objects.filter(usage="copie").values_list("rubrique", flat=True)
        assert set(lues) == {r.value for r in RUBRIQUES.values()}

    def test_another_structure_hands_its_own(self, copie: Copie) -> None:
        personne = copie.salarie.personne
        ailleurs = fabrique.structure("Ailleurs")
        sien = fabrique.salarie(ailleurs, personne=personne)
        sien.entretiens.create(le=timezone.now(), genre="suivi", contenu=sceller("AUTRESECRET"))
        assert b"AUTRESECRET" not in b"".join(_octets(copier(copie.salarie, par=None)))
        assert b"AUTRESECRET" in b"".join(_octets(copier(sien, par=None)))
        assert not any(
            ligne["contenu"] == MARQUE
            for table in copier(sien, par=None).tables
            if table.nom == "parcours.Entretien"
            for ligne in table.brutes
        )

    def test_it_is_in_the_audit(self, copie: Copie) -> None:
        acte = Acte.objects.get(verbe="conservation.copier")
        assert (acte.perimetre, acte.cible_id) == (
            copie.salarie.structure_id,
            copie.salarie.personne_id,
        )


def _octets(copie: Copie) -> list[bytes]:
    with ZipFile(BytesIO(en_zip(copie))) as archive:
        return [archive.read(nom) for nom in archive.namelist()]
