"""What the bureau gave back: read whole or refused whole, compared, its differences explained."""

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from etrier.droit.regles.rapprochement_paie import Ecart, rapprocher
from etrier.paie.enums import EtatEcartPaie
from etrier.paie.formats.colonnes import figure_de
from etrier.paie.formats.retour import FichierRetour, LigneLue, Traduire, lire_retour
from etrier.paie.models import (
    CodePaie,
    EcartPaie,
    EnvoiPaie,
    LigneRetourPaie,
    ReglagePaie,
    RetourPaie,
)
from etrier.paie.navette.lignes import LigneEnvoi, attendus_de, lignes_envoyees
from etrier.paie.navette.reglages import reglage_de
from etrier.paie.navette.rubriques import TOUTES
from etrier.parcours.models import Contrat, Salarie
from etrier.socle.erreurs import Refus
from etrier.socle.journal import noter
from etrier.socle.mois import dernier_jour
from etrier.structures.formats.refus import FichierRefuse
from etrier.structures.models import Structure, Utilisateur

TAILLE_MAXIMALE = 10 * 1024 * 1024
_RUBRIQUE_MAXIMUM = 24
_MATRICULE_MAXIMUM = 20
_GRAND = 2**31 - 1


@dataclass(frozen=True)
class Annuaire:
    """Who bears which number, and under which contract a line of the month is theirs."""

    contrats: Mapping[str, Contrat]
    sans_zeros: Mapping[str, Sequence[str]]

    def retrouver(self, matricule: str) -> str:
        """The number as we write it: spreadsheets lose the zeros in front."""
        if matricule in self.contrats:
            return matricule
        pareils = self.sans_zeros.get(matricule.lstrip("0"), ())
        return pareils[0] if len(pareils) == 1 else matricule


@transaction.atomic
def enregistrer_retour(
    structure: Structure,
    mois: date,
    contenu: bytes,
    nom: str,
    *,
    colonnes: Mapping[str, str] | None = None,
    par: Utilisateur | None,
) -> RetourPaie:
    """Read a file and compare it. `colonnes`: titles by role, else those remembered, else guessed.

    Raises Refus when nothing was sent, when the file cannot be read whole, or was read already.
    """
    Structure.objects.select_for_update().get(pk=structure.pk)
    envoi = EnvoiPaie.objects.filter(structure=structure, mois=mois).order_by("rang").last()
    if envoi is None:
        raise Refus(_("Rien n'est parti pour ce mois : envoyez d'abord les variables."))
    fichier = lire_fichier(structure, contenu, nom, colonnes or {})
    envoyees = lignes_envoyees(structure, mois)
    annuaire = _annuaire(structure, mois, envoyees)
    lues = _reconnues(fichier, annuaire, nom)
    empreinte = _empreinte(lues, fichier)
    if RetourPaie.objects.filter(structure=structure, mois=mois, empreinte=empreinte).exists():
        raise Refus(_("Ce retour a déjà été lu : il dit la même chose."))
    retour = RetourPaie.objects.create(
        structure=structure, mois=mois, envoi=envoi, nom=nom[:200], empreinte=empreinte, par=par
    )
    _ecrire_lignes(retour, lues, annuaire)
    ecarts = rapprocher(
        attendus_de(envoyees), [x.lu for x in lues], mois, annuaire.contrats, fichier.totaux
    )
    _ecrire_ecarts(retour, ecarts, annuaire)
    ReglagePaie.objects.update_or_create(
        structure=structure, defaults={"colonnes_retour": dict(fichier.titres)}
    )
    _noter(retour, len(lues), len(ecarts), par)
    return retour


def _noter(retour: RetourPaie, lignes: int, ecarts: int, par: Utilisateur | None) -> None:
    noter(
        "paie.lire_retour",
        auteur=par,
        perimetre=retour.structure_id,
        cible=retour,
        mois=retour.mois.isoformat(),
        lignes=lignes,
        ecarts=ecarts,
    )


def lire_fichier(
    structure: Structure, contenu: bytes, nom: str, colonnes: Mapping[str, str]
) -> FichierRetour:
    """The lines of a file under the titles said, remembered or guessed. Raises FichierRefuse."""
    if len(contenu) > TAILLE_MAXIMALE:
        raise FichierRefuse(nom, [_("Il dépasse 10 Mo : donnez un mois à la fois.")])
    reglage = reglage_de(structure)
    traduire = _traduire(structure, reglage)
    if colonnes:
        return lire_retour(contenu, nom, colonnes, traduire)
    if reglage.colonnes_retour:
        try:
            return lire_retour(contenu, nom, reglage.colonnes_retour, traduire)
        except FichierRefuse:
            # Another layout than last month's, perhaps: its own refusal is the one to tell.
            return lire_retour(contenu, nom, {}, traduire)
    return lire_retour(contenu, nom, {}, traduire)


