"""Tables of the family."""

from collections.abc import Callable
from typing import Any

from django.db.models import Count
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from etrier.parcours.asp.access import les_fiches, les_lots
from etrier.parcours.asp.codes import expliquer
from etrier.parcours.enums import EtatFiche
from etrier.parcours.models import FicheSalarie, LigneLot, LotAsp
from etrier.structures.access import Acces
from etrier.www.asp.mots import etat_du_lot, pastille, resumer
from etrier.www.tableau import Colonne, Tableau

VIVANTES = (
    EtatFiche.NOUVELLE,
    EtatFiche.PRETE,
    EtatFiche.ENVOYEE,
    EtatFiche.REJETEE,
)
_ORDRE = [EtatFiche.REJETEE, EtatFiche.NOUVELLE, EtatFiche.PRETE, EtatFiche.ENVOYEE]
MOUVEMENTS = {"C": _l("création"), "M": _l("mise à jour")}


def choix_etats(acces: Acces) -> list[tuple[str, str]]:
    """What the list may be narrowed to, with how many."""
    nombres = dict(les_fiches(acces).order_by().values_list("etat").annotate(Count("pk")))
    en_cours = sum(nombres.get(e, 0) for e in VIVANTES)
    return [
        ("", _("à suivre (%(n)d)") % {"n": en_cours}),
        *((e.value, f"{e.label} ({nombres[e]})") for e in EtatFiche if nombres.get(e)),
    ]


def tableau_fiches(acces: Acces, etat: str) -> Tableau:
    """Records in a state; those to follow, the rejected first, when none is asked."""
    voulus = (etat,) if etat in EtatFiche.values else VIVANTES
    fiches = sorted(
        les_fiches(acces).filter(etat__in=voulus),
        key=lambda f: _ORDRE.index(f.etat) if f.etat in _ORDRE else len(_ORDRE),  # type: ignore[arg-type]
    )
    return Tableau(
        _("Fiches"),
        [
            Colonne(_("Salarié"), "salarie.personne", lien=_vers(acces)),
            Colonne(_("État"), "get_etat_display", etiquette=pastille),
            Colonne(_("À faire"), resumer),
            Colonne(_("Depuis le"), lambda f: timezone.localtime(f.change_le).date(), "date"),
            Colonne(_("PASS IAE"), "pass_iae.numero", "numero"),
            Colonne(_("Mesure"), "mesure", "numero"),
        ],
        fiches,
        vide=_("Aucune fiche ici : préparez-les, elles naissent des contrats et des PASS."),
        nom="fiches",
    )


def tableau_lots(acces: Acces) -> Tableau:
    """Files written, the latest first."""
    return Tableau(
        _("Fichiers écrits"),
        [
            Colonne(
                _("Fichier"),
                "nom_fichier",
                "numero",
                lien=lambda x: reverse("lot_asp", args=[acces.structure.pk, x.pk]),
            ),
            Colonne(_("Fiches"), "nombre", "entier"),
            Colonne(_("État"), etat_du_lot),
        ],
        les_lots(acces).annotate(nombre=Count("lignes")).order_by("-pk"),
        vide=_("Aucun fichier n’est encore écrit."),
        nom="fichiers",
        recherche=False,
        exportable=False,
    )


def tableau_lignes(acces: Acces, lot: LotAsp) -> Tableau:
    """The records of a file, and what the ASP answered to each."""
    lignes = lot.lignes.select_related("fiche__salarie__personne", "fiche__pass_iae")
    return Tableau(
        _("Fiches du fichier"),
        [
            Colonne(_("Ligne"), "numero", "entier"),
            Colonne(_("Salarié"), "fiche.salarie.personne", lien=_vers(acces, "fiche")),
            Colonne(_("PASS IAE"), "fiche.pass_iae.numero", "numero"),
            Colonne(_("Mouvement"), lambda x: str(MOUVEMENTS[x.mouvement])),
            Colonne(_("Code"), "code_traitement", "numero"),
            Colonne(_("Réponse"), dire_reponse),
        ],
        lignes,
        nom="lignes",
    )


def tableau_envois(acces: Acces, fiche: FicheSalarie) -> Tableau:
    """Each time a record left."""
    return Tableau(
        _("Ses envois"),
        [
            Colonne(
                _("Fichier"),
                "lot.nom_fichier",
                "numero",
                lien=lambda x: reverse("lot_asp", args=[acces.structure.pk, x.lot_id]),
            ),
            Colonne(_("Ligne"), "numero", "entier"),
            Colonne(_("Mouvement"), lambda x: str(MOUVEMENTS[x.mouvement])),
            Colonne(_("Code"), "code_traitement", "numero"),
            Colonne(_("Réponse"), dire_reponse),
        ],
        fiche.envois.select_related("lot").order_by("-lot_id"),
        nom="envois",
        recherche=False,
        exportable=False,
        vide=_("Elle n’est pas encore partie."),
    )


def dire_reponse(ligne: LigneLot) -> str:
    """What the ASP answered, in plain words."""
    if not ligne.code_traitement:
        return ""
    return str(expliquer(ligne.code_traitement, ligne.libelle).arrive)


def _vers(acces: Acces, chemin: str = "") -> Callable[[Any], str]:
    def lien(ligne: Any) -> str:
        cle = ligne.fiche_id if chemin else ligne.pk
        return reverse("fiche_asp", args=[acces.structure.pk, cle])

    return lien
