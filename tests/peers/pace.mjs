// The message that peers written for Node publish, and the pace they keep.

const FILLING = "La pluie s'arrête enfin, on sort les chaises, et chacun raconte sa semaine à sa façon, sans hâte.";

/** A message of about 200 bytes that says when it was made, as the reference server's does. */
export function message(id) {
  // A JavaScript number holds these nanoseconds within 1 µs until the machine has been up for three years.
  const t = Number(process.hrtime.bigint());
  return { type: "msg", room: "agora", t, id, from: "user42", text: FILLING };
}

/**
 * Call `publish(id)` `rate` times a second once `everyoneIsIn()`; with rate 0, again as soon as `isTaken()` after
 * the last one; with a negative rate, never.
 */
export function keepPace(rate, { everyoneIsIn, isTaken, publish }) {
  if (rate < 0) return;
  let id = 0;
  let started;
  const step = () => {
    if (!everyoneIsIn()) return setTimeout(step, 20);
    started ??= performance.now();
    if (rate === 0) {
      if (isTaken()) publish(id++);
      return setImmediate(step);
    }
    while (id < ((performance.now() - started) * rate) / 1000) publish(id++);
    return setTimeout(step, started + (id * 1000) / rate - performance.now());
  };
  step();
}
