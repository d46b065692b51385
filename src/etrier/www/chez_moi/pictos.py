"""Pictograms of the person's page, drawn for it: one idea each, lines that read at any size."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

import yaml
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe


@cache
def traces() -> Mapping[str, str]:
    """The strokes of each pictogram, by name."""
    lus: dict[str, str] = yaml.safe_load(
        Path(__file__).with_name("pictos.yaml").read_text(encoding="utf-8")
    )
    return lus


def dessiner(nom: str) -> SafeString:
    """One pictogram as SVG. Raises KeyError for a name nobody drew."""
    # Our own file: nothing typed by anybody is in it.
    return format_html(
        '<svg class="picto picto-{}" viewBox="0 0 32 32" aria-hidden="true" focusable="false">'
        "{}</svg>",
        nom,
        mark_safe(traces()[nom]),
    )
