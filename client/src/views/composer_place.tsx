/** The foot of a room: the composer, or what stands in its place. */
import type { Standing } from "../core/live_room";
import { texts } from "../i18n/texts";
import { Composer } from "./composer";
import { Icon } from "./icons";
import type { RoomDesk } from "./room_desk";
import { useScene } from "./scene";

const UNWRITABLE: readonly Standing[] = ["not_found", "closed", "full"];

export function Foot({ desk, name }: { desk: RoomDesk; name: string }) {
  const { visit } = useScene();
  const standing = desk.live.standing.value;
  if (visit.hasEnded.value) return <SessionEnded />;
  if (UNWRITABLE.includes(standing) || visit.isBroken.value) return null;
  if (desk.info.value?.closed) return <RoomClosed />;
  return <Composer desk={desk} name={name} />;
}

function RoomClosed() {
  return (
    <div class="composer">
      <div class="notice" role="status">
        <Icon name="block" />
        <div>{texts.value.roomClosed}</div>
      </div>
    </div>
  );
}

function SessionEnded() {
  const { visit } = useScene();
  const t = texts.value;
  return (
    <div class="composer">
      <div class="notice notice-ochre" role="alert">
        <Icon name="clock" />
        <div>
          <h2>{t.endedTitle}</h2>
          <p>{t.endedLead}</p>
          <div class="notice-actions">
            <button type="button" class="btn" onClick={() => visit.startAgain()}>
              {t.startAgain}
            </button>
          </div>
        </div>
      </div>
    </div>
  );
}
