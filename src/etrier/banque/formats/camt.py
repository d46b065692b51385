"""Statements of accounts in ISO 20022 (camt.053), as banks give them for download."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

from django.utils.translation import gettext as _
from lxml import etree

from etrier.banque.formats.lu import CENTIMES_MAXIMAUX, LigneLue, ReleveLu
from etrier.banque.formats.xml import ouvrir_xml, verifier_schema
from etrier.structures.formats.refus import FichierRefuse

ESPACE = "urn:iso:std:iso:20022:tech:xsd:camt.053.001."
SCHEMAS = Path(__file__).parent / "xsd"
VERSIONS = ("02", "04", "06", "08")
# Balance codes: opening, or closing of the former statement; closing.
_OUVERTURES, _CLOTURE = ("OPBD", "PRCD"), "CLBD"
_VIDES = frozenset({"", "NOTPROVIDED", "NONREF", "NOTAVAILABLE"})


def est_camt(contenu: bytes) -> bool:
    """True when the file looks like XML."""
    return contenu.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<")


def lire_camt(contenu: bytes, nom: str) -> list[ReleveLu]:
    """Every statement of the file, in its order, checked against the schema of its version.

    Raises FichierRefuse: another message, a version without schema here, faults, another currency.
    """
    racine = ouvrir_xml(contenu, nom)
    espace = etree.QName(racine).namespace or ""
    version = espace.removeprefix(ESPACE)
    if not espace.startswith(ESPACE):
        raise FichierRefuse(
            nom, [_("Ce n'est pas un relevé de compte camt.053 : demandez ce format à la banque.")]
        )
    if version not in VERSIONS:
        raise FichierRefuse(
            nom,
            [
                _("La version %(lue)s du camt.053 n'est pas connue ici : demandez la %(connues)s.")
                % {"lue": version, "connues": ", ".join(VERSIONS)}
            ],
        )
    verifier_schema(racine, SCHEMAS / f"camt.053.001.{version}.xsd", nom)
    noeud = _Noeud(racine, espace)
    return [_releve(x, nom) for x in noeud.tous("BkToCstmrStmt/Stmt")]


@dataclass(frozen=True)
class _Noeud:
    """An element read by short paths, without its namespace."""

    element: etree._Element
    espace: str

    def tous(self, chemin: str) -> list["_Noeud"]:
        long = "/".join(f"{{{self.espace}}}{pas}" for pas in chemin.split("/"))
        return [_Noeud(x, self.espace) for x in self.element.findall(long)]

    def un(self, *chemins: str) -> "_Noeud | None":
        return next((x for chemin in chemins for x in self.tous(chemin)), None)

    def texte(self, *chemins: str) -> str:
        """The first of the paths that says something."""
        for chemin in chemins:
            for trouve in self.tous(chemin):
                dit = " ".join((trouve.element.text or "").split())
                if dit.upper() not in _VIDES:
                    return dit
        return ""


def _releve(stmt: _Noeud, nom: str) -> ReleveLu:
    iban = stmt.texte("Acct/Id/IBAN", "Acct/Id/Othr/Id")
    lignes: list[LigneLue] = []
    en_attente = 0
    for entree in stmt.tous("Ntry"):
        if entree.texte("Sts/Cd", "Sts") == "BOOK":
            lignes += _lignes(entree, nom)
        else:
            en_attente += 1
    ouverture = _solde(stmt, _OUVERTURES, nom)
    cloture = _solde(stmt, (_CLOTURE,), nom)
    jours = [x.le for x in lignes] + [le for le, _s in (ouverture, cloture) if le is not None]
    if not jours:
        raise FichierRefuse(nom, [_("Un relevé n'a ni mouvement ni solde : rien à lire.")])
    remarques = []
    if en_attente:
        remarques.append(
            _("%(n)s mouvements encore en attente à la banque sont laissés.") % {"n": en_attente}
        )
    return ReleveLu(
        iban=iban,
        debut=min([x.le for x in lignes], default=min(jours)),
        fin=max(jours),
        lignes=tuple(lignes),
        solde_debut_centimes=ouverture[1],
        solde_fin_centimes=cloture[1],
        remarques=tuple(remarques),
    )


def _solde(stmt: _Noeud, codes: tuple[str, ...], nom: str) -> tuple[date | None, int | None]:
    for code in codes:
        for solde in stmt.tous("Bal"):
            if solde.texte("Tp/CdOrPrtry/Cd") == code:
                return _jour(solde, "Dt", nom), _montant(solde, nom)
    return None, None


def _lignes(entree: _Noeud, nom: str) -> Iterator[LigneLue]:
    """One line an entry; one a detail when several people pay in one entry of the bank.

    A batch of our own orders stays one line: it answers one file sent.
    """
    details = entree.tous("NtryDtls/TxDtls")
    lot = entree.texte("NtryDtls/Btch/PmtInfId", "NtryDtls/Btch/MsgId")
    total = _montant(entree, nom)
    parts = [_part(d, entree, nom) for d in details]
    if not lot and len(details) > 1 and sum(p or 0 for p in parts) == total and None not in parts:
        for rang, (detail, part) in enumerate(zip(details, parts, strict=True)):
            yield _ligne(entree, detail, part or 0, _Place(nom, rang))
    else:
        yield _ligne(entree, details[0] if len(details) == 1 else None, total, _Place(nom, 0, lot))


@dataclass(frozen=True)
class _Place:
    """Where a line stands: its file, its rank in the entry, the order of ours it answers."""

    fichier: str
    rang: int
    lot: str = ""


def _ligne(entree: _Noeud, detail: _Noeud | None, montant: int, place: _Place) -> LigneLue:
    dit = detail or entree
    le = _jour(entree, "BookgDt", place.fichier) or _jour(entree, "ValDt", place.fichier)
    if le is None:
        # The schema asks for neither; banks give one.
        raise FichierRefuse(place.fichier, [_("Un mouvement n'a pas de date.")])
    banque = entree.texte("AcctSvcrRef")
    identifiant = f"{banque}/{place.rang}" if banque and place.rang else banque
    reference = place.lot or dit.texte(
        "Refs/EndToEndId", "RmtInf/Strd/CdtrRefInf/Ref", "Refs/MndtId"
    )
    return LigneLue(
        le=le,
        montant_centimes=montant,
        libelle=_libelle(entree, dit)[:300],
        reference=reference[:140],
        contrepartie=_contrepartie(dit, montant)[:140],
        contrepartie_iban=dit.texte(f"RltdPties/{'Dbtr' if montant > 0 else 'Cdtr'}Acct/Id/IBAN"),
        identifiant=identifiant,
    )


def _libelle(entree: _Noeud, dit: _Noeud) -> str:
    dits = [" ".join((x.element.text or "").split()) for x in dit.tous("RmtInf/Ustrd")]
    dits += [x.texte("Nb") for x in dit.tous("RmtInf/Strd/RfrdDocInf")]
    dits += [dit.texte("AddtlTxInf"), entree.texte("AddtlNtryInf")]
    if rejet := dit.texte("RtrInf/Rsn/Cd", "RtrInf/Rsn/Prtry"):
        # Kept with the line, and looked for when it is matched: never translated.
        dits.append(f"REJET {rejet}")
    return " ".join(dict.fromkeys(x for x in dits if x))


def _contrepartie(dit: _Noeud, montant: int) -> str:
    qui = "Dbtr" if montant > 0 else "Cdtr"
    return dit.texte(
        f"RltdPties/{qui}/Nm",
        f"RltdPties/{qui}/Pty/Nm",
        f"RltdPties/Ultmt{qui}/Nm",
        f"RltdPties/Ultmt{qui}/Pty/Nm",
    )


def _part(detail: _Noeud, entree: _Noeud, nom: str) -> int | None:
    montant = detail.un("Amt", "AmtDtls/TxAmt/Amt")
    # A foreign amount inside an entry in euros: the entry alone is read.
    if montant is None or montant.element.get("Ccy", "EUR") != "EUR":
        return None
    signe = detail.texte("CdtDbtInd") or entree.texte("CdtDbtInd")
    return _centimes(montant, nom) * (-1 if signe == "DBIT" else 1)


def _montant(noeud: _Noeud, nom: str) -> int:
    montant = noeud.un("Amt")
    assert montant is not None  # asked by the schema
    return _centimes(montant, nom) * (-1 if noeud.texte("CdtDbtInd") == "DBIT" else 1)


def _centimes(montant: _Noeud, nom: str) -> int:
    devise = montant.element.get("Ccy", "EUR")
    if devise != "EUR":
        raise FichierRefuse(
            nom,
            [_("Un montant est en %(devise)s : seul l'euro est tenu ici.") % {"devise": devise}],
        )
    valeur = Decimal((montant.element.text or "0").strip()) * 100
    if valeur > CENTIMES_MAXIMAUX:
        raise FichierRefuse(
            nom, [_("Un montant est hors de mesure : %(lu)s.") % {"lu": montant.element.text}]
        )
    if valeur != valeur.to_integral_value():
        raise FichierRefuse(
            nom,
            [_("Un montant a plus de deux décimales : %(lu)s.") % {"lu": montant.element.text}],
        )
    return int(valeur)


def _jour(noeud: _Noeud, chemin: str, nom: str) -> date | None:
    texte = noeud.texte(f"{chemin}/Dt", f"{chemin}/DtTm")
    try:
        return date.fromisoformat(texte[:10]) if texte else None
    except ValueError:
        # XML knows years before ours and beyond 9999.
        raise FichierRefuse(nom, [_("« %(lu)s » n'est pas une date.") % {"lu": texte}]) from None
