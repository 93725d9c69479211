/** The page of an invitation: what one would enter, that it is screened and can be reported, and the way in. */
import { useEffect, useState } from "preact/hooks";
import type { Outcome, Refusal } from "../core/refusal";
import type { Visit } from "../core/visit";
import { apartTexts } from "../i18n/apart_texts";
import { ageStanding } from "../platform/age_api";
import { forgetInvitation, takeInvitation } from "../platform/invited";
import { visitAddress } from "../platform/page";
import { enterBy, readInvitation } from "../platform/private_api";
import type { AgeStanding, InvitationPreview, PrivateRoomMade } from "../protocol/protocol.gen";
import { ProveLink } from "../views/adults_gate";
import { Brand } from "../views/brand";
import { Icon } from "../views/icons";
import "../views/more_icons";
import { loadPartTexts } from "../i18n/part_texts";
import { texts } from "../i18n/texts";
import { NameField } from "../views/name_field";
import { usePageTitle } from "../views/page_title";
import { nameRefusalText } from "../views/refusal_text";
import { useScene } from "../views/scene";
import { ownRoomsOf } from "./own_rooms";
import { reasonOf } from "./reasons";

const NO_CODE: Outcome<InvitationPreview> = { ok: false, refusal: { code: "not_found" } as Refusal };

export function InvitationPage() {
  const { boot } = useScene();
  const [code] = useState(takeInvitation);
  const [found, setFound] = useState<Outcome<InvitationPreview> | null>(null);
  const [standing, setStanding] = useState<AgeStanding | null>(null);
  usePageTitle(boot.instance.name, false);
  useEffect(() => {
    if (code === null) setFound(NO_CODE);
    else
      void Promise.all([readInvitation(code), ageStanding(), loadPartTexts()]).then(([told, age]) => {
        setFound(told);
        if (age.ok) setStanding(age.value);
      });
  }, [code]);
  return (
    <div class="page">
      <header class="page-top">
        <Brand />
      </header>
      <main class="place" aria-label={apartTexts.value.invitedTitle}>
        {found === null && <p role="status">{texts.value.partComing}</p>}
        {found && !found.ok && <NotThere refusal={found.refusal} />}
        {found?.ok && code !== null && <Invited code={code} preview={found.value} standing={standing} />}
      </main>
    </div>
  );
}

function NotThere({ refusal }: { refusal: Refusal }) {
  const a = apartTexts.value;
  if (refusal.code === "unreachable") return <p role="alert">{a.invitationUnread}</p>;
  return (
    <>
      <h1>{a.invitationEnded}</h1>
      <p>{a.invitationEndedLead}</p>
      <a class="btn" href="/">
        {a.otherRooms}
      </a>
    </>
  );
}

interface InvitedProps {
  readonly code: string;
  readonly preview: InvitationPreview;
  /** Null when it could not be known. */
  readonly standing: AgeStanding | null;
}

function Invited({ code, preview, standing }: InvitedProps) {
  const [needsProof, setNeedsProof] = useState(false);
  const [isOver, setOver] = useState(false);
  const a = apartTexts.value;
  if (isOver) return <NotThere refusal={{ code: "not_found" } as Refusal} />;
  return (
    <div class="invited">
      <Icon name="lock" size="l" />
      <h1>{a.invitedTo(preview.name)}</h1>
      <ul class="promises">
        <li>{a.invitedMembers[preview.members]}</li>
        <li>{a.invitedSays}</li>
        <li>{a.invitedScreened}</li>
        <li>{preview.opened ? a.invitedOpened : a.invitedAdults}</li>
      </ul>
      <p>
        <a href="/rules" target="_blank" rel="noopener">
          {a.invitedRules}
        </a>
      </p>
      {needsProof || (standing?.proven === false && !preview.opened) ? (
        <ProveLink slug={null} label={a.invitedProve} isPrimary />
      ) : (
        <Entering code={code} onUnproven={() => setNeedsProof(true)} onOver={() => setOver(true)} />
      )}
    </div>
  );
}

interface EnteringProps {
  readonly code: string;
  readonly onUnproven: () => void;
  readonly onOver: () => void;
}

function Entering({ code, onUnproven, onOver }: EnteringProps) {
  const scene = useScene();
  const { names } = scene.boot;
  const [at, setAt] = useState(0);
  const [name, setName] = useState(names[0] ?? "");
  const [refused, setRefused] = useState<Refusal | null>(null);
  const a = apartTexts.value;
  const enter = async () => {
    const outcome = await enterAs(scene.visit, code, name.trim());
    const why: string = outcome.ok ? "" : outcome.refusal.code;
    if (outcome.ok) {
      forgetInvitation();
      visitAddress(`/r/${outcome.value.slug}`);
      void ownRoomsOf(scene.visit).refresh();
    } else if (why === "proof_required") onUnproven();
    else if (why === "invitation_ended") onOver();
    else setRefused(outcome.refusal);
  };
  return (
    <form
      class="invited-form"
      onSubmit={(event) => {
        event.preventDefault();
        void enter();
      }}
    >
      <NameField
        id="pseudo"
        value={name}
        onChange={setName}
        onSuggest={() => {
          setAt(at + 1);
          setName(names[(at + 1) % names.length] ?? "");
        }}
        describedBy="invited-name"
        isRefused={refused !== null}
      />
      <p id="invited-name">{a.invitedName}</p>
      {refused && (
        <p class="field-refusal" role="alert">
          {refused.code.startsWith("nickname") ? nameRefusalText(refused) : reasonOf(refused)}
        </p>
      )}
      <button type="submit" class="btn btn-primary">
        {a.invitedEnter}
      </button>
    </form>
  );
}

/** Whoever comes by an invitation may have no session yet. */
async function enterAs(visit: Visit, code: string, nickname: string): Promise<Outcome<PrivateRoomMade>> {
  const begun = visit.session.value === null ? await visit.begin(nickname, null) : null;
  return begun?.ok === false ? begun : enterBy(code, nickname);
}
