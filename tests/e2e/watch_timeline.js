// Watches the timeline frame by frame: how far what is read moved, what was seen, what is on the page, what is said.
(() => {
  const log = document.querySelector("[role=log]");
  const region = document.querySelector(".hide[aria-live=polite]");
  const seen = new Set();
  let places = new Map();
  let still = 0;
  let told = 0;
  let isGoingUp = false;

  const watched = {
    moved: 0,
    /** Frames in which nothing seen before was left: then nobody can say how far it moved. */
    lost: 0,
    blank: 0,
    mostArticles: 0,
    mostNodes: 0,
    /** The greatest distance from the end, in pixels. */
    furthest: 0,
    said: [],
    /** What was seen for the first time since last asked. */
    newlySeen() {
      const keys = [...seen].slice(told);
      told = seen.size;
      return keys;
    },
    beginAgain() {
      seen.clear();
      told = 0;
      isGoingUp = false;
    },
    forget() {
      Object.assign(watched, { moved: 0, lost: 0, blank: 0, mostArticles: 0, mostNodes: 0, furthest: 0, said: [] });
    },
    /** Resolves when what is read moved by so much and stands still, or does not move at all for long; with the edge. */
    settledAfter(px) {
      const start = watched.moved;
      return new Promise((resolve) => {
        const look = () => {
          const isThere = Math.abs(watched.moved - start) >= Math.abs(px) - 1.5;
          if (still > 40 || (isThere && still > 1)) resolve(log.querySelector("[data-edge]")?.textContent ?? "");
          else requestAnimationFrame(look);
        };
        requestAnimationFrame(look);
      });
    },
    frames(count) {
      return new Promise((resolve) => {
        const wait = (left) => (left === 0 ? resolve() : requestAnimationFrame(() => wait(left - 1)));
        wait(count);
      });
    },
  };
  window.watched = watched;

  const placesNow = () => {
    const { top } = log.getBoundingClientRect();
    const now = new Map();
    for (const article of log.querySelectorAll("article")) {
      const box = article.getBoundingClientRect();
      if (box.bottom > top && box.top < top + log.clientHeight) now.set(article.dataset.key, box.top);
    }
    return now;
  };

  const look = () => {
    const now = placesNow();
    const common = [...now.keys()].find((key) => places.has(key));
    const delta = common === undefined ? 0 : now.get(common) - places.get(common);
    if (now.size === 0) watched.blank += 1;
    else if (common === undefined && places.size > 0) watched.lost += 1;
    watched.moved += delta;
    still = delta === 0 ? still + 1 : 0;
    if (now.size > 0) places = now;
    // What comes from above comes from the nearest up.
    const keys = [...now.keys()];
    if (delta !== 0) isGoingUp = delta > 0;
    for (const key of isGoingUp ? keys.reverse() : keys) seen.add(key);
    watched.mostArticles = Math.max(watched.mostArticles, log.querySelectorAll("article").length);
    watched.mostNodes = Math.max(watched.mostNodes, document.querySelectorAll("*").length);
    watched.furthest = Math.max(watched.furthest, log.scrollHeight - log.clientHeight - log.scrollTop);
    requestAnimationFrame(look);
  };
  requestAnimationFrame(look);

  new MutationObserver(() => {
    if (region.textContent.trim() !== "") watched.said.push(region.textContent);
  }).observe(region, { childList: true, characterData: true, subtree: true });
})();
