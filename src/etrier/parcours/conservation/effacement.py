"""What goes and what stays when somebody is erased.

By default every sealed value and every text of a table of the room goes: a column somebody adds is
erased the day it appears. What stays is named here, because it says nothing of anybody once the
name has gone and because figures are made of it: days, hours, amounts, codes, classes.
Tables of the rooms above keep their rows: they hold numbers, and the closes are sealed on them.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.apps import apps
from django.db.models import (
    CharField,
    F,
    Field,
    JSONField,
    Model,
    QuerySet,
    TextField,
    Value,
)
from django.db.models.functions import Cast, Concat

from etrier.parcours.conservation.tables import Table, les_tables
from etrier.parcours.enums import LanguePersonne, Rubrique, UsageSecret
from etrier.parcours.models import LotAsp, Personne, Referent
from etrier.parcours.secrets import lire_pour, sceller
from etrier.socle.secrets import ChampScelle, Scelle
from etrier.structures.models import Utilisateur

# Rows that only told of her.
SUPPRIMEES = frozenset(
    {
        "parcours.AccesPersonne",
        "parcours.CritereRetenu",
        "parcours.DemandePersonne",
        "parcours.EcheancePersonne",
        "parcours.Signature",
    }
)
# Texts that name no person and that figures, proofs or numbering are made of.
TEXTES_GARDES = frozenset(
    {
        "parcours.Candidature.poste",
        "parcours.DocumentProduit.numero",
        "parcours.FicheSalarie.code_traitement",
        "parcours.FicheSalarie.mesure",
        "parcours.FicheSalarie.siret",
        "parcours.Formation.financeur",
        "parcours.Formation.intitule",
        "parcours.Formation.organisme",
        "parcours.Immersion.hote",
        "parcours.Immersion.poste",
        "parcours.Immersion.siret",
        "parcours.LigneLot.code_traitement",
        "parcours.LigneLot.mouvement",
        "parcours.MetierVise.code_rome",
        "parcours.MetierVise.libelle",
        "parcours.ParticipantFse.operation",
    }
)
# Numbers that must stay unique, and no longer be the person's.
NUMEROS_REMPLACES = frozenset(
    {"parcours.Contrat.numero", "parcours.PassIae.numero", "parcours.Salarie.matricule"}
)
# Tables of the rooms above, and why their rows stay as they are.
GARDEES_AILLEURS: Mapping[str, str] = {
    "banque.CompteBancaire": "les ordres et les relevés de la banque y tiennent",
    "aides.EtatMensuel": "heures déclarées à l'État, scellées à la clôture",
    "clauses.HeuresClause": "heures certifiées à l'acheteur, scellées à la clôture",
    "heures.Absence": "des jours et une nature d'heures, jamais un motif",
    "heures.LigneHeures": "le grand livre : une ligne validée ne change jamais",
    "heures.PlanHeures": "des minutes par jour",
    "heures.Pointage": "des heures d'arrivée et de départ",
    "missions.Mission": "ce qui est facturé au client",
    "paie.EcartPaie": "ce que le cabinet de paie a rendu, au centime",
    "paie.LigneRetourPaie": "ce que le cabinet de paie a rendu, au centime",
    "paie.NoteFrais": "un montant remboursé",
    "paie.VariablePaie": "ce qui a été payé, scellé à la clôture",
    "paie.VariableSaisie": "ce qui a été payé",
}
# Of those rows, the texts that are hers all the same.
TEXTES_AILLEURS: Mapping[str, tuple[str, ...]] = {
    "banque.CompteBancaire": ("titulaire", "iban", "bic"),
    "paie.EcartPaie": ("matricule", "autre_matricule", "explication"),
    "paie.LigneRetourPaie": ("matricule",),
    "paie.NoteFrais": ("libelle", "calcul", "motif"),
    "paie.VariableSaisie": ("libelle",),
}
# Rows that hold a number of hers instead of a link, beside words typed for her name.
PAR_NUMERO: tuple[tuple[str, str, Mapping[str, str]], ...] = (
    ("heures.Rapprochement", "cible", {"sorte": "salarie"}),
)
_VIDE = sceller


@dataclass
class Bilan:
    """How many rows were emptied, and how many went."""

    videes: int = 0
    supprimees: int = 0


def effacer_lignes(personne: Personne, le: date, *, par: Utilisateur | None) -> Bilan:
    """Empty or remove every row that leads to the person; the caller has decided that it may."""
    bilan = Bilan()
    salaries = list(personne.salaries.values_list("pk", flat=True))
    _effacer_des_lots(personne, par)
    Referent.objects.filter(salarie__personne=personne, fin__isnull=True).update(fin=le)
    _effacer_par_numero(salaries, bilan)
    for table in les_tables():
        if table.est_de_la_piece and table.modele is not Personne:
            _effacer_table(table, personne, bilan)
        elif textes := TEXTES_AILLEURS.get(table.nom):
            bilan.videes += table.lignes(personne).update(**dict.fromkeys(textes, ""))
    _effacer_identite(personne, le)
    bilan.videes += 1
    return bilan


def _effacer_par_numero(salaries: list[int], bilan: Bilan) -> None:
    for nom, colonne, filtres in PAR_NUMERO:
        lignes = apps.get_model(nom)._base_manager.filter(**filtres, **{f"{colonne}__in": salaries})
        bilan.supprimees += lignes.delete()[0]


def _effacer_table(table: Table, personne: Personne, bilan: Bilan) -> None:
    lignes = table.lignes(personne)
    if table.nom in SUPPRIMEES:
        bilan.supprimees += lignes.delete()[0]
        return
    vides = {c.name: vide(c) for c in table.modele._meta.fields if est_a_vider(table, c)}
    remplaces = [c.name for c in table.modele._meta.fields if _cle(table, c) in NUMEROS_REMPLACES]
    if vides:
        bilan.videes += lignes.update(**vides)
    for nom in remplaces:
        _renumeroter(lignes, nom)


def _renumeroter(lignes: "QuerySet[Model]", nom: str) -> None:
    lignes.order_by().update(**{nom: Concat(Value("E"), Cast(F("pk"), CharField()))})


def est_a_vider(table: Table, champ: "Field[Any, Any]") -> bool:
    """A sealed value always goes; a text goes unless it is named above."""
    if isinstance(champ, ChampScelle):
        return True
    if not isinstance(champ, (CharField, TextField, JSONField)) or champ.choices:
        return False
    return _cle(table, champ) not in TEXTES_GARDES | NUMEROS_REMPLACES


def vide(champ: "Field[Any, Any]") -> object:
    """What an erased column holds."""
    if champ.null:
        return None
    if isinstance(champ, ChampScelle):
        return _VIDE("")
    return {} if isinstance(champ, JSONField) else ""


def _cle(table: Table, champ: "Field[Any, Any]") -> str:
    return f"{table.nom}.{champ.name}"


def _effacer_identite(personne: Personne, le: date) -> None:
    """A name that says nothing, the year of birth, the civility: what figures need."""
    table = Table(Personne, "pk")
    vides = {c.name: vide(c) for c in Personne._meta.fields if est_a_vider(table, c)}
    Personne.objects.filter(pk=personne.pk).update(
        **vides
        | {
            "nom": f"Personne effacée {personne.pk}",
            "naissance": personne.naissance.replace(month=1, day=1),
            "langue": LanguePersonne.FR,
            "archivee_le": personne.archivee_le or le,
            "effacee_le": le,
        }
    )
    personne.refresh_from_db()


def _effacer_des_lots(personne: Personne, par: Utilisateur | None) -> None:
    """Take her lines out of the files sent to the ASP and of their answers."""
    lots = LotAsp.objects.filter(lignes__fiche__salarie__personne=personne).distinct()
    for lot in lots.select_related("structure"):
        numeros = set(
            lot.lignes.filter(fiche__salarie__personne=personne).values_list("numero", flat=True)
        )
        lot.contenu = _sans_les_lignes(lot, lot.contenu, numeros, personne, par)
        if lot.retour is not None:
            lot.retour = _sans_les_lignes(lot, lot.retour, numeros, personne, par)
        lot.save(update_fields=["contenu", "retour"])


def _sans_les_lignes(
    lot: LotAsp,
    scelle: Scelle,
    numeros: set[int],
    personne: Personne,
    par: Utilisateur | None,
) -> Scelle:
    """The same file without these lines; the whole of it goes when it cannot be read."""
    texte = lire_pour(
        UsageSecret.EFFACEMENT, personne, scelle, Rubrique.FICHE_SALARIE, lot.structure, par
    )
    try:
        lu = json.loads(texte.removeprefix("\ufeff"))
        lignes = [x for x in lu["lignesTelechargement"] if x["numLigne"] not in numeros]
    except (ValueError, KeyError, TypeError):
        return _VIDE("")
    return sceller(json.dumps(lu | {"lignesTelechargement": lignes}, ensure_ascii=False))
