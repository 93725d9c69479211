/** The door of a room for adults, in the room's place: why, the way in, and the rooms open to everyone. */
import { useEffect, useRef, useState } from "preact/hooks";
import { gateTexts } from "../i18n/gate_texts";
import { sideTexts } from "../i18n/side_texts";
import { ageStanding } from "../platform/age_api";
import { follow } from "../platform/page";
import type { AgeStanding } from "../protocol/protocol.gen";
import { Icon } from "./icons";
import "./more_icons";
import type { RoomDesk } from "./room_desk";
import { useScene } from "./scene";

const OTHERS = 3;

export function AdultsGate({ desk }: { desk: RoomDesk }) {
  const { visit } = useScene();
  const g = gateTexts.value;
  const title = useRef<HTMLHeadingElement>(null);
  const over = visit.proof.value?.proven === false ? visit.proof.value : null;
  // Who was reading is told at once; who comes to the door reads it in its turn.
  useEffect(() => {
    if (over !== null) title.current?.focus();
  }, [over]);
  const isShut = useStanding()?.can === false;
  return (
    <div class="gate" role={over ? "alert" : undefined}>
      <Icon name={over ? "clock" : "lock"} size="l" />
      <h2 ref={title} tabIndex={-1}>
        {over ? g.proofOverTitle : g.gateTitle}
      </h2>
      {over && (
        <p>
          {g.proofOver[over.why ?? "ended"]} {g.proofOverLead}
        </p>
      )}
      {isShut ? <p>{g.gateShut}</p> : !over && <Why />}
      <div class="gate-acts">
        {!isShut && (
          <ProveLink slug={desk.live.slug} label={over ? g.gateProveAgain : g.gateProve} isPrimary />
        )}
        <a class="btn" href="/" onClick={follow}>
          {sideTexts.value.allRooms}
        </a>
      </div>
      <Others slug={desk.live.slug} />
    </div>
  );
}

function Why() {
  const g = gateTexts.value;
  return (
    <>
      <p>{g.gateLead}</p>
      <p>{g.gateSays}</p>
    </>
  );
}

interface ProveLinkProps {
  readonly slug: string | null;
  readonly label: string;
  readonly isPrimary?: boolean;
}

/** Another page: nothing of it is fetched before. */
export function ProveLink({ slug, label, isPrimary = false }: ProveLinkProps) {
  const to = slug === null ? location.pathname : `/r/${slug}`;
  return (
    <a class={isPrimary ? "btn btn-primary" : "btn"} href={`/age?to=${encodeURIComponent(to)}`}>
      {label}
    </a>
  );
}

/** What can be proven here; null until it is known. */
export function useStanding(): AgeStanding | null {
  const [standing, setStanding] = useState<AgeStanding | null>(null);
  useEffect(() => {
    void ageStanding().then((outcome) => outcome.ok && setStanding(outcome.value));
  }, []);
  return standing;
}

function Others({ slug }: { slug: string }) {
  const open = useScene()
    .rooms.value.filter((room) => room.kind !== "adult" && room.slug !== slug)
    .slice(0, OTHERS);
  if (open.length === 0) return null;
  return (
    <nav class="gate-others" aria-label={gateTexts.value.gateOthers}>
      <p aria-hidden="true">{gateTexts.value.gateOthers}</p>
      <ul>
        {open.map((room) => (
          <li key={room.slug}>
            <a href={`/r/${room.slug}`} onClick={follow}>
              <bdi>{room.name}</bdi>
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
