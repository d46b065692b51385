"""Objects of the employee records and of the FSE+, by the names the addresses give them."""

from datetime import date

from etrier.parcours.enums import EtatFiche
from etrier.parcours.models import FicheSalarie, LigneLot, LotAsp, ParticipantFse, Salarie
from etrier.parcours.secrets import sceller


def objets_asp(qui: Salarie) -> dict[str, int]:
    """A rejected record, the file it left with, and somebody in an operation."""
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
    dedans = ParticipantFse.objects.create(
        salarie=qui, operation="OP 1", entree_le=date(2025, 1, 6), reponses=sceller("{}")
    )
    return {"fiche_id": fiche.pk, "lot_id": lot.pk, "participant_id": dedans.pk}
