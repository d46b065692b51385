/* A frame to sign in, with a finger, a pen or a mouse: the points go with the form, in whole
   units of the frame. Without this script, a name and a box ticked are enough. */
(() => {
  "use strict";
  const POINTS_MAXIMUM = 5500;

  const preparer = (cadre) => {
    const toile = cadre.querySelector("canvas");
    const champ = document.getElementById(cadre.dataset.dessin);
    const crayon = toile.getContext("2d");
    let traits = [];
    let total = 0;
    let ouvert = false;

    const borner = (valeur, maximum) => Math.max(0, Math.min(maximum, Math.round(valeur)));
    const point = (e) => {
      const place = toile.getBoundingClientRect();
      return [
        borner(((e.clientX - place.left) * toile.width) / place.width, toile.width),
        borner(((e.clientY - place.top) * toile.height) / place.height, toile.height),
      ];
    };
    const regler = () => {
      crayon.lineWidth = 4;
      crayon.lineCap = "round";
      crayon.lineJoin = "round";
      crayon.strokeStyle = "#10233f";
    };
    const garder = () => {
      champ.value = traits.length ? JSON.stringify(traits) : "";
    };
    const ajouter = (p) => {
      const trait = traits[traits.length - 1];
      const avant = trait[trait.length - 1] || p;
      if (trait.length && avant[0] === p[0] && avant[1] === p[1]) return;
      if (total >= POINTS_MAXIMUM) return;
      trait.push(p);
      total += 1;
      crayon.beginPath();
      crayon.moveTo(avant[0], avant[1]);
      crayon.lineTo(p[0], p[1]);
      crayon.stroke();
    };

    toile.addEventListener("pointerdown", (e) => {
      if (!e.isPrimary || total >= POINTS_MAXIMUM) return;
      e.preventDefault();
      toile.setPointerCapture(e.pointerId);
      ouvert = true;
      traits.push([]);
      ajouter(point(e));
    });
    toile.addEventListener("pointermove", (e) => {
      if (ouvert && e.isPrimary) ajouter(point(e));
    });
    const fermer = () => {
      if (!ouvert) return;
      ouvert = false;
      garder();
    };
    toile.addEventListener("pointerup", fermer);
    toile.addEventListener("pointercancel", fermer);
    cadre.querySelector("[data-effacer]").addEventListener("click", () => {
      traits = [];
      total = 0;
      crayon.clearRect(0, 0, toile.width, toile.height);
      garder();
    });
    regler();
    champ.value = "";
    cadre.hidden = false;
  };

  document.querySelectorAll("[data-dessin]").forEach(preparer);
})();
