"""Tables of the user's guide: files, roles, screens, settings, demonstration.

A word of the code without its French sentence here stops the generation: nothing new goes unsaid.
"""

import re
from collections.abc import Callable, Mapping
from datetime import date
from functools import cache
from pathlib import Path

from django.urls import resolve, reverse

from etrier.demonstration.charger import inventer
from etrier.demonstration.comptes import comptes
from etrier.demonstration.monde import Monde
from etrier.demonstration.scenario import JOUR_DONNE, STRUCTURES, Calendrier
from etrier.droit.parametre import parametres_par_defaut
from etrier.heures.enums import GenreHeures
from etrier.heures.formats.tableurs.cellules import NATURES_ECRITES
from etrier.heures.formats.tableurs.tableur import COLONNES
from etrier.structures.access import FINALITES, Finalite
from etrier.structures.enums import DispositifConventionne, Role
from etrier.www.menu import PLAN
from scripts.docs.markdown import tableau

Bloc = Callable[[], str]
REGLAGES = Path(__file__).resolve().parents[2] / "src" / "etrier" / "config" / "settings.py"
VARIABLE = re.compile(r"\"(ETRIER_[A-Z_]+)\"")

SENS_DES_COLONNES: Mapping[str, str] = {
    "matricule": "celui de la personne dans la structure ; ou bien `nom` et `prénom`",
    "nom": "à défaut de matricule, ou pour vérifier que c'est la bonne personne",
    "prénom": "avec `nom`",
    "jour": "`05/10/2026`, `2026-10-05` ou une vraie date du tableur",
    "nature": "voir plus bas ; vide : travail",
    "heures": "`7,5`, `7h30`, `7:30` ou une vraie durée ; vide : la ligne n'est pas lue",
    "chantier": "sa dénomination",
    "mission": "son numéro ; jamais en même temps qu'un chantier",
    "clause": "la référence du marché et le lot : `2026-12 lot 3` ou `2026-12/3`",
    "contrat": "son numéro, utile seulement si deux contrats de la personne couvrent le jour",
}
OBLIGATOIRES: Mapping[str, str] = {
    "jour": "oui",
    "heures": "oui",
    "matricule": "oui, ou nom et prénom",
}
SENS_DES_FINALITES: Mapping[Finalite, str] = {
    Finalite.LIRE_STRUCTURE: "Voir la structure et son tableau de bord",
    Finalite.LIRE_SALARIES: "Voir les salariés, leurs contrats et leurs PASS IAE",
    Finalite.ECRIRE_SALARIES: "Ajouter ou changer un salarié, un contrat, un PASS IAE",
    Finalite.LIRE_ACCUEIL: "Voir les candidatures et les partenaires",
    Finalite.ECRIRE_ACCUEIL: "Recevoir une candidature, y répondre, dire l'éligibilité",
    Finalite.LIRE_ACCOMPAGNEMENT: "Voir les dates de l'accompagnement (ce qui est scellé s'ouvre "
    "au seul référent)",
    Finalite.ACCOMPAGNER: "Écrire un entretien, un diagnostic, un plan",
    Finalite.DESIGNER_REFERENT: "Dire qui accompagne qui",
    Finalite.OBSERVER_COMPETENCES: "Noter les compétences vues au travail",
    Finalite.LIRE_DOCUMENTS: "Ouvrir les contrats et les papiers",
    Finalite.ECRIRE_DOCUMENTS: "Préparer, faire signer et annuler un papier",
    Finalite.TRANSMETTRE_ASP: "Envoyer les fiches salarié à l'ASP et lire ses réponses",
    Finalite.LIRE_PILOTAGE: "Voir les sorties, les taux et le bilan d'activité",
    Finalite.CONSERVER: "Archiver et effacer les données des personnes parties",
    Finalite.LIRE_MISSIONS: "Voir les clients, chantiers, missions et marchés",
    Finalite.ECRIRE_MISSIONS: "Ajouter ou changer un client, un chantier, une mission, un tarif",
    Finalite.LIRE_HEURES: "Voir les heures",
    Finalite.SAISIR_HEURES: "Saisir et importer des heures",
    Finalite.VALIDER_HEURES: "Valider et corriger des heures",
    Finalite.CLOTURER: "Clôturer un mois",
    Finalite.LIRE_ARGENT: "Voir la paie, les factures, l'aide au poste",
    Finalite.FACTURER: "Préparer et émettre les factures, faire un avoir, un devis",
    Finalite.TENIR_BANQUE: "Noter les règlements, tenir les comptes et les fichiers de la banque",
    Finalite.COMPTABILISER: "Passer les écritures et les exporter",
    Finalite.PREPARER_PAIE: "Préparer les variables de paie et lire le retour de la paie",
    Finalite.LIRE_CLAUSES: "Voir les heures créditées aux clauses sociales",
    Finalite.REGLER: "Régler la structure, donner et retirer des rôles",
    Finalite.LIRE_JOURNAL: "Lire le journal des actes",
}
VARIABLES: Mapping[str, tuple[str, str]] = {
    "DATABASE_URL": (
        "Adresse de la base : `postgres://utilisateur:secret@serveur/base` ou `sqlite:////chemin`",
        "un fichier SQLite dans `ETRIER_VAR`",
    ),
    "ETRIER_VAR": ("Dossier de la base SQLite", "`var/`, à côté du code"),
    "ETRIER_CLES_SECRETS": (
        "Clés de ce qui est scellé dans la base (numéros de sécurité sociale, diagnostics, comptes "
        "rendus), la plus récente d'abord, séparées par des virgules",
        "le fichier `secrets.cle` de `ETRIER_VAR`, créé au premier secret : gardez-en une copie "
        "ailleurs que les sauvegardes",
    ),
    "ETRIER_SECRET_KEY": (
        "Secret qui signe les sessions : une longue suite de caractères au hasard, à ne donner à "
        "personne",
        "une clé connue de tous, bonne pour la démonstration seulement",
    ),
    "ETRIER_HOSTS": (
        "Noms sous lesquels le site répond, séparés par des virgules",
        "cette machine seulement",
    ),
    "ETRIER_ORIGINS": (
        "Adresses d'où les formulaires sont acceptés derrière un relais : `https://etrier.exemple`",
        "aucune",
    ),
    "ETRIER_HTTPS": ("`oui` quand le site est servi en HTTPS : tout y est alors renvoyé", "non"),
    "ETRIER_PARAMETRES": (
        "Dossiers de valeurs légales posés sur celles de la version, séparés par `:`",
        "aucun",
    ),
    "ETRIER_DEMONSTRATION": (
        "`oui` montre les comptes fictifs à la connexion ; `etrier demo` s'en charge",
        "non",
    ),
    "ETRIER_SOURCE": (
        "Adresse du code source de cette instance, montrée en bas de page : la licence demande de "
        "l'offrir à ceux qui s'en servent",
        "aucune",
    ),
    "ETRIER_COURRIEL": (
        "Serveur qui envoie les courriels aux clients : `smtp://utilisateur:secret@serveur:587` "
        "(chiffré par STARTTLS) ou `smtps://utilisateur:secret@serveur:465` ; `?tls=non` à la fin "
        "pour un relais de la même machine",
        "aucun : rien n'est envoyé, l'écran donne le lien à remettre",
    ),
    "ETRIER_COURRIEL_DE": (
        "Adresse d'où partent les courriels : `Étrier <heures@exemple.fr>`",
        "`etrier@localhost`",
    ),
    "ETRIER_DEBUG": ("`oui` montre le détail des erreurs : jamais en service", "non"),
}


