/** How a rehearsal goes, and what it found. */
import { deskTexts } from "../i18n/desk_texts";
import type { Desk } from "./desk";
import { faultText } from "./fault";
import { FaultWords } from "./fault_words";
import { roomName } from "./held";
import { MarkedText } from "./marked";
import type { Rehearsal, Tried } from "./rehearsal";

export function Tries({ rehearsal, desk }: { rehearsal: Rehearsal; desk: Desk }) {
  const d = deskTexts.value;
  const fault = rehearsal.fault.value;
  const tried = rehearsal.tried.value;
  if (fault) {
    return (
      <p class="notice notice-berry" role="alert">
        {faultText(fault)} {fault.detail && <FaultWords words={fault.detail} />}
      </p>
    );
  }
  if (!tried) return null;
  return (
    <section class="tries" aria-label={d.backtest}>
      {rehearsal.isRunning && (
        <p>
          <progress max={Math.max(1, tried.total)} value={tried.messages} aria-label={d.backtest} />{" "}
          <span>{d.backtesting(tried.messages, tried.total)}</span>{" "}
          <button type="button" class="link-btn" onClick={() => rehearsal.stop()}>
            {d.backtestStop}
          </button>
        </p>
      )}
      {tried.isOver && <Found tried={tried} desk={desk} />}
    </section>
  );
}

function Found({ tried, desk }: { tried: Tried; desk: Desk }) {
  const d = deskTexts.value;
  const { counts, messages, sample } = tried;
  if (messages === 0) return <p role="status">{d.backtestNone}</p>;
  const before = (["allow", "hold", "block"] as const).filter((outcome) => counts[outcome]);
  return (
    <>
      <p role="status">
        <b>{d.backtestDone(counts["matched"] ?? 0, messages)}</b>{" "}
        {before.map((outcome) => `${counts[outcome]} ${d.backtestBefore[outcome]}`).join(", ")}
      </p>
      {sample.length > 0 && (
        <>
          <h2>{d.sample}</h2>
          <ul class="sample">
            {sample.map((message, index) => (
              <li key={index} dir="auto">
                <span class="badge">{roomName(desk, message.room)}</span>{" "}
                <MarkedText text={message.body} spans={message.spans} />
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}
