"""Letters: an invoice and what settled it bear the same ones, once they come to nothing together.
So do a payment in excess and its refund.

Letters only mark lines: they change no amount, and may be taken back when a payment bounces. Each
client's account has its own series: AA, AB… ZZ, AAA…
"""

from collections.abc import Iterable, Iterator

from django.db import transaction
from django.db.models import Sum

from etrier.comptabilite.ecritures.sources_ventes import auxiliaire_de
from etrier.comptabilite.ecritures.trop_percus import Groupe, Noeud, reunir
from etrier.comptabilite.models import LigneEcriture
from etrier.facturation.models import Imputation, Reglement
from etrier.missions.models import Client
from etrier.structures.models import Structure

LETTRES = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
LOT = 500


@transaction.atomic
def lettrer(structure: Structure) -> int:
    """Write the letters of every client's account; gives how many lines bear them newly."""
    groupes: dict[int, list[frozenset[Noeud]]] = {}
    for client_id, groupe in reunir(structure, _groupes(structure)):
        groupes.setdefault(client_id, []).append(groupe)
    lignes = _lignes_des_clients(structure)
    nombre = 0
    for client in Client.objects.filter(pk__in=groupes):
        du_client = lignes.get(auxiliaire_de(client)[0], {})
        nombre += _lettrer_client(groupes[client.pk], du_client)
    return nombre


def _groupes(structure: Structure) -> Iterator[Groupe]:
    """Invoices and payments tied by what settles what: a group per chain of them."""
    parent: dict[Noeud, Noeud] = {}
    client_de: dict[Noeud, int] = {}

    def racine(noeud: Noeud) -> Noeud:
        parent.setdefault(noeud, noeud)
        while parent[noeud] != noeud:
            parent[noeud] = parent[parent[noeud]]
            noeud = parent[noeud]
        return noeud

    for un, autre, client_id in _liens(structure):
        parent[racine(un)] = racine(autre)
        client_de[un] = client_de[autre] = client_id
    ensembles: dict[Noeud, set[Noeud]] = {}
    for noeud in client_de:
        ensembles.setdefault(racine(noeud), set()).add(noeud)
    for ensemble in ensembles.values():
        yield client_de[next(iter(ensemble))], frozenset(ensemble)


def _liens(structure: Structure) -> Iterator[tuple[Noeud, Noeud, int]]:
    imputations = Imputation.objects.filter(facture__structure=structure).order_by("pk")
    champs = ("facture_id", "reglement_id", "avoir_id", "facture__client_id")
    for facture, reglement, avoir, client in imputations.values_list(*champs):
        autre = f"reglement:{reglement}" if reglement else f"facture:{avoir}"
        yield f"facture:{facture}", autre, client
    annules = Reglement.objects.filter(structure=structure, annule__isnull=False)
    for reglement, annule, client in annules.values_list("pk", "annule_id", "client_id"):
        yield f"reglement:{reglement}", f"reglement:{annule}", client


def _lignes_des_clients(structure: Structure) -> dict[str, dict[Noeud, list[LigneEcriture]]]:
    """Lines of the clients' accounts, by account then by source."""
    lignes = LigneEcriture.objects.filter(
        ecriture__structure=structure, auxiliaire__startswith="C"
    ).select_related("ecriture")
    trouvees: dict[str, dict[Noeud, list[LigneEcriture]]] = {}
    for ligne in lignes:
        par_source = trouvees.setdefault(ligne.auxiliaire, {})
        par_source.setdefault(ligne.ecriture.source, []).append(ligne)
    return trouvees


def _lettrer_client(
    groupes: Iterable[frozenset[Noeud]], par_source: dict[Noeud, list[LigneEcriture]]
) -> int:
    pris = {x.lettrage for lignes in par_source.values() for x in lignes if x.lettrage}
    nouvelles = 0
    for groupe in groupes:
        lignes = [x for noeud in sorted(groupe) for x in par_source.get(noeud, ())]
        complet = all(noeud in par_source for noeud in groupe)
        solde = sum(x.debit_centimes - x.credit_centimes for x in lignes)
        lettres = {x.lettrage for x in lignes}
        if complet and lignes and solde == 0:
            if len(lettres) > 1 or lettres == {""}:
                code = suivant(pris)
                pris.add(code)
                _marquer(lignes, code)
                nouvelles += len(lignes)
        elif lettres - {""}:
            _marquer(lignes, "")
    return nouvelles


def _marquer(lignes: list[LigneEcriture], code: str) -> None:
    le = max(x.ecriture.le for x in lignes) if code else None
    cles = [x.pk for x in lignes]
    for debut in range(0, len(cles), LOT):
        LigneEcriture.objects.filter(pk__in=cles[debut : debut + LOT]).update(
            lettrage=code, lettree_le=le
        )


def suivant(pris: Iterable[str]) -> str:
    """The letters after the last ones taken: AA, AB… AZ, BA… ZZ, AAA.

    >>> suivant([]), suivant(["AA"]), suivant(["AZ"]), suivant(["ZZ"])
    ('AA', 'AB', 'BA', 'AAA')
    """
    dernier = max(pris, key=lambda code: (len(code), code), default="")
    if not dernier:
        return "AA"
    rang = _rang(dernier) + 1
    return (
        _code(rang, len(dernier))
        if rang < len(LETTRES) ** len(dernier)
        else "A" * (len(dernier) + 1)
    )


def _rang(code: str) -> int:
    rang = 0
    for lettre in code:
        rang = rang * len(LETTRES) + LETTRES.index(lettre)
    return rang


def _code(rang: int, longueur: int) -> str:
    lettres = []
    for _ in range(longueur):
        rang, reste = divmod(rang, len(LETTRES))
        lettres.append(LETTRES[reste])
    return "".join(reversed(lettres))


def soldes_des_clients(structure: Structure) -> dict[str, int]:
    """Centimes each client owes, by its account (negative: owed to it)."""
    lignes = LigneEcriture.objects.filter(
        ecriture__structure=structure, auxiliaire__startswith="C"
    ).order_by()
    sommes = lignes.values_list("auxiliaire").annotate(
        debit=Sum("debit_centimes"), credit=Sum("credit_centimes")
    )
    return {code: debit - credit for code, debit, credit in sommes}
