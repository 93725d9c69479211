/** The scene: what every screen of the guest's page shares. */
import { type Signal, signal } from "@preact/signals";
import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { Visit } from "../core/visit";
import type { Boot } from "../platform/boot";
import type { RoomCard } from "../protocol/protocol.gen";

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
