"""Somebody with a row in every table that leads to her, each text and secret marked."""

from datetime import date, datetime
from typing import Any

from django.db.models import (
    BooleanField,
    CharField,
    DateField,
    DateTimeField,
    Field,
    ForeignKey,
    IntegerField,
    JSONField,
    Model,
    TextField,
)
from django.utils import timezone

from etrier.parcours.conservation.tables import les_tables
from etrier.parcours.models import (
    Competence,
    Contrat,
    LotAsp,
    Partenaire,
    PassIae,
    Personne,
    RetenueDonnees,
    Salarie,
)
from etrier.parcours.secrets import sceller
from etrier.socle.secrets import ChampScelle
from etrier.structures.enums import Role
from etrier.structures.models import Convention, Structure, Utilisateur
from tests import fabrique

MARQUE = "ZZMARQUE"
JOUR = date(2025, 6, 30)
INSTANT = datetime(2025, 6, 30, 12, 0, tzinfo=timezone.get_default_timezone())
LOT_SCELLE = '{"lignesTelechargement": [{"numLigne": 1, "nom": "ZZMARQUE"}, {"numLigne": 2}]}'
# What the first value of the list would make impossible.
CHOISIS: dict[str, dict[str, Any]] = {
    "EtapeParcours": {"etat": "faite"},
    "DocumentProduit": {"etat": "signe"},
    "LotAsp": {"nom_fichier": "RIAE_FS.json", "contenu": LOT_SCELLE, "retour": LOT_SCELLE},
}


def remplir(une: Structure) -> Salarie:
    """A person of the structure with everything, her contract ended on 31 December 2025."""
    convention = fabrique.convention(une, "ACI")
    salarie = fabrique.salarie(une, MARQUE)
    contrat = fabrique.contrat(salarie, convention)
    objets: dict[type[Model], Model] = {
        Personne: salarie.personne,
        Salarie: salarie,
        Contrat: contrat,
        PassIae: salarie.personne.les_pass.get(),
        Structure: une,
        Convention: convention,
        Utilisateur: fabrique.utilisateur(Role.CIP, une),
    }
    for modele in (Partenaire, Competence, LotAsp):
        objets[modele] = _creer(modele, objets)
    for table in les_tables():
        if table.est_de_la_piece and table.modele not in objets:
            objets[table.modele] = _creer(table.modele, objets)
    _completer(salarie.personne, objets)
    RetenueDonnees.objects.update(levee_le=JOUR)
    return salarie


def _completer(personne: Personne, objets: dict[type[Model], Model]) -> None:
    for champ in Personne._meta.concrete_fields:
        if champ.name not in {"id", "naissance", "fusionnee_dans", "archivee_le", "effacee_le"}:
            setattr(personne, champ.name, _valeur(champ, objets))
    personne.save()


def _creer(modele: type[Model], objets: dict[type[Model], Model]) -> Model:
    valeurs = {
        c.name: _valeur(c, objets) for c in modele._meta.concrete_fields if not c.primary_key
    }
    for nom, valeur in CHOISIS.get(modele.__name__, {}).items():
        scelle = isinstance(modele._meta.get_field(nom), ChampScelle)
        valeurs[nom] = sceller(valeur) if scelle else valeur
    if modele.__name__ == "EtapeParcours":
        valeurs["vers"] = fabrique.structure("Ailleurs")
    if modele.__name__ == "AvenantContrat":
        valeurs["rang"] = 1
        valeurs["effet"] = JOUR
    objet = modele(**valeurs)
    objet.save()
    return objet


def _valeur(champ: "Field[Any, Any]", objets: dict[type[Model], Model]) -> Any:
    if isinstance(champ, ForeignKey):
        vise = champ.remote_field.model
        return objets.get(vise) if vise is not champ.model else None
    if champ.choices:
        return next(cle for cle, _libelle in champ.flatchoices if cle not in ("", None))
    if isinstance(champ, ChampScelle):
        return sceller(MARQUE)
    if isinstance(champ, BooleanField):
        return True
    if isinstance(champ, DateTimeField):
        return INSTANT
    if isinstance(champ, DateField):
        return JOUR
    if isinstance(champ, IntegerField):
        return 1
    if isinstance(champ, JSONField):
        return {"texte": MARQUE}
    assert isinstance(champ, (CharField, TextField)), champ
    return MARQUE[: champ.max_length] if champ.max_length else MARQUE
