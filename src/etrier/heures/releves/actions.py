"""Acts on relevés d'heures: draw, send, recall, report a signed paper, cancel, validate.

What the client says is in `reponses`. Each act is atomic and audited.
"""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator, validate_email
from django.db import transaction
from django.utils.translation import gettext as _

from etrier.droit.ecriture import jour as ecrire_jour
from etrier.heures.actions import valider, verrouiller
from etrier.heures.enums import EtatReleve, MoyenEnvoi
from etrier.heures.models import EnvoiReleve, LigneReleve, ReleveHeures
from etrier.heures.releves.contenu import (
    Cle,
    Contenu,
    a_change,
    contenus,
    empreinte,
    lignes_de_mission,
)
from etrier.missions.models import Client
from etrier.missions.verification import verifier_appartenance
from etrier.socle.erreurs import Refus
from etrier.socle.horloge import aujourdhui, maintenant
from etrier.socle.journal import noter
from etrier.socle.mois import dernier_jour
from etrier.structures.models import Structure, Utilisateur

DUREE_LIEN = timedelta(days=30)
PERIODE_MAXIMALE = timedelta(days=92)
UN_JOUR = timedelta(days=1)
# RFC 5321, section 4.5.3.1.3: a path of 256 octets, its brackets included.
_LONGUEUR_D_ADRESSE = MaxLengthValidator(254)


@transaction.atomic
def preparer(
    structure: Structure, client: Client, debut: date, fin: date, *, par: Utilisateur | None
) -> ReleveHeures:
    """Draw the relevé of a client: a copy of the worked hours of its missions, as they are now.

    Raises Refus when the period is impossible, holds no hour or hours to come, or overlaps a
    relevé of the client that still counts.
    """
    verifier_appartenance(structure.pk, client)
    if not debut <= fin <= debut + PERIODE_MAXIMALE:
        raise Refus(_("Choisissez une période d'au plus trois mois, du premier au dernier jour."))
    # Two people drawing the same client's at once: the second sees what the first drew.
    verrouiller(structure)
    _refuser_chevauchement(client, debut, fin)
    contenu = contenus(structure, debut, fin, [client.pk]).get(client.pk, {})
    _verifier_contenu(client, contenu, debut, fin)
    return _dresser(structure, client, debut, fin, contenu, par)


def _refuser_chevauchement(client: Client, debut: date, fin: date) -> None:
    autre = ReleveHeures.objects.vivants().touchant(debut, fin).filter(client=client).first()
    if autre is not None:
        raise Refus(
            _(
                "Le relevé %(reference)s de ce client va du %(debut)s au %(fin)s : ouvrez-le, ou "
                "annulez-le d'abord."
            )
            % {
                "reference": autre.reference,
                "debut": ecrire_jour(autre.debut),
                "fin": ecrire_jour(autre.fin),
            }
        )


def _verifier_contenu(client: Client, contenu: Contenu, debut: date, fin: date) -> None:
    if not contenu:
        raise Refus(
            _("Aucune heure de mission chez %(client)s du %(debut)s au %(fin)s : saisissez-les.")
            % {"client": client, "debut": ecrire_jour(debut), "fin": ecrire_jour(fin)}
        )
    dernier = max(jour for _mission, jour, _nature in contenu)
    if dernier > aujourdhui():
        raise Refus(
            _(
                "Des heures sont écrites jusqu'au %(jour)s, qui n'est pas passé : arrêtez le "
                "relevé à un jour déjà fait, ou attendez."
            )
            % {"jour": ecrire_jour(dernier)}
        )


