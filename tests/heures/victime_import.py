"""Imports killed at random points: one process loads the house, then a child dies for each point.

`agir()` reads its arguments: `preparer`, or `tuer` with a seed and a number. An import says where
it is (its progress); a point is a moment of that course, measured on undisturbed imports first.
"""

import json
import os
import random
import signal
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.core.management import call_command
from django.db import connection, connections
from django.db.models import Sum

from etrier.cloture.docteur import ausculter
from etrier.heures.importation.actions import importer, previsualiser
from etrier.heures.models import ImportHeures, LigneHeures
from etrier.parcours.models import Contrat
from etrier.socle.models import Acte
from etrier.socle.mois import mois_suivant
from etrier.structures.models import Structure
from tests import fabrique

PERSONNES, JOURS = 12, 20
LIGNES = PERSONNES * JOURS
PREMIER_MOIS = date(2005, 1, 1)
ESSAIS = 5
# A third import of the same file, now and then.
UN_SUR = 10


def agir() -> None:
    """Do what the arguments say; what there is to know is printed as JSON."""
    acte, *reste = sys.argv[1:]
    print(json.dumps(ACTES[acte](*map(int, reste))))  # noqa: T201 -- read by the test


def preparer() -> None:
    """A structure of twelve people, under contract for as long as it takes."""
    call_command("migrate", verbosity=0)
    une = fabrique.structure()
    convention = fabrique.convention(une)
    for _rang in range(PERSONNES):
        fabrique.contrat(fabrique.salarie(une), convention, debut=PREMIER_MOIS, fin=None)


@dataclass(frozen=True)
class Envoi:
    """A file of a month of its own; one in two has bad lines, and asks for the good ones only."""

    structure: Structure
    mois: date
    bonnes_lignes: bool
    contenu: bytes

    def importer(self, marquer: Any = None) -> None:
        """Import it."""
        importer(
            self.structure,
            self.contenu,
            f"{self.mois:%Y-%m}.csv",
            par=None,
            mois=self.mois,
            bonnes_lignes=self.bonnes_lignes,
            progression=marquer,
        )


def tuer(graine: int, nombre: int) -> dict[str, Any]:
    """Kill that many imports, one after the other on the same books; say what each one left."""
    hasard, envois = random.Random(graine), _envois()
    previsualiser(*_rechauffer(next(envois)))
    cours = _mesurer([next(envois) for _essai in range(ESSAIS)])
    morts = []
    for rang in range(nombre):
        envoi, instant = next(envois), hasard.random() * cours[-1]
        avant = _compter(envoi)
        marques = _faire_mourir(envoi, cours, instant)
        trouve = _compter(envoi)
        _laisser_faire(envoi)
        refait = _compter(envoi)
        if rang % UN_SUR == 0:
            _laisser_faire(envoi)
        morts.append(
            {
                "marques": marques,
                "bonnes_lignes": envoi.bonnes_lignes,
                "trouve": _ecart(avant, trouve),
                "refait": _ecart(trouve, refait),
                "encore": _ecart(refait, _compter(envoi)),
                "lignes": refait["lignes"],
                "minutes": refait["minutes"],
            }
        )
    return {"cours": cours, "morts": morts, "livres": _examiner()}


def _envois() -> Iterator[Envoi]:
    une = Structure.objects.get()
    contrats = list(Contrat.objects.select_related("salarie"))
    mois, bonnes = PREMIER_MOIS, False
    while True:
        lignes = ["matricule;jour;heures"]
        for contrat in contrats:
            lignes += [
                f"{contrat.salarie.matricule};{mois + timedelta(days=n):%d/%m/%Y};7"
                for n in range(JOURS)
            ]
        if bonnes:
            lignes += [f"INCONNU;{mois:%d/%m/%Y};7", f"{contrat.salarie.matricule};31/02/2005;7"]
        yield Envoi(une, mois, bonnes, "\n".join(lignes).encode())
        mois, bonnes = mois_suivant(mois), not bonnes


def _rechauffer(envoi: Envoi) -> tuple[Structure, bytes, str]:
    # What is imported or compiled on first use is then done once, before the forks.
    return envoi.structure, envoi.contenu, "essai.csv"


