"""The erasure: no table is forgotten, nothing of her is left, the figures stay."""

import json
from datetime import date, timedelta
from typing import Any

import pytest
from django.apps import apps
from django.db.models import Model
from django.utils import timezone

from etrier.cloture.actions import cloturer
from etrier.cloture.docteur import ausculter
from etrier.heures.models import Rapprochement
from etrier.parcours.conservation.actions import archiver, effacer
from etrier.parcours.conservation.copie import RUBRIQUES
from etrier.parcours.conservation.effacement import (
    GARDEES_AILLEURS,
    NUMEROS_REMPLACES,
    PAR_NUMERO,
    SUPPRIMEES,
    TEXTES_AILLEURS,
    TEXTES_GARDES,
)
from etrier.parcours.conservation.tables import les_tables
from etrier.parcours.models import Contrat, LotAsp, PassIae, Personne, Salarie
from etrier.parcours.secrets import sceller
from etrier.socle import secrets
from etrier.socle.models import Acte
from etrier.socle.secrets import ChampScelle, Scelle
from tests import fabrique
from tests.parcours.monde_conservation import (
    ECHUE,
    FIN,
    archivee,
    camille,
    horloge,
    mettre,
    pleine_de_tout,
)
from tests.parcours.tout_d_une_personne import MARQUE, remplir

__all__ = ["camille", "horloge"]

pytestmark = pytest.mark.django_db


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
