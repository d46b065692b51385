"""The clocks of data, the archive, the copy."""

import json
from datetime import date, datetime, timedelta
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from etrier.parcours.chez_moi.actions import remettre
from etrier.parcours.chez_moi.liens import etat_de
from etrier.parcours.conservation.access import hors_archives
from etrier.parcours.conservation.actions import archiver, desarchiver, effacer, lever, retenir
from etrier.parcours.conservation.copie import RUBRIQUES, Copie, copier, en_zip
from etrier.parcours.conservation.horloges import lire_horloge, lire_horloges
from etrier.parcours.conservation.tables import les_tables
from etrier.parcours.models import Candidature, LectureSecret, Personne, Salarie
from etrier.parcours.secrets import sceller
from etrier.socle.erreurs import Refus
from etrier.socle.models import Acte
from tests import fabrique
from tests.parcours.monde_conservation import ECHUE, FIN, camille, horloge, mettre
from tests.parcours.tout_d_une_personne import MARQUE, remplir

__all__ = ["camille", "horloge"]

pytestmark = pytest.mark.django_db


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
