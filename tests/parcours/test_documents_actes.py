"""Papers as acts: numbers, seals, texts of the house, cancellation."""

import json
from dataclasses import replace
from datetime import date

import pytest

from etrier.parcours.actions import Termes, amender_contrat
from etrier.parcours.documents.actions import annuler, manques_de, produire, voir
from etrier.parcours.documents.attendus import attendus
from etrier.parcours.documents.controles import controler
from etrier.parcours.documents.fichiers import (
    nom_fichier,
    ouvrir_contenu,
    ouvrir_motif,
    ouvrir_original,
)
from etrier.parcours.documents.modeles import (
    enregistrer_modele,
    modele_en_vigueur,
    reprendre_maison,
    texte_maison,
)
from etrier.parcours.documents.signatures import signer_ecran
from etrier.parcours.enums import Rubrique
from etrier.parcours.enums_accompagnement import GenreDocument as G
from etrier.parcours.enums_accompagnement import QuiSigne
from etrier.parcours.models import Contrat, DocumentProduit, LectureSecret
from etrier.parcours.secrets import sceller
from etrier.socle.erreurs import Refus
from etrier.socle.models import Acte
from etrier.structures.enums import Role
from tests import fabrique
from tests.parcours.monde_documents import LE, codes, contrat, demander, faire, texte

__all__ = ["contrat"]

pytestmark = pytest.mark.django_db

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
