/** The line that stands for messages of people one no longer wants to see. */
import { HiddenPeople } from "./on_demand";
import type { RoomDesk } from "./room_desk";
import type { HiddenRow } from "./timeline_rows";

/** One element at its root: the timeline measures it. */
export function HiddenLine({ row, desk }: { row: HiddenRow; desk: RoomDesk }) {
  return (
    <div class="msg-hidden">
      <HiddenPeople row={row} desk={desk} />
    </div>
  );
}
