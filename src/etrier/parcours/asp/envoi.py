"""The batch: written in the official form from the records that are ready, kept sealed, handed
over once. Each person's secrets are opened for the sending alone, and it is noted."""

import json
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import islice
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from etrier.parcours.asp.actions import a_ete_integree, compter, ranger
from etrier.parcours.asp.controles import Erreur, verifier
from etrier.parcours.asp.ligne import Ligne, Sources, composer, ecrire_fichier, neutraliser
from etrier.parcours.asp.regles import Ou
from etrier.parcours.enums import EtatFiche, Rubrique, UsageSecret
from etrier.parcours.models import FicheSalarie, LectureSecret, LigneLot, LotAsp
from etrier.parcours.secrets import lire_pour, sceller
from etrier.socle.erreurs import Refus
from etrier.socle.horloge import aujourdhui, maintenant
from etrier.socle.journal import noter
from etrier.socle.secrets import Scelle
from etrier.structures.models import Structure, Utilisateur

FICHES_MAXIMALES, OCTETS_MAXIMAUX = 700, 2 * 1024 * 1024
CREATION, MISE_A_JOUR = "C", "M"
# A name bears a second: as many are tried as there may be files of the same minute.
NOMS_ESSAYES = 60


@dataclass(frozen=True)
class Ecriture:
    """A batch, or None when no record could leave; those held back, and why; those of next time."""

    lot: LotAsp | None
    retenues: tuple[tuple[FicheSalarie, tuple[Erreur, ...]], ...]
    reportees: int


@dataclass(frozen=True)
class _Pret:
    fiche: FicheSalarie
    ligne: Ligne


@transaction.atomic
def ecrire(structure: Structure, *, par: Utilisateur | None) -> Ecriture:
    """Write the next file from the records that are ready: 700 and 2 MiB at most.

    A record that would be refused stays here, and is told. Raises Refus when none is ready.
    """
    Structure.objects.select_for_update().get(pk=structure.pk)
    pretes = list(les_pretes(structure))
    if not pretes:
        raise Refus(_("Aucune fiche n'est prête : complétez celles qui sont à compléter."))
    bonnes, retenues = _trier(pretes, aujourdhui(), par)
    lignes, reportees = _couper(bonnes)
    lot = _garder(structure, lignes, par) if lignes else None
    return Ecriture(lot, tuple(retenues), reportees)


def les_pretes(structure: Structure) -> Any:
    """Records ready to leave, under the SIRET of today."""
    return FicheSalarie.objects.filter(
        structure=structure, siret=structure.siret, etat=EtatFiche.PRETE
    ).select_related("structure", "salarie__personne", "pass_iae")


@transaction.atomic
def telecharger(lot: LotAsp, *, par: Utilisateur | None) -> bytes:
    """Hand the file over, once; it is noted for each person.

    Raises Refus when it was handed over or cancelled.
    """
    lot = LotAsp.objects.select_for_update().get(pk=lot.pk)
    if lot.annule_le is not None:
        raise Refus(_("Ce fichier est annulé : écrivez-en un autre."))
    if lot.telecharge_le is not None:
        raise Refus(
            _(
                "Ce fichier a été remis le %(jour)s : il ne l'est qu'une fois. S'il est perdu "
                "avant d'être déposé, annulez-le et écrivez-en un autre."
            )
            % {"jour": f"{timezone.localtime(lot.telecharge_le):%d/%m/%Y}"}
        )
    contenu = _ouvrir(lot, par)
    lot.telecharge_le, lot.telecharge_par = maintenant(), par
    lot.save(update_fields=["telecharge_le", "telecharge_par"])
    noter("asp.telecharger", auteur=par, perimetre=lot.structure_id, cible=lot)
    return contenu.encode()


@transaction.atomic
def annuler(lot: LotAsp, *, par: Utilisateur | None) -> LotAsp:
    """Forget a file that was never deposited: its records are ready again.

    Raises Refus when the ASP answered it, or when it is cancelled already.
    """
    lot = LotAsp.objects.select_for_update().get(pk=lot.pk)
    if lot.retour_lu_le is not None:
        raise Refus(_("L'ASP a répondu à ce fichier : il ne s'annule plus."))
    if lot.annule_le is not None:
        raise Refus(_("Ce fichier est déjà annulé."))
    FicheSalarie.objects.filter(envois__lot=lot, etat=EtatFiche.ENVOYEE).update(
        etat=EtatFiche.PRETE, change_le=maintenant()
    )
    lot.annule_le = maintenant()
    lot.save(update_fields=["annule_le"])
    noter("asp.annuler_lot", auteur=par, perimetre=lot.structure_id, cible=lot)
    return lot


