// `data-copy-link`: a click copies the full address instead of going there, and says so in `data-copy-status`.
document.addEventListener("click", async (event) => {
  const link = event.target.closest("[data-copy-link]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || !navigator.clipboard) return;
  event.preventDefault();
  try {
    await navigator.clipboard.writeText(link.href);
  } catch {
    window.location.assign(link.href);
    return;
  }
  const status = link.parentElement.querySelector("[data-copy-status]");
  if (status) status.textContent = link.dataset.copied;
});

// In a question box Enter asks, as in any search box; Shift+Enter still breaks the line.
document.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
  const box = event.target.closest("[data-submit-on-enter]");
  if (!box) return;
  event.preventDefault();
  box.form.requestSubmit();
});
