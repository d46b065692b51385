"""Acts on the sheet of a person: how to reach her, and her sealed number."""

from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext as _
from stdnum.exceptions import InvalidChecksum, ValidationError
from stdnum.fr import nir as norme

from etrier.parcours.enums import Rubrique
from etrier.parcours.models import Personne, Salarie
from etrier.parcours.secrets import lire, sceller
from etrier.socle.erreurs import Refus
from etrier.socle.journal import noter
from etrier.socle.secrets import empreinte
from etrier.structures.access import Acces
from etrier.structures.models import Utilisateur

CHAMPS = (
    "telephone",
    "courriel",
    "langue",
    "numero_voie",
    "extension_voie",
    "type_voie",
    "libelle_voie",
    "complement",
    "code_postal",
    "commune",
    "code_insee",
)
# 1 and 2: registered; 3 and 4: being registered; 7 and 8: waiting number given at the hire.
_SEXES = frozenset("123478")


@transaction.atomic
def ecrire_coordonnees(
    salarie: Salarie, valeurs: Mapping[str, str], *, par: Utilisateur | None
) -> Personne:
    """Keep how to reach somebody, for every employer of the person. `valeurs`: by column name."""
    personne = salarie.personne
    for champ in CHAMPS:
        setattr(personne, champ, str(valeurs.get(champ, getattr(personne, champ))).strip())
    personne.save(update_fields=CHAMPS)
    noter("personne.coordonnees", auteur=par, perimetre=salarie.structure_id, cible=salarie)
    return personne


@transaction.atomic
def ecrire_nir(salarie: Salarie, numero: str, *, par: Utilisateur | None) -> Personne:
    """Seal the social security number; an empty one removes it.

    Raises Refus when it is malformed, or its key wrong.
    """
    lu = verifier_nir(numero) if numero.strip() else ""
    personne = salarie.personne
    personne.nir = sceller(lu) if lu else None
    personne.nir_empreinte = empreinte(lu) if lu else ""
    personne.save(update_fields=["nir", "nir_empreinte"])
    noter("personne.nir", auteur=par, perimetre=salarie.structure_id, cible=salarie)
    return personne


def verifier_nir(numero: str) -> str:
    """The 15 characters of a number, its key checked. Raises Refus in the user's words: the number
    itself is not repeated."""
    compact = "".join(c for c in numero if c.isalnum()).upper()
    if len(compact) != 15:
        raise Refus(_("Ce numéro a 13 caractères et une clé de 2 chiffres : vérifiez-le."))
    if compact[0] not in _SEXES:
        raise Refus(
            _("Ce numéro commence par 1 ou 2, ou par 7 ou 8 s'il est provisoire : vérifiez-le.")
        )
    try:
        return str(norme.validate(compact))
    except InvalidChecksum:
        raise Refus(
            _("La clé (les 2 derniers chiffres) ne va pas avec le numéro : relisez-le.")
        ) from None
    except ValidationError:
        raise Refus(_("Ce numéro contient un caractère qui n'y a pas sa place.")) from None


def lire_nir(acces: Acces, personne: Personne) -> str:
    """The number, for her assigned adviser alone; the reading is noted (Http404 otherwise)."""
    lu = lire(acces, personne, personne.nir, Rubrique.NIR)
    return str(norme.format(lu)) if lu else ""
