"""Who sells and who buys, as they are the day the invoice is issued."""

from etrier.facturation.contenu import Partie, SapEcrite
from etrier.facturation.models import ReglageClient, ReglageFacturation
from etrier.missions.enums import GenreClient
from etrier.missions.models import Client
from etrier.structures.models import Structure


def emetteur(structure: Structure, reglage: ReglageFacturation) -> Partie:
    """The structure, with what its invoices must say of it (Code de commerce R123-237)."""
    siren = structure.siret[:9]
    return Partie(
        nom=structure.denomination,
        adresse=structure.adresse,
        code_postal=structure.code_postal,
        commune=structure.commune,
        siren=siren,
        siret=structure.siret,
        numero_tva=reglage.numero_tva,
        adresse_electronique=siren,
        courriel=reglage.courriel,
        telephone=reglage.telephone,
        forme_juridique=reglage.forme_juridique,
        immatriculation=reglage.immatriculation,
    )


def destinataire(client: Client, reglage: ReglageClient) -> Partie:
    """The client; private people have neither SIREN nor electronic address."""
    siren = client.siret[:9]
    return Partie(
        nom=client.denomination,
        adresse=client.adresse,
        code_postal=client.code_postal,
        commune=client.commune,
        siren=siren,
        siret=client.siret,
        adresse_electronique=reglage.adresse_electronique or siren,
        courriel=reglage.courriel or client.courriel,
        telephone=client.telephone,
        contact=client.contact,
        code_service=reglage.code_service,
        nature=client.nature,
    )


def est_professionnel(client: Client) -> bool:
    """Late payment rules of the Code de commerce (L441-10) bind professionals alone."""
    return client.nature != GenreClient.PARTICULIER


def sap(reglage: ReglageFacturation) -> SapEcrite | None:
    """Declaration and agrément; None for a structure that declared nothing."""
    if not reglage.sap_declaration and not reglage.sap_agrement:
        return None
    return SapEcrite(
        declaration=reglage.sap_declaration,
        declaree_le=reglage.sap_declaree_le,
        agrement=reglage.sap_agrement,
        agree_le=reglage.sap_agree_le,
    )
