/* What the pages need of JavaScript: charts, forms sent once, long acts, menus that close. */
(() => {
  "use strict";
  const ECHARTS = document.currentScript.dataset.echarts;
  const ANGLAIS = document.documentElement.lang === "en";
  const POLICE = getComputedStyle(document.body).fontFamily;
  const TEINTES = ["#0f6b67", "#b7791f", "#8c3b4a", "#3f5f9e", "#5b7f2b", "#6b5b7a"];

  const ecrire = (valeur, options) =>
    valeur === null || valeur === undefined
      ? "—"
      : new Intl.NumberFormat(ANGLAIS ? "en" : "fr", {
          minimumFractionDigits: options.montrees,
          maximumFractionDigits: options.montrees,
        }).format(valeur) + (options.unite ? "\u00a0" + options.unite : "");

  const enOptions = (g) => {
    const pas = 10 ** g.decimales;
    const texte = (v) => ecrire(v, g);
    return {
      color: TEINTES,
      animation: !window.matchMedia("(prefers-reduced-motion: reduce)").matches,
      aria: { enabled: true, decal: { show: g.series.filter((x) => x.genre === "bar").length > 1 } },
      textStyle: { fontFamily: POLICE, color: "#22302f" },
      legend: { type: "scroll", bottom: 0, textStyle: { color: "#22302f" } },
      grid: { left: 8, right: 12, top: 16, bottom: 44, containLabel: true },
      tooltip: { trigger: "axis", valueFormatter: texte },
      xAxis: { type: "category", data: g.categories, axisTick: { alignWithLabel: true } },
      yAxis: { type: "value", axisLabel: { formatter: (v) => ecrire(v, { ...g, montrees: 0, unite: "" }) } },
      series: g.series.map((s) => ({
        name: s.nom,
        type: s.genre,
        stack: g.empile && s.genre === "bar" ? "tout" : undefined,
        barMaxWidth: 44,
        symbolSize: 7,
        data: s.valeurs.map((v) => (v === null ? null : v / pas)),
      })),
    };
  };

  const dessiner = () => {
    for (const cadre of document.querySelectorAll("[data-graphique]:not([data-fait])")) {
      cadre.dataset.fait = "1";
      const g = JSON.parse(document.getElementById(cadre.dataset.graphique).textContent);
      const dessin = window.echarts.init(cadre, null, { renderer: "svg" });
      dessin.setOption(enOptions(g));
      cadre.setAttribute("aria-label", g.titre);
      new ResizeObserver(() => dessin.resize()).observe(cadre);
    }
  };

  const chargerGraphiques = () => {
    if (!document.querySelector("[data-graphique]:not([data-fait])")) return;
    if (window.echarts) {
      dessiner();
      return;
    }
    const script = document.createElement("script");
    script.src = ECHARTS;
    script.addEventListener("load", dessiner);
    document.head.append(script);
  };

  /* A form is sent once; one marked data-long says what is under way while the server works. */
  const envoyerUneFois = (evenement) => {
    const formulaire = evenement.target;
    if (formulaire.method !== "post" || evenement.defaultPrevented) return;
    if (formulaire.dataset.envoye) {
      evenement.preventDefault();
      return;
    }
    formulaire.dataset.envoye = "1";
    const bouton = evenement.submitter;
    if (!bouton || !formulaire.dataset.long) return;
    bouton.setAttribute("aria-disabled", "true");
    bouton.classList.add("en-cours");
    const etat = document.createElement("p");
    etat.className = "progression";
    etat.setAttribute("role", "status");
    etat.textContent = formulaire.dataset.long;
    formulaire.append(etat);
  };

  const rouvrir = () => {
    for (const f of document.querySelectorAll("form[data-envoye]")) {
      delete f.dataset.envoye;
      f.querySelectorAll(".progression").forEach((p) => p.remove());
      f.querySelectorAll(".en-cours").forEach((b) => {
        b.classList.remove("en-cours");
        b.removeAttribute("aria-disabled");
      });
    }
  };

  const fermer = (sauf) => {
    for (const d of document.querySelectorAll("details.deroulant[open]")) if (d !== sauf) d.open = false;
  };

  /* A section of the menu stays folded from page to page; the server reads it, so nothing jumps. */
  const replier = (section) => {
    const dites = document.cookie.match(/(?:^|; )menu_replie=([^;]*)/)?.[1] ?? "";
    const repliees = new Set(dites.split(".").filter(Boolean));
    // Read before the click has its effect.
    if (section.open) repliees.add(section.dataset.section);
    else repliees.delete(section.dataset.section);
    document.cookie = `menu_replie=${[...repliees].join(".")};path=/;max-age=31536000;samesite=lax`;
  };

  document.addEventListener("submit", envoyerUneFois);
  document.addEventListener("click", (e) => {
    const titre = e.target.closest(".menu-section > summary");
    if (titre) replier(titre.parentElement);
  });
  document.addEventListener("click", (e) => fermer(e.target.closest("details.deroulant")));
  document.addEventListener("keydown", (e) => {
    if (e.key !== "Escape") return;
    const ouvert = document.querySelector("details.deroulant[open]");
    if (!ouvert) return;
    ouvert.open = false;
    ouvert.querySelector("summary").focus();
  });
  document.addEventListener("htmx:afterSettle", chargerGraphiques);
  document.addEventListener("change", (e) => {
    if (e.target.matches("[data-envoi-direct]")) e.target.form.requestSubmit();
  });
  window.addEventListener("pageshow", rouvrir);
  // A long act goes on by itself, once the eye has read how far it is.
  const suite = document.querySelector("form[data-suite]");
  if (suite) setTimeout(() => suite.requestSubmit(), 200);
  // A long menu scrolls by itself: where one is shows in it.
  const ici = document.querySelector(".menu-liens [aria-current]");
  if (ici) {
    const liens = ici.closest(".menu-liens");
    const ecart = ici.getBoundingClientRect().bottom - liens.getBoundingClientRect().bottom;
    if (ecart > 0) liens.scrollTop = ecart + liens.clientHeight / 3;
  }
  chargerGraphiques();
})();
