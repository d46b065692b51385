"""Objects of the papers, by the names the addresses give them."""

from etrier.parcours.documents.actions import annuler, produire
from etrier.parcours.documents.controles import controler
from etrier.parcours.documents.demande import Demande
from etrier.parcours.documents.modeles import enregistrer_modele, texte_maison
from etrier.parcours.enums_accompagnement import GenreDocument
from etrier.parcours.models import Contrat, DocumentProduit


def papier(contrat: Contrat, genre: GenreDocument = GenreDocument.CDDI) -> DocumentProduit:
    """A paper of the contract, whatever the reserves."""
    demande = Demande(genre, contrat.structure, contrat.salarie, contrat.debut, contrat)
    return produire(demande, {c.code for c in controler(demande)}, par=None)


def objets_documents(contrat: Contrat) -> dict[str, int]:
    """A paper to sign, another cancelled; a text of the structure's own."""
    annuler(papier(contrat, GenreDocument.FIN), "refait", par=None)
    texte = texte_maison(GenreDocument.CDDI).texte + "\nUne phrase de la structure.\n"
    enregistrer_modele(contrat.structure, GenreDocument.CDDI, texte, par=None)
    return {"document_id": papier(contrat).pk}
