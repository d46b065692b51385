"""The audit of the parcours in words: short for the filter, then the sentence with its details."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

VERBES_PARCOURS: Mapping[str, tuple[Promise, Promise]] = {
    # accompaniment
    "referent.designer": (_("Référent désigné"), _("Référent désigné, depuis le %(le)s")),
    "referent.terminer": (
        _("Fin d'un accompagnement"),
        _("Accompagnement par le référent terminé le %(le)s"),
    ),
    "diagnostic.enregistrer": (_("Diagnostic social"), _("Diagnostic social du %(le)s")),
    "metier.viser": (_("Métier visé"), _("Métier visé : %(code_rome)s")),
    "metier.retirer": (_("Métier retiré"), _("Métier retiré : %(code_rome)s")),
    "objectif.ouvrir": (_("Objectif ouvert"), _("Objectif du plan ouvert le %(le)s")),
    "objectif.clore": (_("Objectif clos"), _("Objectif du plan clos le %(le)s : %(etat)s")),
    "action.ajouter": (_("Action ajoutée"), _("Action ajoutée au plan")),
    "action.cocher": (_("Action faite"), _("Action du plan faite le %(le)s")),
    "action.decocher": (_("Action à refaire"), _("Action du plan remise à faire")),
    "entretien.ecrire": (_("Entretien écrit"), _("Entretien du %(le)s écrit")),
    "entretien.corriger": (_("Entretien corrigé"), _("Entretien du %(le)s corrigé")),
    "modele_entretien.regler": (_("Trame d'entretien"), _("Trame d'entretien réglée")),
    "competence.ajouter": (_("Compétence ajoutée"), _("Compétence ajoutée à la liste")),
    "competence.retirer": (_("Compétence retirée"), _("Compétence retirée de la liste")),
    "competence.observer": (_("Compétence observée"), _("Compétence observée le %(le)s")),
    "formation.enregistrer": (
        _("Formation"),
        _("Formation enregistrée, du %(debut)s au %(fin)s"),
    ),
    "immersion.enregistrer": (
        _("Immersion"),
        _("Immersion (PMSMP) enregistrée, du %(debut)s au %(fin)s"),
    ),
    "immersion.bilan": (
        _("Bilan d'immersion"),
        _("Bilan d'immersion écrit, du %(debut)s au %(fin)s"),
    ),
    "orientation.faire": (_("Orientation"), _("Orientation vers un partenaire le %(le)s")),
    "orientation.suivre": (
        _("Réponse d'un partenaire"),
        _("Réponse d'un partenaire notée le %(le)s"),
    ),
    "bilan.imprimer": (
        _("Bilan imprimé"),
        _("Bilan d'accompagnement du %(debut)s au %(fin)s ; ce qui est scellé y est : %(scelle)s"),
    ),
    # deadlines
    "echeance.prendre": (_("Échéance prise"), _("Échéance du %(le)s prise en charge")),
    "echeance.reporter": (
        _("Échéance reportée"),
        _("Échéance du %(le)s à revoir le %(au)s"),
    ),
    "echeance.ecarter": (_("Échéance écartée"), _("Échéance du %(le)s écartée")),
    "echeance.rendre": (_("Échéance remise"), _("Échéance du %(le)s remise comme au début")),
    "echeance_personne.ajouter": (_("Date notée"), _("Date personnelle notée : %(fin)s")),
    "echeance_personne.changer": (_("Date changée"), _("Date personnelle changée : %(fin)s")),
    "echeance_personne.faire": (_("Date faite"), _("Date personnelle du %(fin)s faite")),
    "radar.donner_lien": (_("Lien d'agenda donné"), _("Lien d'agenda des échéances donné")),
    "radar.retirer_lien": (_("Lien d'agenda fermé"), _("Lien d'agenda des échéances fermé")),
    "radar.courriel": (_("Courriel demandé"), _("Courriel hebdomadaire des échéances demandé")),
    "radar.sans_courriel": (
        _("Courriel arrêté"),
        _("Courriel hebdomadaire des échéances arrêté"),
    ),
    # the person's own page
    "chez_moi.remettre": (
        _("Lien d'une personne remis"),
        _("Lien de sa page remis à la personne, ouvert jusqu'au %(fin)s"),
    ),
    "chez_moi.retirer": (
        _("Lien d'une personne retiré"),
        _("Accès de la personne à sa page retiré"),
    ),
    "chez_moi.verrouiller": (
        _("Lien d'une personne bloqué"),
        _("Lien de la page d'une personne bloqué après cinq essais manqués"),
    ),
    "chez_moi.langue": (
        _("Langue d'une personne"),
        _("Langue choisie par la personne sur sa page : %(langue)s"),
    ),
    "chez_moi.demander": (
        _("Demande d'une personne"),
        _("Demande de la personne depuis sa page : %(genre_demande)s"),
    ),
    "chez_moi.repondre": (
        _("Réponse à une personne"),
        _("Réponse donnée à la demande d'une personne : %(genre_demande)s"),
    ),
    # the clocks of data
    "conservation.archiver": (_("Personne archivée"), _("Dossier de la personne archivé")),
    "conservation.desarchiver": (
        _("Archive rouverte"),
        _("Dossier de la personne sorti des archives"),
    ),
    "conservation.effacer": (
        _("Personne effacée"),
        _("Données de la personne effacées : %(lignes)s lignes vidées, %(supprimees)s supprimées"),
    ),
    "conservation.retenir": (
        _("Données retenues"),
        _("Données de la personne retenues : %(motif_retenue)s"),
    ),
    "conservation.lever": (
        _("Retenue levée"),
        _("Retenue des données de la personne levée : %(motif_retenue)s"),
    ),
    "conservation.copier": (
        _("Copie remise"),
        _("Copie de toutes ses données préparée pour la personne"),
    ),
    # exits
    "sortie.enregistrer": (_("Sortie enregistrée"), _("Sortie du %(le)s enregistrée")),
    "sortie.corriger": (
        _("Sortie corrigée"),
        _("Sortie du %(ancienne)s annulée et réécrite au %(le)s"),
    ),
    "sortie.annuler": (_("Sortie annulée"), _("Sortie du %(le)s annulée")),
    "sortie.suivre": (
        _("Nouvelle après une sortie"),
        _("Nouvelle à %(mois)s mois prise le %(le)s"),
    ),
    "sortie.convenir_classe": (
        _("Classe de motif convenue"),
        _("Motif %(code)s : %(classe)s, depuis le %(depuis)s"),
    ),
    "sortie.retirer_classe": (
        _("Classe de motif retirée"),
        _("Motif %(code)s : classe convenue depuis le %(depuis)s retirée"),
    ),
    "sortie.fixer_objectif": (
        _("Objectifs de sorties"),
        _("Objectifs de sorties de %(annee)s enregistrés"),
    ),
    "bilan.ecrire": (
        _("Bilan annuel commenté"),
        _("Commentaires du bilan %(annee)s gardés : %(rubriques)s rubriques"),
    ),
    # employee records of the ASP
    "asp.preparer": (
        _("Fiches ASP préparées"),
        _("Fiches ASP préparées : %(creees)s créées, %(mises_a_jour)s mises à jour"),
    ),
    "asp.decrire": (_("Situation à l'entrée"), _("Situation à l'entrée enregistrée")),
    "asp.identifier": (_("Identifiant ASP"), _("Identifiant ASP changé")),
    "asp.renvoyer": (_("Fiche ASP à renvoyer"), _("Fiche ASP rejetée, à renvoyer")),
    "asp.desactiver": (_("Fiche ASP écartée"), _("Fiche ASP écartée : elle ne partira pas")),
    "asp.reactiver": (_("Fiche ASP reprise"), _("Fiche ASP reprise")),
    "asp.rejouer": (
        _("Fiches ASP renvoyées"),
        _("Nouveau SIRET : %(nombre)s fiches ASP proposées à nouveau"),
    ),
    "asp.ecrire": (_("Fichier ASP écrit"), _("Fichier ASP écrit : %(nombre)s fiches")),
    "asp.telecharger": (_("Fichier ASP remis"), _("Fichier ASP téléchargé")),
    "asp.annuler_lot": (_("Fichier ASP annulé"), _("Fichier ASP annulé")),
    "asp.lire_retour": (
        _("Réponse de l'ASP lue"),
        _("Réponse de l'ASP lue : %(integrees)s intégrées, %(rejetees)s rejetées"),
    ),
    # participants of the FSE+
    "fse.entrer": (_("Entrée FSE+"), _("Entrée dans une opération FSE+ le %(le)s")),
    "fse.sortir": (_("Sortie FSE+"), _("Sortie d'une opération FSE+ le %(le)s")),
    "fse.repondre": (_("Réponses FSE+"), _("Réponses FSE+ enregistrées")),
    "fse.retirer": (_("Participant FSE+ retiré"), _("Participant FSE+ retiré, entrée du %(le)s")),
    "fse.exporter": (_("Participants FSE+ exportés"), _("%(nombre)s participants FSE+ exportés")),
    "fse.importer": (_("Participants FSE+ importés"), _("%(nombre)s participants FSE+ importés")),
    # arrivals, eligibility, PASS
    "partenaire.ajouter": (_("Partenaire ajouté"), _("Partenaire ajouté au carnet")),
    "partenaire.modifier": (_("Partenaire modifié"), _("Fiche d'un partenaire modifiée")),
    "candidature.recevoir": (
        _("Candidature reçue"),
        _("Candidature enregistrée, reçue le %(le)s"),
    ),
    "candidature.rendez_vous": (
        _("Rendez-vous d'accueil"),
        _("Rendez-vous d'accueil fixé au %(le)s"),
    ),
    "candidature.raconter": (
        _("Rendez-vous raconté"),
        _("Suite d'un rendez-vous d'accueil notée"),
    ),
    "candidature.accepter": (_("Candidature acceptée"), _("Candidature acceptée le %(le)s")),
    "candidature.refuser": (_("Candidature refusée"), _("Candidature refusée le %(le)s")),
    "candidature.attendre": (
        _("Liste d'attente"),
        _("Candidature mise en liste d'attente le %(le)s"),
    ),
    "candidature.retirer": (_("Candidature retirée"), _("Candidature retirée le %(le)s")),
    "candidature.rouvrir": (_("Candidature rouverte"), _("Candidature rouverte")),
    "candidature.repondre": (
        _("Réponse à une candidature"),
        _("Réponse donnée à une candidature le %(le)s"),
    ),
    "candidature.importer": (
        _("Candidatures importées"),
        _("Liste de la plateforme importée : %(nouvelles)s nouvelles, %(refusees)s refusées"),
    ),
    "etape.proposer": (_("Étape proposée"), _("Étape vers une autre structure proposée")),
    "etape.accorder": (_("Étape accordée"), _("Étape vers une autre structure accordée")),
    "etape.annuler": (_("Étape annulée"), _("Étape vers une autre structure annulée")),
    "etape.faire": (_("Étape faite"), _("Personne arrivée dans l'autre structure")),
    "personne.fusionner": (
        _("Fiches réunies"),
        _("Deux fiches d'une personne réunies : l'autre portait le n° %(doublon)s"),
    ),
    "personne.coordonnees": (_("Coordonnées changées"), _("Coordonnées de la personne changées")),
    "personne.nir": (
        _("Numéro de sécurité sociale scellé"),
        _("Numéro de sécurité sociale de la personne écrit ou effacé"),
    ),
    "eligibilite.declarer": (
        _("Diagnostic d'éligibilité"),
        _("Diagnostic d'éligibilité du %(le)s enregistré"),
    ),
    "pass.couper_suspension": (
        _("Suspension arrêtée"),
        _("Suspension du %(debut)s arrêtée la veille de l'embauche du %(fin)s"),
    ),
    "pass.demander_prolongation": (
        _("Prolongation demandée"),
        _("Prolongation du PASS IAE demandée jusqu'au %(fin)s"),
    ),
    "pass.prolonger": (_("PASS prolongé"), _("PASS IAE prolongé jusqu'au %(fin)s")),
    "pass.refuser_prolongation": (
        _("Prolongation refusée"),
        _("Prolongation du PASS IAE refusée le %(fin)s"),
    ),
    "pass.clore": (_("PASS clos"), _("PASS IAE clos le %(fin)s")),
    # papers
    "modele.enregistrer": (
        _("Texte de papier changé"),
        _("Texte du modèle « %(genre_papier)s » enregistré, version %(version)s"),
    ),
    "modele.maison": (
        _("Texte de la maison repris"),
        _("Texte de la maison repris pour le modèle « %(genre_papier)s »"),
    ),
    "document.produire": (
        _("Papier produit"),
        _("Papier n° %(numero)s produit : %(genre_papier)s ; points vus : %(points)s"),
    ),
    "document.signer": (
        _("Papier signé"),
        _("Papier n° %(numero)s signé par %(qui_signe)s, %(moyen_signature)s"),
    ),
    "document.annuler": (_("Papier annulé"), _("Papier n° %(numero)s annulé")),
}
