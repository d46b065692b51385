// On a phone that is not hers the page closes ten minutes after the last touch.
"use strict";
(() => {
  const formulaire = document.getElementById("fermer");
  const duree = Number(formulaire?.dataset.veille) * 1000;
  if (!duree) return;
  let dernier = Date.now();
  const toucher = () => { dernier = Date.now(); };
  const verifier = () => {
    if (Date.now() - dernier >= duree) formulaire.requestSubmit();
  };
  for (const geste of ["pointerdown", "keydown", "scroll"]) {
    document.addEventListener(geste, toucher, { passive: true });
  }
  // Timers sleep with the screen: look again when it wakes, and when the page comes back.
  document.addEventListener("visibilitychange", verifier);
  window.addEventListener("pageshow", (e) => { if (e.persisted) window.location.reload(); });
  setInterval(verifier, 5000);
})();
