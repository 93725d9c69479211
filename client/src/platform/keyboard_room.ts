/** The room left by a keyboard drawn over the page, where the browser does not resize the page for it (iOS). */

/** Smaller differences are the browser's own bars. */
const KEYBOARD_PX = 120;

export function startKeyboardRoom(): void {
  const seen = globalThis.visualViewport;
  if (!seen) return;
  const { style } = document.documentElement;
  const fit = () => {
    const isCovered = innerHeight - seen.height > KEYBOARD_PX && seen.scale === 1;
    if (isCovered) style.setProperty("--seen-height", `${seen.height}px`);
    else style.removeProperty("--seen-height");
    if (isCovered) scrollTo(0, 0);
  };
  seen.addEventListener("resize", fit);
  seen.addEventListener("scroll", fit);
}
