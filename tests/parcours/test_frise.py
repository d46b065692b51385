"""The pathway: what is on it, for whom, and how it is drawn."""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from itertools import pairwise
from xml.etree import ElementTree as Arbre

import pytest
from django.http import Http404, QueryDict
from hypothesis import given
from hypothesis import strategies as st

from etrier.parcours.frise.access import regarder
from etrier.parcours.frise.rassembler import rassembler
from etrier.parcours.frise.types import Evenement, Frise, Sorte, Voie
from etrier.parcours.models import (
    Candidature,
    Contrat,
    Entretien,
    EtapeParcours,
    Formation,
    Immersion,
    PassIae,
    ProlongationPass,
    Sortie,
    SuspensionPass,
)
from etrier.parcours.secrets import sceller
from etrier.structures.access import Acces
from etrier.structures.enums import Role
from etrier.structures.models import Groupe, Structure
from etrier.www.frise.aspect import ASPECTS
from etrier.www.frise.cadrage import Fenetre, cadrer, liens, voisins
from etrier.www.frise.dessin import dessiner, marque
from etrier.www.frise.placement import DROITE, GAUCHE, placer
from tests import fabrique
from tests.parcours.monde_radar import LE, acces, suivie

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture
def aci(db: None) -> Structure:
    une = fabrique.structure("Jardins")
    une.groupe = Groupe.objects.create(nom="Groupe d'essai")
    une.save()
    return une


@pytest.fixture
def ei(aci: Structure) -> Structure:
    une = fabrique.structure("Bâtir")
    une.groupe = aci.groupe
    une.save()
    return une


@pytest.fixture
def contrats(aci: Structure, ei: Structure) -> tuple[Contrat, Contrat]:
    """A year in the ACI, then the EI; interviews and trainings in both."""
    premier = suivie(aci, debut=date(2024, 1, 8), fin=date(2024, 12, 31))
    qui = premier.salarie.personne
    second = fabrique.contrat(
        fabrique.salarie(ei, personne=qui),
        fabrique.convention(ei, "EI"),
        debut=date(2025, 1, 15),
        fin=None,
    )
    for contrat in (premier, second):
        le = datetime(contrat.debut.year, 3, 3, 9, tzinfo=UTC)
        Entretien.objects.create(
            salarie=contrat.salarie, le=le, genre="suivi", contenu=sceller("LOGEMENT")
        )
        Formation.objects.create(
            salarie=contrat.salarie,
            intitule=f"Formation {contrat.structure.denomination}",
            genre="securite",
            debut=date(contrat.debut.year, 4, 1),
            fin=date(contrat.debut.year, 4, 5),
            minutes=2100,
        )
    return premier, second


def frise(qui: Acces, contrat: Contrat) -> Frise:
    return rassembler(regarder(qui, contrat.salarie_id), LE)


def dits(vue: Frise, sorte: Sorte) -> list[str]:
    return [e.libelle for _voie, e in vue.evenements() if e.sorte is sorte]


# What is on it, for whom


def test_contracts_of_the_group_are_lanes_in_order(contrats: tuple[Contrat, Contrat]) -> None:
    premier, second = contrats
    vue = frise(acces(second.structure), second)
    titres = [v.titre for v in vue.voies]
    assert titres[:3] == ["PASS IAE", str(premier.structure), str(second.structure)]
    assert len(dits(vue, Sorte.CONTRAT)) == 2


def test_what_a_structure_does_with_her_stays_in_it(contrats: tuple[Contrat, Contrat]) -> None:
    premier, second = contrats
    vue = frise(acces(second.structure), second)
    assert dits(vue, Sorte.FORMATION) == [f"Formation {second.structure.denomination}"]
    assert len(dits(vue, Sorte.ENTRETIEN)) == 1
    conseillere = fabrique.utilisateur(Role.CIP, second.structure)
    second.salarie.referents.create(utilisateur=conseillere, debut=LE)
    vue = frise(acces(second.structure, Role.CIP, conseillere), second)
    assert len(dits(vue, Sorte.FORMATION)) == 2
    assert len(dits(vue, Sorte.ENTRETIEN)) == 2
    assert premier.structure.denomination in dits(vue, Sorte.FORMATION)[0]


def test_roles_see_their_part(contrats: tuple[Contrat, Contrat]) -> None:
    _premier, second = contrats
    for role in (Role.ENCADREMENT, Role.LECTURE, Role.GESTION):
        vue = frise(acces(second.structure, role), second)
        assert len(dits(vue, Sorte.CONTRAT)) == 2
        assert dits(vue, Sorte.ENTRETIEN) == []
    with pytest.raises(Http404):
        frise(acces(second.structure, Role.FACILITATION), second)
    with pytest.raises(Http404):
        frise(acces(fabrique.structure()), second)