@transaction.atomic
def expliquer(ecart: EcartPaie, explication: str, *, par: Utilisateur | None) -> EcartPaie:
    """Say why a difference is right, or what was asked of the bureau. Raises Refus for nothing."""
    tenu = EcartPaie.objects.select_for_update(of=("self",)).get(pk=ecart.pk)
    explication = explication.strip()
    if not explication:
        raise Refus(_("Écrivez l'explication : elle reste avec l'écart."))
    tenu.etat, tenu.explication = EtatEcartPaie.EXPLIQUE, explication[:200]
    tenu.save(update_fields=["etat", "explication"])
    noter(
        "paie.expliquer",
        auteur=par,
        perimetre=tenu.retour.structure_id,
        cible=tenu,
        mois=tenu.retour.mois.isoformat(),
        ecart=tenu.genre,
    )
    return tenu


def _traduire(structure: Structure, reglage: ReglagePaie) -> Traduire:
    """Ours for a code of the bureau: as it was said, else by its own name, else the code."""
    codes = CodePaie.objects.filter(structure=structure).exclude(code="")
    connus = {c.code: c.rubrique for c in codes}
    ignores = frozenset(reglage.codes_ignores)

    def traduire(code: str) -> str | None:
        if code in connus:
            return connus[code]
        if code in ignores:
            return None
        return code if code in TOUTES else (figure_de(code) or code[:_RUBRIQUE_MAXIMUM])

    return traduire


def _annuaire(structure: Structure, mois: date, envoyees: Iterable[LigneEnvoi]) -> Annuaire:
    """Every number of the structure, with the contract of the month, else the last one."""
    fin = dernier_jour(mois)
    contrats: dict[str, Contrat] = {}
    tous = Contrat.objects.filter(structure=structure, debut__lte=fin).select_related("salarie")
    for contrat in tous.order_by("debut", "pk"):
        contrats[contrat.salarie.matricule] = contrat
    par_cle = {c.pk: c for c in tous}
    for ligne in envoyees:
        if ligne.contrat in par_cle and ligne.minutes:
            contrats[ligne.matricule] = par_cle[ligne.contrat]
    sans_zeros: dict[str, list[str]] = defaultdict(list)
    for matricule in Salarie.objects.filter(structure=structure).values_list(
        "matricule", flat=True
    ):
        sans_zeros[matricule.lstrip("0")].append(matricule)
    return Annuaire(contrats, sans_zeros)


def _reconnues(fichier: FichierRetour, annuaire: Annuaire, nom: str) -> list[LigneLue]:
    lues, problemes = [], []
    for ligne in fichier.lignes:
        lu = ligne.lu
        hors = max(abs(lu.minutes or 0), abs(lu.taux_horaire_centimes or 0)) > _GRAND
        if len(lu.matricule) > _MATRICULE_MAXIMUM or hors or abs(lu.montant_centimes or 0) > 10**15:
            message = _("Ligne %(n)s : une valeur est trop grande pour une paie.")
            problemes.append(message % {"n": ligne.numero})
            continue
        vrai = annuaire.retrouver(lu.matricule)
        lues.append(
            LigneLue(ligne.numero, ligne.code[:30], type(lu)(**{**vars(lu), "matricule": vrai}))
        )
    if problemes:
        raise FichierRefuse(nom, problemes)
    return lues


def _empreinte(lues: Sequence[LigneLue], fichier: FichierRetour) -> str:
    dites = [[*(str(v) for v in vars(x.lu).values()), x.code] for x in lues]
    texte = json.dumps([sorted(dites), sorted(fichier.totaux.items())], ensure_ascii=False)
    return hashlib.sha256(texte.encode()).hexdigest()


def _ecrire_lignes(retour: RetourPaie, lues: Iterable[LigneLue], annuaire: Annuaire) -> None:
    LigneRetourPaie.objects.bulk_create(
        [
            LigneRetourPaie(
                retour=retour,
                code=x.code,
                contrat=annuaire.contrats.get(x.lu.matricule),
                **vars(x.lu),
            )
            for x in lues
        ],
        batch_size=1000,
    )


def _ecrire_ecarts(retour: RetourPaie, ecarts: Iterable[Ecart], annuaire: Annuaire) -> None:
    """The differences; what was explained of the return before stays explained."""
    avant = (
        RetourPaie.objects.filter(structure=retour.structure, mois=retour.mois)
        .exclude(pk=retour.pk)
        .order_by("pk")
        .last()
    )
    dits = {
        _identite(e): e.explication
        for e in EcartPaie.objects.filter(retour=avant, etat=EtatEcartPaie.EXPLIQUE)
    }
    nouveaux = []
    for ecart in ecarts:
        neuf = EcartPaie(
            retour=retour, contrat=annuaire.contrats.get(ecart.matricule), **asdict(ecart)
        )
        if _identite(neuf) in dits:
            neuf.etat, neuf.explication = EtatEcartPaie.EXPLIQUE, dits[_identite(neuf)]
        nouveaux.append(neuf)
    EcartPaie.objects.bulk_create(nouveaux, batch_size=1000)


def _identite(ecart: EcartPaie) -> tuple[object, ...]:
    return (
        ecart.matricule,
        ecart.rubrique,
        ecart.genre,
        ecart.autre_matricule,
        ecart.minutes_attendues,
        ecart.minutes_lues,
        ecart.attendu_centimes,
        ecart.lu_centimes,
    )
