/** What starts at the guest's first sign of life: before it, nobody presses a key or calls a keyboard up. */
import { startKeyboardRoom } from "../platform/keyboard_room";
import { startKeys } from "./keys";
import type { Scene } from "./scene";

export function wake(scene: Scene, pressed: readonly KeyboardEvent[]): void {
  startKeys(scene, pressed);
  startKeyboardRoom();
}
