"""Account numbers: what is wrong with one, how it is written, how much of it shows."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from stdnum import bic as bic_std
from stdnum import iban as iban_std
from stdnum.exceptions import InvalidChecksum, ValidationError

from etrier.socle.erreurs import Refus

# Countries whose accounts can be paid or debited in euros, after the European Payments Council's
# list of SEPA scheme countries (EPC409-09). Copied by hand, not read again from it: the list grows,
# and a country missing here is refused until it is added. French overseas departments bear FR.
PAYS_SEPA = frozenset(
    (
        *("AD", "AL", "AT", "BE", "BG", "CH", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR"),
        *("GB", "GI", "GR", "HR", "HU", "IE", "IS", "IT", "LI", "LT", "LU", "LV", "MC", "MD"),
        *("ME", "MK", "MT", "NL", "NO", "PL", "PT", "RO", "RS", "SE", "SI", "SK", "SM", "VA"),
    )
)
LONGUEURS = {"FR": 27, "MC": 27, "BE": 16, "DE": 22, "ES": 24, "IT": 27, "LU": 20, "CH": 21}
MASQUE = "•"


def verifier_iban(texte: str) -> str:
    """The account number without spaces, in capitals.

    Raises Refus saying what is wrong: empty, not SEPA, too short or long, wrong key.
    """
    iban = iban_std.compact(texte).upper()
    if not iban:
        raise Refus(_("Écrivez l'IBAN, tel qu'il est sur le relevé d'identité bancaire."))
    if not (iban.isascii() and iban.isalnum()):
        raise Refus(_("Un IBAN ne contient que des chiffres et des lettres sans accent."))
    pays = iban[:2]
    if not pays.isalpha():
        raise Refus(_("Un IBAN commence par les deux lettres d'un pays : FR76…"))
    if pays not in PAYS_SEPA:
        raise Refus(
            _(
                "L'IBAN est d'un pays hors de l'espace SEPA (%(pays)s) : ni virement ni "
                "prélèvement SEPA n'y est possible. Demandez un autre compte."
            )
            % {"pays": pays}
        )
    _verifier_longueur(iban, pays)
    try:
        valide: str = iban_std.validate(iban)
    except InvalidChecksum:
        raise Refus(
            _("La clé de cet IBAN est fausse : un chiffre est mal recopié. Relisez-le.")
        ) from None
    except ValidationError:
        raise Refus(
            _("Cet IBAN n'a pas la forme de ceux de ce pays (%(pays)s) : relisez-le.")
            % {"pays": pays}
        ) from None
    return valide


def _verifier_longueur(iban: str, pays: str) -> None:
    attendue = LONGUEURS.get(pays)
    if attendue is not None and len(iban) != attendue:
        raise Refus(
            _("Un IBAN %(pays)s a %(attendue)s caractères, celui-ci en a %(lue)s : relisez-le.")
            % {"pays": pays, "attendue": attendue, "lue": len(iban)}
        )


def verifier_bic(texte: str) -> str:
    """The bank's code in capitals, or "" (SEPA does without). Raises Refus when it is not one."""
    bic = bic_std.compact(texte).upper()
    if not bic:
        return ""
    try:
        valide: str = bic_std.validate(bic)
    except ValidationError:
        raise Refus(
            _("« %(bic)s » n'est pas un BIC : 8 ou 11 caractères. Laissez vide en cas de doute.")
            % {"bic": bic}
        ) from None
    return valide


def par_groupes(iban: str) -> str:
    """`FR76 3000 4…`: by four, as banks print it."""
    return " ".join(iban[i : i + 4] for i in range(0, len(iban), 4))


def masquer(iban: str) -> str:
    """Country, key and the last four: enough to tell two accounts apart, not to use one."""
    return f"{iban[:4]} {MASQUE * 4} {iban[-4:]}" if len(iban) > 8 else MASQUE * len(iban)


@dataclass(frozen=True)
class Groupe:
    """Four characters of an account, old and new, hidden but for the ends; do they differ?"""

    ancien: str
    nouveau: str
    differe: bool


def comparer(ancien: str, nouveau: str) -> list[Groupe]:
    """The two accounts by groups of four, masked: what changed shows, the numbers do not."""
    dernier = max(len(ancien), len(nouveau)) - 1
    groupes = []
    for debut in range(0, dernier + 1, 4):
        vieux, neuf = ancien[debut : debut + 4], nouveau[debut : debut + 4]
        montre = debut == 0 or debut + 7 > dernier
        groupes.append(
            Groupe(
                vieux if montre else MASQUE * len(vieux),
                neuf if montre else MASQUE * len(neuf),
                vieux != neuf,
            )
        )
    return groupes
