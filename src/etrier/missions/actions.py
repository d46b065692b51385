"""Acts on places: clients, chantiers, missions. Each is atomic and audited."""

from datetime import date

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import gettext as _

from etrier.droit.ecriture import jour as ecrire_jour
from etrier.missions.actes_marches import creer_clause, creer_marche
from etrier.missions.actes_prestations import (
    archiver_prestation,
    creer_prestation,
    modifier_prestation,
    reprendre_prestation,
)
from etrier.missions.actes_tarifs import Supplements, fixer_tarif, retirer_tarif
from etrier.missions.enums import GenreClient
from etrier.missions.models import Chantier, Client, Mission, Prestation
from etrier.missions.verification import texte, verifier_appartenance
from etrier.parcours.models import Contrat
from etrier.parcours.verification import verifier_ordre
from etrier.socle.erreurs import Refus
from etrier.socle.journal import noter
from etrier.structures.models import Structure, Utilisateur
from etrier.structures.validators import valider_siret

__all__ = [
    "Supplements",
    "archiver_prestation",
    "creer_chantier",
    "creer_clause",
    "creer_client",
    "creer_marche",
    "creer_mission",
    "creer_prestation",
    "fixer_tarif",
    "modifier_chantier",
    "modifier_client",
    "modifier_mission",
    "modifier_prestation",
    "reprendre_prestation",
    "retirer_tarif",
]


@transaction.atomic
def creer_client(
    structure: Structure,
    *,
    nature: str,
    denomination: str,
    siret: str = "",
    adresse: str = "",
    code_postal: str = "",
    commune: str = "",
    contact: str = "",
    courriel: str = "",
    telephone: str = "",
    par: Utilisateur | None,
) -> Client:
    """Add a client. Raises Refus when the name is taken, or the SIRET or the nature wrong."""
    client = Client(structure=structure)
    _remplir_client(client, nature, denomination, siret)
    client.adresse, client.code_postal, client.commune = (
        champ.strip() for champ in (adresse, code_postal, commune)
    )
    _remplir_contact(client, contact, courriel, telephone)
    client.save()
    noter("client.creer", auteur=par, perimetre=structure.pk, cible=client, nature=nature)
    return client


@transaction.atomic
def modifier_client(
    client: Client,
    *,
    nature: str,
    denomination: str,
    siret: str = "",
    adresse: str = "",
    code_postal: str = "",
    commune: str = "",
    contact: str = "",
    courriel: str = "",
    telephone: str = "",
    par: Utilisateur | None,
) -> Client:
    """Change a client. Raises Refus as `creer_client` does."""
    _remplir_client(client, nature, denomination, siret)
    client.adresse, client.code_postal, client.commune = (
        champ.strip() for champ in (adresse, code_postal, commune)
    )
    _remplir_contact(client, contact, courriel, telephone)
    client.save()
    noter("client.modifier", auteur=par, perimetre=client.structure_id, cible=client, nature=nature)
    return client


def _remplir_client(client: Client, nature: str, denomination: str, siret: str) -> None:
    denomination = texte(denomination, 120, _("la dénomination du client"))
    if nature not in GenreClient.values:
        raise Refus(_("Choisissez la nature du client dans la liste."))
    autre = Client.objects.filter(structure=client.structure, denomination=denomination).first()
    if autre is not None and autre != client:
        raise Refus(
            _("« %(nom)s » est déjà un client : ouvrez sa fiche, ou précisez le nom.")
            % {"nom": denomination}
        )
    siret = "".join(siret.split())
    if siret:
        try:
            valider_siret(siret)
        except ValidationError as erreur:
            raise Refus(" ".join(erreur.messages)) from None
    client.nature, client.denomination, client.siret = nature, denomination, siret


def _remplir_contact(client: Client, contact: str, courriel: str, telephone: str) -> None:
    courriel = courriel.strip()
    if courriel:
        try:
            validate_email(courriel)
        except ValidationError:
            raise Refus(
                _("« %(courriel)s » n'est pas une adresse électronique.") % {"courriel": courriel}
            ) from None
    client.contact, client.telephone = contact.strip()[:120], telephone.strip()[:20]
    client.courriel = courriel


@transaction.atomic
def creer_chantier(
    structure: Structure,
    *,
    denomination: str,
    debut: date,
    fin: date | None = None,
    client: Client | None = None,
    prestation: Prestation | None = None,
    par: Utilisateur | None,
) -> Chantier:
    """Open a chantier, for a client or for the structure itself.

    Raises Refus when the name is taken, the dates impossible, the client another structure's.
    """
    chantier = Chantier(structure=structure)
    verifier_appartenance(chantier.structure_id, client, prestation)
    _remplir_chantier(chantier, denomination, debut, fin)
    chantier.client, chantier.prestation = client, prestation
    chantier.save()
    noter("chantier.creer", auteur=par, perimetre=structure.pk, cible=chantier)
    return chantier


