// `data-upload`: while a form's files are sent, how much has gone; then that they are being read.
function parts(form) {
  return [form.querySelector("[data-upload-progress]"), form.querySelector("[data-upload-status]")];
}

document.addEventListener("htmx:xhr:progress", (event) => {
  const form = event.target.closest("[data-upload]");
  if (!form || !event.detail.lengthComputable) return;
  const [progress, status] = parts(form);
  const share = (100 * event.detail.loaded) / event.detail.total;
  progress.hidden = false;
  progress.value = share;
  const word = share < 100 ? status.dataset.sending : status.dataset.reading;
  if (status.textContent !== word) status.textContent = word;
});

document.addEventListener("htmx:sendError", (event) => {
  const form = event.target.closest("[data-upload]");
  if (!form) return;
  const [progress, status] = parts(form);
  progress.hidden = true;
  status.textContent = "";
});
