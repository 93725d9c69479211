/** The guest's first sign of life on the page: from then on what they may open is fetched ahead. */

const SIGNS = ["pointermove", "pointerdown", "touchstart", "wheel", "keydown"] as const;

/** Returns what to call when it is no longer wanted. */
export function onFirstSign(act: () => void): () => void {
  const sign = () => {
    stop();
    act();
  };
  const stop = () => {
    for (const name of SIGNS) removeEventListener(name, sign);
  };
  for (const name of SIGNS) addEventListener(name, sign, { passive: true });
  return stop;
}