def _dresser(
    structure: Structure,
    client: Client,
    debut: date,
    fin: date,
    contenu: Contenu,
    par: Utilisateur | None,
) -> ReleveHeures:
    releve = ReleveHeures.objects.create(
        structure=structure,
        client=client,
        debut=debut,
        fin=fin,
        cree_par=par,
        cree_le=maintenant(),
        empreinte=empreinte(client.pk, debut, fin, contenu),
    )
    LigneReleve.objects.bulk_create(
        LigneReleve(releve=releve, mission_id=m, jour=j, nature=n, minutes=contenu[m, j, n])
        for m, j, n in sorted(contenu)
    )
    _noter(releve, "preparer", par, debut=debut.isoformat(), fin=fin.isoformat())
    return releve


def _noter(releve: ReleveHeures, verbe: str, par: Utilisateur | None, **details: object) -> None:
    noter(f"releve.{verbe}", auteur=par, perimetre=releve.structure_id, cible=releve, **details)


def a_preparer(
    structure: Structure, mois: date, jusque: date | None = None
) -> dict[int, list[tuple[date, date, int]]]:
    """By client, the parts of the month with worked hours that no relevé covers, and minutes.

    `jusque`: the last day looked at, when not the last of the month.
    """
    fin = min(jusque or dernier_jour(mois), dernier_jour(mois))
    vivants: dict[int, list[ReleveHeures]] = {}
    for releve in ReleveHeures.objects.vivants().touchant(mois, fin).filter(structure=structure):
        vivants.setdefault(releve.client_id, []).append(releve)
    return {
        client: parts
        for client, contenu in contenus(structure, mois, fin).items()
        if (parts := list(_parts(mois, fin, vivants.get(client, []), contenu)))
    }


def _parts(
    mois: date, fin: date, releves: Sequence[ReleveHeures], contenu: dict[Cle, int]
) -> Iterator[tuple[date, date, int]]:
    """The stretches of the month between relevés, those that hold hours."""
    depart = mois
    for debut_pris, fin_pris in [*sorted((r.debut, r.fin) for r in releves), (fin + UN_JOUR, fin)]:
        borne = debut_pris - UN_JOUR
        minutes = sum(m for (_c, jour, _n), m in contenu.items() if depart <= jour <= borne)
        if minutes:
            yield depart, borne, minutes
        depart = max(depart, fin_pris + UN_JOUR)


@transaction.atomic
def preparer_tous(
    structure: Structure, mois: date, jusque: date | None = None, *, par: Utilisateur | None
) -> list[ReleveHeures]:
    """Draw what is missing for every client with worked hours in the month, up to `jusque`.

    Raises Refus, with nothing drawn, when hours are written on days to come.
    """
    parts = a_preparer(structure, mois, jusque)
    clients = Client.objects.filter(pk__in=parts)
    return [
        preparer(structure, client, debut, fin, par=par)
        for client in clients
        for debut, fin, _minutes in parts[client.pk]
    ]


@transaction.atomic
def envoyer(
    releve: ReleveHeures, moyen: str, destinataire: str = "", *, par: Utilisateur | None
) -> EnvoiReleve:
    """Write that the relevé is sent, by e-mail, by a link handed over or on paper.

    A second sending is a reminder: the links before it stop working. A link opens for 30 days.
    Raises Refus when the relevé waits for no answer any more, when its hours have changed, or
    when the address is not one.
    """
    releve = tenir(releve)
    exiger_attente(releve)
    destinataire = _destinataire(moyen, destinataire)
    dernier = releve.envois.order_by("-rang").first()
    instant = maintenant()
    envoi = EnvoiReleve.objects.create(
        releve=releve,
        rang=0 if dernier is None else dernier.rang + 1,
        moyen=moyen,
        destinataire=destinataire,
        par=par,
        le=instant,
        expire_le=None if moyen == MoyenEnvoi.PAPIER else instant + DUREE_LIEN,
    )
    _passer(releve, EtatReleve.ENVOYE)
    _noter(releve, "relancer" if envoi.rang else "envoyer", par, moyen=moyen, rang=envoi.rang)
    return envoi


