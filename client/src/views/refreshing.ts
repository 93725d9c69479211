/** Refreshing the list of rooms: fetched with what shows it, or keeps it fresh. */
import type { Scene } from "./scene";

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
