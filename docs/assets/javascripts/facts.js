// @ts-check
// A fact's source shows on hover and focus without this script; here it also obeys a tap and Escape.
(() => {
  "use strict";

  const SHOWN = ".fact[data-open], .fact:hover, .fact:focus-within";

  /** @param {Element | null} [kept] */
  function close(kept) {
    for (const fact of document.querySelectorAll(".fact[data-open]")) {
      if (fact !== kept) fact.removeAttribute("data-open");
    }
  }

  document.addEventListener("click", (event) => {
    if (!(event.target instanceof Element)) return;
    const fact = event.target.closest(".fact");
    close(fact);
    if (!fact || !event.target.closest(".fact-value")) return;
    if (event.ctrlKey || event.metaKey || event.shiftKey) return; // the source in a new tab
    event.preventDefault();
    const open = fact.toggleAttribute("data-open");
    fact.toggleAttribute("data-shut", !open);
  });

  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const fact of document.querySelectorAll(SHOWN)) fact.setAttribute("data-shut", "");
    close();
  });

  // what was dismissed may show again when pointed at or focused anew
  for (const left of ["pointerout", "focusout"]) {
    document.addEventListener(left, (event) => {
      const fact = event.target instanceof Element ? event.target.closest(".fact[data-shut]") : null;
      const to = /** @type {PointerEvent | FocusEvent} */ (event).relatedTarget;
      if (fact && !(to instanceof Node && fact.contains(to))) fact.removeAttribute("data-shut");
    });
  }
})();
