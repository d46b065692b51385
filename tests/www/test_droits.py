"""Every address × every role, a stranger from another structure, and nobody at all."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from django.test import Client as Navigateur
from django.test import override_settings
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone

from etrier.aides.models import AideMensuelle, EtatMensuel
from etrier.clauses.models import HeuresClause
from etrier.cloture.actions import cloturer
from etrier.facturation.models import LigneAFacturer
from etrier.heures.codes import ajouter_code
from etrier.heures.feuilles.photos import joindre_photo
from etrier.heures.models import LigneHeures, ReleveHeures
from etrier.heures.releves.actions import envoyer, preparer
from etrier.heures.releves.liens import jeton, jeton_recu
from etrier.heures.releves.reponses import repondre
from etrier.paie.models import VariablePaie
from etrier.socle.mois import dernier_jour
from etrier.structures.enums import Role
from etrier.structures.models import Structure
from tests import fabrique
from tests.www.droits_attendus import (
    ATTENDU,
    AU_REFERENT,
    CONNECTEES,
    DU_CLIENT,
    PAR_UN_LIEN,
    PUBLIQUES,
)
from tests.www.mondes import comptabilite, factures, fournisseurs
from tests.www.mondes.accompagnement import objets_accompagnement
from tests.www.mondes.accueil import objets_accueil
from tests.www.mondes.asp import objets_asp
from tests.www.mondes.banque import objets_banque
from tests.www.mondes.chez_moi import objets_chez_moi
from tests.www.mondes.devis import objets_devis
from tests.www.mondes.documents import objets_documents
from tests.www.mondes.paie import objets_paie
from tests.www.mondes.radar import objets_radar
from tests.www.mondes.relances import objets_relances
from tests.www.mondes.sap import objets_sap
from tests.www.mondes.sorties import objets_sorties

MOIS = date(2025, 3, 1)
JUIN = date(2025, 6, 1)
LUNDI = date(2025, 6, 2)
JPEG = b"\xff\xd8\xff\xe0"


@dataclass(frozen=True)
class Monde:
    """A structure, its objects by the names the addresses give them, and its people."""

    structure: Structure
    objets: dict[str, int]

    def arguments(self, nom: str, voulus: frozenset[str]) -> dict[str, Any]:
        """Arguments of an address, with the objects of this world."""
        valeurs: dict[str, Any] = self.objets | {
            "mois": MOIS,
            "lundi": LUNDI,
            "jeton": "inconnu",
            "nom": "smic",
            "rubrique": "PRIME",
            "role_compte": "ventes",
            "ligne_id": self.objets["a_facturer_id" if nom == "pourquoi_facture" else "ligne_id"],
        }
        return {cle: valeurs[cle] for cle in voulus if cle != "structure_id"}


def les_adresses(
    motifs: list[URLPattern | URLResolver] | None = None,
) -> Iterator[tuple[str, frozenset[str], tuple[str, ...]]]:
    """Name, arguments and methods of every address of the house."""
    for motif in get_resolver().url_patterns if motifs is None else motifs:
        if isinstance(motif, URLResolver):
            prefixe = frozenset(motif.pattern.regex.groupindex)
            for nom, arguments, methodes in les_adresses(motif.url_patterns):
                yield nom, arguments | prefixe, methodes
        else:
            arguments = frozenset(motif.pattern.regex.groupindex)
            assert motif.name is not None
            yield motif.name, arguments, motif.callback.methods  # type: ignore[attr-defined]


ADRESSES = sorted(les_adresses())
OUVERTES = [a for a in ADRESSES if a[0] not in PUBLIQUES | CONNECTEES]


def monde(nom: str) -> Monde:
    """A structure with one object of each kind and a closed month."""
    une = fabrique.structure(nom)
    convention = fabrique.convention(une, "ACI")
    annexe = fabrique.annexe(convention)
    personne = fabrique.salarie(une)
    contrat = fabrique.contrat(personne, convention)
    ville = fabrique.client(une)
    tarif = fabrique.tarif(ville)
    clause = fabrique.clause(ville)
    mission = fabrique.mission(ville, contrat)
    chantier = fabrique.chantier(une, ville)
    fabrique.heures(contrat, date(2025, 3, 3), 420, mission_id=mission.pk, clause_id=clause.pk)
    fabrique.valider_mois(une, MOIS)
    assert cloturer([une.pk], MOIS, par=None).closes
    releve = preparer(une, ville, MOIS, dernier_jour(MOIS), par=None)
    role = fabrique.utilisateur(Role.LECTURE, une).les_roles.get()
    le_pass = personne.personne.les_pass.get()
    de_la_cloture = {"cloture__structure": une}
    return Monde(
        une,
        {
            "structure_id": une.pk,
            "salarie_id": personne.pk,
            "contrat_id": contrat.pk,
            "pass_id": le_pass.pk,
            "suspension_id": le_pass.suspensions.create(debut=JUIN, fin=JUIN).pk,
            "client_id": ville.pk,
            "chantier_id": chantier.pk,
            "mission_id": mission.pk,
            "tarif_id": tarif.pk,
            "prestation_id": fabrique.prestation(une).pk,
            "marche_id": clause.marche_public_id,
            "clause_id": clause.pk,
            "annexe_id": annexe.annexe_id,
            "ligne_id": LigneHeures.objects.get(structure=une).pk,
            "releve_id": releve.pk,
            "photo_id": joindre_photo(chantier, LUNDI, JPEG, par=None).pk,
            "plan_id": fabrique.plan(contrat).pk,
            "absence_id": fabrique.absence(personne, JUIN, JUIN).pk,
            "code_id": ajouter_code(une, code="RTT", nature=3, par=None).pk,
            "role_id": role.pk,
            "aide_id": AideMensuelle.objects.get(**de_la_cloture).pk,
            "etat_id": EtatMensuel.objects.get(**de_la_cloture).pk,
            "variable_id": VariablePaie.objects.filter(**de_la_cloture)[0].pk,
            "a_facturer_id": LigneAFacturer.objects.get(**de_la_cloture).pk,
            "heures_id": HeuresClause.objects.get(**de_la_cloture).pk,
            **objets_accompagnement(personne),
            **objets_accueil(personne, le_pass),
            **objets_radar(contrat),
            **objets_sorties(une, convention),
            **objets_sap(ville),
            **objets_relances(ville),
            **objets_asp(personne),
            **objets_banque(contrat),
            **objets_chez_moi(personne),
            **objets_documents(contrat),
            **objets_paie(contrat),
            **comptabilite.objets_comptabilite(une),
            **fournisseurs.objets_fournisseurs(une),
            **objets_devis(ville),
            **factures.objets_factures(une),
        },
    )


@pytest.fixture
def mondes(db: None, tmp_path: Path) -> Iterator[tuple[Monde, Monde]]:
    """Our structure, and another one, on a day their PASS runs."""
    midi = datetime(2026, 11, 23, 12, tzinfo=timezone.get_default_timezone())
    ce_jour = patch("django.utils.timezone.now", return_value=midi)
    with override_settings(VAR=tmp_path), ce_jour:
        yield monde("Nôtre"), monde("Autre")


def entrer(role: Role | None, dans: Structure | None, *, referent: bool = False) -> Navigateur:
    """A browser signed in with a role, nobody without one; `referent`: of everybody there."""
    navigateur = Navigateur()
    if role is not None:
        compte = fabrique.utilisateur(role, dans)
        if referent and dans is not None:
            fabrique.accompagner(dans, compte)
        navigateur.force_login(compte)
    return navigateur


def demander(
    navigateur: Navigateur,
    methode: str,
    nom: str,
    arguments: frozenset[str],
    ou: Monde,
    objets: Monde | None = None,
) -> int:
    """Status of an address asked in structure `ou` with the objects of `objets`."""
    valeurs = (objets or ou).arguments(nom, arguments) | {"structure_id": ou.structure.pk}
    adresse = reverse(nom, kwargs={cle: valeurs[cle] for cle in arguments})
    return navigateur.generic(methode, adresse).status_code


def test_the_table_knows_every_address() -> None:
    nommees = {nom for nom, _arguments, _methodes in ADRESSES}
    assert nommees == ATTENDU.keys() | AU_REFERENT.keys() | PUBLIQUES | CONNECTEES
    assert not ATTENDU.keys() & AU_REFERENT.keys()


@pytest.mark.parametrize("role", list(Role))
def test_each_role_enters_where_it_may_and_nowhere_else(
    mondes: tuple[Monde, Monde], role: Role
) -> None:
    notre, _autre = mondes
    navigateur, fautes = entrer(role, notre.structure), []
    for nom, arguments, methodes in OUVERTES:
        for methode in methodes:
            statut = demander(navigateur, methode, nom, arguments, notre)
            permis = role in ATTENDU.get(nom, frozenset())
            # An unknown upload token is 404 for everybody: only the refusal can be seen.
            if nom in (
                *("heures_apercu", "heures_rejets", "candidatures_apercu"),
                *("releve_apercu", "fournisseur_apercu"),
            ):
                permis = False
            if permis == (statut == 404) or statut >= 500:
                fautes.append((role.value, methode, nom, statut))
    assert fautes == []


@pytest.mark.parametrize("role", list(Role))
def test_secrets_open_to_the_assigned_adviser(mondes: tuple[Monde, Monde], role: Role) -> None:
    notre, _autre = mondes
    referent, fautes = entrer(role, notre.structure, referent=True), []
    for nom, arguments, methodes in ADRESSES:
        if nom not in AU_REFERENT:
            continue
        for methode in methodes:
            statut = demander(referent, methode, nom, arguments, notre)
            if (role in AU_REFERENT[nom]) == (statut == 404) or statut >= 500:
                fautes.append((role.value, methode, nom, statut))
    assert fautes == []


def test_an_adviser_elsewhere_opens_nothing_here(mondes: tuple[Monde, Monde]) -> None:
    """She accompanies the same person, in another structure where she has a role too."""
    notre, autre = mondes
    conseillere = fabrique.utilisateur(Role.CIP, notre.structure)
    fabrique.donner_role(conseillere, Role.CIP, autre.structure)
    fabrique.accompagner(autre.structure, conseillere)
    navigateur = Navigateur()
    navigateur.force_login(conseillere)
    for nom, arguments, methodes in ADRESSES:
        if nom in AU_REFERENT:
            for methode in methodes:
                assert demander(navigateur, methode, nom, arguments, notre) == 404, nom
                if arguments & autre.objets.keys() - {"structure_id"}:
                    assert demander(navigateur, methode, nom, arguments, notre, autre) == 404, nom


def test_a_stranger_from_another_structure_is_told_nothing(mondes: tuple[Monde, Monde]) -> None:
    notre, autre = mondes
    etranger = entrer(Role.DIRECTION, autre.structure)
    fautes = [
        (methode, nom)
        for nom, arguments, methodes in OUVERTES
        for methode in methodes
        if demander(etranger, methode, nom, arguments, notre) != 404
    ]
    assert fautes == []


def test_the_objects_of_another_structure_are_not_found_in_ours(
    mondes: tuple[Monde, Monde],
) -> None:
    notre, autre = mondes
    direction = entrer(Role.DIRECTION, notre.structure)
    fautes = [
        (methode, nom)
        for nom, arguments, methodes in OUVERTES
        for methode in methodes
        if arguments & autre.objets.keys() - {"structure_id"}
        and demander(direction, methode, nom, arguments, notre, autre) != 404
    ]
    assert fautes == []


def test_nobody_is_sent_to_the_sign_in_page(mondes: tuple[Monde, Monde]) -> None:
    notre, _autre = mondes
    for nom, arguments, methodes in ADRESSES:
        if nom in PUBLIQUES:
            continue
        for methode in methodes:
            assert demander(Navigateur(), methode, nom, arguments, notre) == 302, nom


def test_anybody_opens_the_public_pages(mondes: tuple[Monde, Monde]) -> None:
    notre, _autre = mondes
    for nom, arguments, methodes in ADRESSES:
        if nom in PUBLIQUES - PAR_UN_LIEN and "GET" in methodes:
            assert demander(Navigateur(), "GET", nom, arguments, notre) == 200, nom


@pytest.mark.parametrize("nom", sorted(DU_CLIENT))
@pytest.mark.parametrize("role", [None, Role.DIRECTION])
def test_the_pages_of_a_client_open_by_their_link_alone(
    mondes: tuple[Monde, Monde], nom: str, role: Role | None
) -> None:
    notre, _autre = mondes
    releve = ReleveHeures.objects.get(pk=notre.objets["releve_id"])
    lien = jeton(envoyer(releve, "lien", par=None))
    if nom in {"releve_client_recu", "releve_client_pdf"}:
        lien = jeton_recu(repondre(releve.envois.get(), "confirme", nom="Odile MARTIN"))
    navigateur = entrer(role, notre.structure)
    assert navigateur.get(reverse(nom, args=[lien])).status_code == 200
    for faux in (str(releve.pk), f"{releve.pk}-0", "inconnu", lien + "A"):
        assert navigateur.get(reverse(nom, args=[faux])).status_code == 404
