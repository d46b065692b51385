// A field that only means something with an answer shows with it. Without this script all show.
"use strict";

document.querySelectorAll("[data-si]").forEach((champ) => {
  const forme = champ.form;
  const maitre = forme.elements[champ.dataset.si];
  const voulues = champ.dataset.vaut.split(" ");
  const cadre = champ.closest(".champ");

  const montrer = () => {
    cadre.hidden = !voulues.includes(maitre.value);
  };
  maitre.addEventListener("change", montrer);
  montrer();
});
