/* The month grid under the keyboard: move with arrows and Enter, see what changed, keep the place
   when it is saved. Without it the form still works: it is typed in and sent as any other. */
(() => {
  "use strict";
  const CASES = "#grille .j input";
  const DEPLACEMENTS = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1], Enter: [1, 0] };
  let garde = null;

  /* Minutes of what is typed: 7h30, 7:30, 7,5 or 7.5; null when it cannot be read. */
  const lire = (texte) => {
    const t = texte.replace(/\s/g, "");
    if (!t) return 0;
    const h = /^(\d+)(?:h(\d{2})?|:(\d{2}))$/i.exec(t);
    if (h) return Number(h[1]) * 60 + Number(h[2] || h[3] || 0);
    return /^\d+([.,]\d+)?$/.test(t) ? Math.round(Number(t.replace(",", ".")) * 60) : null;
  };
  const ecrire = (minutes) =>
    (minutes < 0 ? "−" : "") + Math.floor(Math.abs(minutes) / 60).toLocaleString("fr") + "\u202fh\u202f" +
    String(Math.abs(minutes) % 60).padStart(2, "0");

  const abreger = (minutes) => {
    const reste = Math.abs(minutes) % 60;
    const heures = Math.floor(Math.abs(minutes) / 60);
    return minutes ? `${minutes < 0 ? "−" : ""}${heures}h${reste ? String(reste).padStart(2, "0") : ""}` : "";
  };

  /* The totals of the row, the person, the day and the month follow what is typed. */
  const comptees = new WeakMap();
  const ajouter = (cellule, minutes) => {
    if (!cellule) return;
    cellule.dataset.m = Number(cellule.dataset.m) + minutes;
    cellule.textContent = (cellule.matches(".total") ? ecrire : abreger)(Number(cellule.dataset.m));
  };
  const additionner = (champ) => {
    const avant = comptees.has(champ) ? comptees.get(champ) : lire(champ.defaultValue) || 0;
    const apres = lire(champ.value) || 0;
    const rang = champ.closest("tr");
    const place = champ.closest("td").cellIndex;
    comptees.set(champ, apres);
    ajouter(rang.querySelector(".total"), apres - avant);
    for (const autre of [rang.parentNode.querySelector(".sous-total"), document.querySelector("#grille tfoot tr")]) {
      if (!autre) continue;
      ajouter(autre.cells[place], apres - avant);
      ajouter(autre.querySelector(".total"), apres - avant);
    }
  };

  const modifiees = () => [...document.querySelectorAll(CASES)].filter((c) => c.value !== c.defaultValue);
  const compter = () => {
    const compte = document.querySelector("[data-compte]");
    if (!compte) return;
    const nombre = modifiees().length;
    compte.textContent = nombre ? `(${nombre})` : "";
  };

  /* The next cell that can be written, skipping those that cannot. */
  const voisine = (champ, [bas, droite]) => {
    let rang = champ.closest("tr");
    let place = champ.closest("td").cellIndex;
    for (;;) {
      if (bas) {
        const rangs = [...document.querySelectorAll("#grille [data-rang]")];
        rang = rangs[rangs.indexOf(rang) + bas];
      } else {
        place += droite;
      }
      const cellule = rang && rang.cells[place];
      if (!cellule) return null;
      const trouvee = cellule.querySelector("input");
      if (trouvee) return trouvee;
    }
  };

  const auBord = (champ, touche) => {
    if (touche === "ArrowLeft") return champ.selectionEnd === 0 || champ.selectionEnd - champ.selectionStart === champ.value.length;
    return champ.selectionStart === champ.value.length || champ.selectionEnd - champ.selectionStart === champ.value.length;
  };

  document.addEventListener("keydown", (e) => {
    if (!e.target.matches(CASES) || e.ctrlKey || e.altKey || e.metaKey) return;
    if (e.key === "Escape") {
      e.target.value = e.target.defaultValue;
      e.target.dispatchEvent(new Event("input", { bubbles: true }));
      return;
    }
    const pas = e.key === "Enter" && e.shiftKey ? [-1, 0] : DEPLACEMENTS[e.key];
    if (!pas || (pas[1] && !auBord(e.target, e.key))) return;
    e.preventDefault();
    const cible = voisine(e.target, pas);
    if (cible) cible.focus();
  });

  document.addEventListener("focusin", (e) => {
    if (e.target.matches(CASES)) e.target.select();
  });

  document.addEventListener("input", (e) => {
    if (!e.target.matches(CASES)) return;
    e.target.classList.toggle("modifie", e.target.value !== e.target.defaultValue);
    additionner(e.target);
    compter();
  });

  /* Saving in place: the scroll and the focus stay where they were, typing waits for the answer. */
  const envoi = (e) => e.target.id === "saisie";
  document.addEventListener("htmx:beforeRequest", (e) => {
    if (!envoi(e)) return;
    e.target.setAttribute("aria-busy", "true");
    for (const champ of document.querySelectorAll(CASES)) champ.readOnly = true;
  });

  const echouer = (formulaire) => {
    const message = document.createElement("div");
    message.className = "alert alert-danger";
    message.setAttribute("role", "alert");
    message.textContent = formulaire.dataset.echec;
    document.getElementById("messages").replaceChildren(message);
    message.scrollIntoView({ block: "center" });
  };

  const liberer = (formulaire) => {
    formulaire.removeAttribute("aria-busy");
    for (const champ of document.querySelectorAll(CASES)) champ.readOnly = false;
  };

  document.addEventListener("htmx:beforeSwap", (e) => {
    const formulaire = document.getElementById("saisie");
    if (!formulaire || e.detail.target.id !== "grille") return;
    if (e.detail.xhr.status !== 200 || !e.detail.xhr.responseText.includes('id="grille"')) {
      e.detail.shouldSwap = false;
      echouer(formulaire);
      return;
    }
    const cadre = document.querySelector(".grille-cadre");
    garde = { nom: document.activeElement.name, x: cadre ? cadre.scrollLeft : 0, y: cadre ? cadre.scrollTop : 0 };
  });

  document.addEventListener("htmx:afterSettle", () => {
    const cadre = document.querySelector(".grille-cadre");
    if (!garde || !cadre) return;
    cadre.scrollTo(garde.x, garde.y);
    const refusee = document.querySelector("#grille .is-invalid");
    const champ = refusee || (garde.nom && document.getElementsByName(garde.nom)[0]);
    if (champ) champ.focus();
    garde = null;
  });

  document.addEventListener("htmx:afterRequest", (e) => {
    if (envoi(e)) liberer(e.target);
  });
  document.addEventListener("htmx:sendError", (e) => {
    if (envoi(e)) echouer(e.target);
  });

  /* Leaving with cells typed and not saved asks first; sending them by the form is not leaving. */
  let envoye = false;
  document.addEventListener("submit", (e) => {
    if (envoi(e)) envoye = !e.defaultPrevented;
  });
  window.addEventListener("beforeunload", (e) => {
    if (!envoye && modifiees().length) e.preventDefault();
  });
  window.addEventListener("pageshow", compter);
})();
