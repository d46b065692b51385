"""Papers before they are made: what is checked, and the values they take."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from etrier.parcours.actions import Termes, amender_contrat
from etrier.parcours.documents.actions import voir
from etrier.parcours.documents.controles import controler
from etrier.parcours.documents.demande import Utilisation, emplois, valeurs
from etrier.parcours.enums_accompagnement import GenreDocument as G
from etrier.parcours.models import Contrat, Immersion
from tests import fabrique
from tests.parcours.monde_documents import LE, codes, contrat, demander, texte

__all__ = ["contrat"]

pytestmark = pytest.mark.django_db
CHEZ = Utilisation(
    numero="MI1",
    objet="Entretien",
    debut=date(2025, 2, 1),
    fin=date(2025, 2, 28),
    client="Nettoyage Exemple",
    nature="entreprise",
    nature_libelle="entreprise",
    adresse="1 place Fictive, 59500 Douai",
)


# -- Checks ----------------------------------------------------------------------------------


def test_a_whole_file_has_nothing_to_say(contrat: Contrat) -> None:
    assert controler(demander(contrat)) == []


def test_what_is_missing_is_told(contrat: Contrat) -> None:
    personne = contrat.salarie.personne
    personne.civilite = personne.commune = ""
    contrat.structure.adresse = ""
    assert codes(demander(contrat), bloque=False) == {"civilite", "adresse", "adresse_structure"}
    personne.prenom = " "
    assert codes(demander(contrat), bloque=True) == {"identite"}


@pytest.mark.parametrize(
    ("heures", "fin", "taux", "attendus"),
    [
        (19, date(2025, 12, 31), 1188, {"temps"}),
        (36, date(2025, 12, 31), 1188, {"temps"}),
        (26, date(2025, 4, 30), 1188, {"duree"}),
        (26, date(2027, 6, 30), 1188, {"total"}),
        (26, date(2028, 6, 30), 1188, {"total", "pass_fin"}),
        (26, date(2025, 12, 31), 1100, {"smic"}),
    ],
)
def test_terms_to_look_at(
    contrat: Contrat, heures: int, fin: date, taux: int, attendus: set[str]
) -> None:
    autre = fabrique.contrat(
        contrat.salarie,
        contrat.convention,
        debut=LE,
        fin=fin,
        heures_hebdo=heures,
        taux_horaire_centimes=taux,
    )
    contrat.delete()
    assert codes(demander(autre), bloque=False) == attendus


def test_no_pass_and_a_start_gone_by(contrat: Contrat) -> None:
    contrat.salarie.personne.les_pass.all().delete()
    assert codes(replace(demander(contrat), le=date(2025, 1, 9))) == {"pass", "commence"}


def test_the_kind_follows_the_contract_and_its_convention(contrat: Contrat) -> None:
    assert codes(demander(contrat, G.MISSION), bloque=True) == {"genre"}
    contrat.convention.dispositif = "ETTI"
    assert codes(demander(contrat), bloque=True) == {"convention"}


def test_a_mission_of_an_etti_lasts_24_months(contrat: Contrat) -> None:
    contrat.genre, contrat.convention.dispositif = "MISSION", "ETTI"
    contrat.debut, contrat.fin = date(2025, 1, 2), date(2027, 1, 1)
    assert "mission_longue" not in codes(demander(contrat, G.MISSION), bloque=True)
    contrat.fin = date(2027, 1, 2)
    assert codes(demander(contrat, G.MISSION), bloque=True) == {"mission_longue"}


def test_an_end_is_needed_for_a_certificate_and_a_letter(contrat: Contrat) -> None:
    assert codes(demander(contrat, G.CERTIFICAT), bloque=False) == {"pas_finie"}
    contrat.fin = None
    for genre in (G.CERTIFICAT, G.FIN):
        assert codes(demander(contrat, genre), bloque=True) == {"sans_fin"}


@pytest.mark.parametrize(
    ("fin", "attendus", "bloque"),
    [
        ("", {"nouveau_terme"}, True),
        ("31/02/2026", {"nouveau_terme"}, True),
        ("31/12/2025", {"nouveau_terme"}, True),
        ("30/06/2026", set(), False),
        ("2026-06-30", set(), False),
        ("01/01/2027", set(), False),
        ("02/01/2027", {"total"}, False),
        ("30/06/2028", {"total", "pass_fin"}, False),
    ],
)
def test_a_renewal_goes_further_within_24_months(
    contrat: Contrat, fin: str, attendus: set[str], bloque: bool
) -> None:
    demande = demander(contrat, G.RENOUVELLEMENT, saisis={"renouvellement.fin": fin})
    assert codes(demande, bloque=bloque) == attendus
    assert not codes(demande, bloque=not bloque)


def test_the_contract_with_a_user_holds_what_the_code_asks(contrat: Contrat) -> None:
    vide = demander(contrat, G.MISE_A_DISPOSITION, utilisation=CHEZ)
    assert codes(vide, bloque=True) == {"lieu", "protections", "fournisseur", "remuneration"}
    dits = {"mission.lieu": "Douai", "mission.protections": "aucun", "mission.fournisseur": "—"}
    mairie = replace(CHEZ, nature="collectivite", fin=None, adresse="")
    demande = demander(contrat, G.MISE_A_DISPOSITION, utilisation=mairie, saisis=dits)
    assert codes(demande, bloque=True) == {"terme"}
    assert "adresse_client" in codes(demande, bloque=False)
    assert codes(demander(contrat, G.MISE_A_DISPOSITION), bloque=True) == {"mission"}


def test_an_immersion_stays_within_its_limits(contrat: Contrat) -> None:
    champs: dict[str, Any] = {"objet": "decouvrir", "poste": "vente", "contrat": contrat}
    une = Immersion.objects.create(
        salarie=contrat.salarie,
        hote="Boulangerie Exemple",
        debut=date(2025, 3, 3),
        fin=date(2025, 3, 14),
        jours=10,
        **champs,
    )
    demande = demander(contrat, G.PMSMP, immersion=une)
    assert codes(demande, bloque=True) == set()
    assert codes(demande, bloque=False) == {"accueil_tuteur", "accueil_adresse"}
    une.fin = date(2025, 4, 10)
    [bloquant] = [c for c in controler(demande) if c.bloque]
    assert "1 mois au plus" in bloquant.phrase


# -- Values ----------------------------------------------------------------------------------


def test_the_figures_are_those_of_the_contract(contrat: Contrat) -> None:
    lues = valeurs(demander(contrat), "2025-0001")
    assert lues["contrat.duree_hebdo"] == "26\u00a0h"
    assert lues["contrat.duree_mensuelle"] == "112\u00a0h\u00a040"  # 26 × 52 / 12
    assert lues["contrat.brut_mensuel"] == "1\u00a0338,48\u00a0€"  # 11,88 × 112,6666…
    assert lues["structure.article"] == "L5132-15-1"
    assert lues["salarie.adresse"] == "rue Fictive, Douai"
    assert "avenant.rang" not in lues


def test_an_avenant_tells_what_changes_only(contrat: Contrat) -> None:
    termes = Termes(date(2025, 6, 1), contrat.fin, 28 * 60, 1188)
    avenant = amender_contrat(contrat, termes, motif="plus d'heures", par=None)
    lues = valeurs(demander(contrat, G.AVENANT, avenant=avenant), "2025-0001")
    assert (lues["avenant.duree_avant"], lues["avenant.duree"]) == ("26\u00a0h", "28\u00a0h")
    assert not {"avenant.taux", "avenant.fin"} & lues.keys()
    assert "à partir du" not in texte(voir(demander(contrat, G.AVENANT, avenant=avenant), par=None))
    assert codes(demander(contrat, G.AVENANT), bloque=True) == {"avenant"}


def test_a_paper_tells_the_terms_of_its_day_and_the_hire_those_signed(contrat: Contrat) -> None:
    amender_contrat(contrat, Termes(date(2025, 6, 1), contrat.fin, 1680, 1188), motif="+", par=None)
    fin = date(2026, 6, 30)
    amender_contrat(contrat, Termes(date(2026, 1, 1), fin, 1680, 1250), motif="suite", par=None)
    contrat.refresh_from_db()

    def dites(genre: G, le: date) -> tuple[str, str, str]:
        lues = valeurs(replace(demander(contrat, genre), le=le), "2025-0001")
        return lues["contrat.fin"], lues["contrat.duree_hebdo"], lues["contrat.taux"]

    signes = ("31/12/2025", "26\u00a0h", "11,88\u00a0€")
    assert dites(G.CDDI, date(2026, 2, 1)) == signes
    # Renewed in December, the contract already ends in June; the new rate is for January.
    assert dites(G.PMSMP, date(2025, 12, 15)) == ("30/06/2026", "28\u00a0h", "11,88\u00a0€")
    assert dites(G.FIN, date(2026, 2, 1)) == ("30/06/2026", "28\u00a0h", "12,50\u00a0€")


@pytest.mark.parametrize(
    ("civilite", "dit"),
    [("MME", "EXEMPLE, née le"), ("M", "EXEMPLE, né le"), ("", "EXEMPLE, née ou né le")],
)
def test_the_words_agree_with_the_civility(contrat: Contrat, civilite: str, dit: str) -> None:
    qui = contrat.salarie.personne
    qui.civilite, qui.nom = civilite, "EXEMPLE"
    qui.save()
    assert dit in texte(voir(demander(contrat), par=None))


def test_a_certificate_lists_the_stay_without_a_break(contrat: Contrat) -> None:
    qui, sous = contrat.salarie, contrat.convention
    fabrique.contrat(qui, sous, debut=date(2023, 1, 1), fin=date(2023, 6, 30))
    fabrique.contrat(qui, sous, debut=date(2024, 7, 1), fin=date(2025, 1, 1))
    demande = demander(contrat, G.CERTIFICAT, saisis={"certificat.emplois": "maçon\npeintre"})
    assert emplois(demande) == [
        {"emploi": "maçon", "debut": "01/07/2024", "fin": "01/01/2025"},
        {"emploi": "peintre", "debut": "02/01/2025", "fin": "31/12/2025"},
    ]
    assert valeurs(demande, "x")["certificat.entree"] == "01/07/2024"
