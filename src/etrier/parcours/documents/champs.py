"""Every field a template may name: what it is, an example, and what somebody types to fill it.

A field the file of the person cannot fill is typed when the paper is prepared (`saisi`). Labels
are French whatever the reader's language: they may stand on the paper, as « à compléter ».
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final, Literal

from etrier.parcours.enums_accompagnement import GenreDocument as G

Saisi = Literal["", "court", "long", "jour"]


@dataclass(frozen=True)
class Champ:
    """A field: its name between braces, its label, an example; how it is typed, when it is."""

    nom: str
    libelle: str
    exemple: str
    saisi: Saisi = ""


@dataclass(frozen=True)
class Groupe:
    """Fields that go together, and the papers that know them (none: all)."""

    titre: str
    champs: tuple[Champ, ...]
    genres: frozenset[str] = frozenset()

    def sert_a(self, genre: str) -> bool:
        """True when papers of this kind know these fields."""
        return not self.genres or genre in self.genres


_EMBAUCHES = frozenset({G.CDDI, G.CDDU, G.MISSION})
_SUR_CONTRAT = _EMBAUCHES | {G.AVENANT, G.CERTIFICAT, G.RENOUVELLEMENT, G.FIN}
_CHEZ_AUTRUI = frozenset({G.MISSION, G.MISE_A_DISPOSITION})

GROUPES: Final = (
    Groupe(
        "Le papier",
        (
            Champ("papier.numero", "numéro du papier", "2026-0012"),
            Champ("papier.date", "date du papier", "23/11/2026"),
            Champ("papier.lieu", "fait à", "Douai", "court"),
        ),
    ),
    Groupe(
        "La structure",
        (
            Champ("structure.nom", "nom de la structure", "Les Jardins d’Exemple"),
            Champ("structure.adresse", "adresse de la structure", "3 rue des Essais, 59500 Douai"),
            Champ("structure.siret", "SIRET de la structure", "000 000 018 00014"),
            Champ("structure.naf", "code NAF", "81.30Z"),
            Champ(
                "structure.dispositif", "dispositif conventionné", "atelier et chantier d’insertion"
            ),
            Champ("structure.convention", "convention avec l’État", "ACI 00012"),
            Champ("structure.article", "article du Code du travail du contrat", "L5132-15-1"),
            Champ("structure.ai", "« oui » sous une convention d’association intermédiaire", "oui"),
            Champ("structure.etti", "« oui » sous une convention d’ETTI", "oui"),
            Champ("structure.representant", "qui signe pour la structure", "Alix EXEMPLE", "court"),
            Champ("structure.qualite", "sa fonction", "directrice", "court"),
        ),
    ),
    Groupe(
        "La personne",
        (
            Champ("salarie.nom_complet", "civilité, prénom et nom", "Madame Camille EXEMPLE"),
            Champ("salarie.civilite", "civilité", "Madame"),
            Champ("salarie.nom", "nom", "EXEMPLE"),
            Champ("salarie.prenom", "prénom", "Camille"),
            Champ("salarie.naissance", "date de naissance", "17/05/1990"),
            Champ("salarie.ne", "« née », « né » ou les deux, selon la civilité", "née"),
            Champ("salarie.salarie", "« salariée » ou « salarié », de même", "salariée"),
            Champ("salarie.entre", "« entrée » ou « entré », de même", "entrée"),
            Champ("salarie.sorti", "« sortie » ou « sorti », de même", "sortie"),
            Champ("salarie.adresse", "adresse de la personne", "8 rue Fictive, 59500 Douai"),
            Champ("salarie.telephone", "téléphone de la personne", "01 99 00 00 00"),
            Champ("salarie.matricule", "matricule", "M0042"),
            Champ("salarie.nir", "numéro de sécurité sociale", "2 90 05 99 999 999 12"),
            Champ("salarie.referent", "qui l’accompagne", "Dominique ESSAI"),
            Champ("pass.numero", "numéro du PASS IAE", "99999 00 00042"),
            Champ("pass.debut", "début du PASS IAE", "01/09/2026"),
            Champ("pass.fin", "fin du PASS IAE", "31/08/2028"),
        ),
    ),
    Groupe(
        "Le contrat de travail",
        (
            Champ("contrat.numero", "numéro du contrat", "2026-0007"),
            Champ("contrat.type", "type de contrat", "CDD d'insertion"),
            Champ("contrat.debut", "premier jour", "01/10/2026"),
            Champ("contrat.fin", "dernier jour", "31/03/2027"),
            Champ("contrat.duree_hebdo", "durée hebdomadaire", "26 h"),
            Champ("contrat.duree_mensuelle", "durée mensuelle moyenne", "112 h 40"),
            Champ("contrat.taux", "taux horaire brut", "12,02 €"),
            Champ("contrat.brut_mensuel", "salaire mensuel brut moyen", "1 354,25 €"),
        ),
        _SUR_CONTRAT | {G.MISE_A_DISPOSITION, G.PMSMP},
    ),
    Groupe(
        "Le poste",
        (
            Champ("poste.emploi", "emploi occupé", "ouvrière maraîchère", "court"),
            Champ("poste.qualification", "qualification", "ouvrier d’exécution, niveau 1", "court"),
            Champ("poste.lieu", "lieu de travail", "3 rue des Essais, Douai", "court"),
            Champ(
                "poste.horaires", "jours et horaires", "du lundi au jeudi, 8 h – 14 h 30", "long"
            ),
            Champ("poste.essai", "période d’essai", "deux semaines", "court"),
            Champ(
                "structure.conventions_collectives",
                "convention collective",
                "ateliers et chantiers d’insertion",
                "court",
            ),
            Champ(
                "structure.retraite",
                "retraite complémentaire et prévoyance, noms et adresses",
                "Caisse d’Exemple, 1 place Fictive, Lille",
                "long",
            ),
        ),
        _EMBAUCHES,
    ),
    Groupe(
        "L’avenant",
        (
            Champ("avenant.rang", "rang de l’avenant", "1"),
            Champ("avenant.effet", "date d’effet", "01/02/2027"),
            Champ("avenant.motif", "motif de l’avenant", "augmentation de la durée"),
            Champ("avenant.duree", "nouvelle durée hebdomadaire, si elle change", "28 h"),
            Champ("avenant.duree_avant", "durée hebdomadaire d’avant", "26 h"),
            Champ("avenant.taux", "nouveau taux, s’il change", "12,31 €"),
            Champ("avenant.taux_avant", "taux d’avant", "12,02 €"),
            Champ("avenant.fin", "nouveau terme, s’il change", "30/06/2027"),
            Champ("avenant.fin_avant", "terme d’avant", "31/03/2027"),
        ),
        frozenset({G.AVENANT}),
    ),
    Groupe(
        "La mission",
        (
            Champ("mission.numero", "numéro de la mission", "MI00042"),
            Champ("mission.objet", "tâches à exécuter", "entretien des locaux"),
            Champ("mission.debut", "début de la mission", "01/10/2026"),
            Champ("mission.fin", "terme de la mission", "31/10/2026"),
            Champ("client.nom", "utilisateur", "Mairie d’Exemple"),
            Champ("client.nature", "nature de l’utilisateur", "collectivité"),
            Champ("client.adresse", "adresse de l’utilisateur", "1 place Fictive, 59500 Douai"),
            Champ("client.siret", "SIRET de l’utilisateur", "000 000 026 00011"),
            Champ("client.contact", "contact chez l’utilisateur", "Sacha ESSAI"),
            Champ("client.entreprise", "« oui » si l’utilisateur est une entreprise", "oui"),
            Champ("mission.taches", "précision sur les tâches", "sols, vitres, sanitaires", "long"),
            Champ("mission.lieu", "lieu de la mission", "1 place Fictive, Douai", "court"),
            Champ(
                "mission.horaires", "horaires de la mission", "lundi et jeudi, 9 h – 12 h", "long"
            ),
            Champ("mission.motif", "motif du recours", "tâche précise et temporaire", "court"),
            Champ(
                "mission.remuneration",
                "éléments de rémunération chez l’utilisateur",
                "12,40 € de l’heure, prime de salissure 2 €",
                "long",
            ),
            Champ("mission.protections", "équipements de protection", "gants, chaussures", "court"),
            Champ("mission.fournisseur", "qui fournit ces équipements", "la structure", "court"),
        ),
        _CHEZ_AUTRUI,
    ),
    Groupe(
        "Les emplois",
        (
            Champ(
                "certificat.emplois", "emplois occupés, un par ligne", "ouvrière maraîchère", "long"
            ),
            Champ("certificat.entree", "date d’entrée", "01/10/2025"),
            Champ("certificat.sortie", "date de sortie", "31/03/2027"),
        ),
        frozenset({G.CERTIFICAT}),
    ),
    Groupe(
        "L’immersion",
        (
            Champ("immersion.hote", "structure d’accueil", "Boulangerie Exemple"),
            Champ("immersion.siret", "SIRET de l’accueil", "000 000 034 00018"),
            Champ("immersion.adresse", "adresse de l’accueil", "5 rue Fictive, 59500 Douai"),
            Champ("immersion.tuteur", "tuteur ou tutrice", "Noa EXEMPLE"),
            Champ("immersion.objet", "objet de l’immersion", "découvrir un métier ou un secteur"),
            Champ("immersion.poste", "poste ou métier", "vendeuse"),
            Champ("immersion.debut", "premier jour", "03/11/2026"),
            Champ("immersion.fin", "dernier jour", "14/11/2026"),
            Champ("immersion.jours", "jours de présence", "10"),
            Champ(
                "immersion.renouvelle",
                "dates de la période renouvelée",
                "du 06/10/2026 au 17/10/2026",
            ),
            Champ("immersion.representant", "qui signe pour l’accueil", "Noa EXEMPLE", "court"),
            Champ("immersion.qualite", "sa fonction", "gérante", "court"),
            Champ(
                "immersion.fonction_tuteur",
                "fonction du tuteur",
                "responsable de boutique",
                "court",
            ),
            Champ(
                "immersion.horaires", "jours et horaires", "du mardi au samedi, 8 h – 13 h", "long"
            ),
            Champ(
                "immersion.activites",
                "activités confiées",
                "accueil, mise en rayon, caisse",
                "long",
            ),
            Champ(
                "immersion.competences",
                "compétences et objectifs visés",
                "renseigner un client",
                "long",
            ),
            Champ(
                "immersion.protections", "prévention et équipements", "chaussures fermées", "long"
            ),
            Champ(
                "immersion.assurance",
                "assurance de responsabilité civile de l’accueil",
                "Mutuelle d’Exemple, contrat 000",
                "court",
            ),
        ),
        frozenset({G.PMSMP}),
    ),
    Groupe(
        "Le renouvellement",
        (
            Champ("renouvellement.fin", "nouveau terme proposé", "30/09/2027", "jour"),
            Champ("renouvellement.reponse", "réponse attendue avant le", "15/03/2027", "jour"),
        ),
        frozenset({G.RENOUVELLEMENT}),
    ),
    Groupe(
        "La fin du contrat",
        (
            Champ(
                "fin.solde",
                "ce qui est remis le dernier jour",
                "certificat de travail, solde de tout compte, attestation",
                "long",
            ),
        ),
        frozenset({G.FIN}),
    ),
)


def groupes(genre: str) -> list[Groupe]:
    """The groups of fields papers of this kind know."""
    return [groupe for groupe in GROUPES if groupe.sert_a(genre)]


def champs(genre: str) -> Iterator[Champ]:
    """The fields papers of this kind know."""
    for groupe in groupes(genre):
        yield from groupe.champs


def libelles(genre: str) -> Mapping[str, str]:
    """Label of each field, by name."""
    return {champ.nom: champ.libelle for champ in champs(genre)}


def exemples(genre: str) -> Mapping[str, str]:
    """Example of each field, by name: a fictitious person."""
    return {champ.nom: champ.exemple for champ in champs(genre)}
