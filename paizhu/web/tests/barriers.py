"""What axe finds against WCAG 2.1 AA on a page as it is.

Its rule on contrast takes longer than all others together, so it measures one of those texts of a page that look alike. Two do
when they and all that they lie in are of the same kind and class, colour, background and opacity, and are as large and as
bold: in whichever language they are, and however wide the window is.
"""

from collections import defaultdict
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Page

from tools.assets import AXE as _AXE

# Of each page by its path: the looks that have enough contrast, or about which axe cannot tell.
_measured: defaultdict[str, set[str]] = defaultdict(set)

# Axe as it is, but that contrast is measured where it is told to.
_ONLY_NEW = """axe.configure({rules: [{id: "color-contrast", selector: "[data-new-look]"}]})"""

_RUN = """async measured => {
  const looks = new Map();
  const look = element => {
    if (!element) return "";
    if (!looks.has(element)) {
      const style = getComputedStyle(element);
      const all = [
        look(element.parentElement), element.localName, element.getAttribute("class"), element.matches(":disabled"),
        style.color, style.backgroundColor, style.backgroundImage, style.opacity, style.filter, style.textShadow,
        style.fontSize, style.fontWeight,
      ].join();
      let low = 5381, high = 52711;
      for (let n = 0; n < all.length; n++) {
        low = Math.imul(low ^ all.charCodeAt(n), 2654435761);
        high = Math.imul(high ^ all.charCodeAt(n), 1597334677);
      }
      looks.set(element, (high >>> 0).toString(36) + "-" + (low >>> 0).toString(36));
    }
    return looks.get(element);
  };
  const hasWords = element => element.matches("input, select, textarea, button")
    || [...element.childNodes].some(node => node.nodeType === Node.TEXT_NODE && node.data.trim());
  const known = new Set(measured), fresh = [];
  for (const element of document.body.querySelectorAll("*")) {
    if (!hasWords(element) || !element.checkVisibility({visibilityProperty: true})) continue;
    const its = look(element);
    if (known.has(its)) continue;
    known.add(its);
    fresh.push(its);
    element.dataset.newLook = "";
  }
  const found = await axe.run(document, {
    runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"], resultTypes: ["violations"],
    rules: {"color-contrast": {enabled: fresh.length > 0}},
  });
  document.querySelectorAll("[data-new-look]").forEach(element => element.removeAttribute("data-new-look"));
  return [found.violations, fresh];
}"""


def barriers_on(page: Page) -> list[str]:
    """Return what axe finds against WCAG 2.1 AA on the page as it is once it has loaded, one line for each rule."""
    page.wait_for_load_state()  # a page that was asked for by a press may have no body yet
    # Evaluated by the debugger, which the page's own policy does not hold back.
    if not page.evaluate("'axe' in window"):
        page.evaluate(f"{_AXE.read_text('utf-8')};{_ONLY_NEW}")
    measured = _measured[urlsplit(page.url).path]
    found: list[dict[str, Any]]
    found, fresh = page.evaluate(_RUN, list(measured))
    if not found:
        measured.update(fresh)
    return [f"{one['id']}: {one['help']} {[node['target'] for node in one['nodes']]}" for one in found]
