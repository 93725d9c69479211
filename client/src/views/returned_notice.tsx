/** One's own message that was held and will not be shown: why, which words, and what one can do. */
import type { Returned } from "../core/posting";
import { putAside, refusalOfReturned, writeAgain } from "../core/returning";
import { partTexts } from "../i18n/part_texts";
import { texts } from "../i18n/texts";
import { Icon } from "./icons";
import { Marked, WaysOn } from "./refusal_notice";
import type { RoomDesk } from "./room_desk";

export function ReturnedNotice({ returned, desk }: { returned: Returned; desk: RoomDesk }) {
  const p = partTexts.value;
  const { posting } = desk.live;
  const { draft, event } = returned;
  const isLate = event.by === "expiry";
  return (
    <div class={isLate ? "notice notice-ochre" : "notice notice-berry"} role="alert">
      <Icon name={isLate ? "clock" : "block"} />
      <div>
        <h2>{p.notPublished}</h2>
        {event.explanation !== "" && <p>{event.explanation}</p>}
        {draft && <Marked text={draft.body} words={event.words} />}
        <div class="notice-actions">
          {draft && (
            <button
              type="button"
              class="link-btn"
              onClick={() => {
                writeAgain(posting, returned);
                document.getElementById("message")?.focus();
              }}
            >
              {p.writeAgain}
            </button>
          )}
          <WaysOn refusal={refusalOfReturned(returned)} />
          <button type="button" class="link-btn" onClick={() => putAside(posting, returned)}>
            {texts.value.close}
          </button>
        </div>
      </div>
    </div>
  );
}
