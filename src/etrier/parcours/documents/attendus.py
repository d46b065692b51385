"""Papers one expects from a file and that nobody has made yet."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from etrier.parcours.enums import TypeContratTravail
from etrier.parcours.enums_accompagnement import EtatDocument, GenreDocument
from etrier.parcours.models import AvenantContrat, Contrat, DocumentProduit, Immersion, Salarie

# The paper each kind of contract is signed on; the others have forms of their own.
PAPIER_DU_CONTRAT: Final = {
    TypeContratTravail.CDDI: GenreDocument.CDDI,
    TypeContratTravail.CDDU: GenreDocument.CDDU,
    TypeContratTravail.MISSION: GenreDocument.MISSION,
}


@dataclass(frozen=True)
class Attendu:
    """A paper to make: its kind, and what it is about."""

    genre: GenreDocument
    contrat: Contrat | None = None
    avenant: AvenantContrat | None = None
    immersion: Immersion | None = None


def attendus(salarie: Salarie, le: date) -> list[Attendu]:
    """The papers still to make on a day, the latest first: contracts, avenants, certificates of
    contracts that are over, conventions of immersion."""
    faits = {
        (d.genre, d.contrat_id, d.avenant_id, d.immersion_id)
        for d in DocumentProduit.objects.filter(salarie=salarie)
        .exclude(etat=EtatDocument.ANNULE)
        .only("genre", "contrat_id", "avenant_id", "immersion_id")
    }
    return [a for a in _possibles(salarie, le) if _cle(a) not in faits]


def _cle(attendu: Attendu) -> tuple[str, int | None, int | None, int | None]:
    objets = (attendu.contrat, attendu.avenant, attendu.immersion)
    contrat, avenant, immersion = (None if o is None else o.pk for o in objets)
    return (attendu.genre.value, contrat, avenant, immersion)


def _possibles(salarie: Salarie, le: date) -> list[Attendu]:
    contrats = list(salarie.contrats.prefetch_related("avenants").order_by("-debut", "-pk"))
    trouves = [
        Attendu(GenreDocument.PMSMP, immersion.contrat, immersion=immersion)
        for immersion in salarie.immersions.select_related("contrat").order_by("-debut")
    ]
    for rang, contrat in enumerate(contrats):
        genre = PAPIER_DU_CONTRAT.get(TypeContratTravail(contrat.genre))
        if genre is not None:
            trouves.append(Attendu(genre, contrat))
        avenants = sorted(contrat.avenants.all(), key=lambda a: -a.rang)
        trouves += [Attendu(GenreDocument.AVENANT, contrat, a) for a in avenants if a.rang]
        # One certificate for a stay: that of its last contract.
        if rang == 0 and contrat.fin is not None and contrat.fin < le:
            trouves.append(Attendu(GenreDocument.CERTIFICAT, contrat))
    return trouves
