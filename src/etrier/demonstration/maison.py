"""The group, its structures, their conventions and annexes financières."""

from datetime import date

from etrier.demonstration.lieux import adresse, commune, siret_fictif
from etrier.demonstration.monde import Monde
from etrier.demonstration.scenario import (
    NOM_DU_GROUPE,
    STRUCTURES,
    Calendrier,
    StructureExemple,
    hasard,
)
from etrier.droit.arrondis import demi_haut
from etrier.droit.parametre import Parametres
from etrier.droit.regles.annexe import montant_annexe
from etrier.structures.enums import EtatAvenant, FormeGroupe
from etrier.structures.models import (
    AnnexeFinanciere,
    AvenantAnnexe,
    Convention,
    Groupe,
    Reseau,
    Structure,
)

# Far above any identifier the ASP has given.
ASP_STRUCTURE = 9_990_000
ASP_ANNEXE = 9_991_000
ASP_AVENANT = 9_992_000


def fonder(calendrier: Calendrier, parametres: Parametres) -> Monde:
    """The world with its structures and nobody in it yet."""
    groupe = Groupe(nom=NOM_DU_GROUPE, debut=calendrier.premier, forme=FormeGroupe.INFORMELLE)
    structures = {e.cle: _structure(e, groupe) for e in STRUCTURES}
    conventions = {e.cle: _convention(e, structures[e.cle], calendrier) for e in STRUCTURES}
    monde = Monde(
        calendrier=calendrier,
        groupe=groupe,
        reseaux=[Reseau(nom=nom) for nom in sorted({e.reseau for e in STRUCTURES})],
        structures=structures,
        conventions=conventions,
        annexes=[],
        avenants_annexe=[],
    )
    for exemple in STRUCTURES:
        if exemple.etp_centiemes:
            _financer(monde, exemple, parametres)
    return monde


def _structure(exemple: StructureExemple, groupe: Groupe) -> Structure:
    lieu = commune(exemple.insee)
    siret = siret_fictif(exemple.numero)
    return Structure(
        denomination=exemple.denomination,
        siret=siret,
        siret_signature=siret,
        asp_id=ASP_STRUCTURE + exemple.numero if exemple.etp_centiemes else None,
        code_naf=exemple.code_naf,
        categorie_juridique=exemple.categorie_juridique,
        adresse=adresse(hasard("structure", exemple.cle)),
        code_postal=lieu.code_postal,
        commune=lieu.nom,
        code_insee=lieu.insee,
        est_regie_de_quartier=exemple.est_regie,
        groupe=groupe,
    )


def _convention(exemple: StructureExemple, structure: Structure, cal: Calendrier) -> Convention:
    return Convention(
        structure=structure,
        dispositif=exemple.dispositif.value,
        numero=f"059 {cal.premier:%d%m%y} {exemple.dispositif} 9990{exemple.numero}",
        fin=date(cal.premier.year + 2, 12, 31),
    )


def _financer(monde: Monde, exemple: StructureExemple, parametres: Parametres) -> None:
    """One annexe per calendar year; the middle years were amended once."""
    cal = monde.calendrier
    for rang, annee in enumerate(cal.annees):
        annexe = AnnexeFinanciere(
            structure=monde.structures[exemple.cle],
            convention=monde.conventions[exemple.cle],
            mesure=f"{exemple.dispositif}_DC",
            numero=f"{exemple.dispositif}059{cal.premier:%y}990{exemple.numero}",
            renouvellement=rang,
            asp_id=ASP_ANNEXE + 10 * exemple.numero + rang,
        )
        monde.annexes.append(annexe)
        monde.avenants_annexe += _versions(annexe, exemple, annee, cal, parametres)


def _versions(
    annexe: AnnexeFinanciere,
    exemple: StructureExemple,
    annee: int,
    cal: Calendrier,
    parametres: Parametres,
) -> list[AvenantAnnexe]:
    """The first year starts with the convention; the year in course is still provisional."""
    debut = max(cal.premier, date(annee, 1, 1))
    postes = exemple.etp_centiemes[min(annexe.renouvellement, len(exemple.etp_centiemes) - 1)]
    if annee == cal.fin.year:
        return [_avenant(annexe, exemple, postes, debut, EtatAvenant.PROVISOIRE, 0, parametres)]
    if debut.month > 1:
        return [_avenant(annexe, exemple, postes, debut, EtatAvenant.CLOTURE, 0, parametres)]
    signes = demi_haut(postes * 97, 100)
    return [
        _avenant(annexe, exemple, signes, debut, EtatAvenant.HISTORISE, 0, parametres),
        _avenant(annexe, exemple, postes, debut, EtatAvenant.CLOTURE, 1, parametres),
    ]


def _avenant(
    annexe: AnnexeFinanciere,
    exemple: StructureExemple,
    postes: int,
    debut: date,
    etat: EtatAvenant,
    modification: int,
    parametres: Parametres,
) -> AvenantAnnexe:
    cle = exemple.dispositif.value
    unitaire = parametres.valeur("aide_au_poste/socle", debut, cle).en(100)
    fin = date(debut.year, 12, 31)
    total = montant_annexe(postes, unitaire, debut, fin)
    part = exemple.part_departement_pour_cent
    return AvenantAnnexe(
        annexe=annexe,
        modification=modification,
        asp_id=ASP_AVENANT + 100 * exemple.numero + 10 * annexe.renouvellement + modification,
        etat=etat,
        debut=debut,
        fin=fin,
        etp_centiemes=postes,
        duree_etp_minutes=parametres.valeur("etp/heures_annuelles", debut, cle).en(60),
        montant_unitaire_centimes=unitaire,
        montant_total_centimes=total,
        cofinance_centimes=demi_haut(total * part, 100) if part else None,
    )
