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
}
