"""Acts on orders: produced once, kept as they left, rejections written. Atomic and audited."""

import hashlib
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from etrier.banque.enums import EtatCompte
from etrier.banque.formats.sepa import (
    FichierSepa,
    LigneSepa,
    ecrire_prelevements,
    ecrire_virements,
    lire_sepa,
)
from etrier.banque.models import CompteBancaire, MouvementBancaire
from etrier.comptabilite.enums import GenreOrdre
from etrier.comptabilite.models import LigneOrdre, OrdreSepa, RapprochementBancaire
from etrier.comptabilite.ordres.candidats import FACTURE, Candidat
from etrier.droit.ecriture import euros, jour
from etrier.facturation.enums import MoyenReglement
from etrier.facturation.models import ReglageFacturation, Reglement
from etrier.facturation.reglements.actions import annuler_reglement
from etrier.socle.erreurs import Refus
from etrier.socle.horloge import aujourdhui, maintenant
from etrier.socle.journal import noter
from etrier.structures.models import Structure, Utilisateur

LIBELLE_MAXIMAL = 140


@transaction.atomic
def produire(
    structure: Structure,
    candidats: Sequence[Candidat],
    *,
    compte: CompteBancaire,
    execution_le: date,
    libelle: str,
    par: Utilisateur | None,
) -> OrdreSepa:
    """Write the file of these payments, checked against its schema and read back, and keep it.

    The candidates are those of `ordres.candidats`, read under the same lock. Raises Refus for one
    that has an obstacle, an account of ours not confirmed, a day gone by.
    """
    Structure.objects.select_for_update().get(pk=structure.pk)
    genre = _genre(candidats)
    _verifier(structure, candidats, compte, execution_le, genre)
    libelle = " ".join(libelle.split())[:LIBELLE_MAXIMAL]
    ics = _ics(structure) if genre == GenreOrdre.PRELEVEMENT else ""
    message = _message(structure)
    fichier = _fichier(message, candidats, compte, execution_le, libelle, ics)
    ecrire = ecrire_prelevements if genre == GenreOrdre.PRELEVEMENT else ecrire_virements
    contenu = ecrire(fichier, maintenant())
    _relire(contenu, fichier)
    ordre = _garder(structure, genre, fichier, contenu, candidats, compte, libelle, par)
    noter(
        "ordre_sepa.produire",
        auteur=par,
        perimetre=structure.pk,
        cible=ordre,
        genre_ordre=genre,
        nombre=ordre.nombre,
        montant_centimes=ordre.total_centimes,
        le=execution_le.isoformat(),
    )
    return ordre


def _garder(
    structure: Structure,
    genre: str,
    fichier: FichierSepa,
    contenu: bytes,
    candidats: Sequence[Candidat],
    compte: CompteBancaire,
    libelle: str,
    par: Utilisateur | None,
) -> OrdreSepa:
    ordre = OrdreSepa.objects.create(
        structure=structure,
        genre=genre,
        message=fichier.message,
        compte=compte,
        execution_le=fichier.execution_le,
        libelle=libelle,
        nombre=len(candidats),
        total_centimes=fichier.total_centimes,
        fichier=contenu,
        empreinte=hashlib.sha256(contenu).hexdigest(),
        par=par,
    )
    for ligne, candidat in zip(fichier.lignes, candidats, strict=True):
        assert candidat.compte is not None  # an obstacle has stopped the others
        LigneOrdre.objects.create(
            ordre=ordre,
            compte=candidat.compte,
            mandat=candidat.mandat,
            reference=ligne.reference,
            montant_centimes=ligne.montant_centimes,
            **{candidat.sorte: candidat.objet},
        )
    return ordre


def _genre(candidats: Sequence[Candidat]) -> str:
    if not candidats:
        raise Refus(_("Cochez au moins un paiement."))
    preleves = {c.sorte == FACTURE for c in candidats}
    if len(preleves) > 1:
        raise Refus(_("Virements et prélèvements font deux ordres : séparez-les."))
    return GenreOrdre.PRELEVEMENT if preleves.pop() else GenreOrdre.VIREMENT


def _verifier(
    structure: Structure,
    candidats: Sequence[Candidat],
    compte: CompteBancaire,
    execution_le: date,
    genre: str,
) -> None:
    empeches = [c for c in candidats if c.obstacle]
    if empeches:
        raise Refus(
            _("%(nom)s ne peut être dans l'ordre : %(pourquoi)s")
            % {"nom": empeches[0].nom, "pourquoi": empeches[0].obstacle}
        )
    notre = compte.structure_id == structure.pk and compte.salarie_id is compte.client_id is None
    if not notre or compte.etat != EtatCompte.CONFIRME:
        raise Refus(_("Choisissez un compte confirmé de la structure."))
    # A debit must be at the debtor's bank a day before.
    plus_tot = aujourdhui() + timedelta(days=1 if genre == GenreOrdre.PRELEVEMENT else 0)
    if execution_le < plus_tot:
        raise Refus(
            _("La banque ne peut exécuter cet ordre avant le %(le)s.") % {"le": jour(plus_tot)}
        )


def _ics(structure: Structure) -> str:
    reglage = ReglageFacturation.objects.filter(structure=structure).first()
    if reglage is None or not reglage.ics:
        raise Refus(
            _(
                "L'identifiant créancier SEPA (ICS) manque : demandez-le à la banque, écrivez-le "
                "dans les réglages de facturation."
            )
        )
    return reglage.ics


