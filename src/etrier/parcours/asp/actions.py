"""Acts on employee records: prepare, describe, correct, set aside, send again, replay. Each is
atomic and audited; sending and the answer are in `envoi` and `retour`."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass

from django.db import transaction
from django.db.models import F, QuerySet
from django.utils.translation import gettext as _

from etrier.droit.calendrier import se_touchent
from etrier.parcours.accueil.coordonnees import ecrire_coordonnees, ecrire_nir
from etrier.parcours.asp.controles import verifier, verifier_clair
from etrier.parcours.asp.ligne import Situation, Sources
from etrier.parcours.enums import EtatFiche
from etrier.parcours.models import Contrat, FicheSalarie, PassIae, Personne
from etrier.parcours.secrets import sceller
from etrier.socle.erreurs import Refus
from etrier.socle.horloge import aujourdhui
from etrier.socle.journal import noter
from etrier.socle.secrets import empreinte
from etrier.structures.enums import DispositifConventionne, MilieuConvention
from etrier.structures.models import Structure, Utilisateur

OUVERTES = (EtatFiche.NOUVELLE, EtatFiche.PRETE)
_SUFFIXES = {MilieuConvention.DROIT_COMMUN: "DC", MilieuConvention.PENITENTIAIRE: "MP"}


@dataclass(frozen=True)
class Preparation:
    """What a preparation found: records created, updates to send, records of an old SIRET."""

    creees: tuple[FicheSalarie, ...]
    mises_a_jour: tuple[FicheSalarie, ...]
    sous_ancien_siret: int


@transaction.atomic
def preparer(structure: Structure, *, par: Utilisateur | None) -> Preparation:
    """Create the records that lack and find the PASS whose dates changed; twice changes nothing.

    A record for each SIRET, measure and PASS: somebody under a contract of insertion with a PASS
    that covers a day of it.
    """
    creees = _creer_manquantes(structure)
    changees = [_rouvrir(fiche) for fiche in _pass_changes(structure)]
    for fiche in _de(structure).filter(etat__in=OUVERTES):
        ranger(fiche)
    if creees or changees:
        noter(
            "asp.preparer",
            auteur=par,
            perimetre=structure.pk,
            creees=len(creees),
            mises_a_jour=len(changees),
        )
    return Preparation(tuple(creees), tuple(changees), a_rejouer(structure).count())


def prevoir(structure: Structure) -> Preparation:
    """What `preparer` would do, with nothing written."""
    return Preparation(
        tuple(_manquantes(structure)),
        tuple(_pass_changes(structure)),
        a_rejouer(structure).count(),
    )


@transaction.atomic
def decrire(
    fiche: FicheSalarie, situation: Situation, nir: str, *, par: Utilisateur | None
) -> FicheSalarie:
    """Keep the situation of the person, and her number, sealed; say how much is to correct.

    `nir` is "" when it is not known. Raises Refus while the ASP has the record in hand, and when
    the number is not one.
    """
    _exiger_modifiable(fiche)
    nir = "".join(c for c in nir if c.isalnum()).upper()
    if (empreinte(nir) if nir else "") != fiche.salarie.personne.nir_empreinte:
        ecrire_nir(fiche.salarie, nir, par=par)
    fiche.situation = sceller(json.dumps(dict(situation), ensure_ascii=False))
    compter(fiche, situation, nir)
    fiche.save(update_fields=["situation", "a_corriger"])
    corriger(fiche)
    noter("asp.decrire", auteur=par, perimetre=fiche.structure_id, cible=fiche)
    return fiche


@transaction.atomic
def loger(fiche: FicheSalarie, adresse: dict[str, str], *, par: Utilisateur | None) -> FicheSalarie:
    """Write where the person lives, for every employer of hers; raises Refus as `decrire`."""
    _exiger_modifiable(fiche)
    ecrire_coordonnees(fiche.salarie, adresse, par=par)
    corriger(fiche)
    return fiche


@transaction.atomic
def identifier(fiche: FicheSalarie, id_itou: str, *, par: Utilisateur | None) -> FicheSalarie:
    """Take the identifier the ASP knows the person by (its code 3437); for all her records.

    Raises Refus when it has not thirty letters and figures.
    """
    _exiger_modifiable(fiche)
    id_itou = id_itou.strip()
    if len(id_itou) != 30 or not id_itou.isalnum() or not id_itou.isascii():
        raise Refus(_("L'identifiant a trente lettres ou chiffres : recopiez-le en entier."))
    FicheSalarie.objects.filter(
        salarie__personne=fiche.salarie.personne_id, structure=fiche.structure_id
    ).update(id_itou=id_itou)
    fiche.refresh_from_db()
    corriger(fiche)
    noter("asp.identifier", auteur=par, perimetre=fiche.structure_id, cible=fiche)
    return fiche


@transaction.atomic
def renvoyer(fiche: FicheSalarie, *, par: Utilisateur | None) -> FicheSalarie:
    """Send a rejected record again. Raises Refus when it was not rejected or is not complete."""
    if fiche.etat != EtatFiche.REJETEE:
        raise Refus(_("Seule une fiche rejetée se renvoie."))
    corriger(fiche)
    if fiche.etat != EtatFiche.PRETE:
        raise Refus(_("La fiche n'est pas complète : corrigez d'abord ce qui est dit."))
    noter("asp.renvoyer", auteur=par, perimetre=fiche.structure_id, cible=fiche)
    return fiche


@transaction.atomic
def desactiver(fiche: FicheSalarie, *, par: Utilisateur | None) -> FicheSalarie:
    """Never send a record (made for nothing, sent from elsewhere); raises Refus as `decrire`."""
    _exiger_modifiable(fiche)
    _passer(fiche, EtatFiche.DESACTIVEE)
    noter("asp.desactiver", auteur=par, perimetre=fiche.structure_id, cible=fiche)
    return fiche


@transaction.atomic
def reactiver(fiche: FicheSalarie, *, par: Utilisateur | None) -> FicheSalarie:
    """Send it after all. Raises Refus when it was not set aside."""
    if fiche.etat != EtatFiche.DESACTIVEE:
        raise Refus(_("Cette fiche n'était pas désactivée."))
    corriger(fiche)
    noter("asp.reactiver", auteur=par, perimetre=fiche.structure_id, cible=fiche)
    return fiche


@transaction.atomic
def rejouer(structure: Structure, *, par: Utilisateur | None) -> list[FicheSalarie]:
    """After a change of SIRET: propose every integrated record again under the new one, and
    archive the old; those that never arrived simply take the new SIRET.

    Gives the new records. Raises Refus when no record bears an old SIRET.
    """
    anciennes = list(a_rejouer(structure))
    if not anciennes:
        raise Refus(_("Toutes les fiches portent déjà le SIRET de la structure."))
    nouvelles = [_rejouer(fiche, structure.siret) for fiche in anciennes]
    noter("asp.rejouer", auteur=par, perimetre=structure.pk, nombre=len(nouvelles))
    return nouvelles


def a_rejouer(structure: Structure) -> QuerySet[FicheSalarie]:
    """Records under another SIRET than the structure's; those in the ASP's hands wait."""
    finis = (EtatFiche.ENVOYEE, EtatFiche.ARCHIVEE, EtatFiche.DESACTIVEE)
    return _de(structure).exclude(siret=structure.siret).exclude(etat__in=finis)


def ranger(fiche: FicheSalarie) -> None:
    """Put an open record where it belongs: ready when nothing is to correct. Opens nothing."""
    complete = fiche.a_corriger == 0 and not verifier_clair(fiche, aujourdhui())
    voulu = EtatFiche.PRETE if complete or a_ete_integree(fiche) else EtatFiche.NOUVELLE
    if fiche.etat != voulu:
        _passer(fiche, voulu)


def corriger(fiche: FicheSalarie) -> None:
    """Reopen a record that was rejected or set aside, then put it where it belongs."""
    if fiche.etat not in OUVERTES:
        fiche.etat = EtatFiche.NOUVELLE
        fiche.save(update_fields=["etat", "change_le"])
    ranger(fiche)


def compter(fiche: FicheSalarie, situation: Situation, nir: str) -> None:
    """Count what is to correct in the sealed part, so that the list tells without opening it."""
    erreurs = verifier(Sources(fiche, situation, nir, "C", aujourdhui()))
    fiche.a_corriger = sum(1 for e in erreurs if e.ou.est_secret)


def a_ete_integree(fiche: FicheSalarie) -> bool:
    """True when the ASP holds this record: what leaves next is an update."""
    return fiche.pass_fin_envoyee is not None


def identifiant(personne: Personne, pass_iae: PassIae) -> str:
    """The identifier her records already bear, or a new one, from the number of her PASS."""
    connu = FicheSalarie.objects.filter(salarie__personne=personne).first()
    if connu is not None:
        return connu.id_itou
    return nouvel_identifiant(pass_iae)


def nouvel_identifiant(pass_iae: PassIae) -> str:
    """Thirty characters from the number of a PASS."""
    return hashlib.sha256(pass_iae.numero.encode()).hexdigest()[:30]


def mesure_de(contrat: Contrat) -> str | None:
    """The measure of a contract (`ACI_DC`); None outside insertion by economic activity."""
    convention = contrat.convention
    if convention.dispositif == DispositifConventionne.GEIQ:
        return None
    return f"{convention.dispositif}_{_SUFFIXES[MilieuConvention(convention.milieu)]}"


def _creer_manquantes(structure: Structure) -> list[FicheSalarie]:
    creees = []
    for fiche in _manquantes(structure):
        fiche.id_itou = identifiant(fiche.salarie.personne, fiche.pass_iae)
        fiche.save()
        creees.append(fiche)
    return creees


def _manquantes(structure: Structure) -> Iterator[FicheSalarie]:
    """Records to make, not written."""
    connues = set(_de(structure).values_list("siret", "mesure", "pass_iae_id"))
    # A record of the old SIRET waits for its replay: no second one is made meanwhile.
    connues |= {(structure.siret, mesure, recu) for _siret, mesure, recu in connues}
    for contrat in _contrats(structure):
        mesure, recu = mesure_de(contrat), _pass_de(contrat)
        if mesure is None or recu is None or (structure.siret, mesure, recu.pk) in connues:
            continue
        connues.add((structure.siret, mesure, recu.pk))
        yield FicheSalarie(
            structure=structure,
            salarie=contrat.salarie,
            pass_iae=recu,
            siret=structure.siret,
            mesure=mesure,
        )


def _contrats(structure: Structure) -> QuerySet[Contrat]:
    return (
        Contrat.objects.filter(structure=structure)
        .select_related("convention", "salarie__personne")
        .prefetch_related("salarie__personne__les_pass")
        .order_by("debut", "pk")
    )


def _pass_de(contrat: Contrat) -> PassIae | None:
    """The PASS that covers the start of the contract, else the first that covers a day of it."""
    recus = sorted(contrat.salarie.personne.les_pass.all(), key=lambda p: p.debut)
    fin = contrat.fin or max((p.fin for p in recus), default=contrat.debut)
    return next((p for p in recus if p.couvre(contrat.debut)), None) or next(
        (p for p in recus if se_touchent(p.debut, p.fin, contrat.debut, fin)), None
    )


def _pass_changes(structure: Structure) -> QuerySet[FicheSalarie]:
    """Integrated records whose PASS has other dates than those sent."""
    return (
        _de(structure)
        .filter(etat=EtatFiche.INTEGREE, siret=structure.siret)
        .exclude(pass_iae__debut=F("pass_debut_envoye"), pass_iae__fin=F("pass_fin_envoyee"))
    )


def _rouvrir(fiche: FicheSalarie) -> FicheSalarie:
    _passer(fiche, EtatFiche.PRETE)
    return fiche


def _rejouer(ancienne: FicheSalarie, siret: str) -> FicheSalarie:
    if not a_ete_integree(ancienne):
        ancienne.siret = siret
        ancienne.save(update_fields=["siret"])
        if ancienne.etat in OUVERTES:
            ranger(ancienne)
        return ancienne
    nouvelle, _creee = FicheSalarie.objects.get_or_create(
        siret=siret,
        mesure=ancienne.mesure,
        pass_iae=ancienne.pass_iae,
        defaults={
            "structure": ancienne.structure,
            "salarie": ancienne.salarie,
            "situation": ancienne.situation,
            "a_corriger": ancienne.a_corriger,
            "id_itou": ancienne.id_itou,
        },
    )
    _passer(ancienne, EtatFiche.ARCHIVEE)
    if nouvelle.etat in OUVERTES:
        ranger(nouvelle)
    return nouvelle


def _exiger_modifiable(fiche: FicheSalarie) -> None:
    if fiche.etat == EtatFiche.ENVOYEE:
        raise Refus(_("La fiche est partie : lisez d'abord la réponse de l'ASP."))
    if fiche.etat in (EtatFiche.INTEGREE, EtatFiche.ARCHIVEE):
        raise Refus(_("L'ASP a cette fiche : elle ne change plus, sauf les dates du PASS."))


def _passer(fiche: FicheSalarie, etat: EtatFiche) -> None:
    fiche.etat = etat
    fiche.save(update_fields=["etat", "change_le"])


def _de(structure: Structure) -> QuerySet[FicheSalarie]:
    return FicheSalarie.objects.filter(structure=structure).select_related(
        "structure", "salarie__personne", "pass_iae"
    )