@transaction.atomic
def modifier_chantier(
    chantier: Chantier,
    *,
    denomination: str,
    debut: date,
    fin: date | None = None,
    client: Client | None = None,
    prestation: Prestation | None = None,
    par: Utilisateur | None,
) -> Chantier:
    """Change a chantier. Raises Refus as `creer_chantier` does."""
    verifier_appartenance(chantier.structure_id, client, prestation)
    _remplir_chantier(chantier, denomination, debut, fin)
    chantier.client, chantier.prestation = client, prestation
    chantier.save()
    noter("chantier.modifier", auteur=par, perimetre=chantier.structure_id, cible=chantier)
    return chantier


def _remplir_chantier(chantier: Chantier, denomination: str, debut: date, fin: date | None) -> None:
    denomination = texte(denomination, 120, _("le nom du chantier"))
    verifier_ordre(debut, fin)
    autre = Chantier.objects.filter(structure=chantier.structure, denomination=denomination).first()
    if autre is not None and autre != chantier:
        raise Refus(
            _("Un chantier s'appelle déjà « %(nom)s » : choisissez un autre nom.")
            % {"nom": denomination}
        )
    chantier.denomination, chantier.debut, chantier.fin = denomination, debut, fin


@transaction.atomic
def creer_mission(
    client: Client,
    contrat: Contrat,
    *,
    objet: str,
    debut: date,
    fin: date | None = None,
    numero: str = "",
    prestation: Prestation | None = None,
    par: Utilisateur | None,
) -> Mission:
    """Place the person of a contract with a client of the same structure.

    Without `numero` the next free one of the year is given. Raises Refus when the dates leave the
    contract, when the number is taken, when client and contract are of two structures.
    """
    verifier_appartenance(client.structure_id, contrat, prestation)
    # Two people writing at once would take the same number: they queue on the structure.
    structure = Structure.objects.select_for_update().get(pk=client.structure_id)
    mission = Mission(structure=structure, contrat=contrat, client=client, prestation=prestation)
    _remplir_mission(mission, objet, debut, fin)
    mission.numero = _numero(structure, debut, numero)
    mission.save()
    noter(
        "mission.creer",
        auteur=par,
        perimetre=structure.pk,
        cible=mission,
        debut=debut.isoformat(),
        fin=fin.isoformat() if fin else None,
    )
    return mission


@transaction.atomic
def modifier_mission(
    mission: Mission,
    *,
    objet: str,
    debut: date,
    fin: date | None,
    prestation: Prestation | None = None,
    par: Utilisateur | None,
) -> Mission:
    """Change the object, the service or the dates of a mission.

    Raises Refus when they leave the contract, when the service is another structure's.
    """
    verifier_appartenance(mission.structure_id, prestation)
    _remplir_mission(mission, objet, debut, fin)
    mission.prestation = prestation
    mission.save()
    noter(
        "mission.modifier",
        auteur=par,
        perimetre=mission.structure_id,
        cible=mission,
        debut=debut.isoformat(),
        fin=fin.isoformat() if fin else None,
    )
    return mission


def _remplir_mission(mission: Mission, objet: str, debut: date, fin: date | None) -> None:
    mission.objet = texte(objet, 120, _("l'objet de la mission"))
    verifier_ordre(debut, fin)
    contrat = mission.contrat
    if debut < contrat.debut:
        raise Refus(
            _("Le contrat %(numero)s commence le %(jour)s : la mission ne peut pas le précéder.")
            % {"numero": contrat.numero, "jour": ecrire_jour(contrat.debut)}
        )
    if contrat.fin is not None and (fin is None or fin > contrat.fin):
        raise Refus(
            _(
                "Le contrat %(numero)s finit le %(jour)s : finissez la mission ce jour-là au plus "
                "tard, ou prolongez le contrat par un avenant."
            )
            % {"numero": contrat.numero, "jour": ecrire_jour(contrat.fin)}
        )
    mission.debut, mission.fin = debut, fin


def _numero(structure: Structure, debut: date, voulu: str) -> str:
    pris = set(Mission.objects.filter(structure=structure).values_list("numero", flat=True))
    voulu = voulu.strip()
    if voulu in pris:
        raise Refus(
            _("La mission n° %(numero)s existe déjà : choisissez un autre numéro.")
            % {"numero": voulu}
        )
    if voulu:
        return voulu
    rang = 1
    while f"M{debut:%Y}-{rang:04d}" in pris:
        rang += 1
    return f"M{debut:%Y}-{rang:04d}"
