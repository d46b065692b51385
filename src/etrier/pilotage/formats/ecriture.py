"""The report in words: figures written in French, whatever the reader's language."""

from collections.abc import Callable
from typing import Any

from django.utils import translation

from etrier.droit.arrondis import tronquer
from etrier.droit.ecriture import centiemes, du_au, euros, heures, jour, nombre
from etrier.pilotage.bilan.contenu import Bilan, Chapitre, Chiffre, Unite, Ventilation

NON_ETABLI = "non établi"
CACHE = "moins de 5"
PETIT = "Un si petit nombre dirait de qui il s'agit."

_ECRIRE: dict[Unite, Callable[[int], str]] = {
    "entier": nombre,
    "heures": heures,
    "centimes": euros,
    "pourcent": lambda v: f"{centiemes(v)}\u00a0%",
    # Cut to two decimals, as the State does.
    "etp": lambda v: centiemes(tronquer(v, 10_000)),
    "etp_centiemes": centiemes,
    "jours": lambda v: f"{nombre(v)}\u00a0j",
}


def ecrire(chiffre: Chiffre) -> str:
    """The figure as it leaves: with its unit, or that it is hidden or not established."""
    if chiffre.se_cache:
        return CACHE
    return NON_ETABLI if chiffre.valeur is None else _ECRIRE[chiffre.unite](chiffre.valeur)


def cellules(ventilation: Ventilation, *, dehors: bool) -> list[tuple[str, str]]:
    """Its lines; a hidden cell says that it is."""
    return [
        (nom, CACHE if n is None else nombre(n))
        for nom, n in ventilation.visibles(dehors=dehors).items()
    ]


def titre(bilan: Bilan) -> str:
    """Title of the document."""
    return f"Bilan d’activité {bilan.perimetre.annee}"


def nom_fichier(bilan: Bilan) -> str:
    """Name of the file, without its extension."""
    p = bilan.perimetre
    return f"bilan-{p.annee}-{p.convention.dispositif}-{p.convention.pk}".lower()


def valeurs(bilan: Bilan) -> dict[str, Any]:
    """Everything a document says, as plain values."""
    p = bilan.perimetre
    with translation.override("fr"):
        return {
            "titre": titre(bilan),
            "structure": p.structure.denomination,
            "siret": p.structure.siret,
            "adresse": f"{p.structure.adresse} {p.structure.code_postal} {p.structure.commune}",
            "convention": f"{p.convention.dispositif} n° {p.convention.numero}",
            "periode": du_au(p.debut, p.fin),
            "provisoire": p.fin < p.le.replace(year=p.annee, month=12, day=31),
            "le": jour(p.le),
            "chapitres": [_chapitre(c) for c in bilan.chapitres],
            "manques": list(bilan.manques),
        }


def _chapitre(chapitre: Chapitre) -> dict[str, Any]:
    return {
        "titre": chapitre.titre,
        "paragraphes": chapitre.paragraphes,
        "chiffres": [
            {
                "libelle": c.libelle,
                "valeur": ecrire(c),
                "source": c.source,
                "pourquoi": PETIT if c.se_cache else c.pourquoi,
            }
            for c in chapitre.chiffres
        ],
        "ventilations": [
            {"titre": v.titre, "lignes": cellules(v, dehors=True), "pourquoi": v.pourquoi}
            for v in chapitre.ventilations
            if not v.est_vide
        ],
    }