def _destinataire(moyen: str, destinataire: str) -> str:
    if moyen not in MoyenEnvoi.values:
        raise Refus(_("Choisissez comment le relevé est envoyé."))
    if moyen != MoyenEnvoi.COURRIEL:
        return ""
    try:
        destinataire = destinataire.strip()
        validate_email(destinataire)
        _LONGUEUR_D_ADRESSE(destinataire)
    except ValidationError:
        raise Refus(
            _("Écrivez l'adresse électronique du client, ou remettez-lui le lien autrement.")
        ) from None
    return destinataire


@transaction.atomic
def relancer(releve: ReleveHeures, *, par: Utilisateur | None) -> EnvoiReleve:
    """Send again the way it was sent last. Raises Refus as `envoyer`, and when it never was."""
    dernier = releve.envois.order_by("-rang").first()
    if dernier is None:
        raise Refus(_("Ce relevé n'a pas encore été envoyé : envoyez-le d'abord."))
    return envoyer(releve, dernier.moyen, dernier.destinataire, par=par)


def remettre_autrement(envoi: EnvoiReleve) -> None:
    """Write that the e-mail did not leave: the link of the sending is to be handed over."""
    envoi.moyen, envoi.destinataire = MoyenEnvoi.LIEN, ""
    envoi.save(update_fields=["moyen", "destinataire"])


@transaction.atomic
def annuler(releve: ReleveHeures, *, par: Utilisateur | None) -> None:
    """Cancel a relevé; its lines, sendings and answer stay. Raises Refus when it already is."""
    releve = tenir(releve)
    if releve.etat == EtatReleve.ANNULE:
        raise Refus(_("Ce relevé est déjà annulé."))
    etat = releve.etat
    _passer(releve, EtatReleve.ANNULE)
    _noter(releve, "annuler", par, etat=etat)


@transaction.atomic
def refaire(releve: ReleveHeures, *, par: Utilisateur | None) -> ReleveHeures:
    """Cancel a relevé and draw it again with the hours of now. Raises Refus as both do."""
    annuler(releve, par=par)
    return preparer(releve.structure, releve.client, releve.debut, releve.fin, par=par)


@transaction.atomic
def valider_confirmees(releve: ReleveHeures, *, par: Utilisateur | None) -> int:
    """Freeze exactly the drafts the client confirmed; gives how many lines.

    Raises Refus when the relevé is not confirmed, when its hours have changed since, or when
    their month is closed.
    """
    releve = tenir(releve)
    if releve.etat != EtatReleve.CONFIRME:
        raise Refus(_("Ce relevé n'est pas confirmé : attendez la réponse du client."))
    brouillons: dict[date, list[int]] = {}
    lignes = lignes_de_mission(releve.structure, releve.debut, releve.fin, [releve.client_id])
    for cle, mois in lignes.brouillons().values_list("pk", "mois"):
        brouillons.setdefault(mois, []).append(cle)
    _refuser_changement(releve)
    return sum(
        valider(releve.structure, mois, par=par, lignes=cles)
        for mois, cles in sorted(brouillons.items())
    )


def tenir(releve: ReleveHeures) -> ReleveHeures:
    """The relevé as it is now. Until the end of the act nobody answers it nor changes its hours."""
    verrouiller(releve.structure)
    return ReleveHeures.objects.select_related("structure", "client").get(pk=releve.pk)


def exiger_attente(releve: ReleveHeures) -> None:
    """Raise Refus unless the relevé waits for an answer, on the hours as they are."""
    if not releve.attend_reponse:
        raise Refus(
            _("Ce relevé est %(etat)s : il n'attend plus de réponse.")
            % {"etat": releve.get_etat_display()}
        )
    _refuser_changement(releve)


def _refuser_changement(releve: ReleveHeures) -> None:
    if a_change(releve):
        raise Refus(
            _("Les heures ont changé depuis que ce relevé est dressé : refaites-le d'abord.")
        )


def _passer(releve: ReleveHeures, etat: EtatReleve) -> None:
    releve.etat = etat
    releve.save(update_fields=["etat"])
