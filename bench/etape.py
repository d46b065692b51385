"""One measured step, in a process of its own so that its memory is its own. Prints one JSON line.

python -m bench.etape remplir|plancher|cloture|boucle PART
"""

import json
import os
import resource
import sys
import time
from collections.abc import Callable
from typing import Any

import django
from django.core.management import call_command

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "etrier.config.settings")
django.setup()


def mesurer(etape: Callable[[], dict[str, Any]]) -> None:
    """Run a step and print its figures, its duration and the peak memory of the process."""
    debut = time.perf_counter()
    figures = etape()
    figures["secondes"] = time.perf_counter() - debut
    figures["memoire_mio"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps(figures))


if __name__ == "__main__":
    from bench import etapes

    nom, part = sys.argv[1], float(sys.argv[2])
    if nom == "remplir":
        call_command("migrate", verbosity=0)
    mesurer(lambda: getattr(etapes, nom)(part))
