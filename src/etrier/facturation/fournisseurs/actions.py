"""What one does with an invoice received. Acts are atomic and audited.

Paying is in `facturation.reglements.fournisseurs`: the bank says it too.
"""

from collections.abc import Sequence
from datetime import date
from hashlib import sha256

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from etrier.facturation.enums import (
    EtatFactureFournisseur,
    NatureDepense,
    OrigineFactureFournisseur,
)
from etrier.facturation.formats.lecture import FactureLue, lire_facture
from etrier.facturation.models import FactureFournisseur, LigneFactureFournisseur
from etrier.missions.models import Chantier
from etrier.socle.erreurs import Refus
from etrier.socle.journal import noter
from etrier.structures.models import Structure, Utilisateur

MOTIF_MAXIMAL = 200
_OUVERTES = (EtatFactureFournisseur.A_CONTROLER, EtatFactureFournisseur.BONNE_A_PAYER)


def previsualiser(structure: Structure, fichier: bytes) -> FactureLue:
    """What the file would record. Raises Refus: unreadable, for somebody else, already received."""
    lue = lire_facture(fichier)
    if lue.acheteur_siren and lue.acheteur_siren != structure.siret[:9]:
        raise Refus(
            _("Cette facture est adressée à %(qui)s (SIREN %(siren)s), pas à %(structure)s.")
            % {"qui": lue.acheteur, "siren": lue.acheteur_siren, "structure": structure}
        )
    _refuser_double(structure, lue.fournisseur, lue.siren, lue.numero)
    return lue


@transaction.atomic
def recevoir(structure: Structure, fichier: bytes, par: Utilisateur | None) -> FactureFournisseur:
    """Record the invoice a file holds, with the file. Raises Refus as `previsualiser` does."""
    lue = previsualiser(structure, fichier)
    facture = FactureFournisseur(
        structure=structure,
        fournisseur=lue.fournisseur,
        siren=lue.siren,
        numero=lue.numero,
        emise_le=lue.emise_le,
        echeance=lue.echeance,
        ht_centimes=lue.ht_centimes,
        tva_centimes=lue.tva_centimes,
        ttc_centimes=lue.ttc_centimes,
        iban=lue.iban,
        origine=OrigineFactureFournisseur.FACTURX,
        fichier=fichier,
        empreinte=sha256(fichier).hexdigest(),
        par=par,
    )
    lignes = [
        LigneFactureFournisseur(
            facture=facture,
            rang=x.rang,
            libelle=x.libelle,
            quantite=x.quantite,
            ht_centimes=x.ht_centimes,
            taux_tva_pour_dix_mille=x.taux_tva_pour_dix_mille,
        )
        for x in lue.lignes
    ]
    return _inscrire(facture, lignes, "fournisseur.recevoir")


@transaction.atomic
def saisir(
    structure: Structure,
    *,
    fournisseur: str,
    siren: str,
    numero: str,
    emise_le: date,
    echeance: date | None,
    ht_centimes: int,
    tva_centimes: int,
    nature: str = NatureDepense.AUTRE,
    chantier: Chantier | None = None,
    iban: str = "",
    par: Utilisateur | None,
) -> FactureFournisseur:
    """Record an invoice received on paper. Raises Refus: already received, due before its date."""
    if echeance is not None and echeance < emise_le:
        raise Refus(_("L'échéance est avant la date de la facture : vérifiez les deux dates."))
    _refuser_double(structure, fournisseur, siren, numero)
    facture = FactureFournisseur(
        structure=structure,
        fournisseur=fournisseur,
        siren=siren,
        numero=numero,
        emise_le=emise_le,
        echeance=echeance,
        ht_centimes=ht_centimes,
        tva_centimes=tva_centimes,
        ttc_centimes=ht_centimes + tva_centimes,
        iban=iban,
        origine=OrigineFactureFournisseur.SAISIE,
        nature=nature,
        chantier=_chantier_de(structure, chantier),
        par=par,
    )
    return _inscrire(facture, (), "fournisseur.saisir")


@transaction.atomic
def approuver(facture: FactureFournisseur, par: Utilisateur | None) -> FactureFournisseur:
    """Good to pay. Raises Refus unless it was still to check."""
    tenue = _tenir(facture, (EtatFactureFournisseur.A_CONTROLER,))
    return _passer(tenue, EtatFactureFournisseur.BONNE_A_PAYER, "fournisseur.approuver", par)


