/** The page's own state: seen or hidden, and which screen its address asks for. */
import { batch, type Signal, signal } from "@preact/signals";
import { isOver } from "./back";

export const isPageSeen: Signal<boolean> = signal(!document.hidden);
/** Ticks twice a minute, for relative times. */
export const tick: Signal<number> = signal(0);

const TICK_MS = 30_000;

export type Route =
  | { readonly page: "lobby"; readonly path: string }
  | { readonly page: "room"; readonly slug: string };

export const route: Signal<Route> = signal(routeOf(location.pathname));

function routeOf(path: string): Route {
  const slug = /^\/r\/([^/]+)\/?$/.exec(path)?.[1];
  return slug === undefined ? { page: "lobby", path } : { page: "room", slug: decodeURIComponent(slug) };
}

export function startPage(network: { returned: () => void; lost: () => void }): void {
  document.addEventListener("visibilitychange", () => {
    batch(() => {
      isPageSeen.value = !document.hidden;
      tick.value += 1;
    });
    if (!document.hidden) network.returned();
  });
  addEventListener("online", () => network.returned());
  addEventListener("offline", () => network.lost());
  addEventListener("popstate", () => goTo(location.pathname));
  setInterval(() => {
    tick.value += 1;
  }, TICK_MS);
}

/** Follow a link to a room or to the lobby without loading the page again: drafts and what is sent stay. */
export function follow(event: MouseEvent): void {
  const link = event.currentTarget;
  const isPlain = event.button === 0 && !(event.metaKey || event.ctrlKey || event.shiftKey || event.altKey);
  if (!(link instanceof HTMLAnchorElement) || !isPlain) return;
  event.preventDefault();
  visitAddress(link.pathname);
}

export function visitAddress(path: string): void {
  if (isOver()) history.replaceState(null, "", path);
  else if (path !== location.pathname) history.pushState(null, "", path);
  goTo(path);
}

/** Another address of the same screen (a message of it, a dialog over it) leaves the screen as it is. */
function goTo(path: string): void {
  const next = routeOf(path);
  if (JSON.stringify(next) !== JSON.stringify(route.peek())) route.value = next;
}
