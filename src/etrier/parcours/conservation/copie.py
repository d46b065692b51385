"""Everything a structure keeps about a person, for her: a page to read, the same as JSON, papers.

The tables are those of `tables.les_tables`, all of their columns: what is added tomorrow is in.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from django.db.models import Field, ForeignKey, Model
from django.template.loader import render_to_string
from django.utils import timezone

from etrier.droit.ecriture import jour as ecrire_jour
from etrier.parcours.conservation.tables import Table, les_tables
from etrier.parcours.enums import Rubrique, UsageSecret
from etrier.parcours.models import Salarie
from etrier.parcours.secrets import lire_fichier_pour, lire_tous_pour
from etrier.socle.horloge import maintenant
from etrier.socle.journal import noter
from etrier.socle.secrets import ChampScelle, Scelle
from etrier.structures.models import Utilisateur

# Technical digests: they are not about her, and opening a link from one must stay impossible.
TUS = frozenset({"parcours.Personne.nir_empreinte", "parcours.AccesPersonne.jeton_empreinte"})
# Sealed papers: they come as files of their own.
FICHIERS = frozenset({"parcours.DocumentProduit.fichier", "parcours.DocumentProduit.fichier_signe"})
# The family each sealed column belongs to, for the line that says it was read.
RUBRIQUES: Mapping[str, Rubrique] = {
    "parcours.ActionPlan": Rubrique.PLAN,
    "parcours.Candidature": Rubrique.CANDIDATURE,
    "parcours.CritereRetenu": Rubrique.CRITERES,
    "parcours.DemandePersonne": Rubrique.DEMANDE,
    "parcours.DiagnosticSocial": Rubrique.DIAGNOSTIC,
    "parcours.DocumentProduit": Rubrique.DOCUMENTS,
    "parcours.EcheancePersonne": Rubrique.ECHEANCES,
    "parcours.Entretien": Rubrique.ENTRETIENS,
    "parcours.FicheSalarie": Rubrique.FICHE_SALARIE,
    "parcours.Objectif": Rubrique.PLAN,
    "parcours.OrientationPartenaire": Rubrique.ORIENTATIONS,
    "parcours.ParticipantFse": Rubrique.FSE,
    "parcours.Personne": Rubrique.NIR,
    "parcours.ProlongationPass": Rubrique.PASS,
    "parcours.RendezVousAccueil": Rubrique.CANDIDATURE,
    "parcours.Signature": Rubrique.DOCUMENTS,
    "parcours.Sortie": Rubrique.SORTIE,
    "parcours.SuspensionPass": Rubrique.PASS,
}


@dataclass(frozen=True)
class TableCopiee:
    """One table as it is handed: its title, then each row as (label, value as a text)."""

    nom: str
    titre: str
    lignes: Sequence[Sequence[tuple[str, str]]]
    brutes: Sequence[Mapping[str, Any]]


@dataclass
class Copie:
    """What goes into the archive."""

    salarie: Salarie
    le: datetime
    tables: list[TableCopiee] = field(default_factory=list)
    fichiers: dict[str, bytes] = field(default_factory=dict)


def copier(salarie: Salarie, *, par: Utilisateur | None) -> Copie:
    """Everything the structure keeps about the person, opened; each reading is noted.

    The gate has decided: only her assigned adviser comes here. Rows of another structure of the
    group are its own to hand.
    """
    copie = Copie(salarie, maintenant())
    for table in les_tables():
        copie.tables.append(_copier_table(table, copie, par))
    noter(
        "conservation.copier",
        auteur=par,
        perimetre=salarie.structure_id,
        cible=salarie.personne,
    )
    return copie


def _copier_table(table: Table, copie: Copie, par: Utilisateur | None) -> TableCopiee:
    personne, structure = copie.salarie.personne, copie.salarie.structure
    rangees = list(table.lignes_de(personne, structure))
    champs = [c for c in table.modele._meta.concrete_fields if f"{table.nom}.{c.name}" not in TUS]
    ouverts = _ouvrir(table, champs, rangees, copie, par)
    liees = {c.name: _liees(c, rangees) for c in champs if isinstance(c, ForeignKey)}
    lignes, brutes = [], []
    for rangee in rangees:
        valeurs = {c.name: _valeur(c, rangee, ouverts, liees.get(c.name, {})) for c in champs}
        brutes.append(valeurs)
        lignes.append([(_libelle(c), _ecrire(c, valeurs[c.name], rangee)) for c in champs])
    return TableCopiee(table.nom, str(table.modele._meta.verbose_name_plural), lignes, brutes)


def _ouvrir(
    table: Table,
    champs: Sequence["Field[Any, Any]"],
    rangees: Sequence[Model],
    copie: Copie,
    par: Utilisateur | None,
) -> dict[tuple[int, str], str]:
    """The sealed values of a table, by row and column: one reading is noted for all."""
    scelles: dict[tuple[int, str], Scelle | None] = {}
    for champ in champs:
        if not isinstance(champ, ChampScelle):
            continue
        if f"{table.nom}.{champ.name}" in FICHIERS:
            _joindre(champ, rangees, copie, par)
            continue
        scelles |= {(r.pk, champ.name): getattr(r, champ.name) for r in rangees}
    if not any(s is not None for s in scelles.values()):
        return dict.fromkeys(scelles, "")
    return lire_tous_pour(
        UsageSecret.COPIE,
        copie.salarie.personne,
        scelles,
        RUBRIQUES[table.nom],
        copie.salarie.structure,
        par,
    )


def _joindre(
    champ: "Field[Any, Any]", rangees: Sequence[Model], copie: Copie, par: Utilisateur | None
) -> None:
    for rangee in rangees:
        scelle = getattr(rangee, champ.name)
        if scelle is not None:
            copie.fichiers[_nom_de_fichier(champ, rangee)] = lire_fichier_pour(
                UsageSecret.COPIE, copie.salarie.personne, scelle, copie.salarie.structure, par
            )


def _nom_de_fichier(champ: "Field[Any, Any]", rangee: Model) -> str:
    return f"papiers/{rangee.pk}-{champ.name}.pdf"


def _liees(champ: "ForeignKey[Any, Any]", rangees: Sequence[Model]) -> dict[Any, str]:
    """What the rows a column points at are called."""
    cles = {getattr(r, champ.attname) for r in rangees} - {None}
    visees = champ.remote_field.model._base_manager.in_bulk(cles)
    return {cle: str(objet) for cle, objet in visees.items()}


def _valeur(
    champ: "Field[Any, Any]",
    rangee: Model,
    ouverts: Mapping[tuple[int, str], str],
    liees: Mapping[Any, str],
) -> Any:
    if isinstance(champ, ChampScelle):
        if (rangee.pk, champ.name) in ouverts:
            return ouverts[rangee.pk, champ.name]
        return None if getattr(rangee, champ.name) is None else _nom_de_fichier(champ, rangee)
    if isinstance(champ, ForeignKey):
        cle = getattr(rangee, champ.attname)
        return None if cle is None else {"id": cle, "nom": liees.get(cle, "")}
    return getattr(rangee, champ.name)


def _libelle(champ: "Field[Any, Any]") -> str:
    return str(champ.verbose_name)


def _ecrire(champ: "Field[Any, Any]", valeur: Any, rangee: Model) -> str:
    if valeur is None or valeur == "":
        return "—"
    if champ.choices:
        return str(getattr(rangee, f"get_{champ.name}_display")())
    if isinstance(valeur, bool):
        return "oui" if valeur else "non"
    if isinstance(valeur, dict):
        return str(valeur.get("nom", valeur))
    if isinstance(valeur, datetime):
        return f"{timezone.localtime(valeur):%d/%m/%Y %H:%M}"
    return ecrire_jour(valeur) if isinstance(valeur, date) else _lisible(str(valeur))


def _lisible(texte: str) -> str:
    """What was sealed as JSON, one line a value; any other text as it is."""
    if not texte.startswith(("{", "[")):
        return texte
    try:
        return "\n".join(_a_plat(json.loads(texte)))
    except ValueError:
        return texte


def _a_plat(valeur: Any, chemin: str = "") -> list[str]:
    if isinstance(valeur, dict):
        return [x for cle, v in valeur.items() for x in _a_plat(v, f"{chemin}{cle} : ")]
    if isinstance(valeur, list):
        return [x for v in valeur for x in _a_plat(v, chemin)]
    return [f"{chemin}{valeur}"]


def en_zip(copie: Copie) -> bytes:
    """The archive: `a-lire.html`, `donnees.json`, and the papers."""
    sortie = BytesIO()
    instant = timezone.localtime(copie.le).timetuple()[:6]
    contenus: dict[str, bytes] = {
        "a-lire.html": _page(copie).encode(),
        "donnees.json": _en_json(copie).encode(),
        **copie.fichiers,
    }
    with ZipFile(sortie, "w", ZIP_DEFLATED) as archive:
        for nom, octets in contenus.items():
            archive.writestr(ZipInfo(nom, instant), octets, ZIP_DEFLATED)
    return sortie.getvalue()


def _page(copie: Copie) -> str:
    remplies = [t for t in copie.tables if t.lignes]
    vides = [t.titre for t in copie.tables if not t.lignes]
    return render_to_string(
        "conservation/copie.html",
        {
            "salarie": copie.salarie,
            "le": copie.le,
            "tables": remplies,
            "vides": vides,
            "fichiers": sorted(copie.fichiers),
        },
    )


def _en_json(copie: Copie) -> str:
    tout = {
        "structure": copie.salarie.structure.denomination,
        "preparee_le": copie.le.isoformat(),
        "tables": {t.nom: list(t.brutes) for t in copie.tables},
    }
    return json.dumps(tout, ensure_ascii=False, indent=1, default=_en_texte)


def _en_texte(valeur: object) -> str:
    return valeur.isoformat() if isinstance(valeur, date) else str(valeur)
