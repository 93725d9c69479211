/** What the place tells one guest alone, above the composer: help lines, what came back, a check before sending. */

import { isTalk } from "../core/apart";
import { toBeTold } from "../core/returning";
import { loadApartTexts } from "../i18n/apart_texts";
import { CareCard } from "./care_card";
import { ChallengeCard } from "./challenge_card";
import { lazy } from "./lazy";
import { ReturnedNotice } from "./returned_notice";
import type { RoomDesk } from "./room_desk";

const MeetingCard = lazy(async () => {
  const [{ MeetingCard: view }] = await Promise.all([import("../apart/meeting_card"), loadApartTexts()]);
  return view;
}, true);

export function Told({ desk }: { desk: RoomDesk }) {
  const { care, posting } = desk.live;
  return (
    <>
      {care.value && <CareCard care={care.value} onClose={() => close(desk)} />}
      {toBeTold(posting).map((returned) => (
        <ReturnedNotice key={returned.event.message_id} returned={returned} desk={desk} />
      ))}
      {isTalk(desk.live.slug) && <MeetingCard desk={desk} />}
      {posting.challengedUntil.value !== null && <ChallengeCard desk={desk} />}
    </>
  );
}

function close(desk: RoomDesk): void {
  desk.live.care.value = null;
  document.getElementById("message")?.focus();
}
