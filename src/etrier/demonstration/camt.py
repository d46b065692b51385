"""A statement as a bank writes it (camt.053): what goes in is known, so what is read compares."""

from collections.abc import Sequence
from datetime import date
from xml.sax.saxutils import escape

from etrier.banque.formats.lu import LigneLue


def euros(centimes: int) -> str:
    """As banks write it in XML."""
    return f"{abs(centimes) // 100}.{abs(centimes) % 100:02d}"


def _sens(centimes: int) -> str:
    return "CRDT" if centimes >= 0 else "DBIT"


def _montant(centimes: int) -> str:
    return f'<Amt Ccy="EUR">{euros(centimes)}</Amt><CdtDbtInd>{_sens(centimes)}</CdtDbtInd>'


def _solde(code: str, centimes: int, le: date) -> str:
    return (
        f"<Bal><Tp><CdOrPrtry><Cd>{code}</Cd></CdOrPrtry></Tp>{_montant(centimes)}"
        f"<Dt><Dt>{le}</Dt></Dt></Bal>"
    )


def entree(ligne: LigneLue, version: str = "02", statut: str = "BOOK") -> str:
    """One entry of the statement."""
    ancien, sans_montant = version != "08", version == "02"
    etat = statut if ancien else f"<Cd>{statut}</Cd>"
    qui = "Dbtr" if ligne.montant_centimes >= 0 else "Cdtr"
    nom = f"<Nm>{escape(ligne.contrepartie)}</Nm>"
    partie = nom if ancien else f"<Pty>{nom}</Pty>"
    parties = f"<{qui}>{partie}</{qui}>" if ligne.contrepartie else ""
    if ligne.contrepartie_iban:
        parties += f"<{qui}Acct><Id><IBAN>{ligne.contrepartie_iban}</IBAN></Id></{qui}Acct>"
    refs = f"<Refs><EndToEndId>{escape(ligne.reference or 'NOTPROVIDED')}</EndToEndId></Refs>"
    montant = "" if sans_montant else _montant(ligne.montant_centimes)
    motif = f"<RmtInf><Ustrd>{escape(ligne.libelle)}</Ustrd></RmtInf>" if ligne.libelle else ""
    dits = f"<RltdPties>{parties}</RltdPties>" if parties else ""
    banque = f"<AcctSvcrRef>{ligne.identifiant}</AcctSvcrRef>" if ligne.identifiant else ""
    return (
        f"<Ntry>{_montant(ligne.montant_centimes)}<Sts>{etat}</Sts>"
        f"<BookgDt><Dt>{ligne.le}</Dt></BookgDt>{banque}<BkTxCd/>"
        f"<NtryDtls><TxDtls>{refs}{montant}{dits}{motif}</TxDtls></NtryDtls></Ntry>"
    )


def camt(
    iban: str,
    lignes: Sequence[LigneLue],
    *,
    debut: int = 0,
    version: str = "02",
    fin: int | None = None,
    autres: str = "",
) -> bytes:
    """A statement of one account; the closing balance is right unless given."""
    premier = min((x.le for x in lignes), default=date(2025, 3, 1))
    dernier = max((x.le for x in lignes), default=date(2025, 3, 1))
    cloture = debut + sum(x.montant_centimes for x in lignes) if fin is None else fin
    corps = "".join(entree(x, version) for x in lignes)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>'
        f'<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.{version}"><BkToCstmrStmt>'
        "<GrpHdr><MsgId>M1</MsgId><CreDtTm>2025-03-31T06:00:00</CreDtTm></GrpHdr>"
        "<Stmt><Id>S1</Id><CreDtTm>2025-03-31T06:00:00</CreDtTm>"
        f"<Acct><Id><IBAN>{iban}</IBAN></Id></Acct>"
        f"{_solde('OPBD', debut, premier)}{_solde('CLBD', cloture, dernier)}{corps}</Stmt>{autres}"
        "</BkToCstmrStmt></Document>"
    ).encode()
