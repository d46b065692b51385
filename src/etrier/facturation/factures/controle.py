"""The doctor of invoices: series without gaps, and content that is still the one issued."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.db.models import Sum

from etrier.facturation.factures.ecriture import empreinte_de
from etrier.facturation.factures.emission import numero
from etrier.facturation.models import CompteurFactures, Facture

Suivi = Callable[[str, int, int], None]
LOT = 500


@dataclass(frozen=True)
class AnomalieFacture:
    """What was found, in which structure, in a French sentence."""

    structure_id: int
    phrase: str


def controler_factures(suivi: Suivi | None = None) -> Iterator[AnomalieFacture]:
    """Look at every series and every issued invoice; nothing given means all is well."""
    yield from _controler_series()
    cles = list(Facture.objects.emises().order_by("pk").values_list("pk", flat=True))
    for fait in range(0, len(cles), LOT):
        lot = Facture.objects.emises().filter(pk__in=cles[fait : fait + LOT])
        for facture in lot.annotate(ht_lignes=Sum("lignes__ht_centimes")).order_by("pk"):
            ht: int | None = facture.ht_lignes  # type: ignore[attr-defined]
            yield from _controler(facture, ht or 0)
        if suivi is not None:
            suivi("factures", min(fait + LOT, len(cles)), len(cles))


def _controler_series() -> Iterator[AnomalieFacture]:
    """Each number up to the last one given was given once; dates follow numbers."""
    for compteur in CompteurFactures.objects.order_by("structure_id", "serie"):
        trouvees = dict(
            Facture.objects.filter(
                structure=compteur.structure_id, numero__startswith=f"{compteur.serie}-"
            ).values_list("numero", "emise_le")
        )
        attendus = [numero(compteur.serie, n) for n in range(1, compteur.dernier + 1)]
        manquants = [n for n in attendus if n not in trouvees]
        for manquant in manquants:
            yield AnomalieFacture(compteur.structure_id, f"La facture {manquant} manque.")
        for inconnu in sorted(trouvees.keys() - set(attendus)):
            phrase = f"Le numéro {inconnu} n'a pas été donné par la série."
            yield AnomalieFacture(compteur.structure_id, phrase)
        dates = [le for n in attendus if (le := trouvees.get(n)) is not None]
        if dates != sorted(dates):
            phrase = f"Les dates de la série {compteur.serie} ne suivent pas ses numéros."
            yield AnomalieFacture(compteur.structure_id, phrase)


def _controler(facture: Facture, ht_lignes: int) -> Iterator[AnomalieFacture]:
    if empreinte_de(facture.contenu) != facture.empreinte:
        phrase = f"Le contenu de la facture {facture.numero} n'est plus celui qui fut émis."
        yield AnomalieFacture(facture.structure_id, phrase)
    elif facture.contenu["ttc_centimes"] != facture.ttc_centimes:
        phrase = f"Le total de la facture {facture.numero} n'est plus celui qui fut émis."
        yield AnomalieFacture(facture.structure_id, phrase)
    if ht_lignes != facture.ht_centimes:
        phrase = f"Les lignes de la facture {facture.numero} ne font plus son total."
        yield AnomalieFacture(facture.structure_id, phrase)
