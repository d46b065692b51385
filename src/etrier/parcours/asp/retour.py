"""The answer of the ASP, read line by line: whole or not at all, once, and for our file only."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from etrier.parcours.asp.codes import Code, expliquer
from etrier.parcours.enums import EtatFiche
from etrier.parcours.models import FicheSalarie, LigneLot, LotAsp
from etrier.parcours.secrets import sceller
from etrier.socle.erreurs import Refus
from etrier.socle.horloge import maintenant
from etrier.socle.journal import noter
from etrier.structures.models import Structure, Utilisateur

_NOM = re.compile(r"(RIAE_FS_\d{14})_FichierRetour")
TAILLE_MAXIMALE = 8 * 1024 * 1024


@dataclass(frozen=True)
class Reponse:
    """What the ASP answered to one record."""

    fiche: FicheSalarie
    code: Code


@dataclass(frozen=True)
class _Lue:
    ligne: LigneLot
    dite: Mapping[str, Any]

    @property
    def code(self) -> str:
        return str(self.dite["codeTraitement"])

    @property
    def libelle(self) -> str:
        return str(self.dite.get("libelleTraitement") or "")[:200]


@transaction.atomic
def lire_retour(
    structure: Structure, octets: bytes, nom: str, *, par: Utilisateur | None
) -> list[Reponse]:
    """Write the answer of the ASP on each record of the file it answers.

    Raises Refus, with nothing written, for a file that is not an answer, answers another
    structure's or no file of ours, a cancelled one, one already read, or not line for line.
    """
    lignes = _lignes(octets)
    lot = _lot(structure, nom)
    lues = _rapprocher(lot, lignes)
    reponses = [_appliquer(lue) for lue in lues]
    lot.retour, lot.retour_lu_le = sceller(octets.decode("utf-8-sig")), maintenant()
    lot.save(update_fields=["retour", "retour_lu_le"])
    acquises = sum(1 for r in reponses if r.code.acquis)
    noter(
        "asp.lire_retour",
        auteur=par,
        perimetre=structure.pk,
        cible=lot,
        integrees=acquises,
        rejetees=len(reponses) - acquises,
    )
    return reponses


def _lignes(octets: bytes) -> list[Mapping[str, Any]]:
    pas_un_retour = Refus(
        _(
            "Ce fichier n'est pas une réponse de l'ASP : prenez celui dont le nom finit par "
            "_FichierRetour.json."
        )
    )
    if len(octets) > TAILLE_MAXIMALE:
        raise pas_un_retour
    try:
        lu = json.loads(octets.decode("utf-8-sig"))
        lignes = lu["lignesTelechargement"]
    except (ValueError, KeyError, TypeError, RecursionError):
        raise pas_un_retour from None
    if not isinstance(lignes, list) or not all(isinstance(x, dict) for x in lignes):
        raise pas_un_retour
    return lignes


def _lot(structure: Structure, nom: str) -> LotAsp:
    trouve = _NOM.search(nom)
    if trouve is None:
        raise Refus(
            _(
                "Le nom « %(nom)s » ne dit pas à quel envoi il répond : gardez celui de l'ASP, "
                "RIAE_FS_…_FichierRetour.json."
            )
            % {"nom": nom[:80]}
        )
    lot = (
        LotAsp.objects.select_for_update()
        .filter(structure=structure, nom_fichier=f"{trouve[1]}.json")
        .first()
    )
    if lot is None:
        raise Refus(
            _("Aucun envoi de cette structure ne s'appelle %(nom)s.json : vérifiez la structure.")
            % {"nom": trouve[1]}
        )
    if lot.annule_le is not None:
        raise Refus(_("Cet envoi est annulé ici : ses fiches sont reparties dans un autre."))
    if lot.retour_lu_le is not None:
        raise Refus(_("Cette réponse est déjà lue : rien n'a changé."))
    return lot


def _rapprocher(lot: LotAsp, dites: list[Mapping[str, Any]]) -> list[_Lue]:
    """Each line of ours with the one that answers it."""
    envoyees = {
        x.numero: x
        for x in lot.lignes.select_related("fiche__pass_iae", "fiche__salarie__personne")
    }
    if len(dites) != len(envoyees):
        raise Refus(
            _("La réponse a %(dites)d lignes, l'envoi %(envoyees)d : demandez le fichier entier.")
            % {"dites": len(dites), "envoyees": len(envoyees)}
        )
    lues = [_Lue(_retrouver(envoyees, dite), dite) for dite in dites]
    if len({lue.ligne.pk for lue in lues}) != len(lues):
        raise Refus(_("La réponse dit deux fois la même ligne : demandez le fichier entier."))
    return lues


def _retrouver(envoyees: Mapping[int, LigneLot], dite: Mapping[str, Any]) -> LigneLot:
    numero = dite.get("numLigne")
    ligne = envoyees.get(numero) if isinstance(numero, int) else None
    personne = dite.get("personnePhysique")
    if ligne is None or not isinstance(personne, dict):
        raise Refus(_("Une ligne de la réponse n'est pas dans l'envoi : rien n'est lu."))
    fiche = ligne.fiche
    attendu = (fiche.pass_iae.numero, fiche.siret, fiche.mesure, ligne.mouvement)
    lu = (
        personne.get("passIae"),
        dite.get("siret"),
        dite.get("mesure"),
        dite.get("typeMouvement"),
    )
    if lu != attendu:
        raise Refus(
            _("La ligne %(numero)s de la réponse n'est pas celle de l'envoi : rien n'est lu.")
            % {"numero": numero}
        )
    if not re.fullmatch(r"\d{4}", str(dite.get("codeTraitement"))):
        raise Refus(
            _("La ligne %(numero)s n'a pas de code de traitement : l'ASP n'a pas fini.")
            % {"numero": numero}
        )
    return ligne


def _appliquer(lue: _Lue) -> Reponse:
    fiche, code = lue.ligne.fiche, expliquer(lue.code, lue.libelle)
    lue.ligne.code_traitement, lue.ligne.libelle = lue.code, lue.libelle
    lue.ligne.save(update_fields=["code_traitement", "libelle"])
    fiche.code_traitement = lue.code
    fiche.etat = EtatFiche.INTEGREE if code.acquis else EtatFiche.REJETEE
    if code.acquis:
        personne = lue.dite["personnePhysique"]
        fiche.pass_debut_envoye = _jour(personne.get("passDateDeb"), fiche.pass_iae.debut)
        fiche.pass_fin_envoyee = _jour(personne.get("passDateFin"), fiche.pass_iae.fin)
    fiche.save(
        update_fields=[
            "code_traitement",
            "etat",
            "pass_debut_envoye",
            "pass_fin_envoyee",
            "change_le",
        ]
    )
    return Reponse(fiche, code)


def _jour(texte: Any, sinon: Any) -> Any:
    try:
        return datetime.strptime(str(texte), "%d/%m/%Y").date()  # noqa: DTZ007 -- a day
    except ValueError:
        return sinon
