/** The scene: what every screen of the guest's page shares. */
import { effect, type Signal, signal } from "@preact/signals";
import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { Visit } from "../core/visit";
import type { Boot } from "../platform/boot";
import { isPageSeen, route, tick } from "../platform/page";
import type { RoomCard } from "../protocol/protocol.gen";
import { wasElsewhere } from "./news";

export interface Scene {
  readonly boot: Boot;
  readonly visit: Visit;
  readonly rooms: Signal<readonly RoomCard[]>;
}

const SceneContext = createContext<Scene | null>(null);
export const SceneProvider = SceneContext.Provider;

export function useScene(): Scene {
  const scene = useContext(SceneContext);
  if (scene === null) throw new Error("no scene");
  return scene;
}

export function makeScene(boot: Boot, visit: Visit): Scene {
  return { boot, visit, rooms: signal(boot.rooms) };
}

/** Once in so many half minutes: in the lobby, where the rooms are what is read, beside a room, and beside two. */
const EVERY = { lobby: 1, room: 10, rooms: 4 };

/**
 * While the page is seen, and as soon as it is seen again. The list weighs 1.8 kB with its headers, and a quiet room
 * must not cost a guest more than 1 kB a minute: it comes more often only where it can show something new.
 */
export function keepRoomsFresh(scene: Scene): void {
  let since = -1;
  effect(() => {
    void tick.value;
    if (!isPageSeen.value) {
      since = EVERY.room;
      return;
    }
    since += 1;
    const every = route.peek().page === "lobby" ? EVERY.lobby : EVERY[wasElsewhere() ? "rooms" : "room"];
    if (since < every) return;
    since = 0;
    void refreshRooms(scene);
  });
}

let asked = 0;
let shown = 0;

/** Answers may overtake one another: one that was asked for earlier than what is shown changes nothing. */
export async function refreshRooms(scene: Scene): Promise<void> {
  asked += 1;
  const mine = asked;
  const outcome = await scene.visit.outside.api.rooms();
  if (!outcome.ok || mine < shown) return;
  shown = mine;
  scene.rooms.value = outcome.value;
}
