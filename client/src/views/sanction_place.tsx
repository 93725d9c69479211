/** What was decided about the reader, in the room's place: what, until when, why, by whom, and the way to contest. */
import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import { endOf } from "../core/sanctions";
import { decidedTexts } from "../i18n/decided_texts";
import { fullDay, fullMoment } from "../i18n/moments";
import { clockTime } from "../i18n/texts";
import { tick } from "../platform/page";
import type { Measure, SanctionInfo } from "../protocol/protocol.gen";
import { Icon } from "./icons";
import "./more_icons";
import { leaveForGood } from "./leaving";
import { ReceiptCode, receiptAddress } from "./receipt_code";
import type { RoomDesk } from "./room_desk";
import { useScene } from "./scene";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
const OUTSIDE: readonly Measure[] = ["kick", "room_ban", "ban"];

interface Props {
  readonly desk: RoomDesk;
  readonly name: string;
  readonly sanction: SanctionInfo;
}

export function SanctionPlace({ desk, name, sanction }: Props) {
  const box = useRef<HTMLElement>(null);
  useLayoutEffect(() => box.current?.focus(), [sanction.id]);
  return (
    <div class="sanction-place">
      <section ref={box} class="sanction" tabIndex={-1} role="alert" aria-labelledby="sanction-title">
        <div class="sanction-head">
          <Icon name={sanction.until === null ? "flag" : "clock"} size="l" />
          <div>
            <h2 id="sanction-title">{titleOf(sanction)}</h2>
            <p class="small">
              <Lead sanction={sanction} name={name} desk={desk} />
            </p>
          </div>
        </div>
        <div class="sanction-body">
          <Facts sanction={sanction} />
          <Receipt sanction={sanction} />
          <WaysOn desk={desk} sanction={sanction} />
        </div>
      </section>
    </div>
  );
}

function titleOf({ kind, from, until }: SanctionInfo): string {
  const title = decidedTexts.value.titles[kind];
  return typeof title === "string" ? title : title(spanOf(Date.parse(until ?? from) - Date.parse(from)));
}

/** Rounded up, in one unit: what is left is never told shorter than it is. */
function spanOf(ms: number): string {
  const d = decidedTexts.value;
  if (ms > 2 * DAY_MS) return d.days(Math.ceil(ms / DAY_MS));
  if (ms > 59 * MINUTE_MS) return d.hours(Math.ceil(ms / HOUR_MS));
  return d.minutes(Math.max(1, Math.ceil(ms / MINUTE_MS)));
}

function Lead({ sanction, name, desk }: { sanction: SanctionInfo; name: string; desk: RoomDesk }) {
  const { leads } = decidedTexts.value;
  const { kind } = sanction;
  const left = useTimeLeft(sanction, desk);
  if (kind === "warning" || kind === "removal" || kind === "contact_stopped" || kind === "writing_closed")
    return <>{leads[kind]}</>;
  const until = momentOf(endOf(sanction));
  if (kind === "mute") return <>{leads.mute(until, left, name)}</>;
  if (kind === "kick") return <>{leads.kick(until, left)}</>;
  return (
    <>
      {kind === "ban"
        ? leads.ban(fullMoment(endOf(sanction)))
        : leads.room_ban(fullMoment(endOf(sanction)), name)}
    </>
  );
}

function useTimeLeft(sanction: SanctionInfo, desk: RoomDesk): string {
  // Read again as time passes.
  void tick.value;
  return spanOf(endOf(sanction) - desk.live.tab.outside.clock.now());
}

/** The time, with the day when it is another one. */
function momentOf(ms: number): string {
  const isToday = new Date(ms).toDateString() === new Date().toDateString();
  return isToday ? clockTime(ms) : fullMoment(ms);
}

function Facts({ sanction }: { sanction: SanctionInfo }) {
  const d = decidedTexts.value;
  const at = clockTime(Date.parse(sanction.from));
  return (
    <dl class="facts">
      <dt>{d.why}</dt>
      <dd>{sanction.reason}</dd>
      {sanction.quoted && (
        <>
          <dt>{d.messageConcerned}</dt>
          <dd class="said" dir="auto">
            {sanction.quoted}
          </dd>
        </>
      )}
      <dt>{d.facts}</dt>
      <dd>{sanction.facts}</dd>
      <dt>{d.ground}</dt>
      <dd>{sanction.ground}</dd>
      <dt>{d.decidedBy}</dt>
      <dd>{sanction.automated ? d.byRule(at) : d.byPerson(sanction.decided_by, at)}</dd>
    </dl>
  );
}

function Receipt({ sanction }: { sanction: SanctionInfo }) {
  const d = decidedTexts.value;
  const until = fullDay(Date.parse(sanction.appeal_until));
  return (
    <div>
      <p class="small">
        <b>{d.receipt}.</b> {d.receiptLead(until)}
      </p>
      <ReceiptCode code={sanction.receipt} words={d} />
    </div>
  );
}

function WaysOn({ desk, sanction }: { desk: RoomDesk; sanction: SanctionInfo }) {
  const { visit } = useScene();
  const d = decidedTexts.value;
  const isOut = OUTSIDE.includes(sanction.kind);
  return (
    <div class="actions">
      <a class="btn btn-primary" href={receiptAddress(sanction.receipt)} target="_blank" rel="noopener">
        {d.contest}
      </a>
      {!isOut && (
        <button type="button" class="btn" onClick={() => acknowledge(desk, sanction)}>
          {sanction.until === null ? d.understood : d.goOnReading}
        </button>
      )}
      <button type="button" class="btn btn-bare" onClick={() => void leaveForGood(visit, desk, false)}>
        {d.leave}
      </button>
    </div>
  );
}

/** What was being read has the focus again: the field where one may write, or else the log. */
function acknowledge({ live }: RoomDesk, { id }: SanctionInfo): void {
  live.acknowledged.value = new Set([...live.acknowledged.value, id]);
  setTimeout(() => {
    const log = document.querySelector<HTMLElement>("[role=log] article[tabindex='0']");
    (document.getElementById("message") ?? log)?.focus();
  });
}

/** In the composer's place, once it was read. */
export function MutedNotice({ desk, sanction }: { desk: RoomDesk; sanction: SanctionInfo }) {
  const d = decidedTexts.value;
  const left = useTimeLeft(sanction, desk);
  useEffect(() => () => sayIfWriting(desk), [desk]);
  return (
    <div class="composer">
      <div class="notice" role="status">
        <Icon name="clock" />
        <div>
          {d.mutedUntil(momentOf(endOf(sanction)), left)}{" "}
          <a href={receiptAddress(sanction.receipt)} target="_blank" rel="noopener">
            {d.decisionAndAppeal}
          </a>
        </div>
      </div>
    </div>
  );
}

function sayIfWriting(desk: RoomDesk): void {
  const { restraint, toRead } = desk.live;
  if (restraint.peek() === null && !toRead.peek()) desk.say(decidedTexts.peek().canWriteAgain);
}
