"""Translations: collect every sentence of the screens, check that English has them all, compile.

    python scripts/messages.py update   write the catalogue again, and compile it
    python scripts/messages.py check    fail when a sentence has no translation, or is out of date

The sentences of templates are found by Django's own reading of templates; no system tool needed.
"""

import io
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.utils.translation.template import templatize

from etrier.droit.calculs import CALCULS
from etrier.droit.vocabulaire_parcours import (
    CLASSES_SORTIE,
    CRITERES,
    MOTIFS_PROLONGATION,
    MOTIFS_SORTIE,
    MOTIFS_SUSPENSION,
)

# The words of the closed lists, kept in French by the law.
WORDS = (CRITERES, MOTIFS_SUSPENSION, MOTIFS_PROLONGATION, MOTIFS_SORTIE, CLASSES_SORTIE)
ROOT = Path(__file__).resolve().parents[1]
SOURCE = ROOT / "src" / "etrier"
PO = SOURCE / "locale" / "en" / "LC_MESSAGES" / "django.po"
EPOCH = datetime(2026, 1, 1, tzinfo=UTC)
KEYWORDS: dict[str, tuple[int | tuple[int, str], ...] | None] = {
    "_": None,
    "_t": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    # The readers of the law say their refusals with gaps, so that screens can translate them.
    "SaisieInvalide": (1,),
}


def main(action: str) -> int:
    """Run `update` or `check`; gives the exit code."""
    if action == "update":
        found = collect()
        found_count = len(found)
        merged = merge(found, read(PO))
        PO.parent.mkdir(parents=True, exist_ok=True)
        PO.write_bytes(dump(merged))
        PO.with_suffix(".mo").write_bytes(compiled(merged))
        missing = [str(m.id) for m in merged if m.id and not complete(m.string)]
        print(f"{found_count} sentences, {len(missing)} without translation")
        return 0
    return check()


def check() -> int:
    """Compare the sentences of the code with the catalogue."""
    known, found = read(PO), collect()
    problems = [
        f"no translation: {m.id!r}"
        for m in found
        if m.id and ((k := known.get(m.id, m.context)) is None or not complete(k.string) or k.fuzzy)
    ]
    problems += [
        f"no longer used: {m.id!r}" for m in known if m.id and found.get(m.id, m.context) is None
    ]
    if PO.with_suffix(".mo").read_bytes() != compiled(known):
        problems.append("django.mo is not compiled from django.po")
    for problem in problems:
        print(problem)
    print(f"{len(found)} sentences, {len(problems)} problem(s)")
    return 1 if problems else 0


def collect() -> Catalog:
    """Every translatable sentence of the Python files and the templates, in a stable order."""
    catalogue = Catalog(locale="en", project="etrier", charset="utf-8")
    for path, text in sources():
        for line, message, _comments, context in extract(
            "python", io.BytesIO(text.encode()), keywords=KEYWORDS
        ):
            place = (str(path.relative_to(ROOT)), line)
            catalogue.add(message, locations=[(place[0], 0)], context=context)
    for message in calculators():
        catalogue.add(message, locations=[("src/etrier/droit/calculs", 0)])
    return catalogue


def calculators() -> Iterator[str]:
    """What the public pages show of the registry of calculators, which is declared in French."""
    for calcul in CALCULS.values():
        yield from (calcul.titre, calcul.description)
        for argument in calcul.arguments:
            texts = (argument.libelle, argument.aide, *(label for _code, label in argument.choix))
            yield from (text for text in texts if text)
    for words in WORDS:
        yield from words.values()


def sources() -> Iterator[tuple[Path, str]]:
    """Python source of each file that may hold sentences; templates turned into it."""
    for path in sorted(SOURCE.rglob("*.py")):
        if "migrations" not in path.parts:
            yield path, path.read_text(encoding="utf-8")
    for path in sorted((SOURCE / "www" / "templates").rglob("*.html")):
        yield path, unindent(templatize(path.read_text(encoding="utf-8"), origin=str(path)))


def unindent(source: str) -> str:
    """What Django makes of a template keeps its margins, which Python would read as blocks."""
    return "\n".join(line.strip() for line in source.splitlines())


def merge(found: Catalog, known: Catalog) -> Catalog:
    """The sentences found, with the translations known."""
    for message in found:
        if message.id and (old := known.get(message.id, message.context)) is not None:
            message.string = old.string
            message.flags |= {"python-format"} & old.flags
    return found


def read(path: Path) -> Catalog:
    """The catalogue of a file; an empty one when there is no file."""
    if not path.exists():
        return Catalog(locale="en")
    with path.open("rb") as file:
        return read_po(file, locale="en")


def complete(string: str | tuple[str, ...] | list[str] | None) -> bool:
    """True when every form of the translation is there."""
    return all(string) if isinstance(string, tuple | list) else bool(string)


def dump(catalogue: Catalog) -> bytes:
    """The .po file: no date, no line number, so that it only changes with its sentences."""
    out = io.BytesIO()
    write_po(out, catalogue, omit_header=True, sort_output=True, include_lineno=False, width=100)
    header = (
        'msgid ""\nmsgstr ""\n"Language: en\\n"\n"MIME-Version: 1.0\\n"\n'
        '"Content-Type: text/plain; charset=utf-8\\n"\n"Content-Transfer-Encoding: 8bit\\n"\n'
        '"Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n\n'
    )
    return header.encode() + out.getvalue()


def compiled(catalogue: Catalog) -> bytes:
    """The .mo file, from the .po text so that both say the same."""
    out, sentences = io.BytesIO(), read_po(io.BytesIO(dump(catalogue)), locale="en")
    sentences.creation_date = sentences.revision_date = EPOCH  # the same bytes on any day
    write_mo(out, sentences)
    return out.getvalue()


if __name__ == "__main__":
    settings.configure()
    if len(sys.argv) != 2 or sys.argv[1] not in {"update", "check"}:
        sys.exit(__doc__)
    sys.exit(main(sys.argv[1]))
