/** The line the operator pinned under the room's header, folded to its first words at will. */
import { texts } from "../i18n/texts";
import { Icon } from "./icons";
import type { RoomDesk } from "./room_desk";

/** What one line of a phone holds. */
const LONG = 32;

export function PinnedLine({ desk }: { desk: RoomDesk }) {
  const pinned = desk.info.value?.pinned ?? "";
  if (pinned === "") return null;
  const isTooTall = pinned.length > LONG && matchMedia("(max-width: 50rem)").matches;
  return (
    <details class="pinned" key={pinned} open={!isTooTall}>
      <summary>
        <Icon name="pin" size="s" />
        <span class="hide">{texts.value.pinned} </span>
        <span class="pinned-text" dir="auto">
          {pinned}
        </span>
        <Icon name="down" size="s" />
      </summary>
    </details>
  );
}
