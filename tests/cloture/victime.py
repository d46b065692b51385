"""A process meant to be killed: it closes or imports, and dies by its own hand at a given point.

`agir()` reads its arguments: an act, then a point. Points are counted one after the other:
`etape:3`, the third time the close says where it is; `geste:7`, the seventh time it is about to
write a table or has just written it; `delai:0.05`, so many seconds after it began; `jamais`.
"""

import json
import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any

from django.core.management import call_command
from django.db.models import Count

from etrier.aides.models import AideMensuelle, EtatMensuel
from etrier.clauses.models import HeuresClause
from etrier.cloture import actions
from etrier.cloture.docteur import ausculter
from etrier.facturation.models import LigneAFacturer
from etrier.heures.actions import Saisie, saisir
from etrier.heures.importation import actions as importation
from etrier.heures.models import Cloture, ImportHeures, LigneHeures
from etrier.paie.models import VariablePaie
from etrier.parcours.models import Contrat
from etrier.socle.models import Acte
from etrier.structures.models import Structure
from tests import fabrique

MARS, AVRIL = date(2025, 3, 1), date(2025, 4, 1)
STRUCTURES, PERSONNES, LOT = 6, 12, 2
LECTURES = (VariablePaie, LigneAFacturer, EtatMensuel, AideMensuelle, HeuresClause)


def agir() -> None:
    """Do what the arguments say; what there is to know is printed as JSON."""
    acte, *reste = sys.argv[1:]
    print(json.dumps(ACTES[acte](*reste)))  # noqa: T201 -- read by the test


def preparer() -> None:
    """Six structures of twelve people, March validated."""
    call_command("migrate", verbosity=0)
    for _rang in range(STRUCTURES):
        une = fabrique.structure("ACI")
        convention = fabrique.convention(une, "ACI")
        fabrique.annexe(convention)
        ville = fabrique.client(une)
        fabrique.tarif(ville)
        lieu, clause = fabrique.chantier(une, ville), fabrique.clause(ville)
        contrats = [fabrique.contrat(fabrique.salarie(une), convention) for _n in range(PERSONNES)]
        saisies = [
            Saisie(c.pk, c.salarie_id, jour, 1, 420, chantier_id=lieu.pk, clause_id=clause.pk)
            for c in contrats
            for jour in jours_ouvres(MARS)
        ]
        saisir(une, saisies, par=None)
        fabrique.valider_mois(une, MARS)


def jours_ouvres(mois: date) -> Iterator[date]:
    """Monday to Friday, four weeks."""
    jours = (mois + timedelta(days=n) for n in range(28))
    return (jour for jour in jours if jour.weekday() < 5)


def cloturer(point: str) -> dict[str, float]:
    """Close March by batches of two structures; say how long it took."""
    actions.LOT = LOT
    compter = _mourir_au("geste", point)
    actions.ecrire = _autour(actions.ecrire, compter)  # type: ignore[attr-defined]
    etape = _mourir_au("etape", point)
    _mourir_apres(point)
    debut = time.perf_counter()
    actions.cloturer(_toutes(), MARS, par=None, suivi=lambda *_etape: etape())
    return {"duree": time.perf_counter() - debut}


def importer(point: str) -> dict[str, float]:
    """Import April in the first structure."""
    compter = _mourir_au("geste", point)
    importation.saisir = _autour(importation.saisir, compter)  # type: ignore[attr-defined]
    importation.noter = _autour(importation.noter, compter)  # type: ignore[attr-defined]
    une = Structure.objects.get(pk=_toutes()[0])
    _mourir_apres(point)
    debut = time.perf_counter()
    recu = importation.importer(une, ecrire_avril(une), "avril.csv", par=None, mois=AVRIL)
    return {"duree": time.perf_counter() - debut, "ajoutees": recu.lignes_ajoutees}


def ecrire_avril(une: Structure) -> bytes:
    """A month's spreadsheet of the structure."""
    lignes = ["matricule;jour;heures"]
    for contrat in Contrat.objects.filter(structure=une).select_related("salarie"):
        lignes += [f"{contrat.salarie.matricule};{j:%d/%m/%Y};7" for j in jours_ouvres(AVRIL)]
    return "\n".join(lignes).encode()


def decrire() -> dict[str, Any]:
    """What the books hold, and what the doctor says of them."""
    clos = set(Cloture.objects.values_list("structure_id", flat=True))
    comptes = {}
    for cle in _toutes():
        lus = [m._default_manager.filter(cloture__structure=cle).count() for m in LECTURES]
        actes = Acte.objects.filter(perimetre=cle, verbe="mois.cloturer").count()
        comptes[str(cle)] = [int(cle in clos), actes, *lus]
    sceaux = Cloture.objects.order_by("structure_id").values_list(
        "structure_id", "empreinte", "empreinte_lectures", "minutes_total"
    )
    avril = LigneHeures.objects.filter(mois=AVRIL).aggregate(n=Count("id"))
    return {
        "comptes": comptes,
        "sceaux": [list(sceau) for sceau in sceaux],
        "anomalies": [a.phrase for a in ausculter()],
        "imports": [
            ImportHeures.objects.count(),
            Acte.objects.filter(verbe__in=("heures.importer", "heures.saisir")).count(),
            avril["n"],
        ],
    }


def reprendre(acte: str) -> list[dict[str, Any]]:
    """The books after the death, then after the act done again, then once more."""
    vus = [decrire()]
    for _fois in range(2):
        ACTES[acte]("jamais")
        vus.append(decrire())
    return vus


def _toutes() -> list[int]:
    return list(Structure.objects.order_by("pk").values_list("pk", flat=True))


def _mourir() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def _mourir_au(genre: str, point: str) -> Callable[[], None]:
    """A counter that kills the process when it reaches the point."""
    reste = int(point.removeprefix(f"{genre}:")) if point.startswith(f"{genre}:") else 0

    def compter() -> None:
        nonlocal reste
        reste -= 1
        if reste == 0:
            _mourir()

    return compter


def _mourir_apres(point: str) -> None:
    if point.startswith("delai:"):
        minuterie = threading.Timer(float(point.removeprefix("delai:")), _mourir)
        minuterie.daemon = True
        minuterie.start()


def _autour(fonction: Callable[..., Any], compter: Callable[[], None]) -> Callable[..., Any]:
    """The function, counted before and after."""

    def appeler(*arguments: Any, **nommes: Any) -> Any:
        compter()
        rendu = fonction(*arguments, **nommes)
        compter()
        return rendu

    return appeler


ACTES: dict[str, Callable[..., Any]] = {
    "preparer": preparer,
    "cloturer": cloturer,
    "importer": importer,
    "decrire": decrire,
    "reprendre": reprendre,
}
