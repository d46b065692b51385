"""What accepting does, kind by kind: each gives the links to keep."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from etrier.aides.actions import LIBELLE_MAXIMAL, enregistrer_versement
from etrier.aides.models import VersementRecu
from etrier.banque.models import MouvementBancaire
from etrier.comptabilite.enums import GenreOrdre
from etrier.comptabilite.models import LigneOrdre, OrdreSepa, RapprochementBancaire
from etrier.comptabilite.ordres.actions import rejeter
from etrier.comptabilite.rapprochement.annulation import annule_un_versement
from etrier.comptabilite.rapprochement.cibles import Cible, Sorte
from etrier.comptabilite.rapprochement.contexte import attendus, versements_annules
from etrier.droit.ecriture import euros
from etrier.facturation.enums import MoyenReglement
from etrier.facturation.models import Facture, FactureFournisseur, Reglement
from etrier.facturation.reglements.actions import encaisser, rembourser, solde_de
from etrier.facturation.reglements.fournisseurs import payer_fournisseur
from etrier.missions.models import Client
from etrier.socle.erreurs import Refus
from etrier.structures.models import AnnexeFinanciere, Utilisateur

# What a bank's label says of the means, when it is not a transfer.
_MOYENS: tuple[tuple[re.Pattern[str], MoyenReglement], ...] = (
    (re.compile(r"\bcesu\b|\bcrcesu\b", re.IGNORECASE), MoyenReglement.CESU),
    (re.compile(r"\b(chq|cheque|chèque|remise)", re.IGNORECASE), MoyenReglement.CHEQUE),
    (re.compile(r"\b(carte|cb)\b", re.IGNORECASE), MoyenReglement.CARTE),
)


@dataclass(frozen=True)
class Fait:
    """The one thing a link points to (fields of RapprochementBancaire)."""

    reglement: Reglement | None = None
    versement: VersementRecu | None = None
    facture_fournisseur: FactureFournisseur | None = None
    ordre: OrdreSepa | None = None
    rejet: LigneOrdre | None = None
    a_cree: bool = False


Effet = Callable[[MouvementBancaire, tuple[int, ...], Utilisateur | None], list[Fait]]


def faire(mouvement: MouvementBancaire, cible: Cible, par: Utilisateur | None) -> list[Fait]:
    """Do what the target means for this line. Raises Refus: wrong way, gone, another structure."""
    recu = mouvement.montant_centimes > 0
    if cible.sorte in _RECUS and not recu:
        raise Refus(_("Ce mouvement est une sortie d'argent : il ne paie pas cela."))
    if cible.sorte in _VERSES and recu:
        raise Refus(_("Ce mouvement est une entrée d'argent : il ne paie pas cela."))
    return _EFFETS[cible.sorte](mouvement, cible.cles, par)


def _factures(m: MouvementBancaire, cles: tuple[int, ...], par: Utilisateur | None) -> list[Fait]:
    factures = list(
        Facture.objects.filter(structure=m.structure, pk__in=cles).select_related("client")
    )
    if len(factures) != len(set(cles)):
        raise Refus(_("Une des factures n'est plus là : rechargez la page."))
    if len({f.client_id for f in factures}) > 1:
        raise Refus(_("Ces factures sont de plusieurs clients : choisissez celles d'un seul."))
    ordonnees = sorted(factures, key=lambda f: cles.index(f.pk))
    return [_encaisser(m, factures[0].client, par, ordonnees)]


def _client(m: MouvementBancaire, cles: tuple[int, ...], par: Utilisateur | None) -> list[Fait]:
    return [_encaisser(m, _le_client(m, cles), par, None)]


def _encaisser(
    m: MouvementBancaire, client: Client, par: Utilisateur | None, factures: list[Facture] | None
) -> Fait:
    reglement = encaisser(
        m.structure,
        client=client,
        le=m.le,
        montant_centimes=m.montant_centimes,
        moyen=_moyen(m.libelle),
        reference=m.reference,
        par=par,
        factures=factures,
        mouvement=m,
    )
    return Fait(reglement=reglement, a_cree=True)


def _moyen(libelle: str) -> MoyenReglement:
    return next((moyen for mot, moyen in _MOYENS if mot.search(libelle)), MoyenReglement.VIREMENT)


def _remboursement(
    m: MouvementBancaire, cles: tuple[int, ...], par: Utilisateur | None
) -> list[Fait]:
    rendu = rembourser(
        m.structure,
        client=_le_client(m, cles),
        le=m.le,
        montant_centimes=-m.montant_centimes,
        moyen=MoyenReglement.VIREMENT,
        reference=m.reference,
        par=par,
        mouvement=m,
    )
    return [Fait(reglement=rendu, a_cree=True)]


def _le_client(m: MouvementBancaire, cles: tuple[int, ...]) -> Client:
    client = Client.objects.filter(structure=m.structure, pk=cles[0]).first()
    if client is None:
        raise Refus(_("Ce client n'est plus là : rechargez la page."))
    return client


def _reglements(m: MouvementBancaire, cles: tuple[int, ...], par: Utilisateur | None) -> list[Fait]:
    reglements = list(attendus(m.structure).filter(pk__in=cles))
    somme = sum(r.montant_centimes for r in reglements)
    if len(reglements) != len(set(cles)) or somme != m.montant_centimes:
        raise Refus(
            _("Les règlements choisis font %(somme)s, le mouvement %(montant)s : ils diffèrent.")
            % {"somme": euros(somme), "montant": euros(m.montant_centimes)}
        )
    Reglement.objects.filter(pk__in=[r.pk for r in reglements]).update(mouvement=m)
    return [Fait(reglement=r) for r in reglements]


def _aide(m: MouvementBancaire, cles: tuple[int, ...], par: Utilisateur | None) -> list[Fait]:
    annexe = AnnexeFinanciere.objects.filter(structure=m.structure, pk=cles[0]).first()
    if annexe is None:
        raise Refus(_("Cette annexe n'est plus là : rechargez la page."))
    # The key of the line tells two payments alike apart, and its rank two tries.
    numero = f" [{m.pk}-{m.rapprochements.count() + 1}]"
    libelle = m.libelle[: LIBELLE_MAXIMAL - len(numero)] + numero
    versement = enregistrer_versement(annexe, m.le, m.montant_centimes, libelle, par)
    return [Fait(versement=versement, a_cree=True)]


def _versement(m: MouvementBancaire, cles: tuple[int, ...], par: Utilisateur | None) -> list[Fait]:
    versement = VersementRecu.objects.filter(
        annexe__structure=m.structure, pk=cles[0], montant_centimes=m.montant_centimes
    ).first()
    if versement is None or _deja_lie(versement=versement):
        raise Refus(_("Ce versement n'est plus à rapprocher, ou n'a pas ce montant."))
    annules = versements_annules(m.structure)
    if annules.filter(pk=versement.pk).exists() or annule_un_versement(versement):
        raise Refus(
            _(
                "Ce versement a été annulé avec le rapprochement qui l'avait écrit : choisissez "
                "plutôt l'annexe que ce mouvement paie."
            )
        )
    return [Fait(versement=versement)]


def _fournisseur(
    m: MouvementBancaire, cles: tuple[int, ...], par: Utilisateur | None
) -> list[Fait]:
    facture = FactureFournisseur.objects.filter(structure=m.structure, pk=cles[0]).first()
    if facture is None or facture.ttc_centimes != -m.montant_centimes:
        raise Refus(_("Cette facture n'a pas le montant du mouvement : elle reste à payer."))
    return [Fait(facture_fournisseur=payer_fournisseur(facture, m.le, par), a_cree=True)]


def _ordre(m: MouvementBancaire, cles: tuple[int, ...], par: Utilisateur | None) -> list[Fait]:
    ordre = OrdreSepa.objects.filter(structure=m.structure, pk=cles[0]).defer("fichier").first()
    if ordre is None or _deja_lie(ordre=ordre):
        raise Refus(_("Cet ordre n'est plus à rapprocher : rechargez la page."))
    lignes = list(ordre.lignes.filter(rejetee_le=None).select_related("facture__client"))
    du = sum(x.montant_centimes for x in lignes)
    vire = ordre.genre == GenreOrdre.VIREMENT
    if m.montant_centimes not in _sommes(ordre, du, vire):
        raise Refus(
            _("L'ordre est de %(total)s, le mouvement de %(montant)s : rapprochez ses rejets.")
            % {"total": euros(du), "montant": euros(m.montant_centimes)}
        )
    recus = [] if vire else [_prelever(m, x, par) for x in lignes]
    return [Fait(ordre=ordre), *recus]


def _sommes(ordre: OrdreSepa, du: int, vire: bool) -> tuple[int, ...]:
    """The bank shows the order whole, or without what it rejected at once."""
    signe = -1 if vire else 1
    return (signe * du, signe * ordre.total_centimes) if vire else (du,)


def _prelever(m: MouvementBancaire, ligne: LigneOrdre, par: Utilisateur | None) -> Fait:
    assert ligne.facture is not None  # a line of a debit bears an invoice
    reglement = encaisser(
        m.structure,
        client=ligne.facture.client,
        le=m.le,
        montant_centimes=ligne.montant_centimes,
        moyen=MoyenReglement.PRELEVEMENT,
        reference=ligne.reference,
        par=par,
        # Paid otherwise meanwhile: the money is the client's credit.
        factures=[ligne.facture] if solde_de(ligne.facture) > 0 else None,
        mouvement=m,
    )
    return Fait(reglement=reglement, a_cree=True)


def _rejet(m: MouvementBancaire, cles: tuple[int, ...], par: Utilisateur | None) -> list[Fait]:
    ligne = LigneOrdre.objects.filter(ordre__structure=m.structure, pk=cles[0]).first()
    if ligne is None or ligne.montant_centimes != abs(m.montant_centimes):
        raise Refus(_("Ce paiement n'a pas le montant du mouvement : ce n'est pas son rejet."))
    # A transfer comes back, a debit is taken back.
    if (ligne.ordre.genre == GenreOrdre.VIREMENT) != (m.montant_centimes > 0):
        raise Refus(_("Ce mouvement va dans le même sens que le paiement : ce n'est pas un rejet."))
    return [Fait(rejet=rejeter(ligne, m.le, par, mouvement=m))]


def _deja_lie(**cible: object) -> bool:
    return RapprochementBancaire.objects.qui_tiennent().filter(**cible).exists()


_EFFETS: Mapping[Sorte, Effet] = {
    Sorte.FACTURES: _factures,
    Sorte.CLIENT: _client,
    Sorte.REGLEMENTS: _reglements,
    Sorte.AIDE: _aide,
    Sorte.VERSEMENT: _versement,
    Sorte.FOURNISSEUR: _fournisseur,
    Sorte.ORDRE: _ordre,
    Sorte.REJET: _rejet,
    Sorte.REMBOURSEMENT: _remboursement,
}
_RECUS = frozenset({Sorte.FACTURES, Sorte.CLIENT})
_VERSES = frozenset({Sorte.FOURNISSEUR, Sorte.REMBOURSEMENT})
