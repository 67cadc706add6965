/* Small comforts. Every page works without this file. */
(function () {
  "use strict";

  // Menus close with Escape or a click elsewhere.
  document.addEventListener("click", function (event) {
    document.querySelectorAll("details.menu[open]").forEach(function (menu) {
      if (!menu.contains(event.target)) menu.open = false;
    });
  });
  document.addEventListener("keydown", function (event) {
    if (event.key !== "Escape") return;
    document.querySelectorAll("details.menu[open]").forEach(function (menu) {
      menu.open = false;
      menu.querySelector("summary").focus();
    });
  });

  // Filters made of selects submit themselves; without this file their button does.
  document.addEventListener("change", function (event) {
    var form = event.target.form;
    if (form && form.hasAttribute("data-autosubmit")) form.requestSubmit();
  });

  document.addEventListener("click", function (event) {
    var button = event.target.closest("[data-print], [data-copy]");
    if (!button) return;
    if (button.hasAttribute("data-print")) {
      event.preventDefault();
      window.print();
    } else if (navigator.clipboard) {
      var source = document.getElementById(button.getAttribute("data-copy"));
      navigator.clipboard.writeText(source.value || source.textContent.trim()).then(function () {
        button.setAttribute("data-done", "");
        button.textContent = button.getAttribute("data-copied") || "✓";
      });
    }
  });

  // What scrolls sideways shows first where one is: today in a picture, the chosen one of a line of chips.
  document.querySelectorAll(".picture .strip-today, .filters > [aria-current]").forEach(function (here) {
    var box = here.closest(".picture, .filters");
    if (box.scrollWidth <= box.clientWidth) return;
    var place = here.getBoundingClientRect();
    var frame = box.getBoundingClientRect();
    box.scrollLeft += (place.left + place.right - frame.left - frame.right) / 2;
  });

  // A summary of errors is read out and reached first.
  function focusSummary(root) {
    var summary = root.querySelector("[data-focus]");
    if (summary) summary.focus();
  }
  focusSummary(document);
  document.addEventListener("htmx:afterSwap", function (event) { focusSummary(event.target); });

  // The line is poor: say so instead of staying silent.
  document.addEventListener("htmx:sendError", function () {
    var box = document.getElementById("offline");
    if (box) box.hidden = false;
  });
  document.addEventListener("htmx:afterOnLoad", function () {
    var box = document.getElementById("offline");
    if (box) box.hidden = true;
  });
})();
