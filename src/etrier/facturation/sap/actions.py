"""Acts on services à la personne: settings, share of a CESU, attestations of a year, sendings."""

from collections.abc import Callable, Iterable
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from etrier.droit.ecriture import euros
from etrier.droit.parametre import NonCalculable
from etrier.facturation.enums import MoyenReglement
from etrier.facturation.models import (
    AttestationSap,
    PartPrefinancee,
    ReglageFacturation,
    Reglement,
)
from etrier.facturation.sap.contenu import AnneeClient, Contenu, ecrire, empreinte_de, lire_annees
from etrier.facturation.sap.impression import imprimer
from etrier.heures.actions import verrouiller
from etrier.missions.models import Client
from etrier.socle.erreurs import Refus
from etrier.socle.horloge import aujourdhui, maintenant
from etrier.socle.journal import noter
from etrier.structures.models import Structure, Utilisateur

Suivi = Callable[[str, int, int], None]


@transaction.atomic
def regler_sap(
    structure: Structure,
    *,
    declaration: str,
    declaree_le: date | None,
    agrement: str,
    agree_le: date | None,
    par: Utilisateur | None,
) -> ReglageFacturation:
    """Write the declaration and the agrément invoices and attestations bear (CT D7233-1).

    Raises Refus for a number without its date, or a date to come.
    """
    for numero, le, quoi in (
        (declaration, declaree_le, _("déclaration")),
        (agrement, agree_le, _("agrément")),
    ):
        if bool(numero.strip()) != (le is not None):
            raise Refus(
                _("Écrivez le numéro et la date (%(quoi)s), ou ni l'un ni l'autre.")
                % {"quoi": quoi}
            )
        if le is not None and le > aujourdhui():
            raise Refus(_("La date est à venir (%(quoi)s) : vérifiez-la.") % {"quoi": quoi})
    reglage, _neuf = ReglageFacturation.objects.get_or_create(structure=structure)
    reglage.sap_declaration, reglage.sap_declaree_le = declaration.strip(), declaree_le
    reglage.sap_agrement, reglage.sap_agree_le = agrement.strip(), agree_le
    reglage.save()
    noter("sap.regler", auteur=par, perimetre=structure.pk, cible=reglage)
    return reglage


@transaction.atomic
def dire_part_prefinancee(
    reglement: Reglement, montant_centimes: int, *, par: Utilisateur | None
) -> PartPrefinancee:
    """Write what somebody else paid of a CESU (0: nothing). Raises Refus for another means of
    payment, or beyond the payment."""
    if reglement.moyen != MoyenReglement.CESU or reglement.annule_id is not None:
        raise Refus(_("Ce règlement n'est pas un CESU : il n'a pas de part préfinancée."))
    if not 0 <= montant_centimes <= reglement.montant_centimes:
        raise Refus(
            _("Ce CESU est de %(total)s : écrivez une part entre 0 et ce montant.")
            % {"total": euros(reglement.montant_centimes)}
        )
    part, _neuf = PartPrefinancee.objects.update_or_create(
        reglement=reglement, defaults={"montant_centimes": montant_centimes, "par": par}
    )
    noter(
        "sap.part_prefinancee",
        auteur=par,
        perimetre=reglement.structure_id,
        cible=reglement,
        montant_centimes=montant_centimes,
    )
    return part


def reglage_declare(structure: Structure) -> ReglageFacturation:
    """The settings of a declared body. Raises Refus when no declaration is written."""
    reglage = ReglageFacturation.objects.filter(structure=structure).first()
    if reglage is None or not reglage.sap_declaration or reglage.sap_declaree_le is None:
        raise Refus(
            _(
                "Écrivez d'abord le numéro et la date de la déclaration de services à la personne :"
                " l'attestation les porte."
            )
        )
    return reglage


def a_etablir(structure: Structure, annee: int) -> list[int]:
    """Clients whose attestation of the year is missing, or no longer says what was received.

    Raises Refus when the body is not declared, or the year not over.
    """
    reglage = reglage_declare(structure)
    _exiger_finie(annee)
    faites = dernieres(structure, annee)
    return [
        une.client.pk
        for une in _lire(structure, annee, reglage)
        if est_a_faire(une, faites.get(une.client.pk), structure, reglage)
    ]


