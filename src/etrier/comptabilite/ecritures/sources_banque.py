"""Money of clients and of the personnel: payments received or given back, transfers ordered. And
what the bank shows that nothing here explains, on an account where it waits.

A line of the bank that is matched is told by what it is matched with, never by itself.
"""

from collections.abc import Iterator
from datetime import date

from etrier.banque.enums import EtatMouvement
from etrier.banque.models import MouvementBancaire
from etrier.comptabilite.ecritures.faits import Fait, Laissee, LigneFait, regrouper
from etrier.comptabilite.ecritures.sources_ventes import auxiliaire_de
from etrier.comptabilite.enums import CodeJournal, GenreOrdre, RoleCompte
from etrier.comptabilite.models import LigneOrdre
from etrier.facturation.enums import MoyenReglement
from etrier.facturation.models import Reglement
from etrier.structures.models import Structure

MOYENS = {
    MoyenReglement.VIREMENT: "virement",
    MoyenReglement.PRELEVEMENT: "prélèvement",
    MoyenReglement.CHEQUE: "chèque",
    MoyenReglement.CARTE: "carte",
    MoyenReglement.CESU: "CESU",
    MoyenReglement.TITRE: "titre de paiement",
    MoyenReglement.ESPECES: "espèces",
}


def banque(structure: Structure, jusqu_au: date, deja: frozenset[str]) -> Iterator[Fait | Laissee]:
    """One fact per payment of a client, one per transfer to the personnel, one per rejection,
    one per line of the bank set apart."""
    recus = Reglement.objects.filter(structure=structure, le__lte=jusqu_au).select_related("client")
    for reglement in recus.order_by("le", "pk"):
        if f"reglement:{reglement.pk}" not in deja:
            yield _reglement(reglement)
    lignes = LigneOrdre.objects.filter(
        ordre__structure=structure,
        ordre__genre=GenreOrdre.VIREMENT,
        ordre__execution_le__lte=jusqu_au,
    ).select_related("ordre", "compte")
    for ligne in lignes.order_by("ordre__execution_le", "pk"):
        yield from _virement(ligne, jusqu_au, deja)
    yield from _mouvements(structure, jusqu_au, deja)


def _mouvements(
    structure: Structure, jusqu_au: date, deja: frozenset[str]
) -> Iterator[Fait | Laissee]:
    lus = MouvementBancaire.objects.filter(structure=structure, le__lte=jusqu_au)
    for mouvement in lus.exclude(etat=EtatMouvement.RAPPROCHE).order_by("le", "pk"):
        source = f"mouvement:{mouvement.pk}"
        libelle = f"{mouvement.motif or mouvement.libelle} {mouvement.contrepartie}".strip()
        if mouvement.etat == EtatMouvement.A_RAPPROCHER:
            raison = "Cette ligne de la banque est à rapprocher, ou à laisser de côté."
            yield Laissee(source, libelle, raison, mouvement.le)
        elif source not in deja:
            yield _mouvement(source, mouvement, libelle)


def _mouvement(source: str, mouvement: MouvementBancaire, libelle: str) -> Fait:
    montant = mouvement.montant_centimes
    lignes = (LigneFait(RoleCompte.BANQUE, montant), LigneFait(RoleCompte.ATTENTE, -montant))
    piece = mouvement.reference[:60].strip() or f"B{mouvement.pk}"
    libelle = (libelle or "Mouvement de banque")[:200]
    le = mouvement.le
    return Fait(source, CodeJournal.BANQUE, le, piece, le, libelle, regrouper(lignes))


def _reglement(reglement: Reglement) -> Fait:
    code, nom = auxiliaire_de(reglement.client)
    especes = reglement.moyen == MoyenReglement.ESPECES
    montant = reglement.montant_centimes
    mot = "Règlement" if montant > 0 else "Remboursement"
    if reglement.annule_id is not None:
        mot = "Annulation de règlement"
    return Fait(
        f"reglement:{reglement.pk}",
        CodeJournal.BANQUE,
        reglement.le,
        reglement.reference[:60].strip() or f"R{reglement.pk}",
        reglement.le,
        f"{mot} {MOYENS[MoyenReglement(reglement.moyen)]} {reglement.client}"[:200],
        regrouper(
            [
                LigneFait(RoleCompte.CAISSE if especes else RoleCompte.BANQUE, montant),
                LigneFait(RoleCompte.CLIENTS, -montant, code, nom),
            ]
        ),
    )


def _virement(ligne: LigneOrdre, jusqu_au: date, deja: frozenset[str]) -> Iterator[Fait]:
    source, rejet = f"virement:{ligne.pk}", f"rejet:{ligne.pk}"
    if ligne.rejetee_le and ligne.rejetee_le < ligne.ordre.execution_le and source not in deja:
        # Given up, or refused, before its day: no money moved.
        return
    if source not in deja:
        yield _fait_virement(source, ligne, ligne.ordre.execution_le, "Virement", 1)
    if ligne.rejetee_le and ligne.rejetee_le <= jusqu_au and rejet not in deja:
        yield _fait_virement(rejet, ligne, ligne.rejetee_le, "Virement rejeté", -1)


def _fait_virement(source: str, ligne: LigneOrdre, le: date, mot: str, signe: int) -> Fait:
    acompte = ligne.acompte_id is not None
    role = RoleCompte.PERSONNEL_ACOMPTES if acompte else RoleCompte.PERSONNEL
    quoi = "acompte" if acompte else "salaire"
    montant = signe * ligne.montant_centimes
    lignes = (LigneFait(role, montant), LigneFait(RoleCompte.BANQUE, -montant))
    libelle = f"{mot} {quoi} {ligne.reference}"[:200]
    piece = ligne.ordre.message
    return Fait(
        source, CodeJournal.BANQUE, le, piece, ligne.ordre.execution_le, libelle, regrouper(lignes)
    )
