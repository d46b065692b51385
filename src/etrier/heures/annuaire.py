"""Who and where a line of a spreadsheet speaks of: the structure's people and places, read once."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from etrier.heures.formats.cellules import cle_de_nom
from etrier.heures.formats.tableur import LigneTableur
from etrier.heures.verification import Saisie
from etrier.missions.models import Chantier, ClauseSociale, Mission
from etrier.parcours.models import Contrat, Salarie
from etrier.structures.models import Structure


class Introuvable(Exception):
    """A column of the line names nothing, or several things; `phrase` says which and what to do."""

    def __init__(self, colonne: str, phrase: str) -> None:
        super().__init__(phrase)
        self.colonne = colonne
        self.phrase = phrase


@dataclass(frozen=True)
class Employe:
    """A person of the structure."""

    salarie_id: int
    matricule: str
    nom: str
    prenom: str

    def __str__(self) -> str:
        return f"{self.nom} {self.prenom} ({self.matricule})"

    @property
    def cle(self) -> tuple[str, str]:
        """Name and first name, to be compared."""
        return cle_de_nom(self.nom), cle_de_nom(self.prenom)


@dataclass(frozen=True)
class Engagement:
    """A contract: its number and its days."""

    contrat_id: int
    numero: str
    debut: date
    fin: date | None

    def couvre(self, jour: date) -> bool:
        """True on each day of the contract, bounds included."""
        return self.debut <= jour and (self.fin is None or jour <= self.fin)


@dataclass(frozen=True)
class Annuaire:
    """People, contracts and places of one structure, by what a spreadsheet writes of them."""

    par_matricule: Mapping[str, Employe]
    par_nom: Mapping[tuple[str, str], list[Employe]]
    engagements: Mapping[int, list[Engagement]]
    chantiers: Mapping[str, list[int]]
    missions: Mapping[str, tuple[int, int]]
    clauses: Mapping[str, list[int]]

    def employe(self, ligne: LigneTableur) -> Employe:
        """The person of a line. Raises Introuvable."""
        if not ligne.matricule:
            return self._par_nom(ligne)
        employe = self.par_matricule.get(ligne.matricule)
        if employe is None:
            message = _(
                "aucun salarié de la structure n'a le matricule « %(m)s » (les zéros de tête "
                "comptent) : corrigez-le, ou créez d'abord le salarié."
            )
            raise Introuvable("matricule", message % {"m": ligne.matricule})
        if not _concorde(ligne, employe):
            message = _("le matricule « %(m)s » est celui de %(qui)s, pas de %(autre)s.")
            autre = f"{ligne.nom} {ligne.prenom}".strip()
            raise Introuvable(
                "matricule", message % {"m": ligne.matricule, "qui": employe, "autre": autre}
            )
        return employe

    def _par_nom(self, ligne: LigneTableur) -> Employe:
        if not ligne.nom or not ligne.prenom:
            raise Introuvable(
                "matricule", _("il manque le matricule, ou le nom et le prénom, de la personne.")
            )
        trouves = self.par_nom.get((cle_de_nom(ligne.nom), cle_de_nom(ligne.prenom)), [])
        qui = {"nom": ligne.nom, "prenom": ligne.prenom}
        if not trouves:
            message = _(
                "aucun salarié de la structure ne s'appelle « %(nom)s %(prenom)s » : corrigez le "
                "nom, ou créez d'abord le salarié."
            )
            raise Introuvable("nom", message % qui)
        if len(trouves) > 1:
            message = _(
                "plusieurs salariés s'appellent « %(nom)s %(prenom)s » : écrivez le matricule."
            )
            raise Introuvable("nom", message % qui)
        return trouves[0]

    def saisie(self, ligne: LigneTableur, employe: Employe) -> Saisie:
        """The entry a sound line asks for. Raises Introuvable."""
        if ligne.jour is None or ligne.nature is None or ligne.minutes is None:
            raise ValueError("Only a line without `refus` can be matched.")
        if ligne.chantier and ligne.mission:
            raise Introuvable(
                "mission", _("une ligne est sur un chantier ou en mission, jamais les deux.")
            )
        mission_id, contrat_de_mission = self._mission(ligne.mission)
        contrat_id = self._contrat(ligne, employe, ligne.jour, contrat_de_mission)
        return Saisie(
            contrat_id=contrat_id,
            salarie_id=employe.salarie_id,
            jour=ligne.jour,
            nature=int(ligne.nature),
            minutes=ligne.minutes,
            chantier_id=_seul(self.chantiers, ligne.chantier, "chantier"),
            mission_id=mission_id,
            clause_id=_seul(self.clauses, ligne.clause, "clause"),
        )

    def _mission(self, numero: str) -> tuple[int | None, int | None]:
        if not numero:
            return None, None
        trouvee = self.missions.get(numero)
        if trouvee is None:
            message = _("la mission « %(numero)s » n'existe pas dans cette structure.")
            raise Introuvable("mission", message % {"numero": numero})
        return trouvee

    def _contrat(
        self, ligne: LigneTableur, employe: Employe, jour: date, de_la_mission: int | None
    ) -> int:
        tous = self.engagements.get(employe.salarie_id, [])
        candidats = [e for e in tous if e.couvre(jour)]
        if ligne.contrat:
            candidats = _nommes(candidats, tous, ligne.contrat, employe, jour)
        elif not candidats:
            message = _(
                "le %(jour)s, %(qui)s n'a pas de contrat : vérifiez la date, ou prolongez le "
                "contrat par un avenant."
            )
            raise Introuvable("jour", message % {"jour": f"{jour:%d/%m/%Y}", "qui": employe})
        if de_la_mission is not None:
            candidats = [e for e in candidats if e.contrat_id == de_la_mission]
            if not candidats:
                message = _("la mission « %(numero)s » n'est pas celle du contrat de %(qui)s.")
                raise Introuvable("mission", message % {"numero": ligne.mission, "qui": employe})
        if len(candidats) > 1:
            message = _(
                "le %(jour)s, %(qui)s a plusieurs contrats (%(numeros)s) : écrivez le numéro dans "
                "la colonne « contrat »."
            )
            numeros = ", ".join(e.numero for e in candidats)
            raise Introuvable(
                "contrat",
                message % {"jour": f"{jour:%d/%m/%Y}", "qui": employe, "numeros": numeros},
            )
        return candidats[0].contrat_id


def _concorde(ligne: LigneTableur, employe: Employe) -> bool:
    """True unless the line also gives a name, and another one."""
    nom, prenom = employe.cle
    return cle_de_nom(ligne.nom) in ("", nom) and cle_de_nom(ligne.prenom) in ("", prenom)


def _nommes(
    candidats: Iterable[Engagement],
    tous: Iterable[Engagement],
    numero: str,
    employe: Employe,
    jour: date,
) -> list[Engagement]:
    if nommes := [e for e in candidats if e.numero == numero]:
        return nommes
    details = {"numero": numero, "qui": employe, "jour": f"{jour:%d/%m/%Y}"}
    if any(e.numero == numero for e in tous):
        message = _(
            "le contrat « %(numero)s » de %(qui)s ne couvre pas le %(jour)s : vérifiez la date, ou "
            "prolongez le contrat par un avenant."
        )
        raise Introuvable("jour", message % details)
    message = _("le contrat « %(numero)s » n'est pas celui de %(qui)s.")
    raise Introuvable("contrat", message % details)


def _seul(table: Mapping[str, list[int]], texte: str, colonne: str) -> int | None:
    """The only thing of that name, None when the column is empty."""
    if not texte:
        return None
    trouves = table.get(cle_de_nom(texte), [])
    if len(trouves) == 1:
        return trouves[0]
    message = (
        _("« %(texte)s » désigne plusieurs lignes de la structure : écrivez-le en entier.")
        if trouves
        else _("« %(texte)s » n'existe pas dans cette structure : corrigez-le ou créez-le d'abord.")
    )
    raise Introuvable(colonne, message % {"texte": texte})


def ouvrir_annuaire(structure: Structure) -> Annuaire:
    """Read the people and places of a structure in five queries."""
    salaries = Salarie.objects.filter(structure=structure).values_list(
        "pk", "matricule", "personne__nom", "personne__prenom"
    )
    employes = [Employe(*valeurs) for valeurs in salaries]
    par_nom: dict[tuple[str, str], list[Employe]] = defaultdict(list)
    for employe in employes:
        par_nom[employe.cle].append(employe)
    engagements: dict[int, list[Engagement]] = defaultdict(list)
    contrats = Contrat.objects.filter(structure=structure).order_by("debut", "pk")
    for qui, pk, numero, debut, fin in contrats.values_list(
        "salarie_id", "pk", "numero", "debut", "fin"
    ):
        engagements[qui].append(Engagement(pk, numero, debut, fin))
    missions = Mission.objects.filter(structure=structure).values_list("numero", "pk", "contrat_id")
    return Annuaire(
        par_matricule={e.matricule: e for e in employes},
        par_nom=par_nom,
        engagements=engagements,
        chantiers=_chantiers(structure),
        missions={numero: (pk, contrat) for numero, pk, contrat in missions},
        clauses=_clauses(structure),
    )


def _chantiers(structure: Structure) -> dict[str, list[int]]:
    chantiers: dict[str, list[int]] = defaultdict(list)
    for nom, pk in Chantier.objects.filter(structure=structure).values_list("denomination", "pk"):
        chantiers[cle_de_nom(nom)].append(pk)
    return chantiers


def _clauses(structure: Structure) -> dict[str, list[int]]:
    """Each clause by « REF lot N », « REF/N », and by « REF » alone."""
    clauses: dict[str, list[int]] = defaultdict(list)
    lues = ClauseSociale.objects.filter(structure=structure).values_list(
        "marche_public__reference", "lot", "pk"
    )
    for reference, lot, pk in lues:
        for ecriture in {
            cle_de_nom(f"{reference} lot {lot}"),
            cle_de_nom(f"{reference}/{lot}"),
            cle_de_nom(reference),
        }:
            clauses[ecriture].append(pk)
    return clauses
