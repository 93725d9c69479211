/** Oneself in the room: the name and mark one has, and the two ways out. */
import type { Standing } from "../core/entering";
import { sideTexts } from "../i18n/side_texts";
import { Glyph, TagLetters } from "./glyph";
import { leaveForGood } from "./leaving";
import type { RoomDesk } from "./room_desk";
import { useScene } from "./scene";

const SHUT: readonly Standing[] = ["not_found", "closed", "full", "guests_only", "adults_only"];

export function Self({ desk }: { desk: RoomDesk }) {
  const { visit } = useScene();
  const s = sideTexts.value;
  // At the door of a room nothing of it is read.
  const isReading = !SHUT.includes(desk.live.standing.value);
  if (visit.session.value === null) return isReading ? <p class="small">{s.spectator}</p> : null;
  return (
    <>
      {desk.live.named.value && <SelfName desk={desk} />}
      <div class="me-actions">
        <button type="button" class="link-btn" onClick={() => void leaveForGood(visit, desk, false)}>
          {s.leave}
        </button>
        <button type="button" class="link-btn" onClick={() => desk.open({ kind: "erase" })}>
          {s.eraseAll}
        </button>
      </div>
    </>
  );
}

function SelfName({ desk }: { desk: RoomDesk }) {
  const { visit } = useScene();
  const { you } = desk.live.state.value;
  const tag = you?.tag ?? "";
  return (
    <div class="me">
      <Glyph tag={tag} />
      <div class="me-name">
        <b>
          <bdi>{you?.nickname ?? visit.session.value?.nickname}</bdi>
        </b>{" "}
        <TagLetters tag={tag} />
        <div class="tiny">{sideTexts.value.visibleHere}</div>
      </div>
    </div>
  );
}
