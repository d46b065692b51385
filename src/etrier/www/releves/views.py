"""Relevés of a month, one relevé, its PDF."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from etrier.heures.access import get_releve, les_releves
from etrier.heures.enums import EtatReleve, MoyenEnvoi
from etrier.heures.formats.releve import imprimer, nom_fichier
from etrier.heures.models import EnvoiReleve, ReleveHeures
from etrier.heures.releves.contenu import contenu_present, les_changes, lignes_de_mission
from etrier.missions.access import les_missions
from etrier.socle.horloge import maintenant
from etrier.structures.access import Acces, Finalite
from etrier.www import formats_ecran
from etrier.www.porte import porte
from etrier.www.releves.courrier import adresse_du_lien
from etrier.www.releves.forms import JusqueForm
from etrier.www.releves.suivi import Suivi, dire_envois, suivre, tableau_suivi
from etrier.www.tableau import Colonne, Tableau, exporter


@porte(Finalite.LIRE_HEURES)
def releves(request: HttpRequest, acces: Acces, mois: date) -> HttpResponse:
    """Where every client's hours of the month stand."""
    suivis = suivre(acces, mois)
    tableau = tableau_suivi(acces, mois, suivis)
    page = {
        "mois": mois,
        "tableau": tableau,
        "jusque": JusqueForm(mois)["jusque"],
        "a_preparer": sum(s.releve is None for s in suivis),
        "a_relancer": sum(s.relancable for s in suivis),
        "en_retard": sum(s.en_retard for s in suivis),
        "sans_courriel": not settings.ETRIER_COURRIEL,
        "comptes": _comptes(suivis),
    }
    return exporter(tableau, request) or render(request, "releves/mois.html", page)


def _comptes(suivis: list[Suivi]) -> list[tuple[str, int]]:
    """How many in each state, those there are."""
    titres = [
        (_("à préparer"), None),
        (_("à envoyer"), EtatReleve.PREPARE),
        (_("en attente du client"), EtatReleve.ENVOYE),
        (_("confirmés"), EtatReleve.CONFIRME),
        (_("contestés"), EtatReleve.CONTESTE),
    ]
    etats = [None if s.releve is None else s.releve.etat for s in suivis]
    return [(titre, n) for titre, etat in titres if (n := etats.count(etat))]


@porte(Finalite.LIRE_HEURES)
def releve(request: HttpRequest, acces: Acces, releve_id: int) -> HttpResponse:
    """One relevé: its hours, its sendings, its answer, and what has changed since."""
    un = get_releve(acces, releve_id)
    un = les_releves(acces).avec_suivi().get(pk=un.pk)  # type: ignore[attr-defined]
    vivant = un.etat != EtatReleve.ANNULE
    suivi = Suivi(un.client, un.debut, un.fin, un.total_minutes or 0, un, _a_change(acces, un))
    lignes = _tableau_lignes(un)
    page = {
        "releve": un,
        "suivi": suivi,
        "periode": formats_ecran.periode(un.debut, un.fin),
        "envois": dire_envois(un),
        "lignes": lignes,
        "changements": _tableau_changements(acces, un) if suivi.change else None,
        "historique": _tableau_envois(un, ouvert=not suivi.change),
        "lien": _lien(request, acces, un) if vivant and not suivi.change else "",
        "a_valider": _a_valider(acces, suivi),
        "autres": les_releves(acces)
        .filter(client=un.client, debut__lte=un.fin, fin__gte=un.debut)
        .exclude(pk=un.pk),
    }
    return exporter(lignes, request) or render(request, "releves/releve.html", page)


def _a_change(acces: Acces, un: ReleveHeures) -> bool:
    return un.etat != EtatReleve.ANNULE and bool(les_changes(acces.structure, [un]))


def _a_valider(acces: Acces, suivi: Suivi) -> int:
    """How many confirmed drafts wait for their validation."""
    un = suivi.releve
    if un is None or suivi.change or un.etat != EtatReleve.CONFIRME:
        return 0
    return lignes_de_mission(acces.structure, un.debut, un.fin, [un.client_id]).brouillons().count()


def _lien(request: HttpRequest, acces: Acces, un: ReleveHeures) -> str:
    """The link that opens now, for those who may hand it over."""
    dernier = un.envois.order_by("-rang").first()
    if dernier is None or not acces.peut(Finalite.SAISIR_HEURES) or not un.attend_reponse:
        return ""
    ouvert = dernier.expire_le is not None and maintenant() < dernier.expire_le
    return adresse_du_lien(request, dernier) if ouvert else ""