def _message(structure: Structure) -> str:
    """Unique, and short enough for a rank of line to follow it."""
    rang = OrdreSepa.objects.filter(structure=structure).count() + 1
    return f"ETR{structure.pk}-{aujourdhui():%Y%m%d}-{rang}"


def _fichier(
    message: str,
    candidats: Sequence[Candidat],
    compte: CompteBancaire,
    execution_le: date,
    libelle: str,
    ics: str,
) -> FichierSepa:
    return FichierSepa(
        message=message,
        nom=compte.titulaire,
        iban=compte.iban,
        execution_le=execution_le,
        bic=compte.bic,
        ics=ics,
        lignes=tuple(_lignes(message, candidats, libelle)),
    )


def _lignes(message: str, candidats: Sequence[Candidat], libelle: str) -> Iterator[LigneSepa]:
    """A mandate has one first debit, were several of its invoices in the same order."""
    mandats = {c.mandat.pk for c in candidats if c.mandat is not None}
    debites = set(
        LigneOrdre.objects.filter(mandat__in=mandats, rejetee_le=None).values_list(
            "mandat_id", flat=True
        )
    )
    for rang, candidat in enumerate(candidats, start=1):
        premier = candidat.mandat is not None and candidat.mandat.pk not in debites
        if candidat.mandat is not None:
            debites.add(candidat.mandat.pk)
        yield _ligne(f"{message}-{rang}", candidat, libelle, premier=premier)


def _ligne(reference: str, candidat: Candidat, libelle: str, *, premier: bool) -> LigneSepa:
    compte, mandat = candidat.compte, candidat.mandat
    assert compte is not None  # no obstacle, hence an account
    numero = getattr(candidat.objet, "numero", "")
    return LigneSepa(
        reference=reference,
        nom=compte.titulaire,
        iban=compte.iban,
        bic=compte.bic,
        montant_centimes=candidat.montant_centimes,
        libelle=f"{libelle} {numero}".strip(),
        rum=mandat.rum if mandat else "",
        signe_le=mandat.signe_le if mandat else None,
        premier=premier,
    )


def _relire(contenu: bytes, fichier: FichierSepa) -> None:
    """What left is what was asked: read back before it is kept."""
    lu = lire_sepa(contenu)
    dit = sorted((x.reference, x.iban, x.montant_centimes) for x in lu.lignes)
    voulu = sorted((x.reference, x.iban, x.montant_centimes) for x in fichier.lignes)
    if dit != voulu or lu.iban != fichier.iban:
        raise Refus(
            _("Le fichier relu ne dit pas %(total)s : il n'est pas gardé. Signalez-le.")
            % {"total": euros(fichier.total_centimes)}
        )


@transaction.atomic
def rejeter(
    ligne: LigneOrdre,
    le: date,
    par: Utilisateur | None,
    *,
    mouvement: MouvementBancaire | None = None,
) -> LigneOrdre:
    """The bank sent this payment back: it may be ordered again; a debit's payment is undone.

    `mouvement`: the line of the bank that shows it. Raises Refus when it is rejected already, or on
    a day to come.
    """
    Structure.objects.select_for_update().get(pk=ligne.ordre.structure_id)
    if le > aujourdhui():
        raise Refus(_("Le %(le)s n'est pas encore passé.") % {"le": jour(le)})
    tenue = (
        LigneOrdre.objects.select_for_update(of=("self",)).select_related("ordre").get(pk=ligne.pk)
    )
    if tenue.rejetee_le is not None:
        raise Refus(
            _("Ce paiement est déjà noté rejeté le %(le)s.") % {"le": jour(tenue.rejetee_le)}
        )
    tenue.rejetee_le = le
    tenue.save(update_fields=["rejetee_le"])
    recu = _encaisse_par(tenue)
    if recu is not None:
        annuler_reglement(recu, le, par, mouvement=mouvement)
    noter(
        "ordre_sepa.rejeter",
        auteur=par,
        perimetre=tenue.ordre.structure_id,
        cible=tenue.ordre,
        le=le.isoformat(),
        montant_centimes=tenue.montant_centimes,
    )
    return tenue


def _encaisse_par(ligne: LigneOrdre) -> Reglement | None:
    """What the client paid by this debit, when the bank has shown it."""
    recus = Reglement.objects.qui_tiennent().filter(
        structure=ligne.ordre.structure,
        moyen=MoyenReglement.PRELEVEMENT,
        reference=ligne.reference,
    )
    return recus.first()


@transaction.atomic
def abandonner(ordre: OrdreSepa, par: Utilisateur | None) -> int:
    """The file never went to the bank: everything in it may be ordered again. Gives how many.

    Raises Refus when a line of the bank already answers it, or nothing stands in it.
    """
    Structure.objects.select_for_update().get(pk=ordre.structure_id)
    if RapprochementBancaire.objects.qui_tiennent().filter(ordre=ordre).exists():
        raise Refus(_("La banque a déjà exécuté cet ordre : notez plutôt les paiements rejetés."))
    tombees = ordre.lignes.filter(rejetee_le=None).update(rejetee_le=aujourdhui())
    if not tombees:
        raise Refus(_("Cet ordre ne contient plus aucun paiement à faire."))
    noter(
        "ordre_sepa.abandonner",
        auteur=par,
        perimetre=ordre.structure_id,
        cible=ordre,
        nombre=tombees,
    )
    return tombees
