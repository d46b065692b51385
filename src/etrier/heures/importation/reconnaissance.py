"""The words of one file, recognised: by the structure's names, its memory, and today's choices."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from django.utils.translation import gettext as _

from etrier.droit.lettres import decouper
from etrier.heures.enums import GenreHeures
from etrier.heures.formats.tableurs.cellules import cle_de_nom
from etrier.heures.formats.tableurs.tableur import LigneTableur
from etrier.heures.importation.annuaire import Annuaire, Employe
from etrier.heures.importation.rapprochement import (
    SEUIL,
    Cible,
    Mot,
    Nom,
    Repertoire,
    Surete,
    sans_zeros,
    serrer,
    trancher,
)

# Beyond that many unknown words it is not a file of this structure: nothing more is proposed.
PROPOSES_AU_PLUS = 400
_TEXTE_RETENU = 200

CleMot = tuple[str, str]
Retenus = Mapping[tuple[str, str], tuple[Cible, date]]
Choisis = Mapping[CleMot, Cible | None]
Chercher = Callable[[], Mot]
Phrases = Callable[[Surete], str]

# What a column may turn out to hold: a place of unknown kind is a chantier, a client or a mission.
ADMISES: Mapping[str, tuple[str, ...]] = {
    "salarie": ("salarie",),
    "lieu": ("chantier", "client", "mission"),
    "chantier": ("chantier",),
    "mission": ("mission",),
    "nature": ("nature",),
}


@dataclass
class Reconnaissance:
    """Gives the `Mot` of what a line writes; each is looked for once.

    `retenus`: what was accepted before, by (kind of target, compared word). `choisis`: what is
    chosen for this import, by (kind of column, compared word); None there means none of them.
    """

    annuaire: Annuaire
    retenus: Retenus = field(default_factory=dict)
    choisis: Choisis = field(default_factory=dict)
    accepter: bool = False
    mots: dict[CleMot, Mot] = field(default_factory=dict)
    _identites: dict[tuple[str, str, str, str], Mot] = field(default_factory=dict)
    _proposes: int = 0

    def __post_init__(self) -> None:
        employes = self.annuaire.employes.values()
        self.par_matricule = {e.matricule: e for e in employes}
        self._sans_zeros = _regrouper((sans_zeros(e.matricule), e.salarie_id) for e in employes)
        self._gens = Repertoire([_nom_de_personne(e) for e in employes])
        missions = [(p.numero, p.mission_id) for p in self.annuaire.placements.values()]
        self._missions_sans_zeros = _regrouper((sans_zeros(n), pk) for n, pk in missions)
        self._par_numero = dict(missions)
        chantiers = [_nom_de_lieu("chantier", *x) for x in self.annuaire.chantiers.items()]
        clients = [_nom_de_lieu("client", *x) for x in self.annuaire.clients.items()]
        numeros = [_nom_de_lieu("mission", pk, n) for n, pk in missions]
        self._lieux = {
            "chantier": Repertoire(chantiers),
            "lieu": Repertoire([*chantiers, *clients, *numeros]),
        }

    # People

    def personne(self, ligne: LigneTableur) -> Mot:
        """Who the line speaks of; its `cle` is empty when the line names nobody."""
        identite = (ligne.matricule, ligne.nom, ligne.prenom, ligne.personne)
        mot = self._identites.get(identite)
        if mot is None:
            texte = " ".join(filter(None, identite))
            mot = self._retrouver("salarie", texte, lambda: self._chercher_personne(ligne))
            self._identites[identite] = mot
        mot.lignes += 1
        return mot

    def _chercher_personne(self, ligne: LigneTableur) -> Mot:
        nom = _nom_ecrit(ligne)
        if not ligne.matricule:
            return self._par_nom(ligne, nom)
        employe = self.par_matricule.get(ligne.matricule)
        if employe is None:
            return self._par_matricule_abime(ligne, nom)
        if not nom or _concorde(ligne, employe) or _cible(employe) in self._gens.exacts(nom):
            return _mot(Surete.SURE, _cible(employe))
        proches = dict(self._gens.proches(nom))
        if proches.get(_cible(employe), 0) >= SEUIL:
            message = _(
                "« %(nom)s » n’est pas tout à fait le nom du matricule « %(m)s », qui est celui de "
                "%(qui)s : confirmez que c’est bien cette personne, ou corrigez."
            )
            dit = {"nom": nom, "m": ligne.matricule, "qui": employe}
            return _mot(Surete.PROPOSEE, _cible(employe), raison=message % dit)
        message = _("le matricule « %(m)s » est celui de %(qui)s, pas de %(autre)s.")
        dit = {"m": ligne.matricule, "qui": employe, "autre": nom}
        autres = self._gens.exacts(nom)
        return _mot(Surete.INCONNUE, None, [_cible(employe), *autres], message % dit)

    def _par_matricule_abime(self, ligne: LigneTableur, nom: str) -> Mot:
        """A number nobody has: lost zeros, or a name that says who."""
        par_zeros = {Cible("salarie", pk) for pk in self._sans_zeros[sans_zeros(ligne.matricule)]}
        par_nom = set(self._gens.exacts(nom)) if nom else set()
        candidats = sorted(par_zeros & par_nom or par_zeros | par_nom)
        dit = {"m": ligne.matricule, "qui": self._enumerer(candidats)}
        if len(candidats) == 1:
            message = _(
                "aucun salarié n’a exactement le matricule « %(m)s » : confirmez qu’il s’agit de "
                "%(qui)s, ou corrigez-le."
            )
            return _mot(Surete.PROPOSEE, candidats[0], raison=message % dit)
        if candidats:
            message = _(
                "aucun salarié n’a exactement le matricule « %(m)s » : choisissez entre %(qui)s, "
                "ou corrigez-le."
            )
            return _mot(Surete.A_CHOISIR, None, candidats, message % dit)
        message = _(
            "aucun salarié de la structure n'a le matricule « %(m)s » (les zéros de tête "
            "comptent) : corrigez-le, ou créez d'abord le salarié."
        )
        return _mot(Surete.INCONNUE, None, raison=message % dit)

    def _par_nom(self, ligne: LigneTableur, nom: str) -> Mot:
        if not nom:
            message = _("il manque le matricule, ou le nom et le prénom, de la personne.")
            return _mot(Surete.INCONNUE, None, raison=message)
        exacts = self._gens.exacts(nom)
        if len(exacts) == 1:
            return _mot(Surete.SURE, exacts[0])
        if exacts:
            message = _("plusieurs salariés s'appellent « %(nom)s » : écrivez le matricule.")
            mot = _mot(Surete.A_CHOISIR, None, exacts, message % {"nom": nom})
            mot.homonymes = True
            return mot
        return self._proposer(nom, self._gens, _personnes)

    # Places

    def lieu(self, sorte: str, texte: str) -> Mot:
        """The place a column `sorte` (chantier, lieu or mission) names."""
        chercher = self._chercher_mission if sorte == "mission" else self._chercher_lieu
        mot = self._retrouver(sorte, texte, lambda: chercher(sorte, texte))
        mot.lignes += 1
        return mot

    def _chercher_lieu(self, sorte: str, texte: str) -> Mot:
        repertoire = self._lieux[sorte]
        exacts = repertoire.exacts(texte)
        if len(exacts) == 1:
            return _mot(Surete.SURE, exacts[0])
        if exacts:
            message = _("« %(texte)s » désigne plusieurs lieux de la structure : choisissez.")
            return _mot(Surete.A_CHOISIR, None, exacts, message % {"texte": texte})
        return self._proposer(texte, repertoire, _lieux)

    def _chercher_mission(self, _sorte: str, numero: str) -> Mot:
        exacte = self._par_numero.get(numero)
        if exacte is not None:
            return _mot(Surete.SURE, Cible("mission", exacte))
        proches = [Cible("mission", pk) for pk in self._missions_sans_zeros[sans_zeros(numero)]]
        if len(proches) == 1:
            message = _("« %(numero)s » n’est pas tout à fait le numéro d’une mission : confirmez.")
            return _mot(Surete.PROPOSEE, proches[0], raison=message % {"numero": numero})
        message = _("la mission « %(numero)s » n'existe pas dans cette structure.")
        return _mot(Surete.INCONNUE, None, proches, message % {"numero": numero})

    # Natures

    @cached_property
    def codes_appris(self) -> frozenset[str]:
        """Codes somebody explained, before or now, in capitals."""
        dits = [cle for sorte, cle in (*self.retenus, *self.choisis) if sorte == "nature"]
        return frozenset(cle.upper() for cle in dits)

    def nature(self, texte: str) -> Mot:
        """The nature a code the house does not know stands for."""
        mot = self._retrouver("nature", texte, lambda: _nature_inconnue(texte))
        mot.lignes += 1
        return mot

    # What is said of a word before and now

    def _retrouver(self, sorte: str, texte: str, chercher: Chercher) -> Mot:
        cle = cle_de_nom(texte)[:_TEXTE_RETENU]
        mot = self.mots.get((sorte, cle))
        if mot is None:
            mot = chercher()
            mot.sorte, mot.texte, mot.cle = sorte, texte, cle
            self._completer(mot)
            if cle:
                self.mots[sorte, cle] = mot
        return mot

    def _completer(self, mot: Mot) -> None:
        """Lay the memory, then today's choice, over what the names say."""
        if (mot.sorte, mot.cle) in self.choisis:
            self._choisir(mot, self.choisis[mot.sorte, mot.cle])
            return
        retenu, le = self._retenu(mot)
        if retenu is not None and mot.surete is Surete.SURE:
            if mot.cible is not None and retenu != mot.cible:
                self._opposer(mot, retenu)
        elif retenu is not None and not mot.homonymes:
            mot.surete, mot.cible, mot.le = Surete.RETENUE, retenu, le
        elif self.accepter and mot.surete is Surete.PROPOSEE:
            mot.surete = Surete.CHOISIE

    def _choisir(self, mot: Mot, choisie: Cible | None) -> None:
        if choisie is None:
            message = _("« %(texte)s » n’est dans aucune liste, avez-vous dit : corrigez-le.")
            mot.surete, mot.cible, mot.ecarte = Surete.INCONNUE, None, True
            mot.raison = message % {"texte": mot.texte}
        elif self.nommer(choisie) and choisie.sorte in ADMISES[mot.sorte]:
            mot.surete, mot.cible = Surete.CHOISIE, choisie

    def _opposer(self, mot: Mot, retenu: Cible) -> None:
        """Somebody now bears the very name that was said to be another's: ask again."""
        exacte, mot.surete, mot.cible = mot.cible, Surete.A_CHOISIR, None
        mot.candidats = [c for c in (exacte, retenu) if c is not None]
        message = _("« %(texte)s » peut être %(qui)s : choisissez.")
        mot.raison = message % {"texte": mot.texte, "qui": self._enumerer(mot.candidats)}

    def _retenu(self, mot: Mot) -> tuple[Cible | None, date | None]:
        trouves = [self.retenus.get((sorte, mot.cle)) for sorte in ADMISES[mot.sorte]]
        for trouve in trouves:
            if trouve is not None and self.nommer(trouve[0]):
                return trouve
        return None, None

    def nommer(self, cible: Cible) -> str:
        """What a target is called; empty when it is not of this structure."""
        annuaire, cle = self.annuaire, cible.cle
        match cible.sorte:
            case "salarie":
                return str(annuaire.employes.get(cle, ""))
            case "chantier":
                return annuaire.chantiers.get(cle, "")
            case "client":
                return annuaire.clients.get(cle, "")
            case "mission":
                placement = annuaire.placements.get(cle)
                return placement.numero if placement else ""
            case "nature" if cle in GenreHeures.values:
                return str(GenreHeures(cle).label)
        return ""

    def _proposer(self, texte: str, repertoire: Repertoire, phrases: Phrases) -> Mot:
        self._proposes += 1
        proches = repertoire.proches(texte) if self._proposes <= PROPOSES_AU_PLUS else []
        surete, cible = trancher(proches)
        candidats = [c for c, _note in proches]
        dit = {"texte": texte, "qui": self._enumerer([cible] if cible else candidats)}
        return _mot(surete, cible, candidats, phrases(surete) % dit)

    def _enumerer(self, cibles: Iterable[Cible]) -> str:
        return ", ".join(self.nommer(c) for c in cibles)


