// `data-day-slider`: a slider that moves the day of its form, and asks for that day when it rests.
// `data-day`: a link to another day, which moves the form along. Without scripts there are the date field and the address.
const DAY = 86_400_000;

function moveTo(form, day) {
  const [field, slider] = [form.elements.on, form.querySelector("[data-day-slider] input")];
  field.value = day;
  if (!slider) return;
  slider.value = (Date.parse(day) - Date.parse(slider.dataset.first)) / DAY;
  slider.setAttribute("aria-valuetext", day);
}

// The same day of another month, or that month's last.
function inMonths(day, months) {
  const [year, month, date] = day.split("-").map(Number);
  const last = new Date(Date.UTC(year, month + months, 0));
  last.setUTCDate(Math.min(date, last.getUTCDate()));
  return last.toISOString().slice(0, 10);
}

const MONTHS = { PageUp: 1, PageDown: -1 };

for (const box of document.querySelectorAll("[data-day-slider]")) {
  const slider = box.querySelector("input");
  const form = slider.form;
  slider.addEventListener("input", () => {
    moveTo(form, new Date(Date.parse(slider.dataset.first) + slider.value * DAY).toISOString().slice(0, 10));
    form.dispatchEvent(new CustomEvent("day-moves", { detail: form.elements.on.value }));
  });
  slider.addEventListener("change", () => form.requestSubmit());
  slider.addEventListener("keydown", (event) => {
    const months = MONTHS[event.key];
    if (!months || !form.elements.on.value) return;
    event.preventDefault();
    // By the slider, which stops at its ends, and as if it had been moved.
    slider.value = (Date.parse(inMonths(form.elements.on.value, months)) - Date.parse(slider.dataset.first)) / DAY;
    slider.dispatchEvent(new Event("input"));
    slider.dispatchEvent(new Event("change"));
  });
  form.elements.on.addEventListener("change", () => form.elements.on.value && moveTo(form, form.elements.on.value));
}

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-day]");
  const form = document.querySelector("form:has([data-day-slider])");
  if (!link || !form || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  moveTo(form, link.dataset.day);
  form.requestSubmit();
});
