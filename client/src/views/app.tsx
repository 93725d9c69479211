/** The guest's page: starts the visit, and shows the lobby or a room as the address says. */
import { render } from "preact";
import { useEffect, useMemo, useRef } from "preact/hooks";
import { Visit } from "../core/visit";
import { type Boot, readBoot } from "../platform/boot";
import { jsonApi } from "../platform/json_api";
import { chance, liveAddress, serverClock, webSocketTransport } from "../platform/outside";
import { type Route, route, startPage } from "../platform/page";
import { locale, startPreferences } from "../platform/preferences";
import { listenToTabs } from "../platform/tabs";
import { Lobby } from "./lobby";
import { RoomDesk } from "./room_desk";
import { RoomPage } from "./room_page";
import { makeScene, type Scene, SceneProvider } from "./scene";

export function startGuest(element: HTMLElement): void {
  const boot = readBoot(element);
  startPreferences(boot.locale);
  const scene = makeScene(boot, startVisit(boot));
  element.replaceChildren();
  render(<App scene={scene} />, element);
}

function startVisit(boot: Boot): Visit {
  const tabs = listenToTabs(() => void visit.sessionBegunElsewhere());
  const visit = new Visit(
    { api: jsonApi, transport: webSocketTransport(liveAddress()), clock: serverClock(boot.now), chance },
    { session: boot.session, locale: () => locale.value, tellTabs: () => tabs.tell() },
  );
  startPage({ returned: () => visit.networkReturned(), lost: () => visit.breakOff() });
  warnBeforeLosing(visit);
  return visit;
}

/** The outbox lives in memory only: closing the page with something in it asks first. */
function warnBeforeLosing(visit: Visit): void {
  addEventListener("beforeunload", (event) => {
    if (visit.wouldLose) event.preventDefault();
  });
}

function App({ scene }: { scene: Scene }) {
  const here = route.value;
  useTitleFocus(here);
  return (
    <SceneProvider value={scene}>
      {here.page === "lobby" ? <Lobby /> : <RoomVisit key={here.slug} scene={scene} slug={here.slug} />}
    </SceneProvider>
  );
}

/** After a link within the page, the new title takes the focus, as a new page would. */
function useTitleFocus(here: Route): void {
  const first = useRef(here);
  useEffect(() => {
    if (here === first.current) return;
    const title = document.querySelector("h1");
    title?.setAttribute("tabindex", "-1");
    title?.focus();
  }, [here]);
}

const desks = new Map<string, RoomDesk>();

function deskOf(scene: Scene, slug: string): RoomDesk {
  const info = scene.boot.room?.slug === slug ? scene.boot.room : null;
  const desk = desks.get(slug) ?? new RoomDesk(scene.visit.room(slug, info), chance.fraction);
  desks.set(slug, desk);
  return desk;
}

function RoomVisit({ scene, slug }: { scene: Scene; slug: string }) {
  const desk = useMemo(() => deskOf(scene, slug), [scene, slug]);
  useEffect(() => {
    scene.visit.open(desk.live);
    return () => {
      desk.dialog.value = null;
      desk.live.close();
    };
  }, [scene, desk]);
  return <RoomPage desk={desk} />;
}
