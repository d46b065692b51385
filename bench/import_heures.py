"""Import of a large spreadsheet, beside the reading of the same file alone.

One structure more in the made-up country: 500 people, 200 days each, one line a day, in a workbook.
"""

import io
import time
from datetime import date, timedelta
from typing import Any

import polars as pl
import xlsxwriter
from django.core.management.color import no_style
from django.db import connection, transaction
from django.db.models import Max, Model

from etrier.heures.formats.tableurs.tableur import lire_tableur
from etrier.heures.importation.actions import importer as importer_fichier
from etrier.heures.models import LigneHeures
from etrier.parcours.models import Contrat, Personne, Salarie
from etrier.socle.colonnes import ecrire
from etrier.structures.models import Convention, Structure

PERSONNES, JOURS = 500, 200
DEBUT, FIN = date(2026, 1, 1), date(2026, 12, 31)
ENTETE = ("matricule", "nom", "prénom", "jour", "heures")


def importer(_part: float) -> dict[str, Any]:
    """Read the workbook, import it, import it again; seconds of each, and of each step."""
    structure = _peupler()
    _avancer_les_compteurs()
    contenu, nom = _classeur(), "annee.xlsx"
    debut = time.perf_counter()
    lues = len(lire_tableur(contenu, nom).lignes)
    lecture = time.perf_counter() - debut
    etapes: dict[str, float] = {}
    debut = time.perf_counter()
    premier = importer_fichier(
        structure,
        contenu,
        nom,
        par=None,
        progression=lambda etape, *_x: etapes.update({etape: time.perf_counter() - debut}),
    )
    importation = time.perf_counter() - debut
    debut = time.perf_counter()
    second = importer_fichier(structure, contenu, nom, par=None)
    encore = time.perf_counter() - debut
    ecrites = LigneHeures.objects.filter(structure=structure).count()
    assert (lues, premier.lignes_ajoutees, ecrites) == (PERSONNES * JOURS,) * 3
    assert (second.lignes_ajoutees, second.lignes_connues) == (0, ecrites)
    return {
        "lignes": ecrites,
        "lecture_seule": lecture,
        "importation": importation,
        "etapes": etapes,
        "encore": encore,
    }


@transaction.atomic
def _peupler() -> Structure:
    """The structure and its people, after those of the country."""
    base = 1 + max(_dernier(m) for m in (Structure, Convention, Personne, Salarie, Contrat))
    structure = Structure.objects.create(
        pk=base, denomination="Structure d'essai", siret=f"{base:014d}", code_insee="59512"
    )
    Convention.objects.create(
        pk=base, structure=structure, dispositif="ACI", milieu="droit_commun", numero="IMPORT"
    )
    cle = pl.col("id")
    gens = pl.DataFrame({"id": [base + rang for rang in range(PERSONNES)]})
    bornes = [pl.lit(DEBUT).alias("debut"), pl.lit(FIN).alias("fin")]
    ecrire(
        Personne,
        gens.select(
            cle,
            pl.lit("").alias("civilite"),
            pl.format("PERSONNE {}", cle - base).alias("nom"),
            pl.lit("Camille").alias("prenom"),
            pl.lit(date(1990, 1, 1)).alias("naissance"),
        ),
    )
    siens = [pl.lit(base).alias("structure_id"), cle.alias("personne_id")]
    matricule = pl.format("M{}", cle - base).alias("matricule")
    ecrire(Salarie, gens.select(cle, *siens, matricule))
    ecrire(
        Contrat,
        gens.select(
            cle,
            pl.lit(base).alias("structure_id"),
            cle.alias("salarie_id"),
            pl.lit(base).alias("convention_id"),
            pl.lit("CDDI").alias("genre"),
            pl.format("C{}", cle).alias("numero"),
            pl.lit("").alias("qualification"),
            *bornes,
        ),
    )
    return structure


def _avancer_les_compteurs() -> None:
    """PostgreSQL: the country was written with its own keys, the counter is still at one."""
    with connection.cursor() as curseur:
        for ordre in connection.ops.sequence_reset_sql(no_style(), [LigneHeures]):
            curseur.execute(ordre)


def _dernier(modele: type[Model]) -> int:
    return modele._default_manager.aggregate(dernier=Max("pk"))["dernier"] or 0


def _classeur() -> bytes:
    flux = io.BytesIO()
    with xlsxwriter.Workbook(flux, {"in_memory": True, "constant_memory": True}) as classeur:
        jour = classeur.add_format({"num_format": "dd/mm/yyyy"})
        feuille = classeur.add_worksheet("Heures")
        feuille.write_row(0, 0, ENTETE)
        for rang in range(PERSONNES * JOURS):
            qui, combien = divmod(rang, JOURS)
            feuille.write_row(rang + 1, 0, (f"M{qui}", f"PERSONNE {qui}", "Camille"))
            feuille.write_datetime(rang + 1, 3, DEBUT + timedelta(days=combien), jour)
            feuille.write(rang + 1, 4, 7.5)
    return flux.getvalue()
