"""The file that leaves for the pay bureau: checked, written, read back, kept as it left.

Rank 1 says everything; each later rank only what the files before did not say. Asked again without
anything new, nothing is written.
"""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from datetime import date

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from etrier.paie.enums import FormatPaie
from etrier.paie.formats import neutre, silae
from etrier.paie.models import EnvoiPaie, VariableSaisie
from etrier.paie.navette.lignes import LigneEnvoi
from etrier.paie.navette.reglages import reglage_de
from etrier.paie.navette.verification import Verification, verifier
from etrier.socle.erreurs import Refus
from etrier.socle.journal import noter
from etrier.socle.mois import ecrire_mois
from etrier.structures.models import Structure, Utilisateur

_ECRIRE: Mapping[str, Callable[[Sequence[LigneEnvoi]], bytes]] = {
    FormatPaie.SILAE.value: silae.ecrire,
    FormatPaie.NEUTRE.value: neutre.ecrire,
}
_RELIRE: Mapping[str, Callable[[bytes], list[list[str]]]] = {
    FormatPaie.SILAE.value: silae.relire,
    FormatPaie.NEUTRE.value: neutre.relire,
}


@transaction.atomic
def envoyer(structure: Structure, mois: date, *, par: Utilisateur | None) -> EnvoiPaie:
    """Write the file of what is left to say of a month.

    Raises Refus when something blocks, or when everything was said.
    """
    Structure.objects.select_for_update().get(pk=structure.pk)
    vue = verifier(structure, mois)
    _refuser(vue)
    reglage = reglage_de(structure)
    rang = 1 + (_rang(structure, mois) or 0)
    fichier = _ecrire(reglage.format, [x for x in vue.lignes if x.envoyee])
    envoi = EnvoiPaie.objects.create(
        structure=structure,
        mois=mois,
        rang=rang,
        format=reglage.format,
        nom=_nom(structure, mois, rang, reglage.format, reglage.numero_dossier),
        fichier=fichier,
        empreinte=hashlib.sha256(fichier).hexdigest(),
        lignes=[x.en_json() for x in vue.lignes],
        par=par,
    )
    saisies = [int(x.cle[1:]) for x in vue.lignes if x.cle.startswith("S")]
    VariableSaisie.objects.filter(pk__in=saisies, envoi=None).update(envoi=envoi)
    noter(
        "paie.envoyer",
        auteur=par,
        perimetre=structure.pk,
        cible=envoi,
        mois=mois.isoformat(),
        rang=rang,
        lignes=len(vue.lignes),
    )
    return envoi


def _rang(structure: Structure, mois: date) -> int | None:
    envois = EnvoiPaie.objects.filter(structure=structure, mois=mois)
    dernier: int | None = envois.aggregate(rang=Max("rang"))["rang"]
    return dernier


def _refuser(vue: Verification) -> None:
    if vue.bloquent:
        phrase = ngettext(
            "%(n)d point bloque l'envoi : « À vérifier » le dit.",
            "%(n)d points bloquent l'envoi : « À vérifier » les dit.",
            len(vue.bloquent),
        )
        raise Refus(phrase % {"n": len(vue.bloquent)})
    if not any(x.envoyee for x in vue.lignes):
        raise Refus(
            _("Rien de nouveau depuis le dernier envoi.")
            if vue.deja_envoyees
            else _("Il n'y a rien à envoyer ce mois-ci.")
        )


def _ecrire(format_paie: str, lignes: Sequence[LigneEnvoi]) -> bytes:
    """The file, read back: what it says is what was meant."""
    try:
        fichier = _ECRIRE[format_paie](lignes)
    except UnicodeEncodeError as erreur:
        signe = erreur.object[erreur.start]
        raise Refus(
            _(
                "Le signe « %(signe)s » ne s'écrit pas dans ce format : corrigez le matricule ou "
                "le code qui le porte."
            )
            % {"signe": signe}
        ) from None
    if _RELIRE[format_paie](fichier) != neutre.rangees(lignes):
        raise Refus(_("Le fichier relu n'est pas celui qui a été écrit : rien n'est parti."))
    return fichier


def _nom(structure: Structure, mois: date, rang: int, format_paie: str, dossier: str) -> str:
    qui = "".join(c for c in dossier if c.isalnum()) or structure.siret
    return f"variables_{format_paie}_{qui}_{ecrire_mois(mois)}_{rang}.csv"
