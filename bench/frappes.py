"""Keys pressed in a browser: counted, and how long the screen takes to answer them."""

from dataclasses import dataclass

from playwright.sync_api import Page

# From the key to the end of the picture that follows it.
OBSERVER = """() => {
  window.durees = [];
  window.addEventListener("keydown", (e) => {
    requestAnimationFrame(() => {
      const canal = new MessageChannel();
      canal.port1.onmessage = () => window.durees.push(performance.now() - e.timeStamp);
      canal.port2.postMessage(null);
    });
  }, true);
}"""


@dataclass
class Clavier:
    """A keyboard that counts: a chord is as many keys as one holds down."""

    page: Page
    touches: int = 0
    # Milliseconds between two keys; none, as fast as the browser takes them.
    pause_ms: float = 0

    def ecrire(self, texte: str) -> None:
        """Type a text."""
        self.touches += len(texte)
        for touche in texte:
            self.page.keyboard.press(touche)
            self._attendre()

    def presser(self, *accords: str) -> None:
        """Press keys, or chords (`Control+v`)."""
        for accord in accords:
            self.touches += len(accord.split("+"))
            self.page.keyboard.press(accord)
            self._attendre()

    def _attendre(self) -> None:
        if self.pause_ms:
            self.page.wait_for_timeout(self.pause_ms)


def mesurer_les_touches(page: Page) -> None:
    """From now on, keep the milliseconds of each key in `window.durees`."""
    page.evaluate(OBSERVER)
