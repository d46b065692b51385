"""Acts on public contracts and their social clauses. Each is atomic and audited."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from etrier.missions.enums import GenreClient
from etrier.missions.models import ClauseSociale, Client, MarchePublic
from etrier.missions.verification import texte
from etrier.parcours.verification import verifier_ordre
from etrier.socle.erreurs import Refus
from etrier.socle.journal import noter
from etrier.structures.models import Utilisateur


@transaction.atomic
def creer_marche(
    acheteur: Client, *, reference: str, objet: str, par: Utilisateur | None
) -> MarchePublic:
    """Write a public contract of a client of the structure, its buyer.

    Raises Refus when the buyer is a private individual or the reference is taken.
    """
    reference = texte(reference, 40, _("la référence du marché"))
    objet = texte(objet, 200, _("l'objet du marché"))
    if acheteur.nature == GenreClient.PARTICULIER:
        raise Refus(_("Un particulier ne passe pas de marché public : choisissez l'acheteur."))
    if MarchePublic.objects.filter(structure=acheteur.structure, reference=reference).exists():
        raise Refus(
            _("Le marché « %(reference)s » existe déjà : ajoutez-lui un lot.")
            % {"reference": reference}
        )
    marche_public = MarchePublic.objects.create(
        structure=acheteur.structure, acheteur=acheteur, reference=reference, objet=objet
    )
    noter("marche.creer", auteur=par, perimetre=acheteur.structure_id, cible=marche_public)
    return marche_public


@transaction.atomic
def creer_clause(
    marche_public: MarchePublic,
    *,
    lot: str,
    intitule: str,
    minutes_dues: int,
    debut: date,
    fin: date,
    mois_par_personne: int | None = None,
    par: Utilisateur | None,
) -> ClauseSociale:
    """Write the hours of insertion owed on a lot. `mois_par_personne`: how long one person counts
    there, the operation's own rule; None means no limit.

    Raises Refus when the lot has its clause, when no hour is due or the dates are impossible.
    """
    clause = ClauseSociale(
        structure=marche_public.structure,
        marche_public=marche_public,
        lot=texte(lot, 20, _("le lot")),
        intitule=texte(intitule, 120, _("l'intitulé du lot")),
        minutes_dues=minutes_dues,
        debut=debut,
        fin=fin,
        mois_par_personne=mois_par_personne,
    )
    _verifier_clause(clause)
    clause.save()
    noter(
        "clause.creer",
        auteur=par,
        perimetre=marche_public.structure_id,
        cible=marche_public,
        lot=clause.lot,
        minutes_dues=minutes_dues,
    )
    return clause


def _verifier_clause(clause: ClauseSociale) -> None:
    verifier_ordre(clause.debut, clause.fin)
    if clause.minutes_dues <= 0:
        raise Refus(_("Écrivez les heures d'insertion dues sur ce lot."))
    if clause.mois_par_personne == 0:
        raise Refus(_("Une personne compte au moins un mois ; sans limite, laissez le champ vide."))
    if clause.marche_public.clauses_sociales.filter(lot=clause.lot).exists():
        raise Refus(
            _("Le lot %(lot)s de ce marché a déjà sa clause : vérifiez le lot.")
            % {"lot": clause.lot}
        )