def test_outside_a_group_only_her_own_structure_shows(contrats: tuple[Contrat, Contrat]) -> None:
    premier, second = contrats
    Structure.objects.update(groupe=None)
    second.structure.refresh_from_db()
    vue = frise(acces(second.structure), second)
    assert str(premier.structure) not in [v.titre for v in vue.voies]


def test_the_pass_its_events_and_the_waiting_period(contrats: tuple[Contrat, Contrat]) -> None:
    _premier, second = contrats
    recu = PassIae.objects.get()
    recu.fin_initiale, recu.fin = date(2025, 4, 30), date(2025, 5, 31)
    recu.save()
    SuspensionPass.objects.create(
        pass_iae=recu, debut=date(2025, 2, 1), fin=date(2025, 3, 3), motif=sceller("SICKNESS")
    )
    for etat in ("demandee", "refusee"):
        ProlongationPass.objects.create(
            pass_iae=recu,
            structure=second.structure,
            debut=recu.fin,
            fin=date(2026, 5, 31),
            motif=sceller("RQTH"),
            etat=etat,
            demandee_le=date(2025, 5, 2),
        )
    vue = frise(acces(second.structure), second)
    assert dits(vue, Sorte.PASS) == [f"PASS {recu.numero}"]
    assert dits(vue, Sorte.SUSPENSION) == ["Suspension"]
    assert dits(vue, Sorte.PROLONGATION) == ["Prolongation demandée"]
    (carence,) = [e for _v, e in vue.evenements() if e.sorte is Sorte.CARENCE]
    assert (carence.debut, carence.fin) == (date(2025, 5, 31), date(2027, 5, 31))
    assert "fin initiale le 30/04/2025" in str(vue)
    for secret in ("SICKNESS", "RQTH", "LOGEMENT"):
        assert secret not in str(vue)


def test_arrivals_steps_and_exits(contrats: tuple[Contrat, Contrat]) -> None:
    premier, second = contrats
    qui = premier.salarie.personne
    Candidature.objects.create(
        structure=second.structure,
        personne=qui,
        origine="groupe",
        recue_le=date(2024, 11, 4),
        etat="acceptee",
    )
    EtapeParcours.objects.create(
        personne=qui,
        depuis=premier.structure,
        vers=second.structure,
        etat="faite",
        proposee_le=date(2024, 11, 4),
        decidee_le=date(2024, 11, 20),
        effet=date(2025, 1, 15),
        raison="Prête pour l'entreprise",
    )
    sortie = Sortie.objects.create(
        salarie=premier.salarie,
        convention=premier.convention,
        le=date(2024, 12, 31),
        motif=sceller("SANTE"),
        classe="transition",
    )
    sortie.suivis.create(mois=3, prevu_le=date(2025, 3, 31))
    vue = frise(acces(second.structure), second)
    assert dits(vue, Sorte.CANDIDATURE) == ["Candidature acceptée"]
    assert dits(vue, Sorte.ETAPE) == [f"vers {second.structure}"]
    assert "faite, 20/11/2024 : Prête pour l'entreprise" in str(vue)
    assert dits(vue, Sorte.SORTIE) == []
    vue = frise(acces(premier.structure), premier)
    assert dits(vue, Sorte.SORTIE) == ["emploi de transition"]
    assert dits(vue, Sorte.NOUVELLES) == ["À 3 mois"]
    assert "Prête" not in str(frise(acces(second.structure, Role.LECTURE), second))


def test_an_immersion_and_an_interview_missed(contrats: tuple[Contrat, Contrat]) -> None:
    _premier, second = contrats
    Immersion.objects.create(
        salarie=second.salarie,
        hote="Menuiserie Exemple",
        objet="decouvrir",
        poste="menuisier",
        debut=date(2025, 5, 5),
        fin=date(2025, 5, 16),
        jours=10,
    )
    Entretien.objects.update(present=False)
    vue = frise(acces(second.structure), second)
    assert dits(vue, Sorte.IMMERSION) == ["Menuiserie Exemple"]
    assert len(dits(vue, Sorte.ABSENCE)) == 1


# How it is drawn


JOURS = st.dates(date(2022, 1, 1), date(2027, 12, 31))
MOTS = st.text("abcdefghij ", min_size=1, max_size=40)


@st.composite
def evenements(tirer: st.DrawFn) -> Evenement:
    sorte = tirer(st.sampled_from([s for s in Sorte if s not in (Sorte.ENTRETIEN, Sorte.ABSENCE)]))
    debut = tirer(JOURS)
    if ASPECTS[sorte].forme != "barre":
        return Evenement(sorte, debut, debut, tirer(MOTS))
    fin = tirer(st.one_of(st.none(), st.dates(debut, date(2028, 12, 31))))
    return Evenement(sorte, debut, fin, tirer(MOTS))


