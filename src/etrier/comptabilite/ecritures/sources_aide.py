"""The State's aid: due at the close of each month, and what came in.

The balance of an annexe's account is what `aides` calls left to receive: due within the ceiling,
less payments. A month whose aid cannot be computed is left out; the next one that can catches up.
"""

from collections.abc import Iterator
from datetime import date
from itertools import groupby

from etrier.aides.models import AideMensuelle, VersementRecu
from etrier.comptabilite.ecritures.faits import Fait, Laissee, LigneFait, regrouper
from etrier.comptabilite.enums import CodeJournal, RoleCompte
from etrier.droit.arrondis import demi_haut
from etrier.socle.mois import dernier_jour
from etrier.structures.models import AnnexeFinanciere, AvenantAnnexe, Structure

ETAT = "État"
DEPARTEMENT = "Département"


def aides(structure: Structure, jusqu_au: date, deja: frozenset[str]) -> Iterator[Fait | Laissee]:
    """One fact per annexe and closed month whose aid is known, one per payment received."""
    mensuelles = (
        AideMensuelle.objects.filter(annexe__structure=structure, cloture__mois__lte=jusqu_au)
        .select_related("cloture", "annexe", "avenant")
        .order_by("annexe_id", "cloture__mois")
    )
    for _annexe, groupe in groupby(mensuelles, key=lambda a: a.annexe_id):
        du_temps = [a for a in groupe if dernier_jour(a.cloture.mois) <= jusqu_au]
        yield from _dues(du_temps, deja)
    recus = VersementRecu.objects.filter(annexe__structure=structure, le__lte=jusqu_au)
    for versement in recus.select_related("annexe").order_by("le", "pk"):
        if f"versement:{versement.pk}" not in deja:
            yield _versement(versement)


def auxiliaire_de(annexe: AnnexeFinanciere) -> tuple[str, str]:
    """Code and name of an annexe's own account."""
    return f"A{annexe.pk:05d}", str(annexe)


def _dues(mensuelles: list[AideMensuelle], deja: frozenset[str]) -> Iterator[Fait | Laissee]:
    deja_du = deja_departement = 0
    for aide in mensuelles:
        source = f"aide:{aide.annexe_id}:{aide.cloture.mois:%Y-%m}"
        if aide.du_plafonne_centimes is None:
            if aide is mensuelles[-1]:
                yield _laissee(source, aide)
            continue
        du = aide.du_plafonne_centimes
        departement = part_du_departement(du, aide.avenant)
        if source not in deja:
            yield _due(source, aide, du - deja_du, departement - deja_departement)
        deja_du, deja_departement = du, departement


def part_du_departement(du_centimes: int, version: AvenantAnnexe) -> int:
    """What the département bears of an amount due: its share of the annexe's own total."""
    cofinance, total = version.cofinance_centimes, version.montant_total_centimes
    return demi_haut(du_centimes * cofinance, total) if cofinance and total else 0


def _libelle(aide: AideMensuelle) -> str:
    fin = ", régularisation" if aide.est_regularisation else ""
    return f"Aide au poste {aide.cloture.mois:%m/%Y} {aide.annexe}{fin}"


def _laissee(source: str, aide: AideMensuelle) -> Laissee:
    raison = aide.motif or "L'aide du mois n'est pas calculable."
    return Laissee(source, _libelle(aide), raison, dernier_jour(aide.cloture.mois))


def _due(source: str, aide: AideMensuelle, centimes: int, departement: int) -> Fait:
    code, nom = auxiliaire_de(aide.annexe)
    activite, produit = aide.annexe.dispositif, RoleCompte.AIDE_AU_POSTE
    lignes = regrouper(
        [
            LigneFait(RoleCompte.AIDE_A_RECEVOIR, centimes, code, nom),
            LigneFait(produit, -(centimes - departement), activite=activite, financeur=ETAT),
            LigneFait(produit, -departement, activite=activite, financeur=DEPARTEMENT),
        ]
    )
    le = dernier_jour(aide.cloture.mois)
    piece = f"{aide.annexe.numero} {aide.cloture.mois:%m/%Y}"
    return Fait(source, CodeJournal.SUBVENTIONS, le, piece, le, _libelle(aide), lignes)


def _versement(versement: VersementRecu) -> Fait:
    code, nom = auxiliaire_de(versement.annexe)
    lignes = regrouper(
        [
            LigneFait(RoleCompte.BANQUE, versement.montant_centimes),
            LigneFait(RoleCompte.AIDE_A_RECEVOIR, -versement.montant_centimes, code, nom),
        ]
    )
    mot = "Aide au poste reçue" if versement.montant_centimes > 0 else "Aide au poste reprise"
    return Fait(
        f"versement:{versement.pk}",
        CodeJournal.BANQUE,
        versement.le,
        versement.libelle[:60] or f"V{versement.pk}",
        versement.le,
        f"{mot} {versement.annexe}",
        lignes,
    )