def _mot(
    surete: Surete, cible: Cible | None, candidats: Iterable[Cible] = (), raison: str = ""
) -> Mot:
    # Which word it is, is written by the one who asked.
    return Mot("", "", "", surete, cible, list(candidats) or ([cible] if cible else []), raison)


def _personnes(surete: Surete) -> str:
    if surete is Surete.PROPOSEE:
        return _(
            "« %(texte)s » ressemble à %(qui)s sans s’écrire pareil : confirmez que c’est bien "
            "cette personne, ou corrigez le nom."
        )
    if surete is Surete.A_CHOISIR:
        return _(
            "« %(texte)s » ressemble à plusieurs personnes (%(qui)s) : choisissez, ou écrivez le "
            "matricule."
        )
    return _(
        "aucun salarié de la structure ne s'appelle « %(texte)s » : corrigez le nom, ou créez "
        "d'abord le salarié."
    )


def _lieux(surete: Surete) -> str:
    if surete is Surete.PROPOSEE:
        return _(
            "« %(texte)s » ressemble à « %(qui)s » sans s’écrire pareil : confirmez, ou corrigez."
        )
    if surete is Surete.A_CHOISIR:
        return _("« %(texte)s » ressemble à plusieurs lieux (%(qui)s) : choisissez.")
    return _("« %(texte)s » n'existe pas dans cette structure : corrigez-le ou créez-le d'abord.")