def _trier(
    pretes: list[FicheSalarie], le: date, par: Utilisateur | None
) -> tuple[list[_Pret], list[tuple[FicheSalarie, tuple[Erreur, ...]]]]:
    bonnes, retenues = [], []
    for fiche in pretes:
        sources = _ouvrir_sources(fiche, le, par)
        erreurs = verifier(sources)
        if a_ete_integree(fiche):
            ligne = composer(sources)
            if any(e.ou in {Ou.SITUATION, Ou.ADRESSE} for e in erreurs):
                ligne = neutraliser(ligne, sources)
            bonnes.append(_Pret(fiche, ligne))
        elif erreurs:
            compter(fiche, sources.situation, sources.nir)
            fiche.save(update_fields=["a_corriger"])
            ranger(fiche)
            retenues.append((fiche, tuple(erreurs)))
        else:
            bonnes.append(_Pret(fiche, composer(sources)))
    return bonnes, retenues


def _ouvrir_sources(fiche: FicheSalarie, le: date, par: Utilisateur | None) -> Sources:
    qui, ou = fiche.salarie.personne, fiche.structure
    usage = UsageSecret.ENVOI_ASP
    situation = lire_pour(usage, qui, fiche.situation, Rubrique.FICHE_SALARIE, ou, par)
    nir = lire_pour(usage, qui, qui.nir, Rubrique.NIR, ou, par)
    mouvement = MISE_A_JOUR if a_ete_integree(fiche) else CREATION
    return Sources(fiche, json.loads(situation or "{}"), nir, mouvement, le)


def _couper(bonnes: list[_Pret]) -> tuple[list[_Pret], int]:
    """As many as a file takes, numbered from 1; how many wait for the next one."""
    gardees: list[_Pret] = []
    taille = len(ecrire_fichier([]).encode())
    for pret in bonnes[:FICHES_MAXIMALES]:
        ligne = pret.ligne | {"numLigne": len(gardees) + 1}
        # In the envelope a line is indented by two more blanks than alone.
        seule = json.dumps(ligne, ensure_ascii=False, indent=1)
        taille += len(seule.encode()) + 2 * (seule.count("\n") + 1) + 2
        if taille > OCTETS_MAXIMAUX:
            break
        gardees.append(_Pret(pret.fiche, ligne))
    return gardees, len(bonnes) - len(gardees)


def _garder(structure: Structure, lignes: list[_Pret], par: Utilisateur | None) -> LotAsp:
    lot = _creer_lot(structure, sceller(ecrire_fichier([p.ligne for p in lignes])))
    LigneLot.objects.bulk_create(
        LigneLot(
            lot=lot,
            fiche=p.fiche,
            numero=p.ligne["numLigne"],
            mouvement=p.ligne["typeMouvement"],
        )
        for p in lignes
    )
    FicheSalarie.objects.filter(pk__in=[p.fiche.pk for p in lignes]).update(
        etat=EtatFiche.ENVOYEE, change_le=maintenant()
    )
    noter("asp.ecrire", auteur=par, perimetre=structure.pk, cible=lot, nombre=len(lignes))
    return lot


def _creer_lot(structure: Structure, contenu: Scelle) -> LotAsp:
    """Under a name of 27 characters that no file of the instance bears: of two structures that
    write in the same second, one takes the next."""
    for nom in islice(_noms(timezone.localtime(maintenant())), NOMS_ESSAYES):
        with suppress(IntegrityError), transaction.atomic():
            return LotAsp.objects.create(structure=structure, nom_fichier=nom, contenu=contenu)
    raise Refus(_("Trop de fichiers s'écrivent en ce moment : recommencez dans une minute."))


def _noms(instant: datetime) -> Iterator[str]:
    while True:
        yield f"RIAE_FS_{instant:%Y%m%d%H%M%S}.json"
        instant += timedelta(seconds=1)


def _ouvrir(lot: LotAsp, par: Utilisateur | None) -> str:
    """The text of the file; a reading is noted for each person in it, the first by the door."""
    personnes = [
        ligne.fiche.salarie.personne
        for ligne in lot.lignes.select_related("fiche__salarie__personne")
    ]
    usage, rubrique = UsageSecret.ENVOI_ASP, Rubrique.FICHE_SALARIE
    contenu = lire_pour(usage, personnes[0], lot.contenu, rubrique, lot.structure, par)
    LectureSecret.objects.bulk_create(
        LectureSecret(
            personne=qui, structure=lot.structure, lecteur=par, rubrique=rubrique, usage=usage
        )
        for qui in personnes[1:]
    )
    return contenu
