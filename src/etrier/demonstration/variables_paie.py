"""What a month's pay holds besides hours: bonus, advance, garnishment, meals, expense claims."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import IntEnum
from random import Random

from etrier.demonstration.scenario import hasard
from etrier.paie.enums import GenreFrais, GenreVariableSaisie
from etrier.paie.frais.actions import Depense, accepter_note, deposer_note, refuser_note
from etrier.paie.frais.baremes import fixer_bareme
from etrier.paie.models import NoteFrais, VariablePaie
from etrier.paie.saisies.actions import Saisie, saisir_variable
from etrier.parcours.models import Contrat
from etrier.socle.mois import dernier_jour
from etrier.structures.models import Structure, Utilisateur

# Somebody who earns less has too little for an advance and a garnishment.
BRUT_MINIMAL = 80_000
MILLIEMES_PAR_KM, PUISSANCE, REPAS = 350, 5, 700
MOTIF_REFUS = "Le ticket est illisible : redonnez-le."


class Rang(IntEnum):
    """Whose what is, among those paid the whole month; those after `AUTRES` have their hours."""

    PRIME, ACOMPTE, SAISIE, PANIER, KILOMETRES, TRANSPORT, REFUSEE, EN_ATTENTE, AUTRES = range(9)


def payes_du_mois(structure: Structure, mois: date) -> list[Contrat]:
    """Contracts that run the whole month, of a gross worth it, by employee number."""
    bruts = VariablePaie.objects.filter(
        cloture__structure=structure,
        cloture__mois=mois,
        rubrique="BRUT",
        montant_centimes__gte=BRUT_MINIMAL,
    ).select_related("contrat__salarie", "contrat__structure")
    contrats = (v.contrat for v in bruts.order_by("contrat__salarie__matricule", "contrat_id"))
    return [c for c in contrats if c.couvre(mois) and c.couvre(dernier_jour(mois))]


def dire_les_variables(
    structure: Structure, mois: date, contrats: Sequence[Contrat], par: Utilisateur
) -> None:
    """Write the scale of kilometres, the variables of the month and its expense claims."""
    fixer_bareme(
        structure,
        depuis=mois.replace(month=1),
        milliemes_par_km=MILLIEMES_PAR_KM,
        jusqu_a_cv=None,
        source="Accord d'entreprise fictif",
        par=par,
    )
    ecrivain = _Ecrivain(contrats, mois, par, hasard("paie", structure.siret, mois))
    ecrivain.saisir_le_mois()
    ecrivain.rembourser_les_frais()


@dataclass(frozen=True)
class _Ecrivain:
    """Types the variables of a month, as somebody."""

    contrats: Sequence[Contrat]
    mois: date
    par: Utilisateur
    tirage: Random

    def saisir_le_mois(self) -> None:
        """A bonus, an advance, a garnishment, meals."""
        genres, repas = GenreVariableSaisie, self.tirage.randint(3, 9)
        self._saisir(Rang.PRIME, Saisie(genres.PRIME, 6_000, "Prime de parrainage"))
        acompte = Saisie(genres.ACOMPTE, 15_000, "Demandé à l'accueil", self._jour(8, 16))
        self._saisir(Rang.ACOMPTE, acompte)
        tiers = f"Trésorerie fictive de Maquette, réf. EXEMPLE-{self.tirage.randint(100, 999)}"
        montant = self.tirage.randrange(4_000, 9_000, 10)
        self._saisir(Rang.SAISIE, Saisie(genres.SAISIE, montant, tiers, self._jour(2, 6)))
        panier = Saisie(
            genres.PANIER, repas * REPAS, "Repas loin du siège", quantite_milliemes=repas * 1000
        )
        self._saisir(Rang.PANIER, panier)

    def rembourser_les_frais(self) -> None:
        """Two claims accepted into the month, one refused, one nobody decided of yet."""
        trajet = self._trajet("Aller et retour au chantier, voiture personnelle")
        accepter_note(self._deposer(Rang.KILOMETRES, trajet), self.mois, par=self.par)
        ticket = self._payee(GenreFrais.TRANSPORT, "Train pour la visite médicale", 1_260)
        accepter_note(self._deposer(Rang.TRANSPORT, ticket), self.mois, par=self.par)
        illisible = self._payee(GenreFrais.REPAS, "Repas de midi", 1_450)
        refuser_note(self._deposer(Rang.REFUSEE, illisible), MOTIF_REFUS, par=self.par)
        self._deposer(Rang.EN_ATTENTE, self._trajet("Rendez-vous à la mission locale"))

    def _saisir(self, rang: Rang, saisie: Saisie) -> None:
        saisir_variable(self.contrats[rang], self.mois, saisie, par=self.par)

    def _deposer(self, rang: Rang, depense: Depense) -> NoteFrais:
        return deposer_note(self.contrats[rang], depense, par=self.par)

    def _trajet(self, libelle: str) -> Depense:
        return Depense(
            GenreFrais.KILOMETRES,
            self._jour(5, 25),
            libelle,
            kilometres=self.tirage.randrange(18, 120, 2),
            puissance_cv=PUISSANCE,
        )

    def _payee(self, genre: GenreFrais, libelle: str, centimes: int) -> Depense:
        return Depense(genre, self._jour(5, 25), libelle, centimes)

    def _jour(self, premier: int, dernier: int) -> date:
        return self.mois.replace(day=self.tirage.randint(premier, dernier))
