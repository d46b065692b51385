"""The tables of services à la personne."""

from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import gettext

from etrier.droit.regles.sap import MOTIFS
from etrier.facturation.models import AttestationSap, PartPrefinancee, Reglement
from etrier.facturation.sap.comptes import MoisSap
from etrier.facturation.sap.contenu import AnneeClient
from etrier.facturation.sap.interventions import Intervention
from etrier.facturation.sap.nova import EtatActivite
from etrier.missions.enums import ActiviteSap
from etrier.structures.access import Acces, Finalite
from etrier.www import formats_ecran
from etrier.www.sap.annee import AnneeSap, LigneClient
from etrier.www.tableau import Colonne, Tableau


def tableau_annee(acces: Acces, annee: AnneeSap) -> Tableau:
    """Who paid what in the year, and where each attestation stands."""

    def lien(ligne: LigneClient) -> str:
        adresse = reverse("sap_client", args=[acces.structure.pk, ligne.client.pk])
        return f"{adresse}?annee={annee.annee}"

    return Tableau(
        gettext("Services à la personne payés en %(annee)s") % {"annee": str(annee.annee)},
        [
            Colonne(gettext("Client"), "client", lien=lien),
            Colonne(gettext("Acquitté"), "bilan.paye_centimes", "centimes", total=True),
            Colonne(gettext("Ouvre droit"), "bilan.ouvrant_droit_centimes", "centimes", total=True),
            Colonne(
                gettext("Au-delà d’un plafond"),
                lambda x: x.bilan.depasse_centimes or None,
                "centimes",
                total=True,
            ),
            Colonne(gettext("Attestation"), _etat, etiquette=_pastille),
            Colonne(gettext("Envoyée le"), "attestation.envoyee_le", "date"),
            Colonne(gettext("Courriel"), "client.courriel"),
        ],
        annee.lignes,
        legende=gettext(
            "Paiements reçus dans l’année. Ce qui dépasse un plafond ouvre droit selon les autres "
            "dépenses du foyer, que la structure ne connaît pas : il est montré, pas retiré."
        ),
        vide=gettext("Aucun particulier n’a payé de service à la personne cette année-là."),
        nom="clients",
    )


def _etat(ligne: LigneClient) -> str:
    if ligne.attestation is None:
        return gettext("à établir")
    if ligne.a_faire:
        return gettext("à refaire : elle ne dit plus ce qui a été reçu")
    return gettext("version %(n)s") % {"n": ligne.attestation.version}


def _pastille(ligne: LigneClient) -> str:
    return "" if ligne.attestation is None or ligne.a_faire else "etiquette-ok"


def tableau_activites(une: AnneeClient) -> Tableau:
    """A client's year by activity, with the ceiling of each."""
    return Tableau(
        gettext("Par activité"),
        [
            Colonne(gettext("Service"), lambda a: ActiviteSap(a.activite).label),
            Colonne(gettext("Acquitté"), "paye_centimes", "centimes", total=True),
            Colonne(gettext("Ouvre droit"), "ouvrant_droit_centimes", "centimes", total=True),
            Colonne(
                gettext("Plafond annuel"),
                lambda a: None if a.plafond is None else a.plafond.en(100),
                "centimes",
                motif=lambda a: gettext("pas de plafond propre"),
            ),
            Colonne(gettext("Au-delà"), lambda a: a.depasse_centimes or None, "centimes"),
            Colonne(gettext("Pourquoi"), "raison", langue="fr"),
        ],
        une.bilan.activites,
        recherche=False,
        nom="activites",
    )


def tableau_ecartes(une: AnneeClient) -> Tableau:
    """What was paid without opening the tax credit, and why."""
    return Tableau(
        gettext("Payé sans ouvrir droit"),
        [
            Colonne(gettext("Pourquoi"), lambda x: MOTIFS[x[0]], langue="fr"),
            Colonne(gettext("Montant"), lambda x: x[1], "centimes", total=True),
        ],
        une.bilan.ecartes,
        vide=gettext("Tout ce qui a été payé ouvre droit."),
        recherche=False,
        nom="ecartes",
    )


def tableau_paiements(une: AnneeClient) -> Tableau:
    """What was received, payment by payment."""
    return Tableau(
        gettext("Paiements reçus"),
        [
            Colonne(gettext("Reçu le"), "le", "date"),
            Colonne(gettext("Moyen"), _moyen),
            Colonne(gettext("Facture"), "facture.numero", "numero"),
            Colonne(
                gettext("Services à la personne"),
                lambda r: sum(r.sap.values()),
                "centimes",
                total=True,
            ),
            Colonne(gettext("Autre"), "hors_sap_centimes", "centimes", total=True),
        ],
        une.recus,
        legende=gettext("Une facture payée en partie l’est au prorata de ses lignes."),
        nom="paiements",
    )


def _moyen(recu: object) -> str:
    mots = dict(Reglement._meta.get_field("moyen").flatchoices)
    return str(mots.get(getattr(recu, "moyen", ""), gettext("avoir reporté")))


def tableau_interventions(une: AnneeClient) -> Tableau:
    """Who came, when, for how long."""
    venues = sorted((v for liste in une.interventions.values() for v in liste), key=lambda v: v.le)
    return Tableau(
        gettext("Interventions"),
        [
            Colonne(gettext("Date"), "le", "date"),
            Colonne(gettext("Intervenant"), "nom"),
            Colonne(gettext("Code"), "matricule", "numero"),
            Colonne(gettext("Service"), lambda v: ActiviteSap(v.activite).label),
            Colonne(gettext("Durée"), "minutes", "heures", total=True),
        ],
        venues,
        vide=gettext("Aucune heure n’est attachée aux factures payées."),
        nom="interventions",
    )


