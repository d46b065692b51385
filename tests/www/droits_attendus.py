"""Who is meant to enter each address, whatever the views declare: written by hand.

An address that stands nowhere here fails (test_droits), so a new screen is covered the day it
appears.
"""

from etrier.structures.enums import Role
from tests.www.mondes import comptabilite, factures, fournisseurs
from tests.www.mondes.accompagnement import ACCOMPAGNER
from tests.www.mondes.accueil import ECRANS, SCELLES
from tests.www.mondes.banque import ECRITS as ECRITS_BANQUE
from tests.www.mondes.paie import ACTES_PAIE, LECTURES_PAIE

TOUS = frozenset(Role)
EQUIPE = TOUS - {Role.FACILITATION}
SAISIE = frozenset({Role.DIRECTION, Role.GESTION, Role.CIP, Role.ENCADREMENT})
ACCOMPAGNEMENT = frozenset({Role.DIRECTION, Role.GESTION, Role.CIP})
ARGENT = frozenset({Role.DIRECTION, Role.GESTION, Role.LECTURE})
GESTION = frozenset({Role.DIRECTION, Role.GESTION})
DIRECTION = frozenset({Role.DIRECTION})
SUIVI = frozenset({Role.DIRECTION, Role.CIP})
PILOTAGE = ACCOMPAGNEMENT | {Role.LECTURE}
ACCOMPAGNANTS = frozenset({Role.DIRECTION, Role.CIP})