@given(st.lists(evenements(), min_size=1, max_size=25), st.sampled_from(["", "24", "6"]))
def test_no_words_cover_anything_nor_leave_the_picture(tires: list[Evenement], zoom: str) -> None:
    vue = Frise("ESSAI", LE, (Voie("Une voie", tuple(tires)),))
    fenetre = cadrer(vue, QueryDict(f"mois={zoom}"))
    for voie in placer(vue, fenetre):
        rangs: dict[int, list[tuple[int, int]]] = {}
        for place in voie.places:
            assert GAUCHE - 10 <= place.gauche <= place.droite <= DROITE + 10
            rangs.setdefault(place.rang, []).append((place.gauche, place.droite))
        for pris in rangs.values():
            pris.sort()
            assert all(a[1] <= b[0] for a, b in pairwise(pris))


def _vue() -> Frise:
    an = Evenement(Sorte.CONTRAT, date(2024, 1, 8), date(2025, 12, 31), "CDD <d'insertion>")
    jour = date(2025, 3, 3)
    return Frise(
        "ESSAI & Fils",
        LE,
        (
            Voie("Une structure au nom vraiment très long pour une voie", (an,)),
            Voie("Entretiens", (Evenement(Sorte.ENTRETIEN, jour, jour, "suivi"),)),
        ),
    )


def _textes(svg: str) -> Iterator[str]:
    return (e.text or "" for e in Arbre.fromstring(svg).iter(f"{SVG}text"))


def test_it_is_an_image_with_a_text_alternative_and_escaped_words() -> None:
    vue = _vue()
    svg = dessiner(vue, cadrer(vue, QueryDict()))
    racine = Arbre.fromstring(svg)
    assert racine.attrib["role"] == "img"
    titre, resume = (racine.find(f"{SVG}{nom}") for nom in ("title", "desc"))
    assert titre is not None
    assert resume is not None
    assert titre.text == "Parcours de ESSAI & Fils, du 29/12/2023 au 10/01/2026"
    assert "Entretiens : 1 entretien" in (resume.text or "")
    assert "<d'insertion>" not in svg
    assert "CDD <d'insertion>" in list(_textes(svg))
    assert "aujourd'hui" in list(_textes(svg))


def test_years_and_months_are_written_where_they_hold() -> None:
    vue = _vue()
    annees = [t for t in _textes(dessiner(vue, cadrer(vue, QueryDict()))) if re.match(r"\d{4}$", t)]
    assert annees == ["2024", "2025"]
    proche = dessiner(vue, cadrer(vue, QueryDict("mois=3&du=2025-05")))
    assert {"mai", "juin", "juil."} <= {t.casefold() for t in _textes(proche)}


def test_without_anything_it_is_still_a_picture() -> None:
    vue = Frise("ESSAI", LE)
    assert Arbre.fromstring(dessiner(vue, cadrer(vue, QueryDict()))).attrib["role"] == "img"


def test_every_sort_has_a_look_of_its_own_not_by_colour_alone() -> None:
    assert set(ASPECTS) == set(Sorte)
    formes = [(a.forme, a.tirets, a.fond) for a in ASPECTS.values()]
    assert len(set(formes)) == len(formes)
    assert all(marque(sorte).startswith("<svg") for sorte in Sorte)


@pytest.mark.parametrize(
    ("demande", "debut", "fin"),
    [
        ("mois=12&du=2025-01", date(2025, 1, 1), date(2025, 12, 31)),
        ("mois=3&du=2025-11", date(2025, 11, 1), date(2026, 1, 31)),
        ("mois=6", date(2025, 2, 1), date(2025, 7, 31)),
        ("mois=6&du=jamais", date(2025, 2, 1), date(2025, 7, 31)),
        ("mois=6&du=0001-01", date(2025, 2, 1), date(2025, 7, 31)),
    ],
)
def test_the_window_one_asks_for(demande: str, debut: date, fin: date) -> None:
    fenetre = cadrer(_vue(), QueryDict(demande))
    assert (fenetre.debut, fenetre.fin) == (debut, fin)


def test_the_whole_by_default_and_for_what_makes_no_sense() -> None:
    for demande in ("", "mois=tout", "mois=7", "mois=-3"):
        fenetre = cadrer(_vue(), QueryDict(demande))
        assert (fenetre.debut, fenetre.mois) == (date(2023, 12, 29), None)


def test_zooming_keeps_the_middle_and_sliding_keeps_the_width() -> None:
    fenetre = Fenetre(date(2025, 1, 1), date(2025, 12, 31), 12)
    adresses = {lien.mot: lien.adresse for lien in liens(fenetre)}
    assert adresses["6 mois"] == "?mois=6&du=2025-04"
    assert [lien.mot for lien in liens(fenetre) if lien.actif] == ["12 mois"]
    avant, apres = voisins(fenetre) or (None, None)
    assert avant is not None
    assert apres is not None
    assert (avant.adresse, apres.adresse) == ("?mois=12&du=2024-07", "?mois=12&du=2025-07")
    assert voisins(cadrer(_vue(), QueryDict())) is None