def _nature_inconnue(texte: str) -> Mot:
    message = _(
        "« %(texte)s » n’est ni une durée ni un code connu : écrivez 7h30, ou dites de quelle "
        "nature il s’agit."
    )
    return _mot(Surete.INCONNUE, None, raison=message % {"texte": texte})


def _regrouper(paires: Iterable[tuple[str, int]]) -> Mapping[str, list[int]]:
    groupes: dict[str, list[int]] = defaultdict(list)
    for cle, valeur in paires:
        groupes[cle].append(valeur)
    return groupes


def _cible(employe: Employe) -> Cible:
    return Cible("salarie", employe.salarie_id)


def _nom_de_personne(employe: Employe) -> Nom:
    return Nom(_cible(employe), tuple(decouper(employe.nom)), tuple(decouper(employe.prenom)))


def _nom_de_lieu(sorte: str, cle: int, nom: str) -> Nom:
    return Nom(Cible(sorte, cle), tuple(decouper(nom)))


def _nom_ecrit(ligne: LigneTableur) -> str:
    return " ".join(filter(None, (ligne.nom, ligne.prenom))) or ligne.personne


def _concorde(ligne: LigneTableur, employe: Employe) -> bool:
    """True when the line gives the name alone, or the first name alone, of the person."""
    if ligne.personne:
        return False
    nom, prenom = serrer(decouper(ligne.nom)), serrer(decouper(ligne.prenom))
    return nom in ("", serrer(decouper(employe.nom))) and prenom in (
        "",
        serrer(decouper(employe.prenom)),
    )
