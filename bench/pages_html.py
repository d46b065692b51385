"""The same invoice as HTML, printed by WeasyPrint: same words, same fonts, same tables."""

from html import escape
from typing import Any

from weasyprint import CSS, HTML  # type: ignore[import-untyped]
from weasyprint.text.fonts import FontConfiguration  # type: ignore[import-untyped]

from etrier.facturation.contenu import FactureEcrite
from etrier.facturation.papier.composition import valeurs_de
from etrier.socle.documents import POLICES

_POLICES = (
    ("SourceSansPro-Regular.otf", "400", "normal"),
    ("SourceSansPro-Semibold.otf", "600", "normal"),
    ("SourceSansPro-It.otf", "400", "italic"),
)
_STYLE = """
@page { size: A4; margin: 1.6cm 1.7cm 1.9cm; @bottom-right {
  content: "page " counter(page) " sur " counter(pages); font: 8pt "Source Sans Pro"; } }
body { font: 10pt/1.15 "Source Sans Pro"; color: #1d2b2a; margin: 0; }
h1, h2, p { margin: 0.3em 0; }
h1 { font-size: 19pt; color: #0f4a48; } h2 { font-size: 11.5pt; color: #0f4a48; }
table { width: 100%; border-collapse: collapse; margin: 0.4em 0; }
th { background: #e3efed; color: #0f4a48; text-align: left; }
th, td { border-bottom: 0.5pt solid #b9c4bf; padding: 1.5pt 5pt; }
.net { background: #0f4a48; color: white; padding: 8pt; font-size: 14pt; font-weight: 600; }
"""


def police() -> tuple[FontConfiguration, CSS]:
    """Fonts and style, read once for all the pages."""
    reglage = FontConfiguration()
    fontes = "".join(
        f'@font-face {{ font-family: "Source Sans Pro"; font-weight: {graisse}; '
        f"font-style: {style}; src: url({(POLICES / nom).as_uri()}); }}"
        for nom, graisse, style in _POLICES
    )
    return reglage, CSS(string=fontes + _STYLE, font_config=reglage)


def page(ecrite: FactureEcrite, polices: tuple[FontConfiguration, CSS]) -> bytes:
    """The PDF of one invoice, of the same kind of archive: tagged, PDF/A-3a."""
    reglage, style = polices
    document = HTML(string=_html(valeurs_de(ecrite)))
    rendu: bytes = document.write_pdf(
        stylesheets=[style], font_config=reglage, pdf_variant="pdf/a-3a", pdf_tags=True
    )
    return rendu


def _html(v: dict[str, Any]) -> str:
    morceaux = [
        f"<title>{escape(v['titre'])}</title>",
        f"<h2>{escape(v['emetteur']['nom'])}</h2>{_lignes(v['emetteur']['lignes'])}",
        f"<h1>{escape(v['genre'])} {escape(v['numero'])}</h1>",
        _table((), v["reperes"]),
        f"<h2>{escape(v['destinataire']['nom'])}</h2>{_lignes(v['destinataire']['lignes'])}",
        _table(
            ("Désignation", "Quantité", "Prix unitaire HT", "TVA", "Montant HT"),
            [[x[c] for c in ("libelle", "quantite", "prix", "taux", "ht")] for x in v["lignes"]],
        ),
        _table(
            ("TVA", "Base HT", "Montant", ""),
            [[x[c] for c in ("libelle", "base", "montant", "mention")] for x in v["tva"]],
        ),
        _table((), v["totaux"]),
        f'<p class="net">{escape(" ".join(v["net"]))}</p>',
        *(f"<h2>{escape(f['titre'])}</h2>{_table((), f['lignes'])}" for f in v["fiches"]),
        _lignes(v["mentions"]),
    ]
    if v["annexe"] is not None:
        morceaux += [_lieu(x, v["annexe"]["en-liste"]) for x in v["annexe"]["lieux"]]
    return f'<html lang="fr"><body>{"".join(morceaux)}</body></html>'


def _lieu(lieu: dict[str, Any], en_liste: bool) -> str:
    titre = f"<h2>{escape(lieu['nom'])} : {escape(lieu['total'])}</h2>"
    if en_liste:
        rangs = [[j["jour"], j["qui"], j["duree"]] for j in lieu["jours"]]
        return titre + _table(("Jour", "Intervenant", "Durée"), rangs)
    rangs = [
        [s["qui"], s["du"], *(_case(c) for c in s["jours"]), s["total"]] for s in lieu["semaines"]
    ]
    jours = ("lun.", "mar.", "mer.", "jeu.", "ven.", "sam.", "dim.")
    return titre + _table(("Intervenant", "du", *jours, "total"), rangs)


def _case(case: dict[str, str] | None) -> str:
    return "" if case is None else f"{case['jour']} {case['duree']}"


def _lignes(lignes: list[str]) -> str:
    return "<p>" + "<br>".join(map(escape, lignes)) + "</p>"


def _table(tete: tuple[str, ...], rangs: list[Any]) -> str:
    titres = "".join(f"<th>{escape(t)}</th>" for t in tete)
    corps = "".join("<tr>" + "".join(f"<td>{escape(c)}</td>" for c in r) + "</tr>" for r in rangs)
    return f"<table>{f'<thead><tr>{titres}</tr></thead>' if tete else ''}{corps}</table>"
