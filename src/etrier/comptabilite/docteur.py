"""Re-add the accounts: each entry balanced, numbered without a gap, and still what its source says.

Amounts are compared with the source told again; account numbers are the structure's to change.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, F, Max

from etrier.comptabilite.ecritures.extournes import REVERSIBLES
from etrier.comptabilite.ecritures.faits import Fait
from etrier.comptabilite.ecritures.sources import lire_faits
from etrier.comptabilite.models import Ecriture, Exercice
from etrier.structures.models import Structure

Suivi = Callable[[str, int, int], None]


@dataclass(frozen=True)
class AnomalieEcriture:
    """What was found, in which structure, on which day, in a French sentence."""

    structure_id: int
    le: date
    phrase: str


def ausculter_ecritures(suivi: Suivi | None = None) -> tuple[AnomalieEcriture, ...]:
    """Look at every entry; an empty tuple means all is well."""
    tenues = list(Structure.objects.filter(ecritures__isnull=False).distinct().order_by("pk"))
    trouvees: list[AnomalieEcriture] = []
    for rang, structure in enumerate(tenues, 1):
        trouvees += _numeros(structure)
        trouvees += _ecritures(structure)
        if suivi is not None:
            suivi(structure.denomination, rang, len(tenues))
    return tuple(trouvees)


def _numeros(structure: Structure) -> Iterator[AnomalieEcriture]:
    comptes = Exercice.objects.filter(structure=structure).annotate(
        nombre=Count("ecritures"), dernier=Max("ecritures__numero")
    )
    for exercice in comptes.exclude(nombre=F("dernier_numero"), dernier=F("dernier_numero")):
        if exercice.nombre or exercice.dernier_numero:
            phrase = (
                f"Exercice {exercice} : {exercice.nombre} écriture(s), numérotées jusqu'à "
                f"{exercice.dernier or 0}, contre {exercice.dernier_numero} données."
            )
            yield AnomalieEcriture(structure.pk, exercice.debut, phrase)


def _ecritures(structure: Structure) -> Iterator[AnomalieEcriture]:
    ecritures = list(Ecriture.objects.filter(structure=structure).avec_totaux().order_by("pk"))
    derniere = max((e.le for e in ecritures), default=None)
    faits = {} if derniere is None else _racontes(structure, derniere)
    sources = {e.source for e in ecritures}
    for ecriture in ecritures:
        phrase = _desequilibre(ecriture)
        # What was turned over no longer has to be what its source says.
        if not phrase and f"extourne:{ecriture.source}" not in sources:
            phrase = _changement(ecriture, faits)
        if phrase:
            phrase = f"Écriture {ecriture.numero} : {phrase}"
            yield AnomalieEcriture(structure.pk, ecriture.le, phrase)


def _racontes(structure: Structure, jusqu_au: date) -> dict[str, Fait]:
    faits, _laissees = lire_faits(structure, jusqu_au)
    return {f.source: f for f in faits}


def _desequilibre(ecriture: Ecriture) -> str:
    debit, credit = ecriture.debit_centimes, ecriture.credit_centimes
    if debit == credit and debit:
        return ""
    return f"{debit} centimes au débit et {credit} au crédit."


def _changement(ecriture: Ecriture, faits: dict[str, Fait]) -> str:
    """An entry done again ("…~2") and an entry turned over have no source of their own."""
    if "~" in ecriture.source or ecriture.source.startswith("extourne:"):
        return ""
    fait = faits.get(ecriture.source)
    if fait is None:
        # What may be undone is turned over when the entries are next passed.
        if ecriture.source.startswith(REVERSIBLES):
            return ""
        return f"ce dont elle vient ({ecriture.source}) n'existe plus."
    if fait.empreinte != ecriture.empreinte:
        return f"ce dont elle vient ({ecriture.source}) a changé depuis qu'elle est passée."
    if fait.debit_centimes != ecriture.debit_centimes:
        dit, passe = fait.debit_centimes, ecriture.debit_centimes
        return f"{passe} centimes, contre {dit} quand elle a été passée."
    return ""
