"""What a month's variables lack before they leave, what to look at, and that all is well.

Blocks: what no payslip could be drawn from, or would be drawn wrong. To look at: what may be right.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from django.utils.translation import gettext as _

from etrier.droit.ecriture import euros
from etrier.heures.models import Cloture
from etrier.paie.enums import EtatNoteFrais
from etrier.paie.models import NoteFrais, VariablePaie, VariableSaisie
from etrier.paie.navette.lignes import (
    LigneEnvoi,
    lignes_du_mois,
    lignes_envoyees,
    restant_a_envoyer,
)
from etrier.paie.navette.reglages import Codes, codes_de
from etrier.parcours.models import Contrat
from etrier.socle.mois import dernier_jour
from etrier.structures.models import Structure

_MATRICULE = re.compile(r"[A-Za-z0-9][A-Za-z0-9 ._/-]*")
GAINS = frozenset({"PRIME", "AUTRE", "PANIER", "FRAIS", "KILOMETRES"})
RETENUES = frozenset({"ACOMPTE", "SAISIE"})
PAYEES = frozenset({"BRUT", "IFM", "ICCP"})


@dataclass(frozen=True)
class Point:
    """One thing to correct or to look at; `contrat` is whose, `rubrique` which code lacks."""

    phrase: str
    contrat: Contrat | None = None
    rubrique: str = ""


@dataclass
class Verification:
    """A month before it leaves: what blocks, what to look at, what would leave."""

    mois: date
    bloquent: list[Point] = field(default_factory=list)
    a_voir: list[Point] = field(default_factory=list)
    lignes: list[LigneEnvoi] = field(default_factory=list)
    deja_envoyees: int = 0

    @property
    def partante(self) -> bool:
        """True when a file can be written."""
        return not self.bloquent and bool(self.lignes)


@dataclass(frozen=True)
class _Mois:
    """What is read of a month, by contract."""

    mois: date
    contrats: Mapping[int, Contrat]
    calculees: Mapping[int, Sequence[VariablePaie]]
    saisies: Mapping[int, Sequence[VariableSaisie]]

    def brut(self, contrat: int) -> int | None:
        """Gross and indemnities worked out by the close; None when one could not be."""
        montants = [v.montant_centimes for v in self.calculees[contrat] if v.rubrique in PAYEES]
        connus = [m for m in montants if m is not None]
        return sum(connus) if len(connus) == len(montants) else None


def verifier(structure: Structure, mois: date) -> Verification:
    """The month as it would leave now."""
    vue = Verification(mois)
    if not Cloture.objects.filter(structure=structure, mois=mois).exists():
        vue.bloquent.append(Point(_("Le mois n'est pas clos : clôturez-le d'abord.")))
        return vue
    codes, lu = codes_de(structure), _lire(structure, mois)
    parties = lignes_envoyees(structure, mois)
    codees = [_coder(x, codes) for x in lignes_du_mois(structure, mois)]
    vue.lignes, vue.deja_envoyees = restant_a_envoyer(codees, parties), len(parties)
    vue.bloquent += _codes_manquants(vue.lignes, codes)
    for pk, contrat in lu.contrats.items():
        vue.bloquent += _bloquent(lu, contrat)
        vue.a_voir += _a_voir(lu, pk, contrat)
    vue.a_voir += _sans_heures(structure, mois, lu)
    vue.a_voir += _notes_en_attente(structure, mois)
    return vue


def _lire(structure: Structure, mois: date) -> _Mois:
    calculees, saisies = defaultdict(list), defaultdict(list)
    du_mois = VariablePaie.objects.filter(cloture__structure=structure, cloture__mois=mois)
    for variable in du_mois.select_related("contrat__salarie__personne").order_by("pk"):
        calculees[variable.contrat_id].append(variable)
    typees = VariableSaisie.objects.filter(structure=structure, mois=mois)
    for saisie in typees.select_related("contrat__salarie__personne").order_by("pk"):
        saisies[saisie.contrat_id].append(saisie)
    contrats = {c.pk: c for x in (calculees, saisies) for vs in x.values() for c in [vs[0].contrat]}
    ordonnes = sorted(contrats.values(), key=lambda c: (c.salarie.matricule, c.pk))
    return _Mois(mois, {c.pk: c for c in ordonnes}, calculees, saisies)


def _coder(ligne: LigneEnvoi, codes: Codes) -> LigneEnvoi:
    code = codes.code(ligne.rubrique)
    return replace(ligne, code=code or "", envoyee=codes.envoyee(ligne.rubrique))


def _codes_manquants(lignes: Iterable[LigneEnvoi], codes: Codes) -> list[Point]:
    manquent = dict.fromkeys(
        x.rubrique for x in lignes if x.envoyee and codes.code(x.rubrique) is None
    )
    return [
        Point(_("aucun code du cabinet pour cette rubrique : écrivez-le."), rubrique=r)
        for r in manquent
    ]


def _bloquent(lu: _Mois, contrat: Contrat) -> Iterator[Point]:
    matricule = contrat.salarie.matricule
    if not _MATRICULE.fullmatch(matricule.strip()):
        yield Point(_("il n'a pas de matricule qu'un fichier puisse porter."), contrat)
    for variable in lu.calculees[contrat.pk]:
        if variable.montant_centimes is None and variable.rubrique == "BRUT":
            manque = [v for v in lu.calculees[contrat.pk] if v.montant_centimes is None]
            yield Point(manque[0].motif or variable.motif, contrat)
            break
    saisies = [s for s in lu.saisies[contrat.pk] if s.corrige_id is None]
    if saisies and contrat.fin is not None and contrat.fin < lu.mois:
        yield Point(_("son contrat est fini avant ce mois : ôtez ce qui a été saisi."), contrat)
    for saisie in saisies:
        if saisie.genre in RETENUES and saisie.le is None:
            yield Point(_("un acompte ou une saisie n'a pas de date."), contrat)
        if saisie.genre == "SAISIE" and not saisie.libelle.strip():
            yield Point(_("une saisie ne dit pas à qui elle est versée."), contrat)
    yield from _retenues_trop_fortes(lu, contrat)


def _retenues_trop_fortes(lu: _Mois, contrat: Contrat) -> Iterator[Point]:
    """Advances over the gross; all that is kept back over all that is paid."""
    brut, sommes = lu.brut(contrat.pk), Counter[str]()
    for saisie in lu.saisies[contrat.pk]:
        sommes[saisie.genre] += saisie.montant_centimes
    if brut is None:
        return
    gains = brut + sum(sommes[g] for g in GAINS)
    retenues = sum(sommes[g] for g in RETENUES)
    if sommes["ACOMPTE"] > brut + sommes["PRIME"]:
        phrase = _("acomptes de %(acomptes)s pour un brut de %(brut)s : corrigez-les.")
        dit = {"acomptes": euros(sommes["ACOMPTE"]), "brut": euros(brut + sommes["PRIME"])}
        yield Point(phrase % dit, contrat)
    elif retenues > gains:
        phrase = _("%(retenues)s retenus pour %(gains)s dus : le net serait négatif.")
        yield Point(phrase % {"retenues": euros(retenues), "gains": euros(gains)}, contrat)


def _a_voir(lu: _Mois, pk: int, contrat: Contrat) -> Iterator[Point]:
    variables = lu.calculees[pk]
    if any(v.provisoire for v in variables):
        yield Point(_("une valeur légale utilisée est provisoire."), contrat)
    for variable in variables:
        if variable.rubrique == "HEURES_COMPLEMENTAIRES":
            yield Point(variable.motif, contrat)
        if variable.rubrique == "BRUT" and ";" in variable.motif and "revoir" in variable.motif:
            yield Point(variable.motif, contrat)
    if any(s.montant_centimes < 0 for s in lu.saisies[pk]):
        yield Point(_("une ligne corrige ce qui est parti un mois précédent."), contrat)
    if lu.saisies[pk] and not variables:
        yield Point(_("il a des variables saisies, et aucune heure ce mois-ci."), contrat)
    if contrat.fin is not None and lu.mois <= contrat.fin <= dernier_jour(lu.mois):
        yield Point(_("son contrat finit ce mois-ci : solde de tout compte."), contrat)


def _sans_heures(structure: Structure, mois: date, lu: _Mois) -> Iterator[Point]:
    actifs = Contrat.objects.filter(structure=structure).en_cours(mois, dernier_jour(mois))
    for contrat in actifs.select_related("salarie__personne").order_by("salarie__matricule"):
        if contrat.pk not in lu.contrats:
            yield Point(_("il est sous contrat, sans aucune heure ce mois-ci."), contrat)


def _notes_en_attente(structure: Structure, mois: date) -> Iterator[Point]:
    notes = NoteFrais.objects.filter(
        structure=structure, etat=EtatNoteFrais.DEPOSEE, le__lte=dernier_jour(mois)
    ).select_related("contrat__salarie__personne")
    for note in notes.order_by("le", "pk"):
        phrase = _("note de frais de %(montant)s à décider.")
        yield Point(phrase % {"montant": euros(note.montant_centimes)}, note.contrat)