@transaction.atomic
def refuser(facture: FactureFournisseur, motif: str, par: Utilisateur | None) -> FactureFournisseur:
    """Not to pay, and why. Raises Refus once paid or already refused, and without a reason."""
    tenue = _tenir(facture, _OUVERTES)
    tenue.motif_refus = " ".join(motif.split())
    if not tenue.motif_refus or len(tenue.motif_refus) > MOTIF_MAXIMAL:
        raise Refus(
            _("Dites pourquoi cette facture est refusée, en %(maximum)s caractères au plus.")
            % {"maximum": MOTIF_MAXIMAL}
        )
    tenue.save(update_fields=["motif_refus"])
    return _passer(tenue, EtatFactureFournisseur.REFUSEE, "fournisseur.refuser", par)


@transaction.atomic
def affecter(
    facture: FactureFournisseur, nature: str, chantier: Chantier | None, par: Utilisateur | None
) -> FactureFournisseur:
    """Say what was bought, and for which chantier."""
    tenue = _tenir(facture, (*_OUVERTES, EtatFactureFournisseur.PAYEE))
    tenue.nature, tenue.chantier = nature, _chantier_de(tenue.structure, chantier)
    tenue.save(update_fields=["nature", "chantier"])
    _noter("fournisseur.affecter", tenue, par)
    return tenue


def ibans_connus(facture: FactureFournisseur) -> list[str]:
    """Other accounts this supplier gave before: a changed IBAN is the commonest fraud.

    Before is either: a false invoice may bear any date, an older one may be typed late. What came
    and was dated after says nothing of this one.
    """
    avant = FactureFournisseur.objects.filter(
        Q(emise_le__lt=facture.emise_le) | Q(pk__lt=facture.pk), structure=facture.structure_id
    )
    qui = {"siren": facture.siren} if facture.siren else {"fournisseur": facture.fournisseur}
    autres = avant.filter(**qui).exclude(iban__in=["", facture.iban])
    return sorted(set(autres.values_list("iban", flat=True))) if facture.iban else []


def _chantier_de(structure: Structure, chantier: Chantier | None) -> Chantier | None:
    if chantier is not None and chantier.structure_id != structure.pk:
        raise Refus(_("Ce chantier n'est pas de la structure : choisissez-en un autre."))
    return chantier


def _refuser_double(structure: Structure, fournisseur: str, siren: str, numero: str) -> None:
    """One invoice of a supplier is taken once, whatever spelling of its name."""
    siennes = FactureFournisseur.objects.filter(structure=structure, numero=numero)
    memes = siennes.filter(fournisseur=fournisseur)
    if memes.exists() or (siren and siennes.filter(siren=siren).exists()):
        raise Refus(
            _("La facture %(numero)s de %(qui)s est déjà reçue.")
            % {"numero": numero, "qui": fournisseur}
        )


def _inscrire(
    facture: FactureFournisseur, lignes: Sequence[LigneFactureFournisseur], verbe: str
) -> FactureFournisseur:
    try:
        with transaction.atomic():
            facture.save()
    except IntegrityError:
        raise Refus(_("Cette facture vient d'être reçue par quelqu'un d'autre.")) from None
    LigneFactureFournisseur.objects.bulk_create(lignes)
    _noter(verbe, facture, facture.par)
    return facture


def _tenir(facture: FactureFournisseur, etats: Sequence[str]) -> FactureFournisseur:
    tenue = FactureFournisseur.objects.select_for_update(of=("self",)).get(pk=facture.pk)
    if tenue.etat not in etats:
        raise Refus(
            _("La facture %(numero)s est « %(etat)s » : cela ne se fait plus.")
            % {"numero": tenue.numero, "etat": tenue.get_etat_display()}
        )
    return tenue


def _passer(
    facture: FactureFournisseur, etat: str, verbe: str, par: Utilisateur | None
) -> FactureFournisseur:
    facture.etat = etat
    facture.save(update_fields=["etat"])
    _noter(verbe, facture, par)
    return facture


def _noter(verbe: str, facture: FactureFournisseur, par: Utilisateur | None) -> None:
    noter(
        verbe,
        auteur=par,
        perimetre=facture.structure_id,
        cible=facture,
        numero=facture.numero,
        montant_centimes=facture.ttc_centimes,
    )
