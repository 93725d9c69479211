/** The lines between messages, and what stands where there is none. */
import { useEffect, useState } from "preact/hooks";
import type { Refusal } from "../core/refusal";
import { dayName, texts } from "../i18n/texts";
import { type Part, withPart } from "./on_demand";
import type { RoomDesk } from "./room_desk";
import { useScene } from "./scene";

export function DayLine({ ms, desk }: { ms: number; desk: RoomDesk }) {
  const name = dayName(ms, desk.live.tab.outside.clock.now());
  return (
    <div class="day" role="separator" aria-label={name}>
      <span>{name}</span>
    </div>
  );
}

export function UnreadLine() {
  return (
    <div class="unread" role="separator" aria-label={texts.value.unread}>
      <span>{texts.value.unread}</span>
    </div>
  );
}

/** What stands above the first message held. */
export function Edge({ desk }: { desk: RoomDesk }) {
  const { live } = desk;
  const refused = live.older.refused.value;
  if (refused === null)
    return (
      <p class="log-top" data-edge>
        <EdgeText desk={desk} />
      </p>
    );
  return (
    <p class="log-top log-failed" data-edge>
      <OlderMissing refused={refused} />{" "}
      <button type="button" class="link-btn" onClick={() => void live.older.load()}>
        {texts.value.retry}
      </button>
    </p>
  );
}

/** Why, once the part that tells refusals is here. */
function OlderMissing({ refused }: { refused: Refusal }) {
  const [part, setPart] = useState<Part | null>(null);
  useEffect(() => withPart(setPart), []);
  return part === null ? texts.value.olderMissing : part.olderMissingText(refused);
}

function EdgeText({ desk }: { desk: RoomDesk }) {
  const { visit } = useScene();
  const t = texts.value;
  const { keepSeconds, more } = desk.live.state.value;
  if (!more) return t.beginning(Math.round(keepSeconds / 3_600));
  return visit.session.value === null ? t.olderForGuests : t.loadingOlder;
}

/** Whoever comes now cannot write: the bar above says why, or what stands in the composer's place. */
function isShut({ info, live, over }: RoomDesk): boolean {
  const cover = live.state.value.cover?.cover;
  return (
    over.value !== null || cover === "shield" || (cover === "unattended" && info.value?.kind === "adult")
  );
}

export function Empty({ desk }: { desk: RoomDesk }) {
  const t = texts.value;
  if (desk.live.state.value.epoch === "") {
    return (
      <div class="log-empty log-coming">
        <p role="status">{t.connecting}</p>
      </div>
    );
  }
  return (
    <div class="log-empty">
      <p>
        <b>{t.emptyRoom}</b>
      </p>
      {!isShut(desk) && <p>{t.emptyRoomLead}</p>}
    </div>
  );
}