def etablir_annee(
    structure: Structure,
    annee: int,
    *,
    par: Utilisateur | None,
    suivi: Suivi | None = None,
    au_plus: int | None = None,
) -> list[AttestationSap]:
    """Draw every attestation of the year that is missing or out of date, one by one.

    Killed, it starts again where it stopped: what is drawn and still true is not drawn twice.
    `au_plus`: how many this time. Raises Refus as `a_etablir`.
    """
    clients = a_etablir(structure, annee)
    voulus = clients if au_plus is None else clients[:au_plus]
    faites = []
    for rang, client_id in enumerate(voulus):
        if suivi is not None:
            suivi("attestations", rang, len(voulus))
        attestation = etablir(structure, client_id, annee, par=par)
        faites += [] if attestation is None else [attestation]
    if suivi is not None:
        suivi("fini", len(voulus), len(voulus))
    return faites


@transaction.atomic
def etablir(
    structure: Structure, client_id: int, annee: int, *, par: Utilisateur | None
) -> AttestationSap | None:
    """Draw a client's attestation: a new version when the last one is no longer true, else None.

    Raises Refus when the body is not declared, the year not over, or the client paid nothing.
    """
    verrouiller(structure)
    reglage = reglage_declare(structure)
    _exiger_finie(annee)
    lues = _lire(structure, annee, reglage, [client_id])
    if not lues:
        raise Refus(
            _("Ce client n'a payé aucun service à la personne en %(annee)s.") % {"annee": annee}
        )
    une, derniere = lues[0], dernieres(structure, annee).get(client_id)
    if not est_a_faire(une, derniere, structure, reglage):
        return None
    contenu = _ecrire(une, structure, reglage)
    instant = maintenant()
    version = 1 if derniere is None else derniere.version + 1
    attestation = _garder(une.client, contenu, version, instant, par)
    noter(
        "sap.etablir",
        auteur=par,
        perimetre=structure.pk,
        cible=attestation,
        annee=annee,
        version=version,
    )
    return attestation


def _garder(
    client: Client, contenu: Contenu, version: int, instant: datetime, par: Utilisateur | None
) -> AttestationSap:
    return AttestationSap.objects.create(
        structure_id=client.structure_id,
        client=client,
        annee=contenu["annee"],
        version=version,
        paye_centimes=contenu["paye_centimes"],
        ouvrant_droit_centimes=contenu["ouvrant_droit_centimes"],
        contenu=contenu,
        pdf=imprimer(contenu, version=version, le=instant),
        empreinte=empreinte_de(contenu),
        par=par,
    )


@transaction.atomic
def noter_envoi(attestation: AttestationSap, courriel: str, *, par: Utilisateur | None) -> None:
    """Write that the attestation left by mail."""
    attestation.envoyee_le, attestation.courriel = maintenant(), courriel
    attestation.save(update_fields=["envoyee_le", "courriel"])
    noter(
        "sap.envoyer",
        auteur=par,
        perimetre=attestation.structure_id,
        cible=attestation,
        annee=attestation.annee,
    )


def dernieres(structure: Structure, annee: int) -> dict[int, AttestationSap]:
    """The last version of each client's attestation of the year, without its file."""
    toutes = AttestationSap.objects.filter(structure=structure, annee=annee).defer("pdf", "contenu")
    return {une.client_id: une for une in toutes.select_related("client").order_by("version")}


def est_a_faire(
    une: AnneeClient,
    derniere: AttestationSap | None,
    structure: Structure,
    reglage: ReglageFacturation,
) -> bool:
    """True when a client's attestation is missing, or no longer says what was received."""
    if derniere is None:
        return True
    return derniere.empreinte != empreinte_de(_ecrire(une, structure, reglage))


def _ecrire(une: AnneeClient, structure: Structure, reglage: ReglageFacturation) -> Contenu:
    with override("fr"):
        return ecrire(une, structure, reglage)


def _lire(
    structure: Structure,
    annee: int,
    reglage: ReglageFacturation,
    clients: Iterable[int] | None = None,
) -> list[AnneeClient]:
    try:
        return lire_annees(structure, annee, reglage, clients)
    except NonCalculable as erreur:
        raise Refus(erreur.motif) from None


def _exiger_finie(annee: int) -> None:
    if annee >= aujourdhui().year:
        raise Refus(
            _("L'année %(annee)s n'est pas finie : l'attestation s'établit en janvier.")
            % {"annee": annee}
        )
