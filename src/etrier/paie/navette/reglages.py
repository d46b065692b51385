"""How a structure exchanges with its bureau: the format, the codes."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from etrier.paie.enums import FormatPaie
from etrier.paie.models import CodePaie, ReglagePaie
from etrier.paie.navette.rubriques import ENVOYABLES, TOUTES
from etrier.socle.erreurs import Refus
from etrier.socle.journal import noter
from etrier.structures.models import Structure, Utilisateur

# Codes of pay software: letters, figures and a few signs; never what opens a formula.
_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9 ._/:-]{0,29}")
CODES_MAXIMUM = 500


@dataclass(frozen=True)
class Codes:
    """What each rubrique is called by the bureau, and which it works out itself."""

    format: str
    par_rubrique: Mapping[str, CodePaie]

    def code(self, rubrique: str) -> str | None:
        """The code to write; None when nobody said it. The neutral CSV has its own names."""
        connu = self.par_rubrique.get(rubrique)
        if connu is not None and (connu.code or not connu.envoyee):
            return connu.code
        return rubrique if self.format == FormatPaie.NEUTRE else None

    def envoyee(self, rubrique: str) -> bool:
        """False when the bureau works it out itself."""
        connu = self.par_rubrique.get(rubrique)
        return rubrique in ENVOYABLES and (connu is None or connu.envoyee)


def reglage_de(structure: Structure) -> ReglagePaie:
    """Its settings, those of the neutral CSV before it chose."""
    trouve = ReglagePaie.objects.filter(structure=structure).first()
    return trouve or ReglagePaie(structure=structure)


def codes_de(structure: Structure) -> Codes:
    """Its codes."""
    codes = CodePaie.objects.filter(structure=structure)
    return Codes(reglage_de(structure).format, {c.rubrique: c for c in codes})


@transaction.atomic
def regler(
    structure: Structure,
    *,
    format_paie: str,
    numero_dossier: str,
    codes_ignores: Sequence[str],
    par: Utilisateur | None,
) -> ReglagePaie:
    """Choose the format. Raises Refus for a code that could not be one."""
    if format_paie not in FormatPaie.values:
        raise Refus(_("Ce format n'existe pas."))
    propres = sorted({c.strip() for c in codes_ignores if c.strip()})
    if len(propres) > CODES_MAXIMUM:
        raise Refus(_("Plus de %(n)s codes : ôtez-en.") % {"n": CODES_MAXIMUM})
    for code in propres:
        _verifier_code(code)
    reglage, _cree = ReglagePaie.objects.update_or_create(
        structure=structure,
        defaults={
            "format": format_paie,
            "numero_dossier": numero_dossier.strip(),
            "codes_ignores": propres,
        },
    )
    noter(
        "paie.regler",
        auteur=par,
        perimetre=structure.pk,
        cible=reglage,
        format_paie=format_paie,
        ignores=len(propres),
    )
    return reglage


@transaction.atomic
def coder(
    structure: Structure, rubrique: str, code: str, *, envoyee: bool, par: Utilisateur | None
) -> CodePaie | None:
    """Give a rubrique the bureau's code; nothing at all withdraws it.

    Raises Refus for a code already another's, or that no file could hold.
    """
    if rubrique not in TOUTES:
        raise Refus(_("Cette rubrique n'existe pas."))
    code = code.strip()
    if code:
        _verifier_code(code)
    autre = CodePaie.objects.filter(structure=structure, code=code).exclude(rubrique=rubrique)
    if code and autre.exists():
        raise Refus(_("Le code %(code)s est déjà celui d'une autre rubrique.") % {"code": code})
    if not code and envoyee:
        CodePaie.objects.filter(structure=structure, rubrique=rubrique).delete()
        ecrit = None
    else:
        ecrit, _cree = CodePaie.objects.update_or_create(
            structure=structure, rubrique=rubrique, defaults={"code": code, "envoyee": envoyee}
        )
    noter(
        "paie.coder",
        auteur=par,
        perimetre=structure.pk,
        cible=ecrit,
        rubrique=rubrique,
        code=code or None,
    )
    return ecrit


def _verifier_code(code: str) -> None:
    if not _CODE.fullmatch(code):
        raise Refus(
            _("« %(code)s » n'est pas un code : des lettres et des chiffres, 30 au plus.")
            % {"code": code[:40]}
        )
