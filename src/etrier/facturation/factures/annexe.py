"""The annex of hours: the lines of the ledger behind what an invoice took, day by day.

An invoice of services à la personne says who came by a matricule, and for how long (CT D7233-1,
6° and 8°): for these hours the law decides, whatever the client's settings say.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from etrier.facturation.contenu import HeureEcrite
from etrier.facturation.enums import GenreLigneAFacturer, PersonnesNommees
from etrier.facturation.frames import PrixLu, prix_des_lignes
from etrier.facturation.models import Facture, LigneAFacturer, PriseEnFacture, ReglageClient
from etrier.heures.enums import GenreHeures
from etrier.heures.models import LigneHeures
from etrier.socle.mois import dernier_jour
from etrier.structures.models import Structure

# The minutes of these come from the ledger; a minimum is invoiced without having been worked.
DU_REGISTRE = (
    GenreLigneAFacturer.HEURES,
    GenreLigneAFacturer.NUIT,
    GenreLigneAFacturer.DIMANCHE,
)
Lieu = tuple[date, int | None, int | None]


def annexes(
    structure: Structure, factures: Sequence[Facture], reglages: Mapping[int, ReglageClient]
) -> dict[int, tuple[HeureEcrite, ...]]:
    """Hours of each invoice, in the order of days; people as the client's settings allow.

    Services à la personne are there with their matricules even when the client wants no annex.
    """
    lieux = _lieux(factures)
    registre = _registre(structure, {cle for cles in lieux.values() for cle in cles})
    return {
        facture.pk: _ecrire(
            lieux.get(facture.pk, {}).items(), registre, reglages[facture.client_id]
        )
        for facture in factures
    }


def _lieux(factures: Iterable[Facture]) -> dict[int, dict[Lieu, list[LigneAFacturer]]]:
    """By invoice, the places of closed months it took hours of."""
    prises = PriseEnFacture.objects.filter(
        ligne__facture__in=factures, ligne_a_facturer__genre__in=DU_REGISTRE
    ).select_related("ligne", "ligne_a_facturer__cloture", "ligne_a_facturer__prestation")
    par_facture: dict[int, dict[Lieu, list[LigneAFacturer]]] = {}
    for prise in prises:
        prise_de = prise.ligne_a_facturer
        assert prise_de is not None
        cle = (prise_de.cloture.mois, prise_de.chantier_id, prise_de.mission_id)
        lieux = par_facture.setdefault(prise.ligne.facture_id, {})
        lieux.setdefault(cle, []).append(prise_de)
    return par_facture


def _registre(structure: Structure, cles: set[Lieu]) -> dict[Lieu, list[dict[str, Any]]]:
    """Validated hours of work at these places."""
    lignes = (
        LigneHeures.objects.validees()
        .filter(structure=structure, mois__in={c[0] for c in cles}, nature=GenreHeures.TRAVAIL)
        .order_by("jour", "id")
        .values(
            "id",
            "mois",
            "chantier_id",
            "mission_id",
            "jour",
            "minutes",
            "chantier__denomination",
            "mission__objet",
            "salarie__matricule",
            "salarie__personne__nom",
            "salarie__personne__prenom",
        )
    )
    trouvees: dict[Lieu, list[dict[str, Any]]] = {}
    for ligne in lignes:
        cle = (ligne["mois"], ligne["chantier_id"], ligne["mission_id"])
        if cle in cles:
            trouvees.setdefault(cle, []).append(dict(ligne))
    return trouvees


def _du_lieu(
    registre: list[dict[str, Any]], prises: Sequence[LigneAFacturer]
) -> list[dict[str, Any]]:
    """The ledger of a place, or of it the hours at the prices the invoice took.

    A place has two prices when a rate changed, on Sundays, or by qualification: one may be missing,
    or alone be given back by a credit note. Prices written since the close may not tell the hours
    apart any more: one row then says the minutes taken.
    """
    minutes = sum(x.minutes_retenues for x in prises)
    if not registre or _total(registre) == minutes:
        return registre
    cloture = prises[0].cloture
    prix = prix_des_lignes(cloture.structure_id, cloture.mois, [h["id"] for h in registre])
    voulus = {_prix_de(x) for x in prises}
    choisies = [h for h in registre if prix.get(h["id"]) in voulus]
    if _total(choisies) == minutes:
        return choisies
    anonyme = dict.fromkeys((k for k in registre[0] if k.startswith("salarie__")), "")
    if _est_sap(prises):
        venus = {h["salarie__matricule"] for h in choisies or registre}
        anonyme["salarie__matricule"] = ", ".join(sorted(venus))
    jour = dernier_jour(cloture.mois)
    return [registre[0] | anonyme | {"jour": jour, "minutes": minutes}]


def _total(heures: Iterable[Mapping[str, Any]]) -> int:
    return sum(h["minutes"] for h in heures)


def _prix_de(ligne: LigneAFacturer) -> PrixLu:
    return (
        ligne.genre,
        ligne.qualification,
        ligne.prestation_id,
        ligne.montant_horaire_centimes,
        ligne.regime_tva,
        ligne.taux_tva_pour_dix_mille,
    )


def _est_sap(prises: Iterable[LigneAFacturer]) -> bool:
    """True when a service à la personne was done at this place."""
    return any(x.prestation is not None and x.prestation.activite_sap for x in prises)


def _ecrire(
    lieux: Iterable[tuple[Lieu, Sequence[LigneAFacturer]]],
    registre: Mapping[Lieu, list[dict[str, Any]]],
    reglage: ReglageClient,
) -> tuple[HeureEcrite, ...]:
    """One row per day, place and person; what was corrected back to nothing disappears."""
    sommes: dict[tuple[date, str, str], int] = {}
    services = set()
    for cle, prises in lieux:
        sap = _est_sap(prises)
        if not (sap or reglage.avec_annexe):
            continue
        for heure in _du_lieu(registre.get(cle, []), prises):
            lieu = heure["mission__objet"] or heure["chantier__denomination"] or ""
            rangee = (heure["jour"], lieu, _qui(heure, reglage.personnes, sap=sap))
            sommes[rangee] = sommes.get(rangee, 0) + heure["minutes"]
            if sap:
                services.add(rangee)
    return tuple(
        HeureEcrite(jour, lieu, minutes, qui, sap=(jour, lieu, qui) in services)
        for (jour, lieu, qui), minutes in sorted(sommes.items())
        if minutes
    )


def _qui(heure: Mapping[str, Any], personnes: str, *, sap: bool) -> str:
    nom = f"{heure['salarie__personne__prenom']} {heure['salarie__personne__nom']}".strip()
    matricule = str(heure["salarie__matricule"])
    if personnes == PersonnesNommees.NOM:
        if not sap:
            return nom
        return f"{nom} ({matricule})" if nom else matricule
    return matricule if sap or personnes == PersonnesNommees.MATRICULE else ""
