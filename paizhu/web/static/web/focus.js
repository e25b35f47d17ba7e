// After a swap the focus goes to the result: to what carries `data-focus`, if the new part has such a place.
document.addEventListener("htmx:afterSettle", (event) => {
  const place = event.target.matches("[data-focus]") ? event.target : event.target.querySelector("[data-focus]");
  if (!place) return;
  if (!place.hasAttribute("tabindex")) place.setAttribute("tabindex", "-1");
  place.focus();
});

// A refusal that comes as a page of its own is begun at, for whoever uses no mouse or hears the page.
document.querySelector('[data-focus="load"]')?.focus();
