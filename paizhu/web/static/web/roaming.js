// Moves a view with one finger or the mouse, brings it nearer with two fingers or the wheel, and tells a click from a drag.
const STILL = 5; // pixels: a hand is not quite still while it clicks
const WHEEL_LINE = 16;

export function roam(canvas, view, { changed, clicked, opened, over }) {
  const held = new Map(); // the places of the fingers by their pointers
  let travelled = 0;

  canvas.addEventListener("pointerdown", ({ button, pointerId, offsetX, offsetY }) => {
    if (button) return; // a menu is opened
    if (!held.size) travelled = 0;
    held.set(pointerId, [offsetX, offsetY]);
    canvas.setPointerCapture(pointerId);
  });
  canvas.addEventListener("pointermove", ({ pointerId, offsetX, offsetY }) => {
    const before = held.get(pointerId);
    if (!before) return over([offsetX, offsetY]);
    const other = [...held].find(([id]) => id !== pointerId)?.[1];
    const [right, down] = [offsetX - before[0], offsetY - before[1]];
    travelled += Math.hypot(right, down);
    held.set(pointerId, [offsetX, offsetY]);
    if (travelled < STILL) return;
    if (other) {
      const span = (to) => Math.hypot(to[0] - other[0], to[1] - other[1]) || 1;
      view.nearer(span([offsetX, offsetY]) / span(before), other);
    } else view.move(right, down);
    changed();
  });
  for (const end of ["pointerup", "pointercancel"]) canvas.addEventListener(end, ({ pointerId }) => held.delete(pointerId));
  canvas.addEventListener("pointerleave", () => over(null));
  canvas.addEventListener("wheel", (event) => {
    event.preventDefault();
    const turned = event.deltaY * (event.deltaMode ? WHEEL_LINE : 1) * (event.ctrlKey ? 5 : 1);
    view.nearer(Math.exp(Math.min(Math.max(-turned, -400), 400) / 1000), [event.offsetX, event.offsetY]);
    changed();
  }, { passive: false });
  canvas.addEventListener("click", ({ offsetX, offsetY }) => travelled < STILL && clicked([offsetX, offsetY]));
  canvas.addEventListener("dblclick", ({ offsetX, offsetY }) => opened([offsetX, offsetY]));
}
