/** Inviting somebody into the team: a name, a role, the rooms they will answer for. */
import { useState } from "preact/hooks";
import { peopleTexts } from "../i18n/people_texts";
import type { DeskRoom, PersonRequest } from "../protocol/desk.gen";

type Role = PersonRequest["role"];
const ROLES: readonly Role[] = ["moderator", "owner", "custodian"];

interface Props {
  readonly rooms: readonly DeskRoom[];
  readonly onInvite: (person: PersonRequest) => Promise<boolean>;
}

export function InviteForm({ rooms, onInvite }: Props) {
  const p = peopleTexts.value;
  const [name, setName] = useState("");
  const [role, setRole] = useState<Role>("moderator");
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const invite = async () => {
    const isDone = await onInvite({ name, role, rooms: chosen.length === 0 ? null : [...chosen] });
    if (isDone) setName("");
  };
  const tick = (slug: string, on: boolean) =>
    setChosen((known) => (on ? [...known, slug] : known.filter((each) => each !== slug)));
  return (
    <form
      class="rule-form invite"
      aria-labelledby="invite-title"
      onSubmit={(event) => {
        event.preventDefault();
        void invite();
      }}
    >
      <h2 id="invite-title">{p.inviteSomebody}</h2>
      <div class="rule-choices">
        <label class="field">
          <span>{p.personName}</span>
          <input
            class="input"
            value={name}
            maxLength={60}
            required
            autoComplete="off"
            onInput={(event) => setName(event.currentTarget.value)}
          />
        </label>
        <label class="field">
          <span>{p.roleOf}</span>
          <select
            class="input"
            value={role}
            onChange={(event) => setRole(ROLES[event.currentTarget.selectedIndex] ?? "moderator")}
          >
            {ROLES.map((each) => (
              <option key={each} value={each}>
                {p.roles[each]}
              </option>
            ))}
          </select>
        </label>
      </div>
      <fieldset>
        <legend>{p.inRooms}</legend>
        <p class="small">{p.inRoomsHint}</p>
        <div class="rule-effects">
          {rooms.map(({ slug, name: title }) => (
            <label key={slug}>
              <input
                type="checkbox"
                checked={chosen.includes(slug)}
                onChange={(event) => tick(slug, event.currentTarget.checked)}
              />
              <span dir="auto">{title}</span>
            </label>
          ))}
        </div>
      </fieldset>
      <div class="actions">
        <button type="submit" class="btn btn-primary">
          {p.sendInvite}
        </button>
      </div>
    </form>
  );
}
