/** Behind the message field: the words that stopped what stands in it, marked where they are. */
import { useLayoutEffect, useRef } from "preact/hooks";
import { partsOf } from "../core/matching_words";
import type { RoomDesk } from "./room_desk";

/** Seen only: the notice says the words. It is laid out as the field is, and scrolls with it. */
export function DraftMarks({ desk }: { desk: RoomDesk }) {
  const box = useRef<HTMLDivElement>(null);
  const { drafting, refused } = desk.live.posting;
  const text = drafting.text.value;
  useLayoutEffect(() => {
    const field = document.getElementById("message");
    const follow = () => {
      if (box.current && field) box.current.scrollTop = field.scrollTop;
    };
    follow();
    field?.addEventListener("scroll", follow, { passive: true });
    return () => field?.removeEventListener("scroll", follow);
  }, [text]);
  const parts = partsOf(text, refused.value?.refusal.words ?? []);
  if (!parts.some((part) => part.isFound)) return null;
  return (
    <div ref={box} class="draft-marks" aria-hidden="true" dir="auto">
      {parts.map((part, index) => (part.isFound ? <mark key={index}>{part.text}</mark> : part.text))}
    </div>
  );
}
