/** The thin bar under the head: offline, or something that could not be done. */
import { STOPPING } from "../core/close_codes";
import * as outboxes from "../core/outbox";
import { texts } from "../i18n/texts";
import { Icon } from "./icons";
import { Leaving } from "./on_demand";
import type { RoomDesk } from "./room_desk";
import { useScene } from "./scene";

export function ConnectionBar({ desk }: { desk: RoomDesk }) {
  const { visit } = useScene();
  const t = texts.value;
  const lost = visit.lost.value;
  if (visit.isLeaving.value) return <Leaving />;
  if (lost === null) return <Warning desk={desk} />;
  const waiting = outboxes.waiting(desk.live.posting.outbox.value).length;
  const sentence = lost === STOPPING ? t.stopping : t.offline;
  return (
    <div class="bar bar-thin" role="status">
      <Icon name="offline" size="s" />
      <span>
        {sentence} {t.waitingCount(waiting)}
      </span>
      <button type="button" class="link-btn" onClick={() => visit.retryNow()}>
        {t.retry}
      </button>
    </div>
  );
}

function Warning({ desk }: { desk: RoomDesk }) {
  const warning = desk.warning.value;
  // What could not be done in a session that is over is no news any more.
  if (warning === "" || useScene().visit.hasEnded.value) return null;
  return (
    <div class="bar bar-ochre" role="alert">
      <span>{warning}</span>
      <button
        type="button"
        class="link-btn"
        onClick={() => {
          desk.warning.value = "";
        }}
      >
        {texts.value.close}
      </button>
    </div>
  );
}
