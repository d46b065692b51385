"""The world of the browser's tests: the demonstration, October waiting in its files.

`agir()` runs in a process of its own, on the database that the site will serve.
"""

import json
import sys
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management import call_command

from etrier.aides.models import AideMensuelle, EtatMensuel
from etrier.clauses.models import HeuresClause
from etrier.cloture.actions import cloturer
from etrier.demonstration.charger import charger
from etrier.demonstration.scenario import JOUR_DONNE
from etrier.facturation.models import LigneAFacturer
from etrier.heures.models import Absence, CodeHeures, LigneHeures, PlanHeures, ReleveHeures
from etrier.heures.releves.actions import preparer_tous
from etrier.missions.models import Chantier, ClauseSociale, Client, Mission, Prestation, Tarif
from etrier.paie.models import VariablePaie
from etrier.parcours.models import Contrat, Personne, SuspensionPass
from etrier.structures.models import AnnexeFinanciere, RoleStructure, Structure
from tests import fabrique
from tests.navigateur.monde_accompagnement import objets_suivis
from tests.navigateur.monde_accueil import objets_accueil
from tests.navigateur.monde_asp import objets_asp
from tests.navigateur.monde_documents import objets_documents
from tests.navigateur.monde_radar import objets_radar
from tests.navigateur.monde_sorties import objets_sorties
from tests.www.mondes.banque import objets_banque
from tests.www.mondes.comptabilite import objets_comptabilite
from tests.www.mondes.devis import objets_devis
from tests.www.mondes.factures import objets_factures
from tests.www.mondes.fournisseurs import objets_fournisseurs
from tests.www.mondes.paie import objets_paie
from tests.www.mondes.relances import objets_relances
from tests.www.mondes.sap import objets_sap

SEPTEMBRE = date(2026, 9, 1)


def agir() -> None:
    """Load under the folder given, close the past months; print what the tests need to know."""
    call_command("migrate", verbosity=0)
    bilan = charger(le=JOUR_DONNE, dossier=Path(sys.argv[1]))
    structures = {s.siret: s for s in Structure.objects.all()}
    for mois in bilan.mois_a_clore:
        cloturer([s.pk for s in structures.values()], mois, par=None)
    for structure in structures.values():
        preparer_tous(structure, SEPTEMBRE, par=None)
    decrites = {
        f.structure: {
            "cle": structures[f.siret].pk,
            "fichier": str(f.chemin),
            "objets": objets(structures[f.siret]),
        }
        for f in bilan.fichiers
    }
    print(json.dumps(decrites))  # noqa: T201 -- read by the test


def objets(une: Structure) -> dict[str, int]:
    """One object of each kind, by the names the addresses give them; some kinds may lack."""
    ici, clos = {"structure": une}, {"cloture__structure": une, "cloture__mois": SEPTEMBRE}
    trouves = (
        {
            "chantier_id": _premier(Chantier, ici),
            "client_id": _premier(Client, ici),
            "mission_id": _premier(Mission, ici),
            "tarif_id": _premier(Tarif, ici),
            "prestation_id": _premier(Prestation, ici),
            "clause_id": _premier(ClauseSociale, ici),
            "marche_id": _premier(ClauseSociale, ici, "marche_public_id"),
            "annexe_id": _premier(AnnexeFinanciere, ici),
            "plan_id": _premier(PlanHeures, ici),
            "absence_id": _premier(Absence, ici),
            "code_id": _premier(CodeHeures, ici),
            "role_id": _premier(RoleStructure, ici),
            "releve_id": _premier(ReleveHeures, ici),
            "ligne_id": _premier(LigneHeures, ici | {"mois": SEPTEMBRE}),
            "aide_id": _premier(AideMensuelle, clos),
            "etat_id": _premier(EtatMensuel, clos),
            "variable_id": _premier(VariablePaie, clos | {"rubrique": "BRUT"}),
            "a_facturer_id": _premier(LigneAFacturer, clos),
            "heures_id": _premier(HeuresClause, clos),
        }
        | _parcours(une)
        | objets_suivis(une)
        | objets_accueil(une, _parcours(une).get("pass_id"))
        | objets_radar(une)
        | objets_sorties(une)
        | objets_asp(une)
        | objets_documents(une)
        | objets_factures(une)
        | objets_comptabilite(une)
        | objets_fournisseurs(une)
        | _chez_un_client(une)
        | _banque(une)
        | _paie(une)
    )
    return {nom: cle for nom, cle in trouves.items() if cle is not None}


def _chez_un_client(une: Structure) -> dict[str, int]:
    """A late invoice, a CESU, an attestation, a quote of the first client, when there is one."""
    client = Client.objects.filter(structure=une).order_by("pk").first()
    if client is None:
        return {}
    return objets_sap(client) | objets_relances(client) | objets_devis(client)


def _banque(une: Structure) -> dict[str, int]:
    """What the bank says, and the accounts of somebody new here: the others have theirs."""
    ailleurs = Personne.objects.exclude(salaries__structure=une).order_by("pk")[0]
    salarie = fabrique.salarie(une, personne=ailleurs)
    return objets_banque(fabrique.contrat(salarie, une.conventions.all()[0]))


def _paie(une: Structure) -> dict[str, int]:
    """A variable, a file, its return, a claim, of somebody under contract in September."""
    contrats = Contrat.objects.filter(structure=une).en_cours(
        SEPTEMBRE.replace(day=4), SEPTEMBRE.replace(day=4)
    )
    contrat = contrats.select_related("structure", "salarie").order_by("pk").first()
    return {} if contrat is None else objets_paie(contrat, SEPTEMBRE)


def _parcours(une: Structure) -> dict[str, int | None]:
    """Somebody whose PASS was suspended: she has everything a person can have."""
    suspension = SuspensionPass.objects.filter(pass_iae__personne__salaries__structure=une).first()
    if suspension is None:
        return {}
    salarie = suspension.pass_iae.personne.salaries.get(structure=une)
    return {
        "salarie_id": salarie.pk,
        "personne_id": salarie.personne_id,
        "contrat_id": salarie.contrats.order_by("debut")[0].pk,
        "pass_id": suspension.pass_iae_id,
        "suspension_id": suspension.pk,
    }


def _premier(modele: Any, filtres: dict[str, Any], champ: str = "pk") -> int | None:
    premier: int | None = (
        modele.objects.filter(**filtres).order_by("pk").values_list(champ, flat=True).first()
    )
    return premier