ATTENDU: dict[str, frozenset[Role]] = {
    "structure": TOUS,
    # people
    "salaries": EQUIPE,
    "salarie": EQUIPE,
    "salarie_nouveau": ACCOMPAGNEMENT,
    "salarie_modifier": ACCOMPAGNEMENT,
    "contrat_nouveau": ACCOMPAGNEMENT,
    "avenant_nouveau": ACCOMPAGNEMENT,
    "contrat_qualifier": ACCOMPAGNEMENT,
    "pass_nouveau": ACCOMPAGNEMENT,
    "pass_modifier": ACCOMPAGNEMENT,
    "suspension_nouvelle": ACCOMPAGNEMENT,
    "suspension_modifier": ACCOMPAGNEMENT,
    # arrivals, eligibility, the life of the PASS
    **dict.fromkeys(ECRANS, ACCOMPAGNEMENT),
    "candidature_mots": SUIVI,
    # places
    "clients": EQUIPE,
    "client": EQUIPE,
    "client_nouveau": GESTION,
    "client_modifier": GESTION,
    "chantiers": EQUIPE,
    "chantier": EQUIPE,
    "chantier_nouveau": GESTION,
    "chantier_modifier": GESTION,
    "missions": EQUIPE,
    "mission": EQUIPE,
    "mission_nouveau": GESTION,
    "mission_modifier": GESTION,
    "prestations": EQUIPE,
    "prestation_nouvelle": GESTION,
    "prestation_modifier": GESTION,
    "prestation_archiver": GESTION,
    "tarifs": EQUIPE,
    "tarif_nouveau": GESTION,
    "tarif_retirer": GESTION,
    "marches": TOUS,
    "marche_public": TOUS,
    "marche_nouveau": GESTION,
    "clause_nouvelle": GESTION,
    # hours
    "heures": EQUIPE,
    "heures_mois": EQUIPE,
    "heures_ligne": EQUIPE,
    "heures_etat": EQUIPE,
    "heures_cases": SAISIE,
    "heures_formulaire": SAISIE,
    "heures_ajouter": SAISIE,
    "heures_importer": SAISIE,
    "heures_modele": SAISIE,
    "heures_apercu": SAISIE,
    "heures_rejets": SAISIE,
    "heures_valider": GESTION,
    "heures_corriger": GESTION,
    # relevés d'heures
    "releves": EQUIPE,
    "releve": EQUIPE,
    "releve_pdf": EQUIPE,
    "releve_preparer": SAISIE,
    "releves_preparer_tous": SAISIE,
    "releves_relancer": SAISIE,
    "releve_envoyer": SAISIE,
    "releve_papier": SAISIE,
    "releve_refaire": SAISIE,
    "releve_annuler": SAISIE,
    "releve_valider": GESTION,
    "feuilles": EQUIPE,
    "feuilles_semaine": EQUIPE,
    "feuille": EQUIPE,
    "feuille_photo_voir": EQUIPE,
    "feuille_synchroniser": SAISIE,
    "feuille_photo": SAISIE,
    # plans, absences, codes
    "plans": EQUIPE,
    "plan_nouveau": SAISIE,
    "plan_modifier": SAISIE,
    "plan_arreter": SAISIE,
    "plans_appliquer": SAISIE,
    "absences": EQUIPE,
    "absence_nouvelle": SAISIE,
    "absence_annuler": SAISIE,
    "codes": EQUIPE,
    "code_nouveau": SAISIE,
    "code_retirer": SAISIE,
    # close
    "cloture": GESTION,
    "cloture_resultats": ARGENT,
    # readings
    "paie": ARGENT,
    **dict.fromkeys(LECTURES_PAIE, ARGENT),
    **dict.fromkeys(ACTES_PAIE, GESTION),
    "facturation": ARGENT,
    **dict.fromkeys(factures.LUS, ARGENT),
    **dict.fromkeys(factures.ECRITS, GESTION),
    "aides": ARGENT,
    "annexe": ARGENT,
    "etat_mensuel": ARGENT,
    "versement_nouveau": GESTION,
    # papers of invoices
    **dict.fromkeys(
        (
            *("factures_papiers", "factures_zip", "factures_liasse", "depot_zip"),
            *("facture_pdf", "facture_cii", "facture_ubl"),
        ),
        ARGENT,
    ),
    **dict.fromkeys(
        ("factures_imprimer", "factures_envoyer", "factures_deposer", "facture_envoyer"), GESTION
    ),
    # accounts
    **dict.fromkeys(comptabilite.LUS, ARGENT),
    **dict.fromkeys(comptabilite.TENUS, GESTION),
    **dict.fromkeys(fournisseurs.LUS, ARGENT),
    **dict.fromkeys(fournisseurs.TENUS, GESTION),
    # quotes
    **dict.fromkeys(("devis", "devis_voir", "devis_pdf"), ARGENT),
    **dict.fromkeys(("devis_nouveau", "devis_modifier", "devis_dupliquer"), GESTION),
    **dict.fromkeys(("devis_envoyer", "devis_annuler", "devis_acompte"), GESTION),
    "clauses": TOUS,
    "pourquoi_aide": ARGENT,
    "pourquoi_etat": ARGENT,
    "pourquoi_paie": ARGENT,
    "pourquoi_facture": ARGENT,
    # services à la personne, late invoices, accounts of clients
    **dict.fromkeys(("sap", "sap_client", "sap_comptes", "sap_nova", "sap_cesu"), ARGENT),
    "sap_attestation_pdf": ARGENT,
    **dict.fromkeys(("sap_reglages", "sap_cesu_part", "sap_etablir", "sap_envoyer"), GESTION),
    **dict.fromkeys(("sap_client_etablir", "sap_attestation_envoyer"), GESTION),
    **dict.fromkeys(("relances", "relances_lettres", "impayee"), ARGENT),
    **dict.fromkeys(("compte_client", "compte_client_pdf"), ARGENT),
    **dict.fromkeys(("relances_envoyer", "relances_reglages"), GESTION),
    **dict.fromkeys(("facture_litige", "facture_litige_lever"), GESTION),
    "pourquoi_clause": TOUS,
    # employee records
    "fiches_asp": ACCOMPAGNEMENT,
    "fiches_asp_preparer": ACCOMPAGNEMENT,
    "fiches_asp_rejouer": ACCOMPAGNEMENT,
    "fiches_asp_ecrire": ACCOMPAGNEMENT,
    "fiches_asp_reponse": ACCOMPAGNEMENT,
    "fiche_asp": ACCOMPAGNEMENT,
    "fiche_asp_adresse": ACCOMPAGNEMENT,
    "fiche_asp_identifiant": ACCOMPAGNEMENT,
    "fiche_asp_renvoyer": ACCOMPAGNEMENT,
    "fiche_asp_ecarter": ACCOMPAGNEMENT,
    "lot_asp": ACCOMPAGNEMENT,
    "lot_asp_telecharger": ACCOMPAGNEMENT,
    "lot_asp_annuler": ACCOMPAGNEMENT,
    # participants of the FSE+
    "fse": ACCOMPAGNEMENT,
    "fse_entrer": ACCOMPAGNEMENT,
    "fse_exporter": ACCOMPAGNEMENT,
    "fse_importer": ACCOMPAGNEMENT,
    "fse_sortir": ACCOMPAGNEMENT,
    "fse_retirer": ACCOMPAGNEMENT,
    # papers
    **dict.fromkeys(("documents", "document", "documents_salarie"), ACCOMPAGNEMENT),
    **dict.fromkeys(("document_pdf", "document_original", "document_word"), ACCOMPAGNEMENT),
    **dict.fromkeys(("document_signer", "document_reporter", "document_annuler"), ACCOMPAGNEMENT),
    **dict.fromkeys(("document_contrat", "document_immersion"), ACCOMPAGNEMENT),
    "document_mission": ACCOMPAGNEMENT,
    **dict.fromkeys(("modeles_document", "modele_document"), ACCOMPAGNEMENT),
    **dict.fromkeys(("modele_apercu", "modele_maison"), ACCOMPAGNEMENT),
    # the bank
    "reglements": ARGENT,
    **dict.fromkeys(ECRITS_BANQUE, GESTION),
    # house
    "reglages": DIRECTION,
    "structure_modifier": DIRECTION,
    "role_donner": DIRECTION,
    "role_retirer": DIRECTION,
    "convention_dater": DIRECTION,
    "parametres": DIRECTION,
    "journal": GESTION,
    # the person's page, the clocks of data
    **dict.fromkeys(("chez_moi_acces", "chez_moi_carte", "chez_moi_retirer"), ACCOMPAGNEMENT),
    "chez_moi_repondre": ACCOMPAGNEMENT,
    **dict.fromkeys(("conservation", "conservation_personne"), DIRECTION),
    **dict.fromkeys(("conservation_archiver", "conservation_desarchiver"), DIRECTION),
    **dict.fromkeys(("conservation_effacer", "conservation_retenir"), DIRECTION),
    "conservation_lever": DIRECTION,
    # accompaniment
    **dict.fromkeys(("suivis", "accompagnement", "formations", "immersions"), SUIVI),
    "lectures": DIRECTION,
    **dict.fromkeys(("metiers", "metier_retirer"), SUIVI),
    **dict.fromkeys(("modeles_entretien", "modele_entretien_nouveau"), SUIVI),
    "modele_entretien_modifier": SUIVI,
    **dict.fromkeys(("competences", "competences_liste", "competence_retirer"), SAISIE),
    "competences_salarie": SAISIE,
    **dict.fromkeys(("formation_nouvelle", "formation_modifier"), SUIVI),
    **dict.fromkeys(("immersion_nouvelle", "immersion_renouveler", "immersion_bilan"), SUIVI),
    "referents": ACCOMPAGNEMENT,
    "referents_designer": ACCOMPAGNEMENT,
    "referent_designer": ACCOMPAGNEMENT,
    "referent_terminer": ACCOMPAGNEMENT,
    # deadlines, the pathway
    **dict.fromkeys(("radar", "radar_recevoir", "frise", "frise_pdf"), EQUIPE),
    **dict.fromkeys(("radar_prendre", "radar_rendre", "radar_reporter"), ACCOMPAGNEMENT),
    **dict.fromkeys(("radar_ecarter", "echeances_personne"), ACCOMPAGNEMENT),
    **dict.fromkeys(("echeance_nouvelle", "echeance_changer", "echeance_faire"), ACCOMPAGNEMENT),
    # exits and figures
    "sorties": PILOTAGE,
    "sortie": PILOTAGE,
    "sortie_nouvelle": ACCOMPAGNANTS,
    "sortie_corriger": ACCOMPAGNANTS,
    "sortie_annuler": ACCOMPAGNANTS,
    "suivi_sortie": ACCOMPAGNANTS,
    "sorties_classes": PILOTAGE,
    "classe_motif_nouvelle": DIRECTION,
    "classe_motif_retirer": DIRECTION,
    "pilotage_sorties": PILOTAGE,
    "pilotage_groupe": PILOTAGE,
    "objectif_sorties": DIRECTION,
    "bilans": PILOTAGE,
    "bilan": PILOTAGE,
    "bilan_ecrire": ACCOMPAGNEMENT,
    "bilan_pdf": PILOTAGE,
    "bilan_docx": PILOTAGE,
}

