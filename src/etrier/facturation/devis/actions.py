"""Acts on quotes: write, change, duplicate, send, cancel. What the client says is in `reponses`."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import gettext as _

from etrier.facturation.devis.chiffrage import chiffrer, ht_de
from etrier.facturation.enums import EtatDevis, UniteLigne
from etrier.facturation.factures.totaux import exiger_raisonnable
from etrier.facturation.models import Devis, LigneDevis
from etrier.heures.actions import verrouiller
from etrier.missions.enums import RegimeTva
from etrier.missions.models import Chantier, Client, Prestation
from etrier.missions.verification import texte, verifier_appartenance
from etrier.socle.erreurs import Refus
from etrier.socle.horloge import aujourdhui, maintenant
from etrier.socle.journal import noter
from etrier.structures.models import Structure, Utilisateur

LIGNES_AU_PLUS = 60


@dataclass(frozen=True)
class LigneVoulue:
    """A line as it is asked for: `quantite` in minutes for hours, else in thousandths."""

    libelle: str
    unite: str
    quantite: int
    prix_centimes: int
    regime_tva: str
    prestation: Prestation | None = None


@transaction.atomic
def preparer(
    structure: Structure,
    *,
    client: Client,
    objet: str,
    valable_jusqu_au: date,
    lignes: Sequence[LigneVoulue],
    chantier: Chantier | None = None,
    acompte_pour_cent: int = 0,
    par: Utilisateur | None,
) -> Devis:
    """Write a quote, under the next number of the year.

    Raises Refus when a line is wrong, when the client or the chantier is another's, when the date
    is past, when two hourly lines would be the same price of the client.
    """
    # Two people writing at once would take the same number: they queue on the structure.
    verrouiller(structure)
    devis = Devis(structure=structure, etabli_le=aujourdhui(), par=par)
    devis.numero = _numero(structure, devis.etabli_le)
    _remplir(devis, client, chantier, objet, valable_jusqu_au, acompte_pour_cent)
    devis.save()
    _ecrire_lignes(devis, lignes)
    _noter(devis, "preparer", par)
    return devis


@transaction.atomic
def modifier(
    devis: Devis,
    *,
    client: Client,
    objet: str,
    valable_jusqu_au: date,
    lignes: Sequence[LigneVoulue],
    chantier: Chantier | None = None,
    acompte_pour_cent: int = 0,
    par: Utilisateur | None,
) -> Devis:
    """Change a quote that was not sent. Raises Refus as `preparer`, and once it was sent."""
    devis = tenir(devis)
    exiger(devis, EtatDevis.BROUILLON)
    _remplir(devis, client, chantier, objet, valable_jusqu_au, acompte_pour_cent)
    devis.save()
    devis.lignes.all().delete()
    _ecrire_lignes(devis, lignes)
    _noter(devis, "modifier", par)
    return devis


@transaction.atomic
def dupliquer(devis: Devis, *, valable_jusqu_au: date, par: Utilisateur | None) -> Devis:
    """The same quote as a new draft, whatever became of the first."""
    lignes = [
        LigneVoulue(
            x.libelle,
            x.unite,
            (x.minutes if x.unite == UniteLigne.HEURE else x.quantite_milliemes) or 0,
            x.prix_centimes,
            x.regime_tva,
            x.prestation,
        )
        for x in devis.lignes.select_related("prestation")
    ]
    return preparer(
        devis.structure,
        client=devis.client,
        chantier=devis.chantier,
        objet=devis.objet,
        valable_jusqu_au=valable_jusqu_au,
        acompte_pour_cent=devis.acompte_pour_cent,
        lignes=lignes,
        par=par,
    )


@transaction.atomic
def envoyer(devis: Devis, *, courriel: str = "", par: Utilisateur | None) -> Devis:
    """Write that the quote is sent, by e-mail or (no address) by a link handed over.

    Sent again, the link before stops working. Raises Refus when it waits for no answer any more,
    when its date is past, when the address is not one.
    """
    devis = tenir(devis)
    exiger(devis, EtatDevis.BROUILLON, EtatDevis.ENVOYE)
    if devis.valable_jusqu_au < aujourdhui():
        raise Refus(_("La date de validité de ce devis est passée : dupliquez-le."))
    courriel = courriel.strip()
    if courriel:
        _verifier_courriel(courriel)
    relance = devis.etat == EtatDevis.ENVOYE
    devis.etat, devis.envoye_le, devis.courriel = EtatDevis.ENVOYE, maintenant(), courriel
    devis.save(update_fields=["etat", "envoye_le", "courriel"])
    _noter(devis, "relancer" if relance else "envoyer", par)
    return devis


def _verifier_courriel(courriel: str) -> None:
    try:
        validate_email(courriel)
    except ValidationError:
        raise Refus(
            _("« %(courriel)s » n'est pas une adresse électronique.") % {"courriel": courriel}
        ) from None


def remettre_autrement(devis: Devis) -> None:
    """Write that the e-mail did not leave: the link is to be handed over."""
    devis.courriel = ""
    devis.save(update_fields=["courriel"])


@transaction.atomic
def annuler(devis: Devis, *, par: Utilisateur | None) -> None:
    """Cancel a quote not answered yet; its link no longer opens. Raises Refus otherwise."""
    devis = tenir(devis)
    exiger(devis, EtatDevis.BROUILLON, EtatDevis.ENVOYE)
    devis.etat = EtatDevis.ANNULE
    devis.save(update_fields=["etat"])
    _noter(devis, "annuler", par)


def tenir(devis: Devis) -> Devis:
    """The quote as it is now; nobody else changes it until the end of the act."""
    return (
        Devis.objects.select_for_update(of=("self",))
        .select_related("structure", "client")
        .get(pk=devis.pk)
    )


def exiger(devis: Devis, *etats: str) -> None:
    """Raise Refus unless the quote is in one of the states."""
    if devis.etat not in etats:
        raise Refus(
            _("Ce devis est %(etat)s : il ne change plus. Dupliquez-le pour en faire un autre.")
            % {"etat": devis.get_etat_display()}
        )


def _numero(structure: Structure, le: date) -> str:
    prefixe = f"D{le:%Y}-"
    pris = Devis.objects.filter(structure=structure, numero__startswith=prefixe)
    rangs = [int(n[len(prefixe) :]) for n in pris.values_list("numero", flat=True)]
    return f"{prefixe}{max(rangs, default=0) + 1:04d}"


def _remplir(
    devis: Devis,
    client: Client,
    chantier: Chantier | None,
    objet: str,
    valable_jusqu_au: date,
    acompte_pour_cent: int,
) -> None:
    verifier_appartenance(devis.structure_id, client, chantier)
    if chantier is not None and chantier.client_id not in (None, client.pk):
        raise Refus(_("Ce chantier est celui d'un autre client : choisissez le sien, ou aucun."))
    if valable_jusqu_au < aujourdhui():
        raise Refus(_("La date de validité est passée : choisissez un jour à venir."))
    if not 0 <= acompte_pour_cent <= 100:
        raise Refus(_("L'acompte est un pourcentage, de 0 à 100."))
    devis.client, devis.chantier = client, chantier
    devis.objet = texte(objet, 200, _("l'objet du devis"))
    devis.valable_jusqu_au, devis.acompte_pour_cent = valable_jusqu_au, acompte_pour_cent


def _ecrire_lignes(devis: Devis, voulues: Sequence[LigneVoulue]) -> None:
    if not 0 < len(voulues) <= LIGNES_AU_PLUS:
        raise Refus(_("Écrivez de une à %(n)s lignes.") % {"n": LIGNES_AU_PLUS})
    _refuser_deux_prix(voulues)
    LigneDevis.objects.bulk_create(
        _ligne(devis, rang, voulue) for rang, voulue in enumerate(voulues, 1)
    )
    # A rate that is not established is said here, not to the client.
    chiffrer(devis)


def _refuser_deux_prix(voulues: Iterable[LigneVoulue]) -> None:
    """Accepted, each hourly line becomes the price of its service: two of one would contradict."""
    vues = set()
    for voulue in voulues:
        if voulue.unite != UniteLigne.HEURE:
            continue
        cle = voulue.prestation.pk if voulue.prestation is not None else None
        if cle in vues:
            raise Refus(
                _(
                    "« %(ligne)s » : deux lignes à l'heure ont la même prestation. Donnez à "
                    "chacune la sienne, ou un seul prix."
                )
                % {"ligne": voulue.libelle}
            )
        vues.add(cle)


def _ligne(devis: Devis, rang: int, voulue: LigneVoulue) -> LigneDevis:
    libelle = texte(voulue.libelle, 200, _("le libellé de chaque ligne"))
    if voulue.unite not in UniteLigne.values or voulue.regime_tva not in RegimeTva.values:
        raise Refus(_("Choisissez l'unité et le régime de TVA dans les listes."))
    if voulue.quantite <= 0 or voulue.prix_centimes <= 0:
        raise Refus(
            _("« %(ligne)s » : la quantité et le prix ne peuvent pas être nuls.")
            % {"ligne": libelle}
        )
    prestation = voulue.prestation
    if prestation is not None and prestation.structure_id != devis.structure_id:
        raise Refus(_("Choisissez la prestation dans la liste."))
    a_l_heure = voulue.unite == UniteLigne.HEURE
    ligne = LigneDevis(
        devis=devis,
        rang=rang,
        prestation=prestation,
        libelle=libelle,
        unite=voulue.unite,
        minutes=voulue.quantite if a_l_heure else None,
        quantite_milliemes=None if a_l_heure else voulue.quantite,
        prix_centimes=voulue.prix_centimes,
        regime_tva=voulue.regime_tva,
    )
    exiger_raisonnable(libelle, ht_de(ligne))
    return ligne


def _noter(devis: Devis, verbe: str, par: Utilisateur | None, **details: object) -> None:
    noter(
        f"devis.{verbe}",
        auteur=par,
        perimetre=devis.structure_id,
        cible=devis,
        numero=devis.numero,
        **details,
    )
