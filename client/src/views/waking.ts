/** What starts at the guest's first sign of life: before it, nobody presses a key, writes, or calls a keyboard up. */
import { wouldLose } from "../core/losing";
import { fullMoment } from "../i18n/moments";
import { startKeyboardRoom } from "../platform/keyboard_room";
import { startKeys } from "./keys";
import type { RoomDesk } from "./room_desk";
import type { Scene } from "./scene";
import { isWorthKeeping } from "./worth_keeping";

export function wake(
  scene: Scene,
  pressed: readonly KeyboardEvent[],
  desks: ReadonlyMap<string, RoomDesk>,
): void {
  startKeys(scene, pressed);
  startKeyboardRoom();
  warnBeforeLosing(scene, desks);
  addEventListener("pointerover", tellMoment);
}

/** The exact moment of a time under the pointer, written when it is asked for: a row need not bring it along. */
function tellMoment({ target }: PointerEvent): void {
  const time = target instanceof Element && target.closest("time");
  if (time) time.title = fullMoment(Date.parse(time.dateTime));
}

/** What is written lives in memory only: closing the page asks first, unless it is a word or two. */
function warnBeforeLosing({ visit }: Scene, desks: ReadonlyMap<string, RoomDesk>): void {
  addEventListener("beforeunload", (event) => {
    if (visit.isLeaving.value) return;
    const hasDraft = [...desks.values()].some((desk) =>
      isWorthKeeping(desk.live.posting.drafting.text.value),
    );
    if (wouldLose(visit) || hasDraft) event.preventDefault();
  });
}
