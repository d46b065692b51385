"""Acts on the variables typed: written, corrected, withdrawn until they leave; then opposed."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from etrier.droit.ecriture import euros
from etrier.paie.enums import EtatNoteFrais, GenreVariableSaisie
from etrier.paie.models import VariableSaisie
from etrier.parcours.models import Contrat
from etrier.socle.erreurs import Refus
from etrier.socle.journal import noter
from etrier.socle.mois import dernier_jour, ecrire_mois
from etrier.structures.models import Utilisateur

LIBELLE_MAXIMAL = 120
MONTANT_MAXIMAL = 10_000_000
# What is only meant with a day: when it was paid, when the third party asked.
DATEES = frozenset({GenreVariableSaisie.ACOMPTE, GenreVariableSaisie.SAISIE})


@dataclass(frozen=True)
class Saisie:
    """What is typed of a variable. Centimes; thousandths of a unit (kilometres, meals)."""

    genre: str
    montant_centimes: int
    libelle: str = ""
    le: date | None = None
    quantite_milliemes: int | None = None


@transaction.atomic
def saisir_variable(
    contrat: Contrat, mois: date, saisie: Saisie, *, par: Utilisateur | None
) -> VariableSaisie:
    """Add a variable to a month. Raises Refus when the contract or the amount do not allow it."""
    _verifier(contrat, mois, saisie)
    variable = VariableSaisie.objects.create(
        structure=contrat.structure, contrat=contrat, mois=mois, saisie_par=par, **vars(saisie)
    )
    _noter("variable.saisir", variable, par)
    return variable


@transaction.atomic
def modifier_variable(
    variable: VariableSaisie, saisie: Saisie, *, par: Utilisateur | None
) -> VariableSaisie:
    """Write it otherwise. Raises Refus once it left, or when something else holds to it."""
    tenue = _verrouiller_libre(variable)
    if tenue.corrige_id is not None:
        raise Refus(_("Une correction ne se modifie pas : retirez-la, puis refaites-la."))
    if hasattr(tenue, "note_frais"):
        raise Refus(_("Elle vient d'une note de frais : retirez-la, puis décidez de la note."))
    _verifier(tenue.contrat, tenue.mois, saisie)
    for nom, valeur in vars(saisie).items():
        setattr(tenue, nom, valeur)
    tenue.save()
    _noter("variable.modifier", tenue, par)
    return tenue


@transaction.atomic
def retirer_variable(variable: VariableSaisie, *, par: Utilisateur | None) -> None:
    """Forget it. The expense claim it comes from waits again. Raises Refus once it left."""
    tenue = _verrouiller_libre(variable)
    note = getattr(tenue, "note_frais", None)
    if note is not None:
        note.etat, note.variable = EtatNoteFrais.DEPOSEE, None
        note.save(update_fields=["etat", "variable"])
    _noter("variable.retirer", tenue, par)
    tenue.delete()


@transaction.atomic
def contrepasser(
    variable: VariableSaisie, mois: date, *, par: Utilisateur | None
) -> VariableSaisie:
    """The opposite line, in a later month. Raises Refus before it left, or the second time."""
    tenue = VariableSaisie.objects.select_for_update(of=("self",)).get(pk=variable.pk)
    if tenue.envoi_id is None:
        raise Refus(_("Elle n'est pas partie : modifiez-la, ou retirez-la."))
    if mois <= tenue.mois:
        raise Refus(_("La correction se fait dans un mois suivant : choisissez-en un."))
    if hasattr(tenue, "correction"):
        raise Refus(
            _("Elle est déjà corrigée, en %(mois)s.") % {"mois": ecrire_mois(tenue.correction.mois)}
        )
    quantite = tenue.quantite_milliemes
    opposee = VariableSaisie.objects.create(
        structure=tenue.structure,
        contrat=tenue.contrat,
        mois=mois,
        genre=tenue.genre,
        libelle=tenue.libelle,
        le=tenue.le,
        quantite_milliemes=None if quantite is None else -quantite,
        montant_centimes=-tenue.montant_centimes,
        corrige=tenue,
        saisie_par=par,
    )
    _noter("variable.contrepasser", opposee, par)
    return opposee


def _verrouiller_libre(variable: VariableSaisie) -> VariableSaisie:
    tenue = (
        VariableSaisie.objects.select_for_update(of=("self",))
        .select_related("contrat__structure")
        .get(pk=variable.pk)
    )
    if tenue.envoi_id is not None:
        raise Refus(
            _(
                "Elle est partie au cabinet de paie : corrigez-la par une ligne contraire, un mois "
                "suivant."
            )
        )
    # Rooms above hold to an advance (a transfer was ordered); this one does not know them.
    for lien in VariableSaisie._meta.related_objects:
        propre = lien.related_model._meta.app_label == VariableSaisie._meta.app_label
        if (
            not propre
            and lien.related_model._default_manager.filter(**{lien.field.name: tenue}).exists()
        ):
            raise Refus(_("Un virement a été préparé pour elle : annulez-le d'abord."))
    return tenue


def _verifier(contrat: Contrat, mois: date, saisie: Saisie) -> None:
    if saisie.genre not in GenreVariableSaisie.values:
        raise Refus(_("Ce genre de variable n'existe pas."))
    if not 0 < saisie.montant_centimes <= MONTANT_MAXIMAL:
        raise Refus(
            _("Le montant va de 0,01 € à %(max)s : vérifiez-le.") % {"max": euros(MONTANT_MAXIMAL)}
        )
    if len(saisie.libelle) > LIBELLE_MAXIMAL:
        raise Refus(_("Le libellé dépasse %(n)s caractères.") % {"n": LIBELLE_MAXIMAL})
    if contrat.debut > dernier_jour(mois):
        raise Refus(_("Ce contrat n'a pas commencé ce mois-ci : choisissez-en un autre."))
    if saisie.genre in DATEES and saisie.le is None:
        raise Refus(_("Écrivez la date de l'acompte, ou de la demande du tiers."))
    if saisie.genre == GenreVariableSaisie.SAISIE and not saisie.libelle.strip():
        raise Refus(
            _(
                "Écrivez à qui la saisie est versée et sa référence : le montant est celui que le "
                "tiers demande."
            )
        )


def _noter(verbe: str, variable: VariableSaisie, par: Utilisateur | None) -> None:
    noter(
        verbe,
        auteur=par,
        perimetre=variable.structure_id,
        cible=variable,
        mois=variable.mois.isoformat(),
        genre_variable=variable.genre,
        montant_centimes=variable.montant_centimes,
    )
