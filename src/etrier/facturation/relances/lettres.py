"""What a reminder says, by mail or on paper, and the letters of a day in one file."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from etrier.banque.enums import EtatCompte
from etrier.droit.ecriture import euros
from etrier.droit.ecriture import jour as ecrire_jour
from etrier.facturation.enums import NiveauRelance
from etrier.facturation.models import ReglageFacturation, ReglageRelances, Relance
from etrier.facturation.relances.etapes import reglage_de
from etrier.missions.models import Client
from etrier.socle.documents import composer
from etrier.socle.horloge import maintenant
from etrier.structures.models import Structure

MODELE = Path(__file__).with_name("lettre.typ")
OBJETS = {
    NiveauRelance.AMIABLE: "Rappel : facture à régler",
    NiveauRelance.FERME: "Seconde relance : facture impayée",
    NiveauRelance.MISE_EN_DEMEURE: "Mise en demeure de payer",
}


@dataclass(frozen=True)
class Lettre:
    """The reminders of one client at one step, made on one day."""

    client: Client
    niveau: NiveauRelance
    le: date
    relances: Sequence[Relance]

    @property
    def objet(self) -> str:
        """What the letter is about."""
        return OBJETS[self.niveau]

    @property
    def total_centimes(self) -> int:
        """What was left to pay that day."""
        return sum(r.solde_centimes for r in self.relances)

    @property
    def sur_papier(self) -> bool:
        """True for what is to be posted: no mail left, or formal notice, whose receipt is kept."""
        return self.niveau == NiveauRelance.MISE_EN_DEMEURE or not self.relances[0].courriel


def en_lettres(relances: Iterable[Relance]) -> list[Lettre]:
    """Reminders gathered by client, step and day, by name."""
    groupes: dict[tuple[str, int, int, date], list[Relance]] = {}
    for r in relances:
        client = r.facture.client
        cle = (client.denomination.casefold(), client.pk, r.niveau, r.le)
        groupes.setdefault(cle, []).append(r)
    return [
        Lettre(siennes[0].facture.client, NiveauRelance(niveau), le, siennes)
        for (_nom, _pk, niveau, le), siennes in sorted(groupes.items(), key=lambda x: x[0])
    ]


def phrases(
    lettre: Lettre, reglage: ReglageRelances, facturation: ReglageFacturation
) -> tuple[list[str], list[str]]:
    """What stands before and after the list of invoices."""
    paiement = _paiement(facturation)
    if lettre.niveau == NiveauRelance.AMIABLE:
        avant = "Sauf erreur de notre part, les factures ci-dessous ne sont pas encore réglées."
        apres = [
            "Merci de les régler dès que possible.",
            *paiement,
            "Si votre paiement s’est croisé avec ce message, n’en tenez pas compte.",
        ]
    elif lettre.niveau == NiveauRelance.FERME:
        avant = "Malgré notre premier rappel, les factures ci-dessous restent impayées."
        apres = [
            "Nous vous demandons de les régler sans attendre. Si vous rencontrez une difficulté ou "
            "si vous contestez une somme, appelez-nous : nous chercherons une solution.",
            *paiement,
        ]
    else:
        avant = (
            "Nos rappels sont restés sans effet. Par la présente, nous vous mettons en demeure de "
            "payer les factures ci-dessous."
        )
        apres = [
            f"Vous avez {reglage.reponse_jours} jours à compter de la réception de cette lettre "
            "pour payer. Passé ce délai, nous pourrons saisir le tribunal.",
            *filter(None, (facturation.penalites,)),
            *paiement,
        ]
    return ["Madame, Monsieur,", avant], apres


def _paiement(facturation: ReglageFacturation) -> list[str]:
    compte = facturation.compte
    # An account that no longer serves is not where to pay.
    if compte is None or compte.etat != EtatCompte.CONFIRME:
        return []
    iban = " ".join(compte.iban[i : i + 4] for i in range(0, len(compte.iban), 4))
    return [f"Par virement : {compte.titulaire}, IBAN {iban}."]


def imprimer_lettres(structure: Structure, lettres: Sequence[Lettre]) -> bytes:
    """The PDF of the letters, one after the other."""
    facturation, reglage = _reglages(structure)
    valeurs = {
        "titre": "Relances",
        "pied": structure.denomination,
        "structure": {"nom": structure.denomination, "lignes": _fiche(structure, facturation)},
        "lettres": [_lettre(une, structure, reglage, facturation) for une in lettres],
    }
    return composer(MODELE, valeurs, le=maintenant())


def _reglages(structure: Structure) -> tuple[ReglageFacturation, ReglageRelances]:
    trouve = ReglageFacturation.objects.select_related("compte").filter(structure=structure).first()
    return trouve or ReglageFacturation(structure=structure), reglage_de(structure)


def texte_du_courriel(structure: Structure, lettre: Lettre) -> tuple[str, str]:
    """Subject and body of the mail that says what the letter says."""
    facturation, reglage = _reglages(structure)
    avant, apres = phrases(lettre, reglage, facturation)
    factures = [
        f"- facture {r.facture.numero} du {_jour(r.facture.emise_le)}, échéance "
        f"{_jour(r.facture.echeance)} : {euros(r.solde_centimes)} à payer"
        for r in lettre.relances
    ]
    total = f"Total à payer : {euros(lettre.total_centimes)}"
    corps = "\n\n".join([*avant, "\n".join([*factures, total]), *apres, structure.denomination])
    return f"{lettre.objet}, {structure.denomination}", corps + "\n"


def _lettre(
    lettre: Lettre,
    structure: Structure,
    reglage: ReglageRelances,
    facturation: ReglageFacturation,
) -> dict[str, Any]:
    avant, apres = phrases(lettre, reglage, facturation)
    lieu = f"{structure.commune}, le " if structure.commune else "Le "
    return {
        "client": {"nom": lettre.client.denomination, "lignes": _adresse(lettre.client)},
        "lieu": lieu.strip(),
        "le": ecrire_jour(lettre.le),
        "objet": lettre.objet,
        "recommande": lettre.niveau == NiveauRelance.MISE_EN_DEMEURE,
        "avant": avant,
        "apres": apres,
        "factures": [
            [
                r.facture.numero,
                _jour(r.facture.emise_le),
                _jour(r.facture.echeance),
                euros(r.facture.ttc_centimes),
                euros(r.solde_centimes),
            ]
            for r in lettre.relances
        ],
        "total": euros(lettre.total_centimes),
    }


def _fiche(structure: Structure, facturation: ReglageFacturation) -> list[str]:
    coordonnees = (facturation.telephone, facturation.courriel)
    return [*_adresse(structure), f"SIRET {structure.siret}", *filter(None, coordonnees)]


def _adresse(qui: Structure | Client) -> list[str]:
    lieu = f"{qui.code_postal} {qui.commune}".strip()
    return [ligne for ligne in (qui.adresse, lieu) if ligne]


def _jour(le: date | None) -> str:
    return "" if le is None else ecrire_jour(le)
