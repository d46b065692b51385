"""What a paper is asked from: the person, the contract, the place; and the values it fills."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from django.utils import translation

from etrier.droit.arrondis import demi_haut
from etrier.droit.ecriture import du_au, euros, heures
from etrier.droit.ecriture import jour as ecrire_jour
from etrier.droit.vocabulaire import Dispositif
from etrier.parcours.documents.champs import champs
from etrier.parcours.ecriture import dire_voie
from etrier.parcours.enums import Civilite, TypeContratTravail
from etrier.parcours.enums_accompagnement import GenreDocument, QuiSigne
from etrier.parcours.models import AvenantContrat, Contrat, Immersion, PassIae, Referent, Salarie
from etrier.structures.enums import Role
from etrier.structures.models import RoleStructure, Structure

SEMAINES_PAR_AN: Final = 52
MOIS_PAR_AN: Final = 12

# What founds the contracts of each convention.
ARTICLES: Final[Mapping[str, str]] = {
    Dispositif.ACI: "L5132-15-1",
    Dispositif.EI: "L5132-5",
    Dispositif.AI: "L5132-11-1",
    Dispositif.ETTI: "L5132-6",
}
# Words of the papers that agree with the person, by name of field: their masculine.
ACCORDS: Final[Mapping[str, str]] = {
    "ne": "né",
    "salarie": "salarié",
    "entre": "entré",
    "sorti": "sorti",
}
_DEUX: Final = (QuiSigne.SALARIE, QuiSigne.EMPLOYEUR)
# Papers that hire, each with the kind of contract it is for.
EMBAUCHES: Final[Mapping[str, TypeContratTravail]] = {
    GenreDocument.CDDI: TypeContratTravail.CDDI,
    GenreDocument.CDDU: TypeContratTravail.CDDU,
    GenreDocument.MISSION: TypeContratTravail.MISSION,
}
SIGNATAIRES: Final[Mapping[str, tuple[QuiSigne, ...]]] = {
    GenreDocument.CDDI: _DEUX,
    GenreDocument.CDDU: _DEUX,
    GenreDocument.MISSION: _DEUX,
    GenreDocument.AVENANT: _DEUX,
    GenreDocument.RENOUVELLEMENT: _DEUX,
    GenreDocument.MISE_A_DISPOSITION: (QuiSigne.EMPLOYEUR, QuiSigne.UTILISATEUR),
    GenreDocument.PMSMP: (QuiSigne.SALARIE, QuiSigne.UTILISATEUR, QuiSigne.EMPLOYEUR),
    GenreDocument.CERTIFICAT: (QuiSigne.EMPLOYEUR,),
    GenreDocument.FIN: (QuiSigne.EMPLOYEUR,),
}


@dataclass(frozen=True)
class Utilisation:
    """A mission and its client, as plain values: the room of missions stands above this one."""

    numero: str
    objet: str
    debut: date
    fin: date | None
    client: str
    nature: str
    nature_libelle: str
    adresse: str = ""
    siret: str = ""
    contact: str = ""


@dataclass(frozen=True)
class Demande:
    """A paper to prepare. `saisis` holds what was typed, by name of field."""

    genre: GenreDocument
    structure: Structure
    salarie: Salarie
    le: date
    contrat: Contrat | None = None
    avenant: AvenantContrat | None = None
    immersion: Immersion | None = None
    utilisation: Utilisation | None = None
    saisis: Mapping[str, str] = field(default_factory=dict)


def propositions(demande: Demande) -> dict[str, str]:
    """What the house proposes for the fields somebody types."""
    structure, utilisation = demande.structure, demande.utilisation
    proposees = {
        "papier.lieu": structure.commune,
        "structure.representant": _direction(structure),
        "poste.lieu": _adresse(structure.adresse, structure.code_postal, structure.commune),
        "poste.emploi": utilisation.objet if utilisation else "",
    }
    if utilisation is not None:
        proposees |= {"mission.lieu": utilisation.adresse}
    connus = {champ.nom for champ in champs(demande.genre) if champ.saisi}
    return {nom: valeur for nom, valeur in proposees.items() if valeur and nom in connus}


def valeurs(demande: Demande, numero: str, nir: str = "") -> dict[str, str]:
    """The value of each field known, in French; those that nothing fills are left out."""
    with translation.override("fr"):
        trouvees = {
            "papier.numero": numero,
            "papier.date": ecrire_jour(demande.le),
            **_de_la_structure(demande),
            **_de_la_personne(demande.salarie, demande.le),
            "salarie.nir": nir,
            **_du_pass(_pass_du(demande)),
            **_du_contrat(demande),
            **_de_l_avenant(demande.avenant),
            **_de_la_mission(demande.utilisation),
            **_de_l_immersion(demande.immersion),
            **_du_certificat(demande),
        }
    typees = {champ.nom for champ in champs(demande.genre) if champ.saisi}
    trouvees |= {nom: dit.strip() for nom, dit in demande.saisis.items() if nom in typees}
    return {nom: valeur for nom, valeur in trouvees.items() if valeur}


def noms_signataires(demande: Demande, lues: Mapping[str, str]) -> dict[str, str]:
    """Who is expected to sign, by part; an empty name when it is not known yet."""
    chez = "immersion.representant" if demande.immersion else "client.contact"
    noms = {
        QuiSigne.SALARIE: f"{lues['salarie.prenom']} {lues['salarie.nom']}",
        QuiSigne.EMPLOYEUR: lues.get("structure.representant", ""),
        QuiSigne.UTILISATEUR: lues.get(chez, ""),
    }
    return {qui.value: noms[qui] for qui in SIGNATAIRES[demande.genre]}


def _direction(structure: Structure) -> str:
    """The head of the structure, when one account alone holds the role."""
    noms = list(
        RoleStructure.objects.filter(structure=structure, role=Role.DIRECTION)
        .values_list("utilisateur__nom", flat=True)
        .distinct()[:2]
    )
    return noms[0] if len(noms) == 1 else ""


def _adresse(voie: str, code_postal: str, commune: str) -> str:
    lieu = f"{code_postal} {commune}".strip()
    return ", ".join(mot for mot in (voie, lieu) if mot)


def _siret(siret: str) -> str:
    """In groups, as it is read."""
    return f"{siret[:3]} {siret[3:6]} {siret[6:9]} {siret[9:]}" if len(siret) == 14 else siret


def _de_la_structure(demande: Demande) -> dict[str, str]:
    structure = demande.structure
    convention = demande.contrat.convention if demande.contrat else None
    return {
        "structure.nom": structure.denomination,
        "structure.adresse": _adresse(structure.adresse, structure.code_postal, structure.commune),
        "structure.siret": _siret(structure.siret),
        "structure.naf": structure.code_naf,
        "structure.dispositif": str(convention.get_dispositif_display()) if convention else "",
        "structure.convention": convention.numero if convention else "",
        **_du_dispositif(convention.dispositif if convention else ""),
        "papier.lieu": structure.commune,
    }


def _du_dispositif(dispositif: str) -> dict[str, str]:
    return {
        "structure.article": ARTICLES.get(dispositif, ""),
        "structure.ai": "oui" if dispositif == Dispositif.AI else "",
        "structure.etti": "oui" if dispositif == Dispositif.ETTI else "",
    }


def _de_la_personne(salarie: Salarie, le: date) -> dict[str, str]:
    qui = salarie.personne
    referent = (
        Referent.objects.filter(salarie=salarie, fin__isnull=True)
        .values_list("utilisateur__nom", flat=True)
        .first()
    )
    civilite = str(qui.get_civilite_display()) if qui.civilite else ""
    return {
        **_accords(qui.civilite),
        "salarie.civilite": civilite,
        "salarie.nom": qui.nom,
        "salarie.prenom": qui.prenom,
        "salarie.nom_complet": f"{civilite} {qui.prenom} {qui.nom}".strip(),
        "salarie.naissance": ecrire_jour(qui.naissance),
        "salarie.adresse": adresse_de(salarie),
        "salarie.telephone": qui.telephone,
        "salarie.matricule": salarie.matricule,
        "salarie.referent": referent or "",
    }


def _accords(civilite: str) -> dict[str, str]:
    """Words that agree with the civility; both forms when it is not known."""
    formes = {Civilite.MME.value: "{0}e", Civilite.M.value: "{0}"}
    forme = formes.get(civilite, "{0}e ou {0}")
    return {f"salarie.{cle}": forme.format(mot) for cle, mot in ACCORDS.items()}


def adresse_de(salarie: Salarie) -> str:
    """Where the person lives, in one line; empty when the street or the town is not known."""
    qui = salarie.personne
    voie = dire_voie(qui)
    if not qui.commune or not (voie or qui.complement):
        return ""
    return ", ".join(
        mot for mot in (voie, qui.complement, f"{qui.code_postal} {qui.commune}".strip()) if mot
    )


def _pass_du(demande: Demande) -> PassIae | None:
    """The PASS of the contract's first day, or of the paper's day."""
    jour = demande.contrat.debut if demande.contrat else demande.le
    return next((p for p in demande.salarie.personne.les_pass.all() if p.couvre(jour)), None)


def _du_pass(le_pass: PassIae | None) -> dict[str, str]:
    if le_pass is None:
        return {}
    return {
        "pass.numero": le_pass.numero,
        "pass.debut": ecrire_jour(le_pass.debut),
        "pass.fin": ecrire_jour(le_pass.fin),
    }


def termes_de(demande: Demande) -> AvenantContrat | None:
    """The terms a paper tells: those of the avenant it is about, those signed for a hire, else
    those in force on its day (those signed, before the first day)."""
    if demande.avenant is not None or demande.contrat is None:
        return demande.avenant
    suite = demande.contrat.avenants.order_by("rang")
    if demande.genre in EMBAUCHES:
        return suite.first()
    return suite.filter(effet__lte=demande.le).last() or suite.first()


def _fin_de(demande: Demande, contrat: Contrat, termes: AvenantContrat | None) -> date | None:
    """The end a paper tells. Once renewed, a contract ends on its new day even before the
    renewal takes effect."""
    fige = demande.avenant is not None or demande.genre in EMBAUCHES
    return termes.fin if termes is not None and fige else contrat.fin


def _du_contrat(demande: Demande) -> dict[str, str]:
    contrat = demande.contrat
    if contrat is None:
        return {}
    termes = termes_de(demande)
    fin = _fin_de(demande, contrat, termes)
    dits = {
        "contrat.numero": contrat.numero,
        "contrat.type": str(contrat.get_genre_display()),
        "contrat.debut": ecrire_jour(contrat.debut),
        "contrat.fin": ecrire_jour(fin) if fin else "",
    }
    if termes is None:
        return dits
    # A month is the twelfth of 52 weeks; minutes and centimes to the nearest, halves up.
    minutes = termes.minutes_hebdo * SEMAINES_PAR_AN
    brut = termes.taux_horaire_centimes * minutes
    return dits | {
        "contrat.duree_hebdo": heures(termes.minutes_hebdo),
        "contrat.duree_mensuelle": heures(demi_haut(minutes, MOIS_PAR_AN)),
        "contrat.taux": euros(termes.taux_horaire_centimes),
        "contrat.brut_mensuel": euros(demi_haut(brut, MOIS_PAR_AN * 60)),
    }


def _de_l_avenant(avenant: AvenantContrat | None) -> dict[str, str]:
    """What an avenant changes, before and after; what stays is left out."""
    if avenant is None:
        return {}
    dits = {
        "avenant.rang": str(avenant.rang),
        "avenant.effet": ecrire_jour(avenant.effet),
        "avenant.motif": avenant.motif,
    }
    avant = avenant.contrat.avenants.filter(rang__lt=avenant.rang).order_by("-rang").first()
    if avant is None:
        return dits
    if avant.minutes_hebdo != avenant.minutes_hebdo:
        dits["avenant.duree"] = heures(avenant.minutes_hebdo)
        dits["avenant.duree_avant"] = heures(avant.minutes_hebdo)
    if avant.taux_horaire_centimes != avenant.taux_horaire_centimes:
        dits["avenant.taux"] = euros(avenant.taux_horaire_centimes)
        dits["avenant.taux_avant"] = euros(avant.taux_horaire_centimes)
    if avant.fin != avenant.fin and avenant.fin is not None:
        dits["avenant.fin"] = ecrire_jour(avenant.fin)
        dits["avenant.fin_avant"] = ecrire_jour(avant.fin) if avant.fin else "sans terme"
    return dits


def _de_la_mission(utilisation: Utilisation | None) -> dict[str, str]:
    if utilisation is None:
        return {}
    return {
        "mission.numero": utilisation.numero,
        "mission.objet": utilisation.objet,
        "mission.debut": ecrire_jour(utilisation.debut),
        "mission.fin": ecrire_jour(utilisation.fin) if utilisation.fin else "",
        "client.nom": utilisation.client,
        "client.nature": utilisation.nature_libelle,
        "client.adresse": utilisation.adresse,
        "client.siret": _siret(utilisation.siret),
        "client.contact": utilisation.contact,
        "client.entreprise": "oui" if utilisation.nature == "entreprise" else "",
    }


def _de_l_immersion(immersion: Immersion | None) -> dict[str, str]:
    if immersion is None:
        return {}
    avant = immersion.renouvelle
    return {
        "immersion.hote": immersion.hote,
        "immersion.siret": _siret(immersion.siret),
        "immersion.adresse": immersion.adresse,
        "immersion.tuteur": immersion.tuteur,
        "immersion.objet": str(immersion.get_objet_display()),
        "immersion.poste": immersion.poste,
        "immersion.debut": ecrire_jour(immersion.debut),
        "immersion.fin": ecrire_jour(immersion.fin),
        "immersion.jours": str(immersion.jours),
        "immersion.renouvelle": du_au(avant.debut, avant.fin) if avant else "",
    }


def periodes_de_travail(demande: Demande) -> list[tuple[date, date | None]]:
    """The contracts of the stay that ends with the contract: those before it, one following
    another without a day between."""
    if demande.contrat is None:
        return []
    contrats = Contrat.objects.filter(
        salarie=demande.salarie, debut__lte=demande.contrat.debut
    ).order_by("-debut", "-pk")
    suite = [(demande.contrat.debut, demande.contrat.fin)]
    for autre in contrats.exclude(pk=demande.contrat.pk):
        if autre.fin is None or (suite[0][0] - autre.fin).days <= 1:
            suite.insert(0, (autre.debut, autre.fin))
    return suite


def emplois(demande: Demande) -> list[dict[str, str]]:
    """The jobs held, one a contract, for a certificate: what was typed, a line each in order.

    One line alone is the job of every contract.
    """
    dits = [x.strip() for x in demande.saisis.get("certificat.emplois", "").splitlines()]
    dits = [x for x in dits if x]
    lignes = []
    for rang, (debut, fin) in enumerate(periodes_de_travail(demande)):
        nom = dits[rang] if rang < len(dits) else ""
        lignes.append(
            {
                "emploi": dits[0] if len(dits) == 1 else nom,
                "debut": ecrire_jour(debut),
                "fin": ecrire_jour(fin) if fin else "",
            }
        )
    return lignes


def _du_certificat(demande: Demande) -> dict[str, str]:
    if demande.genre != GenreDocument.CERTIFICAT:
        return {}
    suite = periodes_de_travail(demande)
    fin = demande.contrat.fin if demande.contrat else None
    return {
        "certificat.entree": ecrire_jour(suite[0][0]) if suite else "",
        "certificat.sortie": ecrire_jour(fin) if fin else "",
    }
