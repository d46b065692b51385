"""What a contract must satisfy before it is signed or amended: refusals, and mere warnings."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Q, Sum
from django.utils.translation import gettext as _

from etrier.droit.calendrier import ajouter_mois
from etrier.droit.ecriture import jour as ecrire_jour
from etrier.droit.parametre import NonCalculable
from etrier.droit.vocabulaire import Dispositif, Territoire
from etrier.parcours.enums import TypeContratTravail
from etrier.parcours.models import Contrat, Salarie
from etrier.socle.erreurs import Refus
from etrier.socle.parametres import parametres_en_vigueur
from etrier.socle.periodes import dire_periode
from etrier.structures.models import Convention

# Who may sign what: CT L5132-5, -5-1, -6, -6-1, -11-1, -14-1, -15-1, -15-1-1 and D1242-1 12°.
_SOUS = {
    TypeContratTravail.CDDI: (Dispositif.ACI, Dispositif.EI, Dispositif.AI),
    TypeContratTravail.CDDU: (Dispositif.AI,),
    TypeContratTravail.MISSION: (Dispositif.ETTI,),
    TypeContratTravail.CDI_INCLUSION: (
        Dispositif.ACI,
        Dispositif.EI,
        Dispositif.AI,
        Dispositif.ETTI,
    ),
}


@dataclass(frozen=True)
class Termes:
    """Terms of a contract from `effet` on. `fin` is the last day, None when open-ended."""

    effet: date
    fin: date | None
    minutes_hebdo: int
    taux_horaire_centimes: int


def verifier_genre(genre: str, convention: Convention, fin: date | None) -> None:
    """Refuse a kind of contract its convention does not allow, or an end that does not suit it."""
    if genre not in TypeContratTravail.values:
        raise Refus(_("Choisissez le type du contrat dans la liste."))
    permis = _SOUS.get(TypeContratTravail(genre))
    if permis is not None and convention.dispositif not in permis:
        raise Refus(
            _(
                "Un %(type)s ne se signe pas sous une convention %(dispositif)s : il en faut une "
                "%(permis)s."
            )
            % {
                "type": TypeContratTravail(genre).label,
                "dispositif": convention.dispositif,
                "permis": _(" ou ").join(permis),
            }
        )
    if genre == TypeContratTravail.CDI_INCLUSION and fin is not None:
        raise Refus(_("Un CDI inclusion n'a pas de date de fin : laissez-la vide."))
    verifier_terme(genre, fin)


def verifier_ordre(debut: date, fin: date | None) -> None:
    """Refuse an end that precedes its start."""
    if fin is not None and fin < debut:
        raise Refus(
            _("La fin (%(fin)s) précède le début (%(debut)s) : corrigez l'une des deux dates.")
            % {"fin": ecrire_jour(fin), "debut": ecrire_jour(debut)}
        )


def verifier_terme(genre: str, fin: date | None) -> None:
    """Refuse a CDDI without its last day (a fixed-term contract: CT L5132-5)."""
    if genre == TypeContratTravail.CDDI and fin is None:
        raise Refus(_("Un CDD d'insertion a un terme précis : écrivez son dernier jour."))


def verifier_termes(termes: Termes) -> None:
    """Refuse weekly hours over the legal maximum of the day, or a rate of zero."""
    maximum = seuil("temps/maximum_hebdomadaire", termes.effet)
    if maximum is not None and not 0 <= termes.minutes_hebdo <= maximum * 60:
        raise Refus(
            _("La durée hebdomadaire va de 0 à %(maximum)s heures : corrigez-la.")
            % {"maximum": maximum}
        )
    if termes.taux_horaire_centimes <= 0:
        raise Refus(_("Écrivez le taux horaire brut : il ne peut pas être nul."))


def verifier_chevauchement(
    salarie: Salarie,
    convention: Convention,
    genre: str,
    debut: date,
    fin: date | None,
    sauf: Contrat | None = None,
) -> None:
    """Refuse a second contract of the person under the convention on the same days.

    Contrats de mission are left out: each placement of an ETTI has its own, and two part-time
    ones may run together.
    """
    autres = Contrat.objects.filter(salarie=salarie, convention=convention).filter(
        Q(fin__isnull=True) | Q(fin__gte=debut)
    )
    if fin is not None:
        autres = autres.filter(debut__lte=fin)
    if genre == TypeContratTravail.MISSION:
        autres = autres.exclude(genre=TypeContratTravail.MISSION)
    if sauf is not None:
        autres = autres.exclude(pk=sauf.pk)
    autre = autres.order_by("debut").first()
    if autre is not None:
        raise Refus(
            _(
                "%(personne)s a déjà le contrat %(numero)s sous la même convention, %(periode)s : "
                "changez les dates, ou amendez ce contrat."
            )
            % {
                "personne": salarie.personne,
                "numero": autre.numero,
                "periode": dire_periode(autre.debut, autre.fin),
            }
        )


def verifier_heures_apres(contrat: Contrat, fin: date | None) -> None:
    """Refuse an end earlier than validated hours, those a correction has cancelled left out."""
    if fin is None:
        return
    jour = (
        contrat.lignes_heures.filter(validee_le__isnull=False, jour__gt=fin)
        .order_by()
        .values("jour")
        .annotate(total=Sum("minutes"))
        .exclude(total=0)
        .order_by("-jour")
        .values_list("jour", flat=True)
        .first()
    )
    if jour is not None:
        raise Refus(
            _(
                "Des heures sont validées jusqu'au %(jour)s : corrigez-les d'abord, ou finissez "
                "le contrat ce jour-là au plus tôt."
            )
            % {"jour": ecrire_jour(jour)}
        )


def reserves(contrat: Contrat, termes: Termes) -> list[str]:
    """What to check about terms that are not refused: derogations exist, the reader decides."""
    return [phrase for _code, phrase in reserves_codees(contrat, termes)]


def reserves_codees(contrat: Contrat, termes: Termes) -> list[tuple[str, str]]:
    """The same, each with a code that the audit may keep."""
    par_code = {"smic": _reserve_smic(contrat, termes), "pass": _reserve_pass(contrat)}
    if contrat.genre == TypeContratTravail.CDDI:
        par_code |= {
            "duree": _reserve_duree(contrat),
            "temps": _reserve_temps(termes),
            "total": _reserve_total(contrat),
        }
    return [(code, phrase) for code, phrases in par_code.items() for phrase in phrases]


def seuil(nom: str, le: date, echelle: int = 1) -> int | None:
    """A legal value on a day, in a whole unit; None when it is not established."""
    try:
        return parametres_en_vigueur().valeur(nom, le).en(echelle)
    except NonCalculable:
        return None


def _reserve_duree(contrat: Contrat) -> list[str]:
    minimum = seuil("contrats/cddi_duree_minimale_mois", contrat.debut)
    if minimum is None or contrat.fin is None:
        return []
    if (contrat.fin - contrat.debut).days + 1 >= (
        ajouter_mois(contrat.debut, minimum) - contrat.debut
    ).days:
        return []
    return [
        _(
            "Ce contrat dure moins de %(minimum)s mois, le minimum d'un CDD d'insertion sauf "
            "aménagement de peine : vérifiez ses dates."
        )
        % {"minimum": minimum}
    ]


def _reserve_temps(termes: Termes) -> list[str]:
    minimum = seuil("contrats/cddi_duree_hebdomadaire_minimale", termes.effet)
    legale = seuil("temps/duree_legale_hebdomadaire", termes.effet)
    if minimum is not None and termes.minutes_hebdo < minimum * 60:
        return [
            _(
                "Un CDD d'insertion est de %(minimum)s heures par semaine au moins, sauf "
                "dérogation : gardez-la au dossier."
            )
            % {"minimum": minimum}
        ]
    if legale is not None and termes.minutes_hebdo > legale * 60:
        return [
            _("Un CDD d'insertion ne dépasse pas la durée légale, %(legale)s heures par semaine.")
            % {"legale": legale}
        ]
    return []


def _reserve_total(contrat: Contrat) -> list[str]:
    maximum = seuil("contrats/duree_maximale_mois", contrat.debut)
    if maximum is None:
        return []
    suite = [
        (c.debut, c.fin)
        for c in Contrat.objects.filter(
            salarie=contrat.salarie, genre=TypeContratTravail.CDDI, debut__lte=contrat.debut
        )
        if c.fin is not None
    ]
    jours = sum((fin - debut).days + 1 for debut, fin in suite)
    # Contracts that follow one another are measured by the calendar, leap days included.
    premier = min((debut for debut, _fin in suite), default=contrat.debut)
    if jours <= (ajouter_mois(premier, maximum) - premier).days:
        return []
    return [
        _(
            "Avec ce contrat, les CDD d'insertion de %(personne)s dépassent %(maximum)s mois en "
            "tout : il faut une prolongation accordée."
        )
        % {"personne": contrat.salarie.personne, "maximum": maximum}
    ]


def _reserve_smic(contrat: Contrat, termes: Termes) -> list[str]:
    if contrat.genre in (TypeContratTravail.APPRENTISSAGE, TypeContratTravail.PROFESSIONNALISATION):
        return []  # paid a share of the SMIC that depends on age
    mayotte = contrat.structure.territoire is Territoire.MAYOTTE
    nom = "remuneration/smic_horaire_mayotte" if mayotte else "remuneration/smic_horaire"
    try:
        smic = parametres_en_vigueur().valeur(nom, termes.effet).nombre
    except NonCalculable:
        return []
    if Decimal(termes.taux_horaire_centimes) >= smic * 100:
        return []
    return [
        _("Le taux horaire est sous le SMIC connu au %(jour)s, %(smic)s € : vérifiez-le.")
        % {"jour": ecrire_jour(termes.effet), "smic": str(smic).replace(".", ",")}
    ]


def _reserve_pass(contrat: Contrat) -> list[str]:
    if not Dispositif(contrat.convention.dispositif).est_iae:
        return []
    if any(p.couvre(contrat.debut) for p in contrat.salarie.personne.les_pass.all()):
        return []
    return [
        _(
            "Aucun PASS IAE ne couvre le %(jour)s : sans lui, les heures de ce contrat n'ouvrent "
            "pas d'aide. Ajoutez-le dès que vous le recevez."
        )
        % {"jour": ecrire_jour(contrat.debut)}
    ]


def verifier_qualification(ecrite: str) -> str:
    """The job without its outer spaces, empty when the contract names none; Refus when too long."""
    qualification = ecrite.strip()
    if len(qualification) > 60:
        raise Refus(_("Écrivez la qualification en 60 caractères au plus."))
    return qualification
