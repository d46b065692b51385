"""One person with a full page: a plan, a closed month, papers, an adviser, readings."""

import json
from datetime import timedelta

from django.core.management import call_command

from etrier.cloture.actions import cloturer
from etrier.parcours.chez_moi.actions import remettre
from etrier.parcours.models import DocumentProduit, LectureSecret, Referent
from etrier.parcours.secrets import sceller_octets
from etrier.socle.horloge import aujourdhui, maintenant
from etrier.socle.mois import mois_precedent, premier_jour
from etrier.structures.enums import Role
from tests import fabrique

PAPIERS = (("cddi", "signe"), ("avenant", "emis"))


def agir() -> None:
    """Write the world; print her links and her birthday."""
    call_command("migrate", verbosity=0)
    le = aujourdhui()
    une = fabrique.structure("Les Jardins")
    convention = fabrique.convention(une, "ACI")
    fabrique.annexe(convention, annee=mois_precedent(le).year)
    qui = fabrique.salarie(une)
    debut, fin = le - timedelta(days=90), le + timedelta(days=90)
    contrat = fabrique.contrat(qui, convention, debut=debut, fin=fin)
    fabrique.plan(contrat)
    mois = mois_precedent(premier_jour(le))
    fabrique.heures(contrat, mois + timedelta(days=2), 420)
    fabrique.valider_mois(une, mois)
    assert cloturer([une.pk], mois, par=None).closes
    cip = fabrique.utilisateur(Role.CIP, une)
    Referent.objects.create(salarie=qui, utilisateur=cip, debut=debut)
    qui.entretiens.create(le=maintenant(), genre="suivi", prochain_le=le + timedelta(days=9))
    LectureSecret.objects.create(
        personne=qui.personne, structure=une, lecteur=cip, rubrique="entretiens"
    )
    for rang, (genre, etat) in enumerate(PAPIERS):
        DocumentProduit.objects.create(
            structure=une,
            salarie=qui,
            genre=genre,
            numero=f"D{rang}",
            le=le,
            etat=etat,
            fichier=sceller_octets(b"%PDF-1.7"),
            empreinte="0",
        )
    autre = fabrique.salarie(une)
    lu = {
        "jeton": remettre(qui, telephone="03 00 00 00 02", par=cip).jeton,
        "partage": remettre(autre, par=cip).jeton,
        "jour": qui.personne.naissance.day,
        "mois": qui.personne.naissance.month,
    }
    print(json.dumps(lu))  # noqa: T201 -- read by the test
