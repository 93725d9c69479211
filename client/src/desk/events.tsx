/** The journal: what was done in the name of the place, the latest first. */
import { useEffect, useState } from "preact/hooks";
import { deskTexts } from "../i18n/desk_texts";
import { fullMoment } from "../i18n/moments";
import { texts } from "../i18n/texts";
import type { DeskEvent } from "../protocol/desk.gen";
import { CaseLink } from "./case_link";
import type { Desk } from "./desk";
import { FaultNotice } from "./fault";

interface Read {
  readonly events: readonly DeskEvent[];
  readonly more: boolean;
}

export function EventsView({ desk }: { desk: Desk }) {
  const d = deskTexts.value;
  const [read, setRead] = useState<Read | null>(null);
  const load = async (before: number | null, known: readonly DeskEvent[]) => {
    const answer = await desk.api.events(before);
    if (answer.ok) setRead({ events: [...known, ...answer.value.events], more: answer.value.more });
    else desk.tell(answer.fault);
  };
  useEffect(() => void load(null, []), [desk]);
  return (
    <>
      <h1 id="desk-title">{d.views.events}</h1>
      <p class="small">{d.eventsLead}</p>
      <FaultNotice desk={desk} />
      {read === null && <p role="status">{texts.value.partComing}</p>}
      {read?.events.length === 0 && <p class="desk-empty">{d.eventsNone}</p>}
      {read && read.events.length > 0 && <Table events={read.events} desk={desk} />}
      {read?.more && (
        <button
          type="button"
          class="btn"
          onClick={() => void load(read.events.at(-1)?.id ?? null, read.events)}
        >
          {d.older}
        </button>
      )}
    </>
  );
}

function Table({ events, desk }: { events: readonly DeskEvent[]; desk: Desk }) {
  const { eventColumns: c } = deskTexts.value;
  return (
    <table class="events-table">
      <thead>
        <tr>
          <th scope="col">{c.at}</th>
          <th scope="col">{c.who}</th>
          <th scope="col">{c.what}</th>
          <th scope="col">{c.subject}</th>
          <th scope="col">{c.reason}</th>
        </tr>
      </thead>
      <tbody>
        {events.map((event) => (
          <tr key={event.id}>
            <td>
              <time dateTime={event.at}>{fullMoment(Date.parse(event.at))}</time>
            </td>
            <td>{whoText(event.who)}</td>
            <td>{deskTexts.value.what[event.what] ?? event.what}</td>
            <td>
              {event.case_id ? (
                <CaseLink id={event.case_id} desk={desk} />
              ) : (
                event.subject && <code>{event.subject}</code>
              )}
            </td>
            <td dir="auto">{event.reason}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** As the program writes it, and as the rules it comes with do. */
const OPERATOR = /^operator$|^the operator,/;

export function whoText(who: string): string {
  const d = deskTexts.value;
  if (who === "palabre") return d.program;
  if (who === "subject" || who === "reporter") return d.outside[who];
  return OPERATOR.test(who) ? d.operator : who;
}
