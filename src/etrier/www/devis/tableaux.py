"""Tables of quotes."""

from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import gettext

from etrier.facturation.devis.chiffrage import Chiffrage, totaux
from etrier.facturation.enums import EtatDevis
from etrier.facturation.models import Devis
from etrier.facturation.papier.composition import ligne_imprimee
from etrier.socle.horloge import aujourdhui
from etrier.structures.access import Acces
from etrier.www.tableau import Colonne, Tableau

_PASTILLES = {
    EtatDevis.ENVOYE: "etiquette etiquette-attention",
    EtatDevis.ACCEPTE: "etiquette etiquette-ok",
    EtatDevis.REFUSE: "etiquette etiquette-alerte",
}


def pastille(devis: Devis) -> str:
    """Class of the pill around a state."""
    return _PASTILLES.get(EtatDevis(devis.etat), "etiquette")


def est_perime(devis: Devis) -> bool:
    """True when it waits for an answer that can no longer come."""
    return devis.etat == EtatDevis.ENVOYE and devis.valable_jusqu_au < aujourdhui()


def tableau_devis(acces: Acces, les_devis: Sequence[Devis]) -> Tableau:
    """Every quote, with what it comes to before tax."""
    montants = totaux(les_devis)
    return Tableau(
        gettext("Devis"),
        [
            Colonne(
                gettext("Numéro"),
                "numero",
                "numero",
                lien=lambda d: reverse("devis_voir", args=[acces.structure.pk, d.pk]),
            ),
            Colonne(gettext("Client"), "client"),
            Colonne(gettext("Objet"), "objet"),
            Colonne(gettext("Établi le"), "etabli_le", "date"),
            Colonne(gettext("Valable jusqu’au"), "valable_jusqu_au", "date"),
            Colonne(gettext("Montant HT"), lambda d: montants.get(d.pk, 0), "centimes"),
            Colonne(gettext("État"), "get_etat_display", etiquette=pastille),
        ],
        les_devis,
        vide=gettext("Aucun devis : écrivez le premier."),
        classe_ligne=lambda d: "ligne-attention" if est_perime(d) else "",
    )


def tableau_lignes(chiffrage: Chiffrage) -> Tableau:
    """The lines of a quote."""
    return Tableau(
        gettext("Lignes du devis"),
        [
            Colonne(gettext("Désignation"), "libelle"),
            Colonne(gettext("Quantité"), lambda x: ligne_imprimee(x)["quantite"]),
            Colonne(gettext("Prix unitaire HT"), lambda x: ligne_imprimee(x)["prix"]),
            Colonne(gettext("TVA"), lambda x: ligne_imprimee(x)["taux"]),
            Colonne(gettext("Montant HT"), "ht_centimes", "centimes", total=True),
        ],
        chiffrage.lignes,
        recherche=False,
        exportable=False,
    )
