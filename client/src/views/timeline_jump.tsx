/** The pill that leads back to the end of the timeline, and says how many came meanwhile. */
import { texts } from "../i18n/texts";
import { Icon } from "./icons";
import type { RoomDesk } from "./room_desk";
import { reach } from "./timeline_moves";
import type { Row } from "./timeline_rows";
import type { TimelineView } from "./timeline_view";

export function Jump({ desk, rows, view }: { desk: RoomDesk; rows: readonly Row[]; view: TimelineView }) {
  const { unseen } = desk.reading.value;
  if (desk.isAtEnd.value || (unseen === 0 && !desk.isFarFromEnd.value)) return null;
  return (
    <button
      type="button"
      class="jump"
      onClick={(event) => {
        view.toEnd();
        // From the keyboard, the focus goes where the eye does: the button is about to disappear.
        const last = rows.at(-1);
        if (event.detail === 0 && last) view.show(last.key, reach);
      }}
    >
      <Icon name="arrowDown" size="s" />
      {unseen > 0 ? texts.value.newMessages(unseen) : texts.value.toTheEnd}
    </button>
  );
}