def tableau_versions(acces: Acces, faites: Sequence[AttestationSap]) -> Tableau:
    """Every attestation drawn for a client."""
    return Tableau(
        gettext("Attestations établies"),
        [
            Colonne(
                gettext("Année"),
                lambda a: f"{a.annee}, {gettext('version')} {a.version}",
                lien=lambda a: reverse("sap_attestation_pdf", args=[acces.structure.pk, a.pk]),
            ),
            Colonne(gettext("Établie le"), "created_at", "date"),
            Colonne(gettext("Acquitté"), "paye_centimes", "centimes"),
            Colonne(gettext("Ouvre droit"), "ouvrant_droit_centimes", "centimes"),
            Colonne(gettext("Envoyée le"), "envoyee_le", "date"),
            Colonne(gettext("À"), "courriel"),
        ],
        faites,
        vide=gettext("Aucune attestation n’est encore établie."),
        recherche=False,
        exportable=False,
        nom="versions",
    )


def tableau_comptes(comptes: Sequence[MoisSap], annee: int) -> Tableau:
    """The separate account, month by month."""
    return Tableau(
        gettext("Comptabilité séparée, %(annee)s") % {"annee": str(annee)},
        [
            Colonne(gettext("Mois"), "mois", "mois"),
            Colonne(gettext("Facturé, SAP"), "facture_sap_centimes", "centimes", total=True),
            Colonne(gettext("Facturé, autre"), "facture_hors_centimes", "centimes", total=True),
            Colonne(gettext("Reçu, SAP"), "recu_sap_centimes", "centimes", total=True),
            Colonne(gettext("dont ouvre droit"), "ouvrant_droit_centimes", "centimes", total=True),
            Colonne(gettext("dont sans droit"), "sans_droit_centimes", "centimes", total=True),
            Colonne(gettext("Reçu, autre"), "recu_hors_centimes", "centimes", total=True),
        ],
        comptes,
        legende=gettext(
            "TTC. Facturé au jour d’émission, avoirs déduits ; reçu au jour du paiement. « Autre » "
            "compte aussi ce qui n’est encore imputé sur aucune facture."
        ),
        recherche=False,
        nom="comptes",
    )


def tableau_nova(etat: EtatActivite) -> Tableau:
    """The activity statement of a period."""
    return Tableau(
        gettext("État d’activité du %(debut)s au %(fin)s")
        % {"debut": formats_ecran.jour(etat.debut), "fin": formats_ecran.jour(etat.fin)},
        [
            Colonne(gettext("Activité"), "libelle"),
            Colonne(gettext("SIRET"), lambda a: etat.structure.siret, "numero"),
            Colonne(gettext("Heures"), "minutes", "heures", total=True),
            Colonne(gettext("Clients"), "nombre_clients", "entier"),
            Colonne(gettext("Intervenants"), "nombre_intervenants", "entier"),
            Colonne(gettext("Facturé TTC"), "facture_centimes", "centimes", total=True),
        ],
        etat.activites,
        legende=gettext(
            "Heures des mois clos faites chez des particuliers ; montants des factures de la "
            "période. Toutes activités ensemble : %(clients)s clients, %(gens)s intervenants."
        )
        % {"clients": etat.nombre_clients, "gens": etat.nombre_intervenants},
        vide=gettext("Aucun service à la personne dans un mois clos de cette période."),
        recherche=False,
        nom="activites",
    )


def tableau_longues(longues: Sequence[tuple[str, Intervention, str]]) -> Tableau:
    """Visits of handiwork that last too long."""
    return Tableau(
        gettext("Interventions de bricolage à vérifier"),
        [
            Colonne(gettext("Client"), lambda x: x[0]),
            Colonne(gettext("Date"), lambda x: x[1].le, "date"),
            Colonne(gettext("Intervenant"), lambda x: x[1].nom),
            Colonne(gettext("Durée"), lambda x: x[1].minutes, "heures"),
            Colonne(gettext("Pourquoi"), lambda x: x[2], langue="fr"),
        ],
        longues,
        legende=gettext("Le temps d’une personne, un jour, chez un client, tient lieu de visite."),
        vide=gettext("Aucune visite de bricolage ne dépasse la durée permise."),
        nom="longues",
        recherche=False,
    )


def tableau_cesu(acces: Acces, cesu: Sequence[Reglement]) -> Tableau:
    """Payments in CESU of a year, and what somebody else paid of each."""
    ecrire = acces.peut(Finalite.FACTURER)

    def lien(reglement: Reglement) -> str | None:
        return reverse("sap_cesu_part", args=[acces.structure.pk, reglement.pk]) if ecrire else None

    return Tableau(
        gettext("Paiements en CESU préfinancé"),
        [
            Colonne(gettext("Client"), "client", lien=lien),
            Colonne(gettext("Reçu le"), "le", "date"),
            Colonne(gettext("Référence"), "reference", "numero"),
            Colonne(gettext("Montant"), "montant_centimes", "centimes", total=True),
            Colonne(
                gettext("Financé par un tiers"),
                part_dite,
                "centimes",
                total=True,
                motif=lambda r: gettext("à demander au client"),
            ),
        ],
        cesu,
        vide=gettext("Aucun paiement en CESU cette année-là."),
        nom="cesu",
    )


def part_dite(reglement: Reglement) -> int | None:
    """What somebody else paid of a CESU; None when nobody said."""
    part: PartPrefinancee | None = getattr(reglement, "part_prefinancee", None)
    return None if part is None else part.montant_centimes
