/** Who is in a private room, present or not, for who owns it: and removing somebody. */
import { useEffect, useState } from "preact/hooks";
import { apartTexts } from "../i18n/apart_texts";
import { roomInfo } from "../platform/private_api";
import type { RoomMember } from "../protocol/protocol.gen";
import { Glyph, TagLetters } from "../views/glyph";
import type { RoomDesk } from "../views/room_desk";

export function Members({ desk }: { desk: RoomDesk }) {
  const { slug } = desk.live;
  const [others, setOthers] = useState<readonly RoomMember[] | null>(null);
  const a = apartTexts.value;
  useEffect(() => {
    void roomInfo(slug).then((outcome) => {
      if (outcome.ok) setOthers(outcome.value.people.filter(({ you }) => !you));
    });
  }, [slug]);
  if (others === null) return null;
  return (
    <section class="settings-part" aria-label={a.membersTitle}>
      <h3>{a.membersTitle}</h3>
      {others.length === 0 && <p>{a.membersNone}</p>}
      <ul class="hidden-guests">
        {others.map(({ nickname, tag, here }) => (
          <li key={tag}>
            <Glyph tag={tag} small />
            <span class="member">
              <bdi>{nickname}</bdi> <TagLetters tag={tag} />
              {!here && <small>{a.memberAway}</small>}
            </span>
            <button
              type="button"
              class="link-btn"
              aria-label={a.putOutWhich(nickname)}
              aria-haspopup="dialog"
              onClick={() => desk.open({ kind: "put_out", person: { nickname, tag } })}
            >
              {a.putOutThis}
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
