"""The social and professional diagnosis: needs by field, strengths, wishes. Sealed as a whole.

Each diagnosis is a dated version: nothing is overwritten, so that needs can be seen over time.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from etrier.parcours.enums import Rubrique
from etrier.parcours.enums_accompagnement import Domaine, NiveauBesoin
from etrier.parcours.models import DiagnosticSocial, Salarie
from etrier.parcours.secrets import lire_tous, sceller
from etrier.socle.erreurs import Refus
from etrier.socle.horloge import aujourdhui
from etrier.socle.journal import noter
from etrier.structures.access import Acces
from etrier.structures.models import Utilisateur


@dataclass(frozen=True)
class Constat:
    """What is known of one field."""

    niveau: NiveauBesoin
    mot: str = ""


@dataclass(frozen=True)
class Contenu:
    """What a diagnosis says. A field that was not spoken of is not there."""

    constats: Mapping[Domaine, Constat] = field(default_factory=dict)
    forces: str = ""
    souhaits: str = ""

    def en_json(self) -> str:
        """What is sealed."""
        return json.dumps(
            {
                "constats": {d.value: [c.niveau.value, c.mot] for d, c in self.constats.items()},
                "forces": self.forces,
                "souhaits": self.souhaits,
            },
            ensure_ascii=False,
        )

    @classmethod
    def depuis_json(cls, texte: str) -> "Contenu":
        """What was sealed."""
        lu = json.loads(texte)
        constats = {
            Domaine(d): Constat(NiveauBesoin(n), mot) for d, (n, mot) in lu["constats"].items()
        }
        return cls(constats, lu["forces"], lu["souhaits"])


@dataclass(frozen=True)
class Lu:
    """A diagnosis as her adviser reads it."""

    cle: int
    le: date
    auteur: str
    contenu: Contenu


@transaction.atomic
def enregistrer_diagnostic(
    salarie: Salarie, contenu: Contenu, *, le: date, par: Utilisateur | None
) -> DiagnosticSocial:
    """Keep a new version. Raises Refus when it says nothing, or when its day is to come."""
    if le > aujourdhui():
        raise Refus(_("Ce jour est à venir : écrivez la date de l'échange."))
    if not contenu.constats and not contenu.forces and not contenu.souhaits:
        raise Refus(_("Rien n'est rempli : dites au moins un domaine, une force ou un souhait."))
    diagnostic = DiagnosticSocial.objects.create(
        salarie=salarie, le=le, contenu=sceller(contenu.en_json()), auteur=par
    )
    noter(
        "diagnostic.enregistrer",
        auteur=par,
        perimetre=salarie.structure_id,
        cible=salarie,
        le=le.isoformat(),
    )
    return diagnostic


def lire_diagnostics(acces: Acces, salarie: Salarie) -> list[Lu]:
    """Every version, the latest first; one reading is noted.

    Http404 for anybody but her adviser.
    """
    versions = list(salarie.diagnostics_sociaux.select_related("auteur"))
    textes = lire_tous(
        acces, salarie.personne, {v.pk: v.contenu for v in versions}, Rubrique.DIAGNOSTIC
    )
    return [
        Lu(v.pk, v.le, str(v.auteur or ""), Contenu.depuis_json(textes[v.pk])) for v in versions
    ]