def _mesurer(envois: list[Envoi]) -> list[float]:
    """When each mark of an undisturbed import comes, in seconds; the last one is its end."""
    tous = []
    for envoi in envois:
        enfant, lecture = _lancer(envoi)
        debut, instants = time.perf_counter(), []
        while os.read(lecture, 1):
            instants.append(time.perf_counter() - debut)
        os.waitpid(enfant, 0)
        os.close(lecture)
        tous.append([*instants, time.perf_counter() - debut])
    return [statistics.median(instants) for instants in zip(*tous, strict=True)]


def _lancer(envoi: Envoi) -> tuple[int, int]:
    """A child that imports; it writes one byte in the pipe at each step."""
    connections.close_all()  # a connection does not survive being shared
    lecture, ecriture = os.pipe()
    enfant = os.fork()
    if enfant:
        os.close(ecriture)
        return enfant, lecture
    statut = 1
    try:
        os.write(ecriture, b".")
        envoi.importer(lambda *_etape: os.write(ecriture, b"."))
        statut = 0
    finally:
        os._exit(statut)


def _laisser_faire(envoi: Envoi) -> None:
    """Import to the end; in a child too: threads of the writing do not survive a fork."""
    enfant, lecture = _lancer(envoi)
    while os.read(lecture, 64):
        pass
    os.close(lecture)
    assert os.waitpid(enfant, 0)[1] == 0


def _faire_mourir(envoi: Envoi, cours: list[float], instant: float) -> int:
    """Kill an import at a moment of its course; gives how many marks it had made.

    The moment is counted from the last mark before it: a machine that slows down in between does
    not make all deaths come too early.
    """
    rang = sum(marque <= instant for marque in cours[:-1]) - 1
    reste = instant - max(cours[rang], 0) if rang >= 0 else 0
    enfant, lecture = _lancer(envoi)
    marques = 0
    while marques < max(rang + 1, 1) and os.read(lecture, 1):
        marques += 1
    time.sleep(max(reste, 0))
    os.kill(enfant, signal.SIGKILL)
    _pid, statut = os.waitpid(enfant, 0)
    while os.read(lecture, 1):
        marques += 1
    os.close(lecture)
    _attendre_le_serveur()
    return marques if os.WIFSIGNALED(statut) else -1


def _attendre_le_serveur() -> None:
    """PostgreSQL: wait until the server of the dead client has seen that it is dead."""
    if connection.vendor != "postgresql":
        return
    for _essai in range(400):
        with connection.cursor() as curseur:
            curseur.execute(
                "select count(*) from pg_stat_activity "
                "where datname = current_database() and pid <> pg_backend_pid()"
            )
            if curseur.fetchone() == (0,):
                return
        time.sleep(0.01)
    raise AssertionError("A connection stays open.")


def _compter(envoi: Envoi) -> dict[str, int]:
    lignes = LigneHeures.objects.filter(mois=envoi.mois)
    return {
        "imports": ImportHeures.objects.count(),
        "actes": Acte.objects.filter(verbe__startswith="heures.").count(),
        "lignes": lignes.count(),
        "minutes": lignes.aggregate(somme=Sum("minutes"))["somme"] or 0,
    }


def _ecart(avant: dict[str, int], apres: dict[str, int]) -> list[int]:
    return [apres[cle] - avant[cle] for cle in ("imports", "actes", "lignes")]


def _examiner() -> list[str]:
    """What is wrong with the books as a whole."""
    fautes = [a.phrase for a in ausculter()]
    orphelines = LigneHeures.objects.filter(import_heures=None).count()
    fautes += [f"{orphelines} lines without their import"] if orphelines else []
    if connection.vendor == "sqlite":
        with connection.cursor() as curseur:
            for controle in ("integrity_check", "foreign_key_check"):
                curseur.execute(f"PRAGMA {controle}")
                fautes += [str(x) for x in curseur.fetchall() if x != ("ok",)]
    return fautes


ACTES: dict[str, Callable[..., Any]] = {"preparer": preparer, "tuer": tuer}
