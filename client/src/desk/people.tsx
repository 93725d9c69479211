/** The team: who is of it, who may come in, and one's own passkeys. */
import { useEffect, useState } from "preact/hooks";
import { fullMoment } from "../i18n/moments";
import { peopleTexts } from "../i18n/people_texts";
import { texts } from "../i18n/texts";
import type { Person, PersonInvited } from "../protocol/desk.gen";
import { TitledDialog } from "../views/dialog";
import type { Answer, Fault } from "./asking";
import type { Desk } from "./desk";
import { InviteForm } from "./invite_form";
import { OnceTold } from "./once_told";
import { OwnKeys } from "./own_keys";
import { peopleApi } from "./people_api";
import { PeopleFault } from "./people_fault";

export function PeopleView({ desk }: { desk: Desk }) {
  const p = peopleTexts.value;
  const [people, setPeople] = useState<readonly Person[] | null>(null);
  const [fault, setFault] = useState<Fault | null>(null);
  const [invited, setInvited] = useState<PersonInvited | null>(null);
  const mayAppoint = desk.state.value?.me.may_appoint ?? false;
  const load = async () => {
    const answer = await peopleApi.people();
    if (answer.ok) setPeople(answer.value.people);
    else setFault(answer.fault);
  };
  useEffect(() => void load(), []);
  const carryOut = async <T,>(act: () => Promise<Answer<T>>, then?: (value: T) => void) => {
    const answer = await act();
    setFault(answer.ok ? null : answer.fault);
    if (answer.ok) then?.(answer.value);
    await load();
    return answer.ok;
  };
  return (
    <>
      <h1 id="desk-title">{p.teamTitle}</h1>
      <p class="small">{p.teamLead}</p>
      <PeopleFault fault={fault} />
      {people === null ? (
        <p role="status">{texts.value.partComing}</p>
      ) : (
        <Table
          people={people}
          mayAppoint={mayAppoint}
          onRemove={(number) => void carryOut(() => peopleApi.removePerson(number))}
          onAgain={(number) => void carryOut(() => peopleApi.inviteAgain(number), setInvited)}
        />
      )}
      {mayAppoint && (
        <InviteForm
          rooms={desk.state.value?.rooms ?? []}
          onInvite={(person) => carryOut(() => peopleApi.invite(person), setInvited)}
        />
      )}
      <OwnKeys />
      {invited && (
        <OnceTold
          title={p.theirAddress}
          lead={p.theirAddressLead(fullMoment(Date.parse(invited.expires_at)))}
          lines={[`${location.origin}/desk#${invited.token}`]}
          onClose={() => setInvited(null)}
        />
      )}
    </>
  );
}

interface Listed {
  readonly people: readonly Person[];
  readonly mayAppoint: boolean;
  readonly onRemove: (number: number) => void;
  readonly onAgain: (number: number) => void;
}

function Table({ people, mayAppoint, onRemove, onAgain }: Listed) {
  const p = peopleTexts.value;
  return (
    <table class="events-table people-table">
      <thead>
        <tr>
          <th scope="col">{p.peopleColumns.number}</th>
          <th scope="col">{p.peopleColumns.name}</th>
          <th scope="col">{p.peopleColumns.role}</th>
          <th scope="col">{p.peopleColumns.rooms}</th>
          <th scope="col">{p.peopleColumns.keys}</th>
          {mayAppoint && <td />}
        </tr>
      </thead>
      <tbody>
        {people.map((person) => (
          <tr key={person.number}>
            <td>M-{person.number}</td>
            <td dir="auto">
              {person.name} {person.me && <span class="badge">{p.itsYou}</span>}
            </td>
            <td>{p.roles[person.role]}</td>
            <td data-label={p.peopleColumns.rooms}>{person.rooms?.join(", ") ?? p.everyRoom}</td>
            <td data-label={p.peopleColumns.keys}>{person.passkeys}</td>
            {mayAppoint && (
              <td class="actions">
                {!person.me && <Acts person={person} onRemove={onRemove} onAgain={onAgain} />}
              </td>
            )}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

interface ActsProps extends Pick<Listed, "onRemove" | "onAgain"> {
  readonly person: Person;
}

function Acts({ person, onRemove, onAgain }: ActsProps) {
  const p = peopleTexts.value;
  const [asked, setAsked] = useState<"remove" | "again" | null>(null);
  const { name, number } = person;
  const close = () => setAsked(null);
  const act = () => {
    close();
    if (asked === "remove") onRemove(number);
    else onAgain(number);
  };
  return (
    <>
      <button
        type="button"
        class="btn btn-s"
        aria-label={p.againPerson(name)}
        onClick={() => setAsked("again")}
      >
        {p.inviteAgain}
      </button>
      <button
        type="button"
        class="btn btn-s"
        aria-label={p.removePerson(name)}
        onClick={() => setAsked("remove")}
      >
        {p.removeFromTeam}
      </button>
      {asked && (
        <TitledDialog
          label={asked === "remove" ? p.removePersonTitle(name) : p.againTitle(name)}
          onClose={close}
        >
          <p>{asked === "remove" ? p.removePersonLead : p.againLead}</p>
          <div class="dialog-foot">
            <button type="button" class="btn" data-first-focus onClick={close}>
              {p.giveUp}
            </button>
            <button type="button" class="btn btn-primary" onClick={act}>
              {asked === "remove" ? p.removeFromTeam : p.inviteAgain}
            </button>
          </div>
        </TitledDialog>
      )}
    </>
  );
}
