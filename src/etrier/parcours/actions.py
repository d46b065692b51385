"""Acts on people: hire, sign, amend, keep the PASS received. Each is atomic and audited."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from etrier.droit.ecriture import jour as ecrire_jour
from etrier.parcours.actes_pass import (
    enregistrer_pass,
    modifier_suspension,
    reporter_fin_pass,
    suspendre_pass,
)
from etrier.parcours.conservation.actions import revenir
from etrier.parcours.models import AvenantContrat, Contrat, Personne, Salarie
from etrier.parcours.verification import (
    Termes,
    verifier_chevauchement,
    verifier_genre,
    verifier_heures_apres,
    verifier_ordre,
    verifier_qualification,
    verifier_terme,
    verifier_termes,
)
from etrier.socle.erreurs import Refus
from etrier.socle.horloge import aujourdhui
from etrier.socle.journal import noter
from etrier.structures.models import Convention, Structure, Utilisateur

__all__ = [
    "Identite",
    "Termes",
    "amender_contrat",
    "corriger_identite",
    "embaucher",
    "enregistrer_pass",
    "modifier_suspension",
    "qualifier_contrat",
    "reporter_fin_pass",
    "signer_contrat",
    "suspendre_pass",
]


@dataclass(frozen=True)
class Identite:
    """Who somebody is. `civilite` is `MME`, `M` or empty."""

    nom: str
    prenom: str
    naissance: date
    civilite: str = ""


@transaction.atomic
def embaucher(
    structure: Structure,
    *,
    matricule: str,
    identite: Identite | None = None,
    personne: Personne | None = None,
    par: Utilisateur | None,
) -> Salarie:
    """Make somebody an employee of the structure: a new person (`identite`), or one known already
    in the group (`personne`), whose PASS then comes along.

    Raises Refus when the number is taken, when she is an employee already, or when the identity
    is incomplete or impossible.
    """
    matricule = _verifier_matricule(structure, matricule)
    if personne is None:
        if identite is None:
            raise Refus(_("Écrivez le nom, le prénom et la date de naissance."))
        personne = Personne.objects.create(**champs_identite(identite))
    connu = Salarie.objects.filter(structure=structure, personne=personne).first()
    if connu is not None:
        raise Refus(
            _("%(personne)s est déjà salarié ici, matricule %(matricule)s : ouvrez sa fiche.")
            % {"personne": personne, "matricule": connu.matricule}
        )
    salarie = Salarie.objects.create(structure=structure, personne=personne, matricule=matricule)
    noter("salarie.embaucher", auteur=par, perimetre=structure.pk, cible=salarie)
    return salarie


@transaction.atomic
def corriger_identite(
    salarie: Salarie, identite: Identite, *, matricule: str, par: Utilisateur | None
) -> Salarie:
    """Correct a name, a birth date or a number typed wrong, for every employer of the person.

    Raises Refus when the number is taken, or the identity incomplete or impossible.
    """
    matricule = _verifier_matricule(salarie.structure, matricule, sauf=salarie)
    Personne.objects.filter(pk=salarie.personne_id).update(**champs_identite(identite))
    salarie.matricule = matricule
    salarie.save()
    salarie.personne.refresh_from_db()
    noter("salarie.corriger", auteur=par, perimetre=salarie.structure_id, cible=salarie)
    return salarie


def _verifier_matricule(structure: Structure, texte: str, sauf: Salarie | None = None) -> str:
    matricule = texte.strip()
    if not 0 < len(matricule) <= 20:
        raise Refus(_("Écrivez le matricule, en 20 caractères au plus."))
    autre = (
        Salarie.objects.filter(structure=structure, matricule=matricule)
        .select_related("personne")
        .first()
    )
    if autre is not None and autre != sauf:
        raise Refus(
            _("Le matricule %(matricule)s est celui de %(personne)s : choisissez-en un autre.")
            % {"matricule": matricule, "personne": autre.personne}
        )
    return matricule


def champs_identite(identite: Identite) -> dict[str, str | date]:
    """The columns of an identity; Refus when it is incomplete, or born on an impossible day."""
    nom, prenom = identite.nom.strip(), identite.prenom.strip()
    if not nom or not prenom:
        raise Refus(_("Écrivez le nom et le prénom."))
    if not date(1900, 1, 1) <= identite.naissance < aujourdhui():
        raise Refus(
            _("Le %(jour)s ne peut pas être une date de naissance : corrigez-la.")
            % {"jour": ecrire_jour(identite.naissance)}
        )
    return {
        "nom": nom,
        "prenom": prenom,
        "naissance": identite.naissance,
        "civilite": identite.civilite,
    }


@transaction.atomic
def signer_contrat(
    salarie: Salarie,
    convention: Convention,
    *,
    genre: str,
    debut: date,
    fin: date | None,
    minutes_hebdo: int,
    taux_horaire_centimes: int,
    numero: str = "",
    qualification: str = "",
    par: Utilisateur | None,
) -> Contrat:
    """Sign a contract under a convention of the structure, with its first terms (rank 0).

    Without `numero` the next free one of the year is given. Raises Refus when the convention is
    another structure's, does not allow the kind of contract, when the dates are impossible or
    overlap another contract of the person under the same convention. What deserves a look without
    being refused (under 4 months, under the SMIC…) is told by `verification.reserves`.
    """
    termes = Termes(debut, fin, minutes_hebdo, taux_horaire_centimes)
    _verifier_signature(salarie, convention, genre, termes)
    # Two people signing at once would take the same number: they queue on the structure.
    structure = Structure.objects.select_for_update().get(pk=salarie.structure_id)
    verifier_chevauchement(salarie, convention, genre, debut, fin)
    contrat = Contrat.objects.create(
        structure=structure,
        salarie=salarie,
        convention=convention,
        genre=genre,
        numero=_numero(structure, debut, numero),
        qualification=verifier_qualification(qualification),
        debut=debut,
        fin=fin,
    )
    _ajouter_avenant(contrat, 0, termes, "")
    revenir(salarie.personne, par=par)
    dates = {"debut": debut.isoformat(), "fin": _iso(fin)}
    noter("contrat.signer", auteur=par, perimetre=structure.pk, cible=contrat, genre=genre, **dates)
    return contrat


def _verifier_signature(
    salarie: Salarie, convention: Convention, genre: str, termes: Termes
) -> None:
    if convention.structure_id != salarie.structure_id:
        raise Refus(
            _("Cette convention n'est pas celle de la structure : choisissez-en une autre.")
        )
    verifier_genre(genre, convention, termes.fin)
    verifier_ordre(termes.effet, termes.fin)
    verifier_termes(termes)


@transaction.atomic
def qualifier_contrat(contrat: Contrat, qualification: str, *, par: Utilisateur | None) -> Contrat:
    """Name the job of a contract: a price may depend on it. Raises Refus when it is too long."""
    contrat.qualification = verifier_qualification(qualification)
    contrat.save(update_fields=["qualification"])
    noter(
        "contrat.qualifier",
        auteur=par,
        perimetre=contrat.structure_id,
        cible=contrat,
        qualification=contrat.qualification,
    )
    return contrat


@transaction.atomic
def amender_contrat(
    contrat: Contrat, termes: Termes, *, motif: str, par: Utilisateur | None
) -> AvenantContrat:
    """Change the terms of a contract from a day on; its end follows the last avenant.

    An early end keeps hours and rate and brings `termes.fin` forward. Raises Refus without motive,
    when nothing changes, when it takes effect before the last avenant or after the end, when the
    new end comes before validated hours or runs into another contract.
    """
    contrat = Contrat.objects.select_for_update().get(pk=contrat.pk)
    dernier = contrat.avenants.order_by("-rang").first()
    if not motif.strip():
        raise Refus(_("Écrivez le motif de l'avenant."))
    _verifier_avenant(contrat, dernier, termes)
    verifier_termes(termes)
    verifier_heures_apres(contrat, termes.fin)
    verifier_chevauchement(
        contrat.salarie, contrat.convention, contrat.genre, contrat.debut, termes.fin, sauf=contrat
    )
    avenant = _ajouter_avenant(contrat, dernier.rang + 1 if dernier else 0, termes, motif)
    contrat.fin = termes.fin
    contrat.save(update_fields=["fin"])
    noter(
        "contrat.amender",
        auteur=par,
        perimetre=contrat.structure_id,
        cible=contrat,
        rang=avenant.rang,
        effet=termes.effet.isoformat(),
        fin=_iso(termes.fin),
    )
    return avenant


def _verifier_avenant(contrat: Contrat, dernier: AvenantContrat | None, termes: Termes) -> None:
    verifier_terme(contrat.genre, termes.fin)
    verifier_ordre(contrat.debut, termes.fin)
    depuis = dernier.effet if dernier else contrat.debut
    if termes.effet <= depuis:
        raise Refus(
            _("Les conditions actuelles valent depuis le %(jour)s : l'avenant prend effet après.")
            % {"jour": ecrire_jour(depuis)}
        )
    for fin in (contrat.fin, termes.fin):
        # The day after is allowed: an early end often takes effect once the last day is over.
        if fin is not None and (termes.effet - fin).days > 1:
            raise Refus(
                _(
                    "Le contrat finit le %(fin)s et l'avenant prendrait effet le %(effet)s : "
                    "changez l'une des deux dates."
                )
                % {"fin": ecrire_jour(fin), "effet": ecrire_jour(termes.effet)}
            )
    if dernier and _memes_termes(dernier, termes):
        raise Refus(_("Cet avenant ne change ni la durée, ni le taux, ni la fin du contrat."))


def _memes_termes(dernier: AvenantContrat, termes: Termes) -> bool:
    return (dernier.fin, dernier.minutes_hebdo, dernier.taux_horaire_centimes) == (
        termes.fin,
        termes.minutes_hebdo,
        termes.taux_horaire_centimes,
    )


def _ajouter_avenant(contrat: Contrat, rang: int, termes: Termes, motif: str) -> AvenantContrat:
    return AvenantContrat.objects.create(
        contrat=contrat,
        rang=rang,
        effet=termes.effet,
        fin=termes.fin,
        minutes_hebdo=termes.minutes_hebdo,
        taux_horaire_centimes=termes.taux_horaire_centimes,
        motif=motif.strip()[:120],
    )


def _numero(structure: Structure, debut: date, voulu: str) -> str:
    pris = set(Contrat.objects.filter(structure=structure).values_list("numero", flat=True))
    voulu = voulu.strip()
    if voulu in pris:
        raise Refus(
            _("Le contrat n° %(numero)s existe déjà : choisissez un autre numéro.")
            % {"numero": voulu}
        )
    if voulu:
        return voulu
    rang = 1
    while f"{debut:%Y}-{rang:04d}" in pris:
        rang += 1
    return f"{debut:%Y}-{rang:04d}"


def _iso(jour: date | None) -> str | None:
    return jour.isoformat() if jour else None
