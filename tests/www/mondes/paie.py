"""Objects of the pay screens: a variable, a file that left, its return, a claim, a rate."""

from datetime import date

from etrier.paie.frais.actions import Depense, deposer_note
from etrier.paie.frais.baremes import fixer_bareme
from etrier.paie.models import EcartPaie, EnvoiPaie, RetourPaie
from etrier.paie.saisies.actions import Saisie, saisir_variable
from etrier.parcours.models import Contrat

MOIS = date(2025, 3, 1)
ECRANS_PAIE = ("paie_reglages", "notes_frais", "paie_verifier", "paie_saisies", "paie_envois")
LECTURES_PAIE = (*ECRANS_PAIE, "paie_envoi", "paie_retours", "paie_retour")
ACTES_PAIE = (
    *("paie_saisie_nouvelle", "paie_saisie_modifier", "paie_saisie_retirer"),
    *("paie_saisie_corriger", "paie_envoyer", "paie_envoi_fichier", "paie_retour_lire"),
    *("paie_ecart", "paie_regler", "paie_coder", "bareme_nouveau", "bareme_retirer"),
    *("note_frais_nouvelle", "note_frais_accepter", "note_frais_refuser"),
)


def objets_paie(contrat: Contrat, mois: date = MOIS) -> dict[str, int]:
    """One object of each kind, under a contract of the structure that covers the fourth."""
    une = contrat.structure
    bareme = fixer_bareme(
        une, depuis=mois, milliemes_par_km=500, jusqu_a_cv=None, source="accord", par=None
    )
    envoi = EnvoiPaie.objects.create(
        structure=une,
        mois=mois,
        rang=1,
        format="neutre",
        nom="v.csv",
        fichier=b"x",
        lignes=[],
        empreinte="0" * 64,
    )
    retour = RetourPaie.objects.create(
        structure=une, mois=mois, envoi=envoi, nom="r.csv", empreinte="1" * 64
    )
    ecart = EcartPaie.objects.create(
        retour=retour,
        matricule=contrat.salarie.matricule,
        contrat=contrat,
        genre="MONTANT",
        rubrique="PRIME",
        attendu_centimes=100,
        lu_centimes=200,
    )
    depense = Depense("repas", mois.replace(day=4), "Repas", 1_250)
    return {
        "saisie_id": saisir_variable(contrat, mois, Saisie("PRIME", 5_000), par=None).pk,
        "envoi_id": envoi.pk,
        "retour_id": retour.pk,
        "ecart_id": ecart.pk,
        "note_id": deposer_note(contrat, depense, par=None).pk,
        "bareme_id": bareme.pk,
    }
