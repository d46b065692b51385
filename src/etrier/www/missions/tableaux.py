"""Tables of the family; the same ones stand on several pages."""

from collections.abc import Callable, Iterable
from datetime import date, timedelta
from typing import Any

from django.db.models import Q, Sum
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils.translation import gettext as _

from etrier.heures.access import les_lignes, les_releves
from etrier.heures.enums import EtatLigne
from etrier.missions.models import Chantier, Client, Mission, Tarif
from etrier.socle.horloge import aujourdhui
from etrier.structures.access import Acces, Finalite
from etrier.www.adresses import adresse_ouverte
from etrier.www.formats_ecran import periode
from etrier.www.missions.dire_prix import (
    cible_du_tarif,
    objet_du_tarif,
    prix_du_tarif,
    supplements_du_tarif,
)
from etrier.www.tableau import Colonne, Tableau

UN_AN = timedelta(days=366)


def vers(acces: Acces, nom: str, cle: str, chemin: str) -> Callable[[Any], str | None]:
    """Link of a cell to the sheet of what `chemin` names, when the roles open it."""

    def lien(ligne: Any) -> str | None:
        for morceau in chemin.split("."):
            ligne = getattr(ligne, morceau)
            if ligne is None:
                return None
        return adresse_ouverte(acces, nom, **{cle: ligne})

    return lien


def etat_periode(debut: date, fin: date | None) -> str:
    """Whether a period runs today."""
    le = aujourdhui()
    if debut > le:
        return _("à venir")
    return _("terminé") if fin is not None and fin < le else _("en cours")


def _colonne_client(acces: Acces, chez: Client | None) -> list[Colonne]:
    if chez is not None:
        return []
    return [Colonne(_("Client"), "client", lien=vers(acces, "client", "client_id", "client_id"))]


def tableau_chantiers(
    acces: Acces, chantiers: Iterable[Chantier], vide: str, *, chez: Client | None = None
) -> Tableau:
    """Chantiers, with their client unless the page is about it (`chez`)."""
    return Tableau(
        _("Chantiers"),
        [
            Colonne(
                _("Chantier"), "denomination", lien=vers(acces, "chantier", "chantier_id", "pk")
            ),
            *_colonne_client(acces, chez),
            Colonne(_("Début"), "debut", "date"),
            Colonne(_("Fin"), "fin", "date"),
            Colonne(_("État"), lambda c: etat_periode(c.debut, c.fin)),
        ],
        list(chantiers),
        vide=vide,
        nom="chantiers",
    )


def tableau_missions(
    acces: Acces, missions: Iterable[Mission], vide: str, *, chez: Client | None = None
) -> Tableau:
    """Missions: who goes where, unless the page is about the client (`chez`)."""
    return Tableau(
        _("Missions"),
        [
            Colonne(_("Numéro"), "numero", lien=vers(acces, "mission", "mission_id", "pk")),
            Colonne(
                _("Salarié"),
                "contrat.salarie.personne",
                lien=vers(acces, "salarie", "salarie_id", "contrat.salarie_id"),
            ),
            *_colonne_client(acces, chez),
            Colonne(_("Objet"), "objet"),
            Colonne(_("Début"), "debut", "date"),
            Colonne(_("Fin"), "fin", "date"),
            Colonne(_("État"), lambda m: etat_periode(m.debut, m.fin)),
        ],
        list(missions),
        vide=vide,
        nom="missions",
    )


def tableau_tarifs(acces: Acces, tarifs: Iterable[Tarif], vide: str = "") -> Tableau:
    """Prices with their history: the latest first, the one in force marked."""
    lus = list(tarifs)
    actuels = _en_vigueur(lus)
    ecrire = acces.peut(Finalite.ECRIRE_MISSIONS)
    retirer = Colonne(
        _("Retirer"),
        lambda t: _("Retirer"),
        lien=lambda t: reverse("tarif_retirer", args=[acces.structure.pk, t.pk]),
    )
    return Tableau(
        _("Tarifs"),
        [
            Colonne(_("Vaut pour"), cible_du_tarif),
            *([Colonne(_("Pour"), objet_du_tarif)] if any(map(objet_du_tarif, lus)) else []),
            Colonne(_("Depuis"), "depuis", "date"),
            Colonne(_("Prix HT"), prix_du_tarif),
            *([Colonne(_("En plus"), en_plus)] if any(map(en_plus, lus)) else []),
            Colonne(_("TVA"), "get_regime_tva_display"),
            Colonne(_("État"), lambda t: _etat_tarif(t, actuels)),
            *([retirer] if ecrire else []),
        ],
        lus,
        legende=_("Le plus précis l'emporte : mission, puis chantier, client, structure."),
        vide=vide or _("Aucun tarif : sans tarif, les heures ne se facturent pas."),
        nom="tarifs",
    )


def en_plus(tarif: Tarif) -> str:
    """What adds to the hours."""
    return ", ".join(supplements_du_tarif(tarif))


def _cle(tarif: Tarif) -> tuple[int | str | None, ...]:
    cible = (tarif.client_id, tarif.chantier_id, tarif.mission_id)
    return (*cible, tarif.prestation_id, tarif.qualification.lower())


def _en_vigueur(tarifs: list[Tarif]) -> set[int]:
    le = aujourdhui()
    derniers = {_cle(t): t.pk for t in sorted(tarifs, key=lambda t: t.depuis) if t.depuis <= le}
    return set(derniers.values())


def _etat_tarif(tarif: Tarif, actuels: set[int]) -> str:
    if tarif.pk in actuels:
        return _("en vigueur")
    return _("à venir") if tarif.depuis > aujourdhui() else _("remplacé")


def tableau_heures(acces: Acces, lieu: Chantier | Mission) -> Tableau:
    """Hours at a place by month, over a year, the latest first."""
    lignes = les_lignes(acces).filter(mois__gte=aujourdhui() - UN_AN)
    if isinstance(lieu, Mission):
        lignes = lignes.filter(contrat=lieu.contrat, mission=lieu)
    else:
        lignes = lignes.filter(chantier=lieu)
    mois = (
        lignes.order_by()
        .values("mois")
        .annotate(
            total=Sum("minutes"),
            brouillon=Coalesce(Sum("minutes", filter=Q(etat=EtatLigne.BROUILLON)), 0),
        )
        .order_by("-mois")
    )
    return Tableau(
        _("Heures des derniers mois"),
        [
            Colonne(
                _("Mois"),
                "mois",
                "mois",
                lien=lambda m: adresse_ouverte(acces, "heures_mois", mois=m["mois"]),
            ),
            Colonne(_("Heures"), "total", "heures", total=True),
            Colonne(_("Dont à valider"), "brouillon", "heures", total=True),
        ],
        list(mois),
        vide=_("Aucune heure saisie ici depuis un an."),
        nom="heures",
        recherche=False,
    )


def tableau_releves(acces: Acces, client: Client) -> Tableau:
    """What a client was asked to confirm, the latest first; cancelled ones are left out."""
    releves = les_releves(acces).filter(client=client).vivants().avec_suivi()  # type: ignore[attr-defined]
    return Tableau(
        _("Relevés d’heures"),
        [
            Colonne(
                _("Relevé"), "reference", "numero", lien=vers(acces, "releve", "releve_id", "pk")
            ),
            Colonne(_("Période"), lambda r: periode(r.debut, r.fin)),
            Colonne(_("Heures"), "total_minutes", "heures"),
            Colonne(_("État"), "get_etat_display"),
        ],
        releves.order_by("-debut", "-pk"),
        vide=_("Aucun relevé."),
        nom="releves",
    )
