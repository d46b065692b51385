"""Acts on expense claims: deposited, accepted into a month's pay, refused with a reason."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from etrier.droit.ecriture import nombre
from etrier.paie.enums import EtatNoteFrais, GenreFrais, GenreVariableSaisie
from etrier.paie.frais.baremes import indemnite, taux_du_jour
from etrier.paie.models import NoteFrais, VariableSaisie
from etrier.paie.saisies.actions import Saisie, saisir_variable
from etrier.parcours.models import Contrat
from etrier.socle.erreurs import Refus
from etrier.socle.horloge import aujourdhui
from etrier.socle.journal import noter
from etrier.socle.mois import premier_jour
from etrier.structures.models import Utilisateur


@dataclass(frozen=True)
class Depense:
    """What was spent. Kilometres have their amount from the scale; the others say theirs."""

    genre: str
    le: date
    libelle: str
    montant_centimes: int | None = None
    kilometres: int | None = None
    puissance_cv: int | None = None


@transaction.atomic
def deposer_note(contrat: Contrat, depense: Depense, *, par: Utilisateur | None) -> NoteFrais:
    """Deposit a claim. Raises Refus for a day to come or out of the contract, or no amount."""
    _verifier(contrat, depense)
    montant, calcul = _chiffrer(contrat, depense)
    note = NoteFrais.objects.create(
        structure=contrat.structure,
        contrat=contrat,
        le=depense.le,
        genre=depense.genre,
        libelle=depense.libelle.strip(),
        kilometres=depense.kilometres if depense.genre == GenreFrais.KILOMETRES else None,
        puissance_cv=depense.puissance_cv if depense.genre == GenreFrais.KILOMETRES else None,
        montant_centimes=montant,
        calcul=calcul,
        saisie_par=par,
    )
    _noter("frais.deposer", note, par)
    return note


@transaction.atomic
def accepter_note(note: NoteFrais, mois: date, *, par: Utilisateur | None) -> VariableSaisie:
    """Reimburse it with a month's pay. Raises Refus when it was decided already."""
    tenue = _en_attente(note)
    if mois < premier_jour(tenue.le):
        raise Refus(_("La dépense est d'un mois suivant : choisissez ce mois, ou un autre après."))
    au_km = tenue.genre == GenreFrais.KILOMETRES
    genre = GenreVariableSaisie.KILOMETRES if au_km else GenreVariableSaisie.FRAIS
    quantite = None if tenue.kilometres is None else tenue.kilometres * 1000
    saisie = Saisie(genre, tenue.montant_centimes, tenue.libelle, tenue.le, quantite)
    tenue.variable = saisir_variable(tenue.contrat, mois, saisie, par=par)
    tenue.etat = EtatNoteFrais.ACCEPTEE
    tenue.save(update_fields=["variable", "etat"])
    _noter("frais.accepter", tenue, par, mois=mois.isoformat())
    return tenue.variable


@transaction.atomic
def refuser_note(note: NoteFrais, motif: str, *, par: Utilisateur | None) -> NoteFrais:
    """Refuse it, with its reason. Raises Refus without one, or when it was decided already."""
    tenue = _en_attente(note)
    if not motif.strip():
        raise Refus(_("Dites pourquoi : la personne le lira."))
    tenue.etat, tenue.motif = EtatNoteFrais.REFUSEE, motif.strip()[:200]
    tenue.save(update_fields=["etat", "motif"])
    _noter("frais.refuser", tenue, par)
    return tenue


def _en_attente(note: NoteFrais) -> NoteFrais:
    tenue = (
        NoteFrais.objects.select_for_update(of=("self",))
        .select_related("contrat__structure")
        .get(pk=note.pk)
    )
    if tenue.etat != EtatNoteFrais.DEPOSEE:
        raise Refus(_("Cette note est déjà %(etat)s.") % {"etat": tenue.get_etat_display()})
    return tenue


def _verifier(contrat: Contrat, depense: Depense) -> None:
    if depense.genre not in GenreFrais.values:
        raise Refus(_("Ce genre de dépense n'existe pas."))
    if depense.le > aujourdhui():
        raise Refus(_("Cette dépense est à venir : déposez-la quand elle est faite."))
    if not contrat.couvre(depense.le):
        raise Refus(_("Le contrat ne couvre pas ce jour : vérifiez la date, ou le contrat."))
    if not depense.libelle.strip():
        raise Refus(_("Écrivez ce qui a été payé, ou le trajet."))


def _chiffrer(contrat: Contrat, depense: Depense) -> tuple[int, str]:
    """The amount, and how it was worked out."""
    if depense.genre != GenreFrais.KILOMETRES:
        if not depense.montant_centimes:
            raise Refus(_("Écrivez le montant payé."))
        return depense.montant_centimes, ""
    if not depense.kilometres:
        raise Refus(_("Écrivez le nombre de kilomètres."))
    bareme = taux_du_jour(contrat.structure, depense.le, depense.puissance_cv)
    taux = nombre(Decimal(bareme.milliemes_par_km).scaleb(-3))
    return indemnite(depense.kilometres, bareme), f"{depense.kilometres} km × {taux} €"


def _noter(verbe: str, note: NoteFrais, par: Utilisateur | None, **details: str) -> None:
    noter(
        verbe,
        auteur=par,
        perimetre=note.structure_id,
        cible=note,
        le=note.le.isoformat(),
        montant_centimes=note.montant_centimes,
        **details,
    )
