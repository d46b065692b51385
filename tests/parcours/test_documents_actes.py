"""Papers as acts: checks, numbers, seals, signatures, cancellation."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime
from io import BytesIO
from typing import Any

import pytest
from pypdf import PdfReader

from etrier.parcours.actions import Termes, amender_contrat
from etrier.parcours.documents.actions import annuler, manques_de, produire, voir
from etrier.parcours.documents.attendus import attendus
from etrier.parcours.documents.controles import controler
from etrier.parcours.documents.demande import Demande, Utilisation, emplois, valeurs
from etrier.parcours.documents.fichiers import (
    nom_fichier,
    ouvrir_contenu,
    ouvrir_fichier,
    ouvrir_motif,
    ouvrir_original,
)
from etrier.parcours.documents.modeles import (
    enregistrer_modele,
    modele_en_vigueur,
    reprendre_maison,
    texte_maison,
)
from etrier.parcours.documents.signatures import attendues, signer_ecran, signer_papier
from etrier.parcours.documents.traces import en_svg, lire_trace
from etrier.parcours.enums import Rubrique
from etrier.parcours.enums_accompagnement import GenreDocument as G
from etrier.parcours.enums_accompagnement import MoyenSignature, QuiSigne
from etrier.parcours.models import Contrat, DocumentProduit, Immersion, LectureSecret, Signature
from etrier.parcours.secrets import sceller
from etrier.socle.erreurs import Refus
from etrier.socle.models import Acte
from etrier.structures.enums import Role
from tests import fabrique

pytestmark = pytest.mark.django_db
LE = date(2025, 1, 2)
TRACE = json.dumps([[[10 + n, 20 + n] for n in range(30)]])
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


@pytest.fixture
def contrat() -> Contrat:
    """A CDDI of an ACI; everything needed is known."""
    une = fabrique.structure()
    une.adresse, une.commune, une.code_postal = "3 rue des Essais", "Douai", "59500"
    une.save()
    qui = fabrique.salarie(une)
    personne = qui.personne
    personne.civilite, personne.commune, personne.libelle_voie = "MME", "Douai", "rue Fictive"
    personne.save()
    return fabrique.contrat(qui, fabrique.convention(une), debut=LE)


def demander(contrat: Contrat, genre: G = G.CDDI, **autres: Any) -> Demande:
    return Demande(genre, contrat.structure, contrat.salarie, LE, contrat, **autres)


def faire(demande: Demande) -> DocumentProduit:
    return produire(demande, {c.code for c in controler(demande)}, par=None)


def codes(demande: Demande, *, bloque: bool | None = None) -> set[str]:
    return {c.code for c in controler(demande) if bloque is None or c.bloque == bloque}


def texte(pdf: bytes) -> str:
    return " ".join(" ".join(p.extract_text().split()) for p in PdfReader(BytesIO(pdf)).pages)


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


# -- Production ------------------------------------------------------------------------------


def test_a_blocking_check_stops_and_a_reserve_is_ticked(contrat: Contrat) -> None:
    contrat.salarie.personne.commune = ""
    with pytest.raises(Refus, match="Cochez chaque point"):
        produire(demander(contrat), par=None)
    produire(demander(contrat), {"adresse"}, par=None)
    acte = Acte.objects.get(verbe="document.produire")
    assert acte.details["reserves"] == ["adresse"]
    assert acte.details["modele"] == "maison 1"
    contrat.fin = None
    with pytest.raises(Refus, match="dernier jour"):
        produire(demander(contrat, G.FIN), {"adresse"}, par=None)


def test_numbers_follow_one_another_by_structure_and_year(contrat: Contrat) -> None:
    numeros = [faire(demander(contrat, genre)).numero for genre in (G.CDDI, G.FIN, G.CDDI)]
    assert numeros == ["2025-0001", "2025-0002", "2025-0003"]
    assert faire(replace(demander(contrat), le=date(2026, 1, 2))).numero == "2026-0001"
    annuler(DocumentProduit.objects.get(numero="2025-0003"), "refait", par=None)
    assert faire(demander(contrat)).numero == "2025-0004"
    autre = fabrique.contrat(
        fabrique.salarie(ailleurs := fabrique.structure()), fabrique.convention(ailleurs), debut=LE
    )
    assert faire(demander(autre)).numero == "2025-0001"


def test_the_file_is_sealed_digested_and_never_filled_again(contrat: Contrat) -> None:
    papier = DocumentProduit.objects.get(pk=faire(demander(contrat)).pk)
    nom = contrat.salarie.personne.nom
    assert nom.encode() not in papier.fichier.jeton
    avant = ouvrir_original(papier, par=None)
    contrat.salarie.personne.nom = "AUTRE"
    contrat.salarie.personne.save()
    assert ouvrir_original(papier, par=None) == avant
    assert nom in texte(avant)
    assert LectureSecret.objects.filter(rubrique=Rubrique.DOCUMENTS).count() == 2
    assert nom_fichier(papier) == "cddi-2025-0001.pdf"
    assert "AUTRE" not in json.dumps(ouvrir_contenu(papier, par=None))


def test_a_second_paper_of_the_same_thing_is_told(contrat: Contrat) -> None:
    papier = faire(demander(contrat))
    assert codes(demander(contrat)) == {"deja"}
    annuler(papier, "refait", par=None)
    assert codes(demander(contrat)) == set()


def test_the_nir_is_opened_only_when_the_text_names_it(contrat: Contrat) -> None:
    personne = contrat.salarie.personne
    personne.nir = sceller("290059999999912")
    personne.save()
    faire(demander(contrat))
    assert not LectureSecret.objects.filter(rubrique=Rubrique.NIR).exists()
    maison = texte_maison(G.CDDI).texte
    enregistrer_modele(contrat.structure, G.CDDI, f"{maison}\nNIR {{salarie.nir}}\n", par=None)
    conseillere = fabrique.utilisateur(Role.CIP, contrat.structure)
    demande = demander(contrat)
    # Whoever is not her adviser prints it without the number.
    assert "numéro de sécurité sociale" in manques_de(demande, par=conseillere)
    assert "290059999999912" not in texte(voir(demande, par=conseillere))
    fabrique.accompagner(contrat.structure, conseillere)
    assert "numéro de sécurité sociale" not in manques_de(demande, par=conseillere)
    assert not LectureSecret.objects.filter(rubrique=Rubrique.NIR).exists()
    vues = [c.code for c in controler(demande)]
    papier = produire(demande, vues, par=conseillere)
    assert "NIR 290059999999912" in texte(ouvrir_original(papier, par=None))
    assert LectureSecret.objects.get(rubrique=Rubrique.NIR).usage == "document"


def test_a_paper_is_cancelled_with_a_sealed_reason(contrat: Contrat) -> None:
    papier = faire(demander(contrat))
    with pytest.raises(Refus, match="Écrivez pourquoi"):
        annuler(papier, "  ", par=None)
    annule = annuler(papier, "taux faux", par=None)
    assert ouvrir_motif(annule, par=None) == "taux faux"
    assert "taux faux" not in json.dumps(list(Acte.objects.values_list("details", flat=True)))
    with pytest.raises(Refus, match="déjà annulé"):
        annuler(papier, "encore", par=None)
    with pytest.raises(Refus, match="ne se signe plus"):
        signer_ecran(papier, QuiSigne.SALARIE, "", par=None)


# -- Texts -----------------------------------------------------------------------------------


def test_each_save_is_a_version_and_the_house_comes_back(contrat: Contrat) -> None:
    une = contrat.structure
    assert modele_en_vigueur(une, G.FIN).nom == "maison 1"
    with pytest.raises(Refus, match="n'a pas changé"):
        enregistrer_modele(une, G.FIN, texte_maison(G.FIN).texte, par=None)
    with pytest.raises(Refus, match="déjà le texte de la maison"):
        reprendre_maison(une, G.FIN, par=None)
    enregistrer_modele(une, G.FIN, "# Au revoir\r\n{salarie.nom}", par=None)
    assert modele_en_vigueur(une, G.FIN).nom == "structure 1"
    assert "Au revoir" in texte(voir(demander(contrat, G.FIN), par=None))
    with pytest.raises(Refus, match="Ligne 1"):
        enregistrer_modele(une, G.FIN, "{immersion.hote}", par=None)
    assert reprendre_maison(une, G.FIN, par=None).version == 2
    assert modele_en_vigueur(une, G.FIN).texte == texte_maison(G.FIN).texte


# -- Signatures ------------------------------------------------------------------------------


def test_both_sign_on_the_screen_and_the_evidence_is_kept(contrat: Contrat) -> None:
    papier = faire(demander(contrat))
    compte = fabrique.utilisateur()
    instant = datetime(2025, 1, 3, 9, 30, tzinfo=UTC)
    une = signer_ecran(papier, QuiSigne.SALARIE, "Un autre nom", TRACE, par=compte, le=instant)
    assert une.nom == f"Camille {contrat.salarie.personne.nom}"
    assert str(Signature.objects.get().trace) == "•••"
    papier.refresh_from_db()
    assert papier.etat == "emis"
    signer_ecran(papier, QuiSigne.EMPLOYEUR, "Alix  EXEMPLE", par=compte, le=instant)
    papier.refresh_from_db()
    assert papier.etat == "signe"
    assert attendues(papier) == []
    lu = texte(ouvrir_fichier(papier, par=None))
    for attendu in (
        *("Relevé des signatures", "Alix EXEMPLE", "03/01/2025 à 10 h 30", "dessinée"),
        *("sans dessin", papier.empreinte, f"compte de {compte.nom}"),
    ):
        assert attendu in lu, attendu
    assert "Relevé des signatures" not in texte(ouvrir_original(papier, par=None))


def test_a_paper_signed_by_hand_is_written_down(contrat: Contrat) -> None:
    papier = faire(demander(contrat))
    noms = {QuiSigne.SALARIE.value: "Camille ESSAI", QuiSigne.EMPLOYEUR.value: "Alix EXEMPLE"}
    with pytest.raises(Refus, match="n'a pas pu être signé avant"):
        signer_papier(papier, noms, date(2025, 1, 1), par=None)
    with pytest.raises(Refus, match="Dites qui a signé"):
        signer_papier(papier, {}, LE, par=None)
    assert len(signer_papier(papier, noms, LE, par=None)) == 2
    papier.refresh_from_db()
    assert papier.etat == "signe"
    assert "sur papier, reportée" in texte(ouvrir_fichier(papier, par=None))
    assert set(papier.signatures.values_list("moyen", flat=True)) == {MoyenSignature.PAPIER}


def test_nobody_signs_twice_nor_a_paper_of_others(contrat: Contrat) -> None:
    papier = faire(demander(contrat))
    signer_ecran(papier, QuiSigne.SALARIE, "", par=None)
    with pytest.raises(Refus, match="a déjà signé"):
        signer_ecran(papier, QuiSigne.SALARIE, "", par=None)
    with pytest.raises(Refus, match="ne signe pas ce papier"):
        signer_ecran(papier, QuiSigne.UTILISATEUR, "Noa", par=None)
    with pytest.raises(Refus, match="Écrivez le nom"):
        signer_ecran(papier, QuiSigne.EMPLOYEUR, "  ", par=None)


@pytest.mark.parametrize(
    "brut",
    [
        *("x", "{}", "[1]", "[[1,2]]", "[[[1]]]", "[[[1,2,3]]]", "[[[1.5,2]]]", '[[["1",2]]]'),
        *("[[[601,2]]]", "[[[-1,2]]]", "[[[true,2]]]", "[]", "[[[1,1],[2,2]]]", "null"),
        json.dumps([[[1, 1]] * 6_001]),
    ],
)
def test_only_points_of_the_frame_make_a_drawing(brut: str) -> None:
    with pytest.raises(Refus):
        lire_trace(brut)


def test_a_drawing_is_lines_and_dots() -> None:
    traits = lire_trace(json.dumps([[[n, n] for n in range(8)], [[300, 100]], []]))
    svg = en_svg(traits)
    assert "M0 0L1 1" in svg
    assert "M300 100L300 100" in svg
    assert svg.count("<path") == 2


# -- What is expected ------------------------------------------------------------------------


def test_the_file_says_which_papers_are_to_make(contrat: Contrat) -> None:
    def genres(le: date) -> list[str]:
        return [a.genre.value for a in attendus(contrat.salarie, le)]

    assert genres(LE) == ["cddi"]
    assert genres(date(2026, 1, 1)) == ["cddi", "certificat"]
    termes = Termes(date(2025, 6, 1), contrat.fin, 28 * 60, 1188)
    amender_contrat(contrat, termes, motif="plus d'heures", par=None)
    assert genres(LE) == ["cddi", "avenant"]
    termes = Termes(date(2025, 9, 1), contrat.fin, 30 * 60, 1188)
    amender_contrat(contrat, termes, motif="encore", par=None)
    assert [a.avenant.rang for a in attendus(contrat.salarie, LE) if a.avenant] == [2, 1]
    contrat.avenants.filter(rang=2).delete()
    papier = faire(demander(contrat))
    assert genres(LE) == ["avenant"]
    annuler(papier, "refait", par=None)
    assert genres(LE) == ["cddi", "avenant"]
