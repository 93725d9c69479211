/** In the composer's place, for a session that reads and writes no more: kindly, with whom to talk to. */
import { useEffect, useRef } from "preact/hooks";
import { partTexts } from "../i18n/part_texts";
import { ProofOffer } from "./age_views";
import { HelpLines } from "./care_card";
import { Icon } from "./icons";
import type { RoomDesk } from "./room_desk";

export function WritingClosed({ desk }: { desk: RoomDesk }) {
  const p = partTexts.value;
  const care = desk.live.care.value;
  // The statement in the timeline's place says why.
  const isTold = desk.live.toRead.value !== undefined;
  useReopening(desk);
  return (
    <div class="composer">
      <div class="notice notice-care" role="status">
        <Icon name="hands" />
        <div>
          <h2>{p.writingClosed}</h2>
          {isTold && care && <p>{p.linesForYou}</p>}
          {!isTold && <p>{care ? <WithAddress text={care.text} /> : p.writingClosedLead}</p>}
          {care && <HelpLines lines={care.lines} />}
          <ProofOffer />
          <p class="notice-actions">
            {!care && !isTold && <span>{p.writingClosedWay}</span>}
            <a href="/rules#contest" target="_blank" rel="noopener">
              {p.contestHow}
            </a>
          </p>
        </div>
      </div>
    </div>
  );
}

/** Once a person undid what a rule had closed. */
function useReopening({ live }: RoomDesk) {
  const wasTold = useRef(false);
  const isTold = live.sanctions.value.some(({ kind }) => kind === "writing_closed");
  useEffect(() => {
    if (wasTold.current && !isTold) live.tab.isWritingClosed.value = false;
    wasTold.current = isTold;
  }, [isTold, live]);
}

/** Where a person answers is one press away. */
function WithAddress({ text }: { text: string }) {
  const [address] = /[^\s@]+@[^\s@]+\w/.exec(text) ?? [];
  if (address === undefined) return <>{text}</>;
  const [before, after] = text.split(address);
  return (
    <>
      {before}
      <a href={`mailto:${address}`}>{address}</a>
      {after}
    </>
  );
}