# What only the assigned adviser opens: the roles that may be one. Anybody else gets 404, a
# colleague with the same role too.
AU_REFERENT: dict[str, frozenset[Role]] = {
    "conservation_copie": frozenset({Role.DIRECTION, Role.CIP}),
    **dict.fromkeys(ACCOMPAGNER, SUIVI),
    **dict.fromkeys(SCELLES, SUIVI),
    "fiche_asp_situation": frozenset({Role.DIRECTION, Role.CIP}),
    "fse_repondre": frozenset({Role.DIRECTION, Role.CIP}),
}
# What a signed link opens to a client, without an account.
DU_CLIENT = {
    "releve_client",
    "releve_client_contester",
    "releve_client_recu",
    "releve_client_pdf",
}
# What a quote's link opens to a client (test_devis).
D_UN_DEVIS = {"devis_client", "devis_client_refuser", "devis_client_recu", "devis_client_pdf"}
# What a person opens with her own link (test_chez_moi).
DE_LA_PERSONNE = {
    *("moi", "moi_lien", "moi_planning", "moi_heures", "moi_papiers", "moi_papier", "moi_aide"),
    *("moi_dates", "moi_droits", "moi_langue", "moi_fermer"),
}
# What the installed pages of the sheets and of a person are made of.
APPLI = {"feuille_sw", "manifeste", "feuille_hors_ligne", "moi_manifeste"}
# What a calendar reads with a private link (test_radar).
D_UN_AGENDA = {"radar_agenda"}
# What a private person opens to keep her attestation (test_sap).
D_UNE_ATTESTATION = {"attestation_client", "attestation_client_pdf"}
PAR_UN_LIEN = DU_CLIENT | D_UN_DEVIS | D_UNE_ATTESTATION | DE_LA_PERSONNE | D_UN_AGENDA
PUBLIQUES = {"accueil", "connexion", "calculs", "calcul", "set_language", *PAR_UN_LIEN, *APPLI}
CONNECTEES = {"deconnexion", "mot_de_passe"}
