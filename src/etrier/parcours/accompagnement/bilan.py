"""The report of an accompaniment over a period, printed.

Figures and titles that are not secret; what is sealed enters when her adviser says so, and the
reading is noted as made for a paper.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from django.utils import translation

from etrier.droit.ecriture import du_au, heures, jour
from etrier.parcours.accompagnement.competences import progres_de
from etrier.parcours.accompagnement.diagnostics import Contenu
from etrier.parcours.accompagnement.referents import referent_de
from etrier.parcours.enums import Rubrique, UsageSecret
from etrier.parcours.enums_accompagnement import EtatFormation, EtatObjectif, NiveauCompetence
from etrier.parcours.models import Objectif, Salarie
from etrier.parcours.secrets import exiger_referent, lire_tous_pour
from etrier.parcours.verification import verifier_ordre
from etrier.socle.documents import composer
from etrier.socle.horloge import maintenant
from etrier.socle.journal import noter
from etrier.structures.access import Acces

MODELE = Path(__file__).with_name("bilan.typ")


@dataclass(frozen=True)
class Periode:
    """Bounds included."""

    debut: date
    fin: date


def imprimer_bilan(
    acces: Acces, salarie: Salarie, periode: Periode, *, avec_secrets: bool
) -> bytes:
    """The PDF, in French. Http404 for anybody but her adviser.

    Raises Refus when the period ends before it starts.
    """
    exiger_referent(acces, salarie.personne)
    verifier_ordre(periode.debut, periode.fin)
    with translation.override("fr"):
        valeurs = _valeurs(salarie, periode)
        if avec_secrets:
            valeurs |= _secrets(acces, salarie, periode)
    noter(
        "bilan.imprimer",
        auteur=acces.utilisateur,
        perimetre=acces.structure.pk,
        cible=salarie,
        debut=periode.debut.isoformat(),
        fin=periode.fin.isoformat(),
        scelle="oui" if avec_secrets else "non",
    )
    return composer(MODELE, valeurs, le=maintenant())


def _valeurs(salarie: Salarie, periode: Periode) -> dict[str, Any]:
    referent = referent_de(salarie)
    return {
        "titre": f"Bilan d’accompagnement {salarie.matricule}",
        "structure": salarie.structure.denomination,
        "personne": f"{salarie.personne.prenom} {salarie.personne.nom}",
        "referent": referent.utilisateur.nom if referent else "",
        "periode": du_au(periode.debut, periode.fin),
        "chiffres": _chiffres(salarie, periode),
        "metiers": [f"{m.libelle} ({m.code_rome})" for m in salarie.metiers_vises.all()],
        "formations": _formations(salarie, periode),
        "immersions": _immersions(salarie, periode),
        "competences": _competences(salarie, periode),
        "objectifs": None,
        "forces": "",
        "souhaits": "",
    }


def _chiffres(salarie: Salarie, periode: Periode) -> list[list[str]]:
    entretiens = salarie.entretiens.filter(le__date__range=(periode.debut, periode.fin))
    objectifs = _clos(salarie, periode)
    atteints = [o for o in objectifs if o.etat == EtatObjectif.ATTEINT]
    ouverts = salarie.objectifs.filter(etat=EtatObjectif.OUVERT).count()
    return [
        ["Entretiens tenus", str(entretiens.filter(present=True).count())],
        ["Rendez-vous manqués", str(entretiens.filter(present=False).count())],
        ["Objectifs atteints", str(len(atteints))],
        ["Objectifs en cours", str(ouverts)],
    ]


def _clos(salarie: Salarie, periode: Periode) -> list[Objectif]:
    return list(salarie.objectifs.filter(clos_le__range=(periode.debut, periode.fin)))


def _formations(salarie: Salarie, periode: Periode) -> list[list[str]]:
    suivies = salarie.formations.filter(debut__lte=periode.fin, fin__gte=periode.debut).exclude(
        etat=EtatFormation.PREVUE
    )
    return [
        [f.intitule, f"{jour(f.debut)} – {jour(f.fin)}", heures(f.minutes), f.get_etat_display()]
        for f in suivies
    ]


def _immersions(salarie: Salarie, periode: Periode) -> list[list[str]]:
    faites = salarie.immersions.filter(debut__lte=periode.fin, fin__gte=periode.debut)
    return [
        [i.hote, i.poste, f"{jour(i.debut)} – {jour(i.fin)}", i.get_objet_display()] for i in faites
    ]


def _competences(salarie: Salarie, periode: Periode) -> list[list[str]]:
    """Level seen at the start and at the end of what was seen until the end of the period."""
    lignes = []
    for progres in progres_de(salarie):
        vues = [o for o in progres.observations if o.le <= periode.fin]
        if vues:
            premier, dernier = vues[0].niveau, vues[-1].niveau
            lignes.append([progres.competence.libelle, _niveau(premier), _niveau(dernier)])
    return lignes


def _niveau(niveau: int) -> str:
    return str(NiveauCompetence(niveau).label)


def _secrets(acces: Acces, salarie: Salarie, periode: Periode) -> Mapping[str, Any]:
    clos = _clos(salarie, periode)
    textes = lire_tous_pour(
        UsageSecret.DOCUMENT,
        salarie.personne,
        {o.pk: o.intitule for o in clos},
        Rubrique.PLAN,
        acces.structure,
        acces.utilisateur,
    )
    version = salarie.diagnostics_sociaux.filter(le__lte=periode.fin).first()
    diagnostic = lire_tous_pour(
        UsageSecret.DOCUMENT,
        salarie.personne,
        {"": version.contenu if version else None},
        Rubrique.DIAGNOSTIC,
        acces.structure,
        acces.utilisateur,
    )[""]
    contenu = Contenu.depuis_json(diagnostic) if diagnostic else Contenu()
    return {
        "objectifs": [
            [textes[o.pk], str(EtatObjectif(o.etat).label), jour(o.clos_le)]
            for o in clos
            if o.clos_le
        ],
        "forces": contenu.forces,
        "souhaits": contenu.souhaits,
    }
