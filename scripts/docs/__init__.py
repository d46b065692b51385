"""`make docs`: the generated blocks of the documentation, and its pictures.

Figures, tables and lists of the documentation come from the code, never from a hand:

    python -m scripts.docs                   write the blocks again, take the pictures again
    python -m scripts.docs --sans-captures   the blocks only
    python -m scripts.docs --verifier        compare the blocks with the code; write nothing
"""

import os

import django

# The tables of models, roles and screens need Django ready before they are imported.
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "etrier.config.settings")
django.setup()
