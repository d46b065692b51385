"""Acts on accounts: proposed by one person, confirmed by another. Each is atomic and audited.

An account number never changes: another one replaces it, and both stay in the history.
"""

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from etrier.banque.enums import EtatCompte
from etrier.banque.models import CompteBancaire
from etrier.banque.verification import verifier_bic, verifier_iban
from etrier.missions.models import Client
from etrier.parcours.models import Salarie
from etrier.socle.erreurs import Refus
from etrier.socle.horloge import maintenant
from etrier.socle.journal import noter
from etrier.structures.models import Structure, Utilisateur

TITULAIRE_MAXIMAL = 70


@transaction.atomic
def proposer_compte(
    structure: Structure,
    *,
    titulaire: str,
    iban: str,
    bic: str = "",
    salarie: Salarie | None = None,
    client: Client | None = None,
    par: Utilisateur | None,
) -> CompteBancaire:
    """Write a new account of an employee, of a client or (neither) of the structure itself.

    It serves only once another person has confirmed it; meanwhile orders to its holder wait.
    Raises Refus for a number that is not one, the account already known, or a proposal pending.
    """
    Structure.objects.select_for_update().get(pk=structure.pk)
    titulaire = _titulaire(titulaire)
    numero, banque = verifier_iban(iban), verifier_bic(bic)
    _verifier_nouveau(structure, numero, salarie, client)
    compte = CompteBancaire.objects.create(
        structure=structure,
        salarie=salarie,
        client=client,
        titulaire=titulaire,
        iban=numero,
        bic=banque,
        propose_par=par,
        propose_le=maintenant(),
    )
    noter(
        "compte_bancaire.proposer",
        auteur=par,
        perimetre=structure.pk,
        cible=compte,
        fin=numero[-4:],
    )
    return compte


def _titulaire(texte: str) -> str:
    titulaire = " ".join(texte.split())
    if not titulaire or len(titulaire) > TITULAIRE_MAXIMAL:
        raise Refus(
            _("Écrivez le titulaire du compte, en %(maximum)s caractères au plus.")
            % {"maximum": TITULAIRE_MAXIMAL}
        )
    return titulaire


def _verifier_nouveau(
    structure: Structure, iban: str, salarie: Salarie | None, client: Client | None
) -> None:
    for de_qui in (salarie, client):
        if de_qui is not None and de_qui.structure_id != structure.pk:
            raise Refus(_("Cette personne ou ce client n'est pas de cette structure."))
    siens = comptes_de(structure, salarie=salarie, client=client)
    if siens.filter(etat=EtatCompte.CONFIRME, iban=iban).exists():
        raise Refus(_("Ce compte est déjà enregistré et confirmé : il n'y a rien à changer."))
    attente = siens.filter(etat=EtatCompte.PROPOSE)
    if salarie is None and client is None:
        attente = attente.filter(iban=iban)
    if attente.exists():
        raise Refus(
            _(
                "Un compte attend déjà d'être confirmé : faites-le confirmer ou refuser avant "
                "d'en proposer un autre."
            )
        )


@transaction.atomic
def confirmer_compte(compte: CompteBancaire, par: Utilisateur) -> CompteBancaire:
    """Confirm an account: it serves from now on and replaces the holder's former one.

    Raises Refus to the person who proposed it, and once it is decided.
    """
    tenu = _tenir(compte)
    _verifier_autre_personne(tenu, par)
    if tenu.salarie_id is not None or tenu.client_id is not None:
        comptes_de(tenu.structure, salarie=tenu.salarie, client=tenu.client).filter(
            etat=EtatCompte.CONFIRME
        ).update(etat=EtatCompte.REMPLACE)
    _decider(tenu, EtatCompte.CONFIRME, par)
    noter(
        "compte_bancaire.confirmer",
        auteur=par,
        perimetre=tenu.structure_id,
        cible=tenu,
        fin=tenu.iban[-4:],
    )
    return tenu


@transaction.atomic
def refuser_compte(compte: CompteBancaire, par: Utilisateur) -> CompteBancaire:
    """Turn a proposal down; who proposed it may take it back. Raises Refus once decided."""
    tenu = _tenir(compte)
    # Two pairs of eyes decide; taking one's own proposal back is no decision.
    _decider(tenu, EtatCompte.REFUSE, None if par.pk == tenu.propose_par_id else par)
    noter(
        "compte_bancaire.refuser",
        auteur=par,
        perimetre=tenu.structure_id,
        cible=tenu,
        fin=tenu.iban[-4:],
    )
    return tenu


@transaction.atomic
def retirer_compte(compte: CompteBancaire, par: Utilisateur) -> CompteBancaire:
    """Stop using a confirmed account; it stays in the history. Raises Refus when it is not one."""
    tenu = CompteBancaire.objects.select_for_update().get(pk=compte.pk)
    if tenu.etat != EtatCompte.CONFIRME:
        raise Refus(_("Ce compte ne sert pas : il n'y a rien à retirer."))
    tenu.etat = EtatCompte.REMPLACE
    tenu.save(update_fields=["etat"])
    noter(
        "compte_bancaire.retirer",
        auteur=par,
        perimetre=tenu.structure_id,
        cible=tenu,
        fin=tenu.iban[-4:],
    )
    return tenu


def comptes_de(
    structure: Structure, *, salarie: Salarie | None = None, client: Client | None = None
) -> QuerySet[CompteBancaire]:
    """Every account of a holder, or of the structure itself: the history."""
    return CompteBancaire.objects.filter(structure=structure, salarie=salarie, client=client)


def _tenir(compte: CompteBancaire) -> CompteBancaire:
    tenu = CompteBancaire.objects.select_for_update(of=("self",)).get(pk=compte.pk)
    if tenu.etat != EtatCompte.PROPOSE:
        raise Refus(
            _("Ce compte est déjà décidé (%(etat)s) : rechargez la page.")
            % {"etat": tenu.get_etat_display()}
        )
    return tenu


def _verifier_autre_personne(compte: CompteBancaire, par: Utilisateur) -> None:
    if compte.propose_par_id == par.pk:
        raise Refus(
            _(
                "Vous avez proposé ce compte : une autre personne doit le confirmer, après "
                "l'avoir vérifié auprès de son titulaire."
            )
        )


def _decider(compte: CompteBancaire, etat: EtatCompte, par: Utilisateur | None) -> None:
    compte.etat, compte.decide_par, compte.decide_le = etat, par, maintenant()
    compte.save(update_fields=["etat", "decide_par", "decide_le"])
