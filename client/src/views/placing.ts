/** Where what opens stands: beside what it was opened from, or at the foot of a small or touched screen. */

const GAP_PX = 4;
const EDGE_PX = 8;

export function isSheet(): boolean {
  return matchMedia("(pointer: coarse), (max-width: 50rem)").matches;
}

/** Below its opener when there is room for it, above otherwise; inside the window in any case. */
export function placeBeside(box: HTMLElement, opener: HTMLElement): void {
  if (isSheet()) return;
  const at = (opener.querySelector(".msg-menu") ?? opener).getBoundingClientRect();
  const { width, height } = box.getBoundingClientRect();
  const below = at.bottom + GAP_PX;
  const top = below + height + EDGE_PX <= innerHeight ? below : Math.max(EDGE_PX, at.top - GAP_PX - height);
  const wanted = at.left + width + EDGE_PX <= innerWidth && at.width > width / 4 ? at.left : at.right - width;
  const left = Math.min(Math.max(EDGE_PX, wanted), innerWidth - width - EDGE_PX);
  box.style.setProperty("top", `${top}px`);
  box.style.setProperty("left", `${left}px`);
}
