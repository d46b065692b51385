"""Training and immersions (PMSMP): what one learns elsewhere than at the workplace."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from etrier.droit.parametre import NonCalculable
from etrier.droit.regles import pmsmp
from etrier.parcours.enums import TypeContratTravail
from etrier.parcours.enums_accompagnement import EtatFormation, GenreFormation, ObjetImmersion
from etrier.parcours.models import Contrat, Formation, Immersion, Salarie
from etrier.parcours.verification import verifier_ordre
from etrier.socle.erreurs import Refus
from etrier.socle.journal import noter
from etrier.socle.parametres import parametres_en_vigueur
from etrier.structures.models import Utilisateur


@dataclass(frozen=True)
class TermesFormation:
    """A training: what, where, when, how long, how much, who pays."""

    intitule: str
    genre: GenreFormation
    debut: date
    fin: date
    minutes: int
    organisme: str = ""
    cout_centimes: int = 0
    financeur: str = ""
    etat: EtatFormation = EtatFormation.PREVUE


@dataclass(frozen=True)
class TermesImmersion:
    """A PMSMP: where, what for, when, how many days there."""

    hote: str
    objet: ObjetImmersion
    poste: str
    debut: date
    fin: date
    jours: int
    siret: str = ""
    adresse: str = ""
    tuteur: str = ""


@transaction.atomic
def enregistrer_formation(
    salarie: Salarie,
    termes: TermesFormation,
    *,
    formation: Formation | None = None,
    par: Utilisateur | None,
) -> Formation:
    """Keep a training, or change one. Raises Refus when its dates are impossible."""
    verifier_ordre(termes.debut, termes.fin)
    if termes.minutes <= 0:
        raise Refus(_("Écrivez la durée de la formation, en heures."))
    connue = formation or Formation(salarie=salarie)
    for nom, valeur in vars(termes).items():
        setattr(connue, nom, valeur)
    connue.save()
    _noter("formation.enregistrer", salarie, par, termes.debut, termes.fin)
    return connue


@transaction.atomic
def enregistrer_immersion(
    salarie: Salarie,
    termes: TermesImmersion,
    *,
    renouvelle: Immersion | None = None,
    par: Utilisateur | None,
) -> Immersion:
    """Keep a PMSMP that the rules allow (CT L5135-1 to -8, D5135-3); `renouvelle`: the one before.

    Raises Refus with the first rule that it breaks, or when the one before was renewed already.
    """
    verifier_ordre(termes.debut, termes.fin)
    if not 0 < termes.jours <= (termes.fin - termes.debut).days + 1:
        raise Refus(_("Écrivez combien de jours de présence, entre ces deux dates."))
    if renouvelle is not None and Immersion.objects.filter(renouvelle=renouvelle).exists():
        raise Refus(_("Cette immersion a déjà été renouvelée une fois : c'est la limite."))
    contrat = salarie.contrats.en_cours(termes.debut, termes.fin).first()
    _verifier_regles(salarie, termes, renouvelle, contrat)
    immersion = Immersion.objects.create(
        salarie=salarie, contrat=contrat, renouvelle=renouvelle, **vars(termes)
    )
    _noter("immersion.enregistrer", salarie, par, termes.debut, termes.fin)
    return immersion


@transaction.atomic
def ecrire_bilan(immersion: Immersion, *, bilan: str, par: Utilisateur | None) -> Immersion:
    """Keep what was learned there: a text everybody who accompanies reads, so nothing secret."""
    immersion.bilan = bilan.strip()
    immersion.save(update_fields=["bilan"])
    _noter("immersion.bilan", immersion.salarie, par, immersion.debut, immersion.fin)
    return immersion


def _verifier_regles(
    salarie: Salarie,
    termes: TermesImmersion,
    renouvelle: Immersion | None,
    contrat: Contrat | None,
) -> None:
    try:
        manquements = _manquements(salarie, termes, renouvelle, contrat)
    except NonCalculable as erreur:
        raise Refus(erreur.motif) from None
    for phrase in manquements:
        raise Refus(phrase)


def _manquements(
    salarie: Salarie,
    termes: TermesImmersion,
    renouvelle: Immersion | None,
    contrat: Contrat | None,
) -> tuple[str, ...]:
    siennes = Immersion.objects.filter(salarie__personne=salarie.personne)
    dates = None
    # A quarter of the contract at most: said of the CDDI alone (CT D5132-10-3, -26-3, -43-3).
    if contrat and contrat.fin and contrat.genre == TypeContratTravail.CDDI:
        dates = (contrat.debut, contrat.fin)
    return pmsmp.verifier_pmsmp(
        pmsmp.Immersion(
            termes.siret or termes.hote,
            termes.debut,
            termes.fin,
            termes.jours,
            str(termes.objet),
            renouvelle is not None,
        ),
        [
            pmsmp.Immersion(
                i.siret or i.hote, i.debut, i.fin, i.jours, i.objet, i.renouvelle_id is not None
            )
            for i in siennes
        ],
        parametres_en_vigueur(),
        dates,
    )


def _noter(verbe: str, salarie: Salarie, par: Utilisateur | None, debut: date, fin: date) -> None:
    noter(
        verbe,
        auteur=par,
        perimetre=salarie.structure_id,
        cible=salarie,
        debut=debut.isoformat(),
        fin=fin.isoformat(),
    )
