"""Objects of the employee records, by the names the addresses give them."""

from etrier.parcours.enums import EtatFiche
from etrier.parcours.models import FicheSalarie, LigneLot, LotAsp, Salarie
from etrier.parcours.secrets import sceller


def objets_asp(qui: Salarie) -> dict[str, int]:
    """A rejected record, and the file it left with."""
    fiche = FicheSalarie.objects.create(
        structure=qui.structure,
        salarie=qui,
        pass_iae=qui.personne.les_pass.all()[0],
        siret=qui.structure.siret,
        mesure="ACI_DC",
        id_itou="0" * 30,
        etat=EtatFiche.REJETEE,
        code_traitement="3417",
    )
    lot = LotAsp.objects.create(
        structure=qui.structure,
        nom_fichier=f"RIAE_FS_{fiche.pk:014d}.json",
        contenu=sceller("{}"),
    )
    LigneLot.objects.create(
        lot=lot, fiche=fiche, numero=1, mouvement="C", code_traitement="3417", libelle="inconnue"
    )
    return {"fiche_id": fiche.pk, "lot_id": lot.pk}
