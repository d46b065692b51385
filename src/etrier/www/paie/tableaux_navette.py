"""Tables of what goes to the pay bureau and comes back."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from etrier.paie.access import les_ecarts, les_envois, les_retours, les_saisies
from etrier.paie.enums import EtatEcartPaie
from etrier.paie.models import EcartPaie, RetourPaie, VariableSaisie
from etrier.paie.navette.lignes import LigneEnvoi
from etrier.paie.navette.verification import Point
from etrier.structures.access import Acces, Finalite
from etrier.www import formats_ecran
from etrier.www.adresses import adresse_ouverte
from etrier.www.paie.mots import dire_motif, dire_rubrique
from etrier.www.tableau import Colonne, Tableau

Lien = Callable[[Any], str | None]


def _vers(acces: Acces, ecran: str, cle: str) -> Lien:
    return lambda x: adresse_ouverte(acces, ecran, **{cle: x.pk})


def tableau_points(acces: Acces, titre: str, points: Sequence[Point], nom: str) -> Tableau:
    """What blocks, or what to look at: whose it is, where to correct it."""
    return Tableau(
        titre,
        [
            Colonne(_("Qui"), _qui, lien=lambda p: _ou_corriger(acces, p)),
            Colonne(_("Matricule"), "contrat.salarie.matricule", "numero"),
            Colonne(_("Quoi"), "phrase", langue="fr"),
        ],
        points,
        vide=_("Rien à signaler."),
        nom=nom,
    )


def _qui(point: Point) -> str:
    if point.contrat is not None:
        return str(point.contrat.salarie.personne)
    return dire_rubrique(point.rubrique) if point.rubrique else _("La structure")


def _ou_corriger(acces: Acces, point: Point) -> str | None:
    if point.contrat is not None:
        return adresse_ouverte(acces, "salarie", salarie_id=point.contrat.salarie_id)
    return adresse_ouverte(acces, "paie_reglages") if point.rubrique else None


def tableau_lignes(lignes: Iterable[LigneEnvoi], titre: str) -> Tableau:
    """The lines of a file, or those that would leave."""
    return Tableau(
        titre,
        [
            Colonne(_("Matricule"), "matricule", "numero"),
            Colonne(_("Code"), lambda x: x.code if x.envoyee else "", "numero"),
            Colonne(_("Rubrique"), lambda x: dire_rubrique(x.rubrique)),
            Colonne(_("Heures"), "minutes", "heures", total=True),
            Colonne(_("Montant"), "montant_centimes", "centimes"),
            Colonne(_("Du"), lambda x: date.fromisoformat(x.debut), "date"),
            Colonne(_("Au"), lambda x: date.fromisoformat(x.fin), "date"),
            Colonne(_("Envoyée"), "envoyee", "oui_non"),
        ],
        list(lignes),
        legende=_("Le montant des heures est le nôtre : il ne part pas, il est comparé au retour."),
        vide=_("Rien ne reste à envoyer."),
        nom="lignes",
    )


def tableau_saisies(acces: Acces, mois: date) -> Tableau:
    """Variables typed of the month."""
    saisies = les_saisies(acces, mois).order_by(
        "contrat__salarie__personne__nom", "contrat__salarie__personne__prenom", "pk"
    )
    return Tableau(
        _("Variables saisies, %(mois)s") % {"mois": formats_ecran.mois(mois)},
        [
            Colonne(_("Salarié"), "contrat.salarie.personne", lien=_vers_saisie(acces)),
            Colonne(_("Matricule"), "contrat.salarie.matricule", "numero"),
            Colonne(_("Variable"), "get_genre_display"),
            Colonne(_("Libellé"), "libelle"),
            Colonne(_("Date"), "le", "date"),
            # No total: a bonus and an advance do not add up.
            Colonne(_("Montant"), "montant_centimes", "centimes"),
            Colonne(_("État"), _etat_saisie, etiquette=_pastille_saisie),
        ],
        saisies,
        legende=_(
            "Ouvrez une ligne pour la modifier, la retirer ou, une fois partie, la corriger."
        ),
        vide=_("Aucune variable saisie : primes, acomptes, saisies et frais s'ajoutent ici."),
        nom="saisies",
    )


def _vers_saisie(acces: Acces) -> Lien:
    def lien(saisie: VariableSaisie) -> str | None:
        ecran = "paie_saisie_modifier" if saisie.envoi_id is None else "paie_saisie_corriger"
        return adresse_ouverte(acces, ecran, saisie_id=saisie.pk)

    return lien


def _etat_saisie(saisie: VariableSaisie) -> str:
    if hasattr(saisie, "correction"):
        return _("corrigée en %(mois)s") % {"mois": formats_ecran.mois(saisie.correction.mois)}
    if saisie.envoi is not None:
        return _("partie, envoi %(rang)s") % {"rang": saisie.envoi.rang}
    return _("correction à envoyer") if saisie.corrige_id else _("à envoyer")


def _pastille_saisie(saisie: VariableSaisie) -> str:
    return "etiquette-ok" if saisie.envoi_id else "etiquette-attention"


def tableau_envois(acces: Acces, mois: date) -> Tableau:
    """Files of the month, as they left."""
    return Tableau(
        _("Fichiers partis, %(mois)s") % {"mois": formats_ecran.mois(mois)},
        [
            Colonne(_("Fichier"), "nom", "numero", lien=_vers(acces, "paie_envoi", "envoi_id")),
            Colonne(_("Rang"), "rang", "entier"),
            Colonne(_("Format"), "get_format_display"),
            Colonne(_("Lignes"), lambda e: len(e.lignes), "entier"),
            Colonne(_("Écrit le"), lambda e: formats_ecran.instant(e.le)),
            Colonne(_("Par"), "par.nom"),
        ],
        les_envois(acces, mois),
        vide=_("Aucun fichier n'est encore parti pour ce mois."),
        nom="envois",
    )


def tableau_retours(acces: Acces, mois: date) -> Tableau:
    """What came back of the month."""
    return Tableau(
        _("Retours du cabinet, %(mois)s") % {"mois": formats_ecran.mois(mois)},
        [
            Colonne(_("Fichier"), "nom", lien=_vers(acces, "paie_retour", "retour_id")),
            Colonne(_("Lu le"), lambda r: formats_ecran.instant(r.le)),
            Colonne(_("Lignes"), lambda r: r.lignes.count(), "entier"),
            Colonne(_("Écarts"), lambda r: r.ecarts.count(), "entier"),
            Colonne(_("À expliquer"), _ouverts, "entier"),
        ],
        les_retours(acces, mois),
        vide=_("Aucun retour lu pour ce mois."),
        nom="retours",
    )


def _ouverts(retour: RetourPaie) -> int:
    return retour.ecarts.filter(etat=EtatEcartPaie.OUVERT).count()


def tableau_ecarts(acces: Acces, retour: RetourPaie) -> Tableau:
    """Each difference, its reason, what was expected and read, what was said of it."""
    return Tableau(
        _("Écarts, %(mois)s") % {"mois": formats_ecran.mois(retour.mois)},
        [
            Colonne(_("Salarié"), _nom, sous=Colonne(_("Matricule"), "matricule", "numero")),
            Colonne(_("Rubrique"), lambda e: dire_rubrique(e.rubrique) if e.rubrique else ""),
            Colonne(_("Pourquoi"), dire_motif, lien=_vers_ecart(acces), langue="fr"),
            Colonne(
                _("Heures attendues"),
                "minutes_attendues",
                "heures",
                sous=Colonne(_("Heures lues"), "minutes_lues", "heures"),
            ),
            Colonne(
                _("Attendu"),
                "attendu_centimes",
                "centimes",
                sous=Colonne(_("Lu"), "lu_centimes", "centimes"),
            ),
            Colonne(_("État"), "get_etat_display", etiquette=_pastille_ecart),
            Colonne(_("Explication"), "explication"),
        ],
        les_ecarts(acces, retour),
        vide=_("Aucun écart : ce qui est revenu est ce qui est parti, à l'heure et au centime."),
        nom="ecarts",
    )


def _nom(ecart: EcartPaie) -> str:
    return "" if ecart.contrat is None else str(ecart.contrat.salarie.personne)


def _vers_ecart(acces: Acces) -> Lien:
    ouvert = acces.peut(Finalite.PREPARER_PAIE)
    cle = acces.structure.pk
    return lambda e: reverse("paie_ecart", args=[cle, e.pk]) if ouvert else None


def _pastille_ecart(ecart: EcartPaie) -> str:
    return "etiquette-ok" if ecart.etat == EtatEcartPaie.EXPLIQUE else "etiquette-alerte"
