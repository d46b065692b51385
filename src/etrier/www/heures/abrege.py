"""Hours as short as a cell of the grid."""


def abrege(minutes: int) -> str:
    """`450` minutes are `7h30`, 420 are `7h`: what a cell has room for."""
    h, m = divmod(abs(minutes), 60)
    signe = "−" if minutes < 0 else ""
    return f"{signe}{h}h{m:02d}" if m else f"{signe}{h}h"
