// Read the page aloud with the voices of the phone. Without a voice of the language, no button.
"use strict";
(() => {
  const voix = window.speechSynthesis;
  const boutons = [...document.querySelectorAll("[data-lire]")];
  if (!voix || boutons.length === 0) return;
  const langue = document.documentElement.lang.toLowerCase();
  const base = langue.split("-")[0];

  const choisir = () => {
    const toutes = voix.getVoices();
    const code = (v) => v.lang.toLowerCase().replace("_", "-");
    return toutes.find((v) => code(v) === langue) ?? toutes.find((v) => code(v).split("-")[0] === base);
  };

  // What is folded, hidden or only a control is not read.
  const texte = (racine) => {
    const parts = [];
    const marche = document.createTreeWalker(racine, NodeFilter.SHOW_ELEMENT, (e) => {
      if (e.matches("[data-muet], .ecouter, form button, select, textarea, svg, [hidden]")) return NodeFilter.FILTER_REJECT;
      if (e.matches("details:not([open]) > :not(summary)")) return NodeFilter.FILTER_REJECT;
      return e.matches("h1, h2, p, li, legend, label, summary") ? NodeFilter.FILTER_ACCEPT : NodeFilter.FILTER_SKIP;
    });
    for (let e = marche.nextNode(); e; e = marche.nextNode()) {
      if (e.matches("li") && e.querySelector("p, h2, li")) continue;
      const dit = e.innerText.replace(/\s+/g, " ").trim();
      if (dit) parts.push(dit);
    }
    return parts;
  };

  const montrer = (bouton, parle) => {
    bouton.setAttribute("aria-pressed", String(parle));
    bouton.querySelector("span").textContent = parle ? bouton.dataset.arreter : bouton.dataset.ecouter;
  };

  const lire = (bouton) => {
    voix.cancel();
    const phrases = texte(document.getElementById(bouton.dataset.lire));
    phrases.forEach((phrase, rang) => {
      const dite = new SpeechSynthesisUtterance(phrase);
      dite.lang = document.documentElement.lang;
      dite.voice = choisir();
      dite.rate = 0.9;
      if (rang === phrases.length - 1) dite.onend = () => montrer(bouton, false);
      voix.speak(dite);
    });
    montrer(bouton, true);
  };

  const preparer = () => {
    const possible = Boolean(choisir());
    for (const bouton of boutons) bouton.closest(".ecouter").hidden = !possible;
  };

  for (const bouton of boutons) {
    bouton.addEventListener("click", () => {
      if (bouton.getAttribute("aria-pressed") !== "true") return lire(bouton);
      voix.cancel();
      return montrer(bouton, false);
    });
  }
  voix.addEventListener?.("voiceschanged", preparer);
  window.addEventListener("pagehide", () => voix.cancel());
  preparer();
})();
