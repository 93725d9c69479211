/** Going to a message: what is told meanwhile, and how it is shown once it is there. */
import { useEffect } from "preact/hooks";
import type { Missed, Seek } from "../core/seeking";
import { partTexts } from "../i18n/part_texts";
import { texts } from "../i18n/texts";
import { lazy } from "./lazy";
import type { RoomDesk } from "./room_desk";
import type { Row } from "./timeline_rows";
import type { TimelineView } from "./timeline_view";

const MARKED_MS = 2_000;

const FarMessage = lazy(async () => (await import("./timeline_far")).FarMessage);

interface Props {
  readonly desk: RoomDesk;
  readonly view: TimelineView;
  readonly rows: readonly Row[];
}

export function Seeker({ desk, view, rows }: Props) {
  const seek = desk.seek.value;
  useEffect(() => {
    if (seek?.kind !== "found") return;
    const row = rows.find((each) => each.kind === "message" && each.message.id === seek.messageId);
    if (!row) return;
    desk.endSeek();
    view.show(row.key, bring);
  }, [seek, rows, desk, view]);
  return seek === null ? null : <SeekBar desk={desk} seek={seek} />;
}

function bring(article: HTMLElement): void {
  article.scrollIntoView({ block: "center" });
  article.focus({ preventScroll: true });
  article.dataset["sought"] = "";
  setTimeout(() => delete article.dataset["sought"], MARKED_MS);
}

function SeekBar({ desk, seek }: { desk: RoomDesk; seek: Seek }) {
  const t = texts.value;
  const p = partTexts.value;
  if (seek.kind === "found") return null;
  const end = () => desk.endSeek();
  if (seek.kind === "far") return <FarMessage message={seek.message} onClose={end} onGiveUp={end} />;
  const isSeeking = seek.kind === "seeking";
  return (
    <div class="seek" role="status">
      <span>{isSeeking ? p.seeking : missedText(seek)}</span>
      {isSeeking && <progress value={seek.part} aria-label={p.seeking} />}
      <button type="button" class="link-btn" onClick={end}>
        {isSeeking ? p.cancel : t.close}
      </button>
    </div>
  );
}

function missedText({ kind }: Extract<Seek, { kind: Missed }>): string {
  const p = partTexts.value;
  return { gone: p.seekGone, guests_only: p.seekForGuests, unreachable: p.seekFailed }[kind];
}