def _tableau_lignes(un: ReleveHeures) -> Tableau:
    lignes = un.lignes.select_related("mission__contrat__salarie__personne").order_by(
        "mission__contrat__salarie__personne__nom",
        "mission__contrat__salarie__personne__prenom",
        "jour",
    )
    colonnes = [
        Colonne(_("Salarié"), "mission.contrat.salarie.personne"),
        Colonne(_("Mission"), "mission.numero", "numero"),
        Colonne(_("Jour"), "jour", "date"),
        Colonne(_("Heures"), "minutes", "heures", total=True),
    ]
    if un.etat == EtatReleve.CONTESTE:
        colonnes.append(Colonne(_("Selon le client"), "minutes_client", "heures"))
    return Tableau(
        _("Heures du relevé"),
        colonnes,
        lignes,
        classe_ligne=lambda x: "ligne-alerte" if x.minutes_client is not None else "",
    )


@dataclass(frozen=True)
class _Changement:
    """A day that is no longer what the relevé shows."""

    qui: Any
    jour: date
    avant: int
    maintenant: int


def _tableau_changements(acces: Acces, un: ReleveHeures) -> Tableau:
    return Tableau(
        _("Ce qui a changé depuis que le relevé est dressé"),
        [
            Colonne(_("Salarié"), "qui"),
            Colonne(_("Jour"), "jour", "date"),
            Colonne(_("Sur le relevé"), "avant", "heures"),
            Colonne(_("Maintenant"), "maintenant", "heures"),
        ],
        list(_changements(acces, un)),
        nom="changements",
        exportable=False,
    )


def _changements(acces: Acces, un: ReleveHeures) -> Iterator[_Changement]:
    avant = {(x.mission_id, x.jour, x.nature): x.minutes for x in un.lignes.all()}
    present = contenu_present(un)
    missions = les_missions(acces).in_bulk({cle[0] for cle in avant.keys() | present.keys()})
    for cle in sorted(avant.keys() | present.keys()):
        if avant.get(cle, 0) != present.get(cle, 0):
            qui = missions[cle[0]].contrat.salarie.personne
            yield _Changement(qui, cle[1], avant.get(cle, 0), present.get(cle, 0))


def _tableau_envois(un: ReleveHeures, *, ouvert: bool) -> Tableau:
    envois = list(un.envois.select_related("par"))
    return Tableau(
        _("Envois"),
        [
            Colonne(_("Le"), lambda e: formats_ecran.instant(e.le)),
            Colonne(_("Envoi"), lambda e: _dire_rang(e.rang)),
            Colonne(_("Comment"), "get_moyen_display"),
            Colonne(_("À"), "destinataire"),
            Colonne(_("Par"), "par"),
            Colonne(_("Lien"), lambda e: _etat_lien(un, e, ouvert and e == envois[-1])),
        ],
        envois,
        nom="envois",
        recherche=False,
        exportable=False,
        vide=_("Pas encore envoyé."),
    )


def _dire_rang(rang: int) -> str:
    return _("relance n° %(n)d") % {"n": rang} if rang else _("premier envoi")


def _etat_lien(un: ReleveHeures, envoi: EnvoiReleve, ouvert: bool) -> str:
    if envoi.moyen == MoyenEnvoi.PAPIER or envoi.expire_le is None:
        return ""
    reponse = getattr(un, "reponse", None)
    if reponse is not None and reponse.envoi_id == envoi.pk:
        return _("a servi à répondre")
    if not ouvert or not un.attend_reponse:
        return _("fermé")
    if maintenant() >= envoi.expire_le:
        return _("expiré")
    return _("ouvert jusqu’au %(jour)s") % {"jour": formats_ecran.jour(envoi.expire_le)}


@porte(Finalite.LIRE_HEURES)
def releve_pdf(request: HttpRequest, acces: Acces, releve_id: int) -> HttpResponse:
    """The sheet to print and sign, or to keep."""
    return en_pdf(get_releve(acces, releve_id))


def en_pdf(un: ReleveHeures) -> HttpResponse:
    """The answer that shows the PDF of a relevé."""
    entetes = {"Content-Disposition": f'inline; filename="{nom_fichier(un)}"'}
    return HttpResponse(imprimer(un), content_type="application/pdf", headers=entetes)
