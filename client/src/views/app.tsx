/** The guest's page: starts the visit, and shows the lobby or a room as the address says. */
import { render } from "preact";
import { useEffect, useMemo, useRef } from "preact/hooks";
import { Visit } from "../core/visit";
import { loadLobbyTexts } from "../i18n/lobby_texts";
import { loadSideTexts } from "../i18n/side_texts";
import { loadPageWords } from "../i18n/texts";
import { startBack } from "../platform/back";
import { type Boot, readBoot } from "../platform/boot";
import { startColumns } from "../platform/columns";
import { onFirstSign } from "../platform/first_sign";
import { jsonApi } from "../platform/json_api";
import { locale, showLocale } from "../platform/locale";
import { chance, liveAddress, serverClock, webSocketTransport } from "../platform/outside";
import { type Route, route, startPage } from "../platform/page";
import { listenToTabs } from "../platform/tabs";
import { lazy } from "./lazy";
import { listen } from "./listening";
import { markSeen } from "./news";
import { Panels } from "./panels";
import { RoomDesk } from "./room_desk";
import { RoomPage } from "./room_page";
import { makeScene, type Scene, SceneProvider } from "./scene";
import { tellUnloaded } from "./unloaded";

const Lobby = lazy(async () => {
  const [{ Lobby: view }] = await Promise.all([import("./lobby"), loadLobbyTexts(), loadSideTexts()]);
  return view;
});

/** Until the language is here, the page stays as the server wrote it. */
export async function startGuest(element: HTMLElement): Promise<void> {
  const boot = readBoot(element);
  locale.value = boot.locale;
  try {
    await Promise.all([loadPageWords(boot.locale), route.peek().page === "lobby" && Lobby.fetch()]);
  } catch {
    tellUnloaded(element);
    return;
  }
  showLocale(boot.locale);
  startBack();
  const scene = makeScene(boot, startVisit(boot));
  element.replaceChildren();
  render(<App scene={scene} />, element);
  wakeAtFirstSign(scene);
  // After what is read: each of these would keep it waiting on a slow phone.
  setTimeout(() => {
    startColumns();
    void import("./keeping_up").then(({ keepUp }) => keepUp(scene), asServed);
  });
}

/** The page stays as the server wrote it: it knows the choices it wrote it with. */
const asServed = () => undefined;

/** The keys pressed until what answers them is here are not lost; without it the page still works. */
function wakeAtFirstSign(scene: Scene): void {
  const pressed: KeyboardEvent[] = [];
  const keep = (event: KeyboardEvent) => void pressed.push(event);
  const done = () => removeEventListener("keydown", keep);
  addEventListener("keydown", keep);
  onFirstSign(() => void import("./waking").then(({ wake }) => wake(scene, pressed, desks)).then(done, done));
}

function startVisit(boot: Boot): Visit {
  const tabs = listenToTabs(() => void visit.sessionBegunElsewhere());
  const visit = new Visit(
    {
      api: jsonApi,
      transport: webSocketTransport(liveAddress()),
      clock: serverClock(boot.now),
      chance,
      keyring: async () => (await import("../platform/keyring")).keyring,
    },
    { session: boot.session, locale: () => locale.value, tellTabs: () => tabs.tell() },
  );
  startPage({ returned: () => visit.networkReturned(), lost: () => visit.breakOff() });
  return visit;
}

function App({ scene }: { scene: Scene }) {
  const here = route.value;
  useTitleFocus(here);
  return (
    <SceneProvider value={scene}>
      {here.page === "lobby" ? <Lobby /> : <RoomVisit key={here.slug} scene={scene} slug={here.slug} />}
      <Panels />
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
  const desk = desks.get(slug) ?? new RoomDesk(scene.visit.room(slug, info), () => nextName(scene.boot));
  desks.set(slug, desk);
  return desk;
}

let suggested = 0;

function nextName({ names }: Boot): string {
  suggested += 1;
  return names[suggested % names.length] ?? "";
}

function RoomVisit({ scene, slug }: { scene: Scene; slug: string }) {
  const desk = useMemo(() => deskOf(scene, slug), [scene, slug]);
  useEffect(() => {
    scene.visit.open(desk.live);
    const stopListening = listen(desk, scene);
    return () => {
      stopListening();
      markSeen(slug, desk.live.offset());
      desk.dialog.value = null;
      desk.live.close();
    };
  }, [scene, desk, slug]);
  return <RoomPage desk={desk} />;
}
