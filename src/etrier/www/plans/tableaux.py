"""Tables of the family."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from etrier.heures.models import Absence, PlanHeures
from etrier.heures.plans.propositions import Laissee, Propositions
from etrier.socle.horloge import aujourdhui
from etrier.structures.access import Acces, Finalite
from etrier.www.adresses import adresse_ouverte
from etrier.www.formats_ecran import heures
from etrier.www.plans.bilan import par_personne
from etrier.www.plans.mots import ecrire_lieu, ecrire_plan
from etrier.www.tableau import Colonne, Tableau


def filtrer(
    request: HttpRequest, tous: QuerySet[PlanHeures]
) -> tuple[QuerySet[PlanHeures], dict[str, Any]]:
    """What the request asks (`?etat=`), and the choices for the page."""
    le = aujourdhui()
    choix = {
        "": (_("En cours ou à venir"), _finit(apres=True)),
        "termines": (_("Terminés"), _finit(apres=False)),
        "tous": (_("Tous"), Q()),
    }
    choisi = request.GET.get("etat", "")
    choisi = choisi if choisi in choix else ""
    page = {"choisi": choisi, "choix": [(cle, texte) for cle, (texte, _q) in choix.items()]}
    return tous.filter(choix[choisi][1]), page | {"le": le}


def _finit(*, apres: bool) -> Q:
    """A plan ends with its contract and its place at the latest."""
    finis = Q()
    for borne in ("", "contrat__", "mission__", "chantier__"):
        finis |= Q(**{f"{borne}fin__lt": aujourdhui()})
    return ~finis if apres else finis


def tableau_plans(acces: Acces, plans: QuerySet[PlanHeures]) -> Tableau:
    """Who, where, the usual week, since when."""
    ecrire = acces.peut(Finalite.SAISIR_HEURES)
    return Tableau(
        _("Plans"),
        [
            Colonne(_("Salarié"), "contrat.salarie.personne", lien=_vers_salarie(acces)),
            Colonne(_("Chantier ou mission"), ecrire_lieu),
            Colonne(_("Semaine habituelle"), ecrire_plan),
            Colonne(_("Par semaine"), "minutes_hebdo", "heures"),
            Colonne(_("Du"), "debut", "date"),
            Colonne(_("Au"), "dernier_jour", "date"),
            *([_lien(acces, _("Modifier"), "plan_modifier")] if ecrire else []),
            *([_lien(acces, _("Arrêter"), "plan_arreter")] if ecrire else []),
        ],
        plans.order_by(
            "contrat__salarie__personne__nom", "contrat__salarie__personne__prenom", "debut"
        ),
        vide=_(
            "Aucun plan ici. Un plan dit la semaine habituelle d’une personne : chaque mois, il "
            "écrit ses heures en brouillon."
        ),
        nom="plans",
    )


def tableau_propositions(trouvees: Propositions) -> Tableau:
    """What would be written, by person."""
    return Tableau(
        _("Brouillons à écrire"),
        [
            Colonne(_("Salarié"), "qui"),
            Colonne(_("Jours"), "jours", "entier", total=True),
            Colonne(_("Travail"), "travail", "heures", total=True),
            Colonne(_("Absences et formation"), "absences", "heures", total=True),
            Colonne(_("Jours fériés"), "feries", "heures", total=True),
            Colonne(_("Total"), "total", "heures", total=True),
            Colonne(_("Jours laissés"), "laisses", "entier", total=True),
        ],
        par_personne(trouvees),
        legende=_("Rien n’est validé : ces brouillons se corrigent dans la grille du mois."),
        nom="brouillons",
    )


def tableau_laissees(trouvees: Propositions) -> Tableau:
    """Days that already hold something else than planned."""

    def qui(laissee: Laissee) -> str:
        return str(trouvees.contrats[laissee.contrat_id].salarie.personne)

    return Tableau(
        _("Jours laissés tels quels"),
        [
            Colonne(_("Jour"), "jour", "date"),
            Colonne(_("Salarié"), qui),
            Colonne(_("Prévu"), "prevues", "heures"),
            Colonne(_("Déjà écrit"), "tenues", "heures"),
        ],
        trouvees.laissees,
        legende=_("Ils tiennent déjà d’autres heures que le plan : rien n’y est changé."),
        nom="laissees",
        par_page=31,
    )


def tableau_absences(acces: Acces, absences: Iterable[Absence]) -> Tableau:
    """Declared absences that touch the month."""
    retirer = [_lien(acces, _("Retirer"), "absence_annuler")]
    return Tableau(
        _("Absences déclarées"),
        [
            Colonne(_("Salarié"), "salarie.personne"),
            Colonne(_("Du"), "debut", "date"),
            Colonne(_("Au"), "fin", "date"),
            Colonne(_("Nature"), "get_nature_display"),
            Colonne(_("Par jour"), _duree),
            *(retirer if acces.peut(Finalite.SAISIR_HEURES) else []),
        ],
        list(absences),
        vide=_("Aucune absence déclarée ce mois-ci."),
        nom="declarees",
    )


def _duree(absence: Absence) -> str:
    minutes = absence.minutes_par_jour
    return _("toute la journée") if minutes is None else heures(minutes)


def _lien(acces: Acces, mot: str, nom: str) -> Colonne:
    return Colonne(
        mot,
        lambda _ligne: mot,
        lien=lambda ligne: reverse(nom, args=[acces.structure.pk, ligne.pk]),
    )


def _vers_salarie(acces: Acces) -> Any:
    return lambda plan: adresse_ouverte(acces, "salarie", salarie_id=plan.contrat.salarie_id)