def colonnes_heures() -> str:
    """Columns of the file of hours."""
    lignes = [(f"`{c}`", SENS_DES_COLONNES[c], OBLIGATOIRES.get(c, "")) for c in COLONNES]
    return tableau(("colonne", "ce qu'elle contient", "obligatoire"), lignes)


def natures() -> str:
    """Natures of hours, as written in the file."""
    lignes = [
        (
            f"`{NATURES_ECRITES[nature]}`",
            GenreHeures(nature).label,
            "oui" if nature.est_payee else "non",
            "oui" if nature.est_presence else "non",
        )
        for nature in NATURES_ECRITES
    ]
    return tableau(("dans le fichier", "à l'écran", "payée", "présence"), lignes)


def roles() -> str:
    """What each role opens."""
    lignes = [
        (SENS_DES_FINALITES[f], *("oui" if f in FINALITES[r] else "" for r in Role))
        for f in Finalite
    ]
    return tableau(("", *(str(r.label) for r in Role)), lignes)


def ecrans() -> str:
    """The menu, and who sees each of its lines."""
    lignes = []
    for section, entrees in PLAN:
        for libelle, nom, mensuel in entrees:
            finalite = _finalite(nom, mensuel)
            ouverts = [str(r.label) for r in Role if finalite in FINALITES[r]]
            lignes.append((section, libelle, ", ".join(ouverts)))
    return tableau(("menu", "écran", "rôles qui le voient"), lignes)


def _finalite(nom: str, mensuel: bool) -> Finalite:
    mois = {"mois": date(2026, 10, 1)} if mensuel else {}
    vue = resolve(reverse(nom, kwargs={"structure_id": 1, **mois})).func
    finalite: Finalite = vars(vue)["finalite"]
    return finalite


def environnement() -> str:
    """Environment variables the settings read."""
    return tableau(
        ("variable", "rôle", "par défaut"),
        [(f"`{nom}`", *VARIABLES[nom]) for nom in ("DATABASE_URL", *variables())],
    )


def variables() -> list[str]:
    """Names of the settings' own variables, in the order of the file."""
    return list(dict.fromkeys(VARIABLE.findall(REGLAGES.read_text(encoding="utf-8"))))


@cache
def _monde() -> Monde:
    return inventer(Calendrier(JOUR_DONNE), parametres_par_defaut())


def demonstration_structures() -> str:
    """The structures of the demonstration."""
    lignes = [
        (
            s.denomination,
            f"{s.dispositif.value}, {DispositifConventionne(s.dispositif).label}"
            + (" (régie de quartier)" if s.est_regie else ""),
            len({id(x.personne) for x in _monde().sejours if x.exemple is s}),
        )
        for s in STRUCTURES
    ]
    return tableau(("structure", "dispositif", "personnes en deux ans"), lignes)


def demonstration_comptes() -> str:
    """Whom one may sign in as."""
    lignes = [(f"`{c.courriel}`", c.role.label, ", ".join(c.structures)) for c in comptes()]
    return tableau(("courriel", "rôle", "structures"), lignes)


def demonstration_pieges() -> str:
    """Mistakes planted on purpose."""
    lignes = [(p.structure, p.qui, f"{p.le:%d/%m/%Y}", p.phrase) for p in _monde().pieges]
    return tableau(("structure", "qui", "jour", "ce qui attend d'être trouvé"), lignes)
