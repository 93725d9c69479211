/** Oneself in the room: the name and mark one has, and the two ways out. */
import { texts } from "../i18n/texts";
import { Glyph, TagLetters } from "./glyph";
import { leaveForGood } from "./leaving";
import type { RoomDesk } from "./room_desk";
import { useScene } from "./scene";

export function Self({ desk }: { desk: RoomDesk }) {
  const { visit } = useScene();
  const t = texts.value;
  if (visit.session.value === null) return <p class="small">{t.spectator}</p>;
  return (
    <>
      {desk.live.named.value && <SelfName desk={desk} />}
      <div class="me-actions">
        <button type="button" class="link-btn" onClick={() => void leaveForGood(visit, desk, false)}>
          {t.leave}
        </button>
        <button type="button" class="link-btn" onClick={() => desk.open({ kind: "erase" })}>
          {t.eraseAll}
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
        <div class="tiny">{texts.value.visibleHere}</div>
      </div>
    </div>
  );
}
