/* The link of a client goes to the clipboard; where there is none, it is selected to be copied. */
(() => {
  "use strict";
  const copier = async (bouton) => {
    const champ = document.getElementById(bouton.dataset.copier);
    champ.select();
    try {
      await navigator.clipboard.writeText(champ.value);
      bouton.textContent = bouton.dataset.fait;
    } catch {
      champ.focus();
    }
  };
  document.addEventListener("click", (e) => {
    const bouton = e.target.closest("[data-copier]");
    if (bouton) copier(bouton);
  });
})();
