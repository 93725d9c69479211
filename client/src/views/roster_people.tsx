/** Who is here, one by one: a list, a filter when it is long, a search in a crowd. */
import { useEffect, useId, useState } from "preact/hooks";
import type { Outcome } from "../core/refusal";
import { partTexts } from "../i18n/part_texts";
import { texts } from "../i18n/texts";
import type { PeopleFound, Person } from "../protocol/protocol.gen";
import { Glyph, TagLetters } from "./glyph";
import { Icon } from "./icons";
import { matches } from "./matching";
import type { RoomDesk } from "./room_desk";

const FILTERED_FROM = 15;
const ASK_AFTER_MS = 250;

export function RosterPeople({ desk }: { desk: RoomDesk }) {
  const { people } = desk.live.state.value.presence;
  return people === null ? <Search desk={desk} /> : <Listed desk={desk} people={people} />;
}

function Listed({ desk, people }: { desk: RoomDesk; people: readonly Person[] }) {
  const [query, setQuery] = useState("");
  const p = partTexts.value;
  const isLong = people.length > FILTERED_FROM;
  const shown = isLong ? people.filter(({ nickname }) => matches(nickname, query)) : people;
  return (
    <>
      {isLong && <PeopleField label={p.filterPeople} query={query} onChange={setQuery} />}
      <People desk={desk} people={shown} />
      {shown.length === 0 && (
        <p class="note" role="status">
          {p.nobodyFound}
        </p>
      )}
    </>
  );
}

interface Field {
  readonly label: string;
  readonly query: string;
  readonly onChange: (query: string) => void;
}

function PeopleField({ label, query, onChange }: Field) {
  const id = useId();
  return (
    <div class="search search-people">
      <label class="hide" for={id}>
        {label}
      </label>
      <Icon name="search" size="s" />
      <input
        class="input"
        id={id}
        type="search"
        autocomplete="off"
        spellcheck={false}
        placeholder={label}
        value={query}
        onInput={(event) => onChange(event.currentTarget.value)}
      />
    </div>
  );
}

function People({ desk, people }: { desk: RoomDesk; people: readonly Person[] }) {
  return (
    <ul>
      {people.map((person) => (
        <Row key={person.tag} desk={desk} person={person} />
      ))}
    </ul>
  );
}

function Row({ desk, person }: { desk: RoomDesk; person: Person }) {
  const t = texts.value;
  const p = partTexts.value;
  const { live } = desk;
  const isHidden = live.hides(person.tag);
  return (
    <li>
      <button
        type="button"
        class={isHidden ? "row row-hidden" : "row"}
        aria-haspopup="dialog"
        onClick={(event) => {
          desk.talk.card.value = { person, opener: event.currentTarget };
        }}
      >
        <Glyph tag={person.tag} small />
        <span class="row-main" title={person.nickname}>
          <bdi>{person.nickname}</bdi>
        </span>
        {live.ownTags.value.has(person.tag) && <span class="count"> {t.you}</span>}
        {isHidden && <span class="count">{p.masked}</span>}
        <TagLetters tag={person.tag} />
      </button>
    </li>
  );
}

function Search({ desk }: { desk: RoomDesk }) {
  const [query, setQuery] = useState("");
  const found = useFound(desk, query.trim());
  const p = partTexts.value;
  return (
    <>
      <p class="note">{p.rosterCrowd}</p>
      <PeopleField label={p.findPerson} query={query} onChange={setQuery} />
      {query.trim() !== "" && <Found desk={desk} found={found} />}
    </>
  );
}

/** null while it is not known. */
function useFound(desk: RoomDesk, query: string): Outcome<PeopleFound> | null {
  const [found, setFound] = useState<Outcome<PeopleFound> | null>(null);
  const { slug, tab } = desk.live;
  useEffect(() => {
    setFound(null);
    if (query === "") return undefined;
    let isWanted = true;
    const timer = setTimeout(async () => {
      const outcome = await tab.outside.api.people(slug, query);
      if (isWanted) setFound(outcome);
    }, ASK_AFTER_MS);
    return () => {
      isWanted = false;
      clearTimeout(timer);
    };
  }, [slug, tab, query]);
  return found;
}

function Found({ desk, found }: { desk: RoomDesk; found: Outcome<PeopleFound> | null }) {
  const p = partTexts.value;
  const people = found?.ok ? found.value.people : [];
  return (
    <>
      <People desk={desk} people={people} />
      <p class="note" role="status">
        {toldOf(found)}
      </p>
    </>
  );

  function toldOf(outcome: Outcome<PeopleFound> | null): string {
    if (outcome === null) return p.searching;
    if (!outcome.ok) return p.searchFailed;
    if (outcome.value.people.length === 0) return p.nobodyFound;
    return outcome.value.more ? p.morePeople : partTexts.value.persons(outcome.value.people.length);
  }
}
