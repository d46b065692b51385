"""The demonstration one step before its end: the last month imported and validated, not closed.

    python -m scripts.docs.monter DOSSIER

Run in a process of its own, on the database of its environment; the pictures close the month.
Prints one JSON line: the structure shown, its month, the file with refused rows.
"""

import json
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path

import scripts.docs  # noqa: F401 - makes Django ready for what follows
from etrier.cli.commande import administrer
from etrier.cloture.actions import cloturer
from etrier.demonstration.argent import facturer_l_annee, verser_les_aides
from etrier.demonstration.charger import charger
from etrier.demonstration.chez_moi import JETON
from etrier.demonstration.paies import faire_les_paies
from etrier.demonstration.releve_banque import ecrire_releve
from etrier.demonstration.releves import faire_confirmer
from etrier.demonstration.scenario import JOUR_DONNE
from etrier.facturation.models import Facture
from etrier.heures.actions import valider
from etrier.heures.enums import EtatReleve
from etrier.heures.importation.actions import importer
from etrier.heures.models import ReleveHeures
from etrier.missions.models import Chantier
from etrier.paie.models import EcartPaie
from etrier.parcours.models import AccesPersonne, Salarie
from etrier.socle.mois import ecrire_mois
from etrier.socle.secrets import empreinte
from etrier.structures.models import Structure

# Somebody with contracts in two structures, a suspension, trainings, an immersion.
NOM, PRENOM = "LOUTRE-EXEMPLE", "Fanny"


def monter(dossier: Path) -> dict[str, object]:
    """Load, close the past, import and validate the last month."""
    administrer("migrate", "--verbosity", "0")
    bilan = charger(le=JOUR_DONNE, dossier=dossier)
    structures = {f.siret: Structure.objects.get(siret=f.siret) for f in bilan.fichiers}
    for mois in bilan.mois_a_clore:
        cloturer([s.pk for s in structures.values()], mois, par=None)
    for fichier in bilan.fichiers:
        structure = structures[fichier.siret]
        importer(structure, fichier.chemin.read_bytes(), fichier.chemin.name, par=None)
    a_corriger = bilan.fichier_a_corriger
    faire_confirmer(structures[a_corriger.siret], bilan.mois_dernier)
    for structure in structures.values():
        valider(structure, bilan.mois_dernier, par=None)
    return {
        "structure": structures[bilan.fichiers[0].siret].pk,
        "structure_a_corriger": structures[a_corriger.siret].pk,
        "mois": ecrire_mois(bilan.mois_dernier),
        "fichier": str(a_corriger.chemin),
        "chantier": Chantier.objects.filter(structure=structures[bilan.fichiers[0].siret])
        .order_by("pk")
        .values_list("pk", flat=True)[0],
        "releve": ReleveHeures.objects.filter(etat=EtatReleve.CONTESTE)
        .order_by("pk")
        .values_list("pk", flat=True)[0],
        **_parcours(structures[bilan.fichiers[0].siret]),
        **_argent(structures[a_corriger.siret], bilan.mois_a_clore, dossier),
    }


def _parcours(structure: Structure) -> dict[str, object]:
    """Whose pathway is shown, whose own page is opened (by her day and month of birth), which
    yearly report."""
    suivie = Salarie.objects.get(structure=structure, personne__nom=NOM, personne__prenom=PRENOM)
    chez_elle = AccesPersonne.objects.get(jeton_empreinte=empreinte(JETON)).salarie.personne
    return {
        "suivie": suivie.pk,
        "convention": structure.conventions.values_list("pk", flat=True)[0],
        "annee": JOUR_DONNE.year,
        "ne_le": (chez_elle.naissance.day, chez_elle.naissance.month),
    }


def _argent(structure: Structure, mois: Sequence[date], dossier: Path) -> dict[str, object]:
    """A year of invoices of whoever invoices private people: one that is paid, its bank file."""
    facturer_l_annee([structure], mois, JOUR_DONNE, lambda *_pas: None)
    verser_les_aides(mois, JOUR_DONNE)
    faire_les_paies([structure], lambda *_pas: None)
    releve = ecrire_releve(JOUR_DONNE, dossier)
    payees = Facture.objects.filter(structure=structure, imputations__isnull=False)
    ecarts = EcartPaie.objects.filter(retour__structure=structure)
    sap = payees.filter(lignes__prestation__activite_sap__gt="")
    return {
        "facture": sap.order_by("-emise_le", "pk").values_list("pk", flat=True)[0],
        "releve_banque": str(releve),
        "retour_paie": ecarts.order_by("-retour").values_list("retour", flat=True)[0],
    }


if __name__ == "__main__":
    print(json.dumps(monter(Path(sys.argv[1]))))
