/** Beside a conversation: what one may do with it, each in one click and without the other being told. */
import { useState } from "preact/hooks";
import { conversationIn } from "../core/correspondence";
import { hide, show } from "../core/hiding";
import { apartTexts } from "../i18n/apart_texts";
import { visitAddress } from "../platform/page";
import { keepTranscript } from "../platform/private_api";
import { Icon, type IconName } from "../views/icons";
import "../views/more_icons";
import type { RoomDesk } from "../views/room_desk";
import { useScene } from "../views/scene";
import { correspondingOf } from "./correspondence";

export function TalkSide({ desk }: { desk: RoomDesk }) {
  const corresponding = correspondingOf(useScene().visit);
  const { slug, state } = desk.live;
  const { keepSeconds } = state.value;
  const talk = conversationIn(corresponding.held.value, slug);
  const [said, setSaid] = useState("");
  const a = apartTexts.value;
  const end = async () => {
    const outcome = await corresponding.end(slug);
    if (!outcome.ok) return;
    desk.closeDialog();
    visitAddress(talk ? `/r/${talk.room}` : "/");
  };
  const keep = async () => {
    const outcome = await keepTranscript(slug, `palabre-${new Date().toISOString().slice(0, 10)}.txt`);
    setSaid(outcome.ok ? a.proofKept : a.proofMissing);
  };
  return (
    <>
      <div class="side-top">
        <b>{a.thisTalk}</b>
      </div>
      <div class="side-scroll talk-acts">
        {talk && <Hiding desk={desk} tag={talk.tag} nickname={talk.nickname} />}
        <Act icon="door" label={a.endTalk} lead={a.endTalkLead} onClick={() => void end()} />
        <Act
          icon="flag"
          label={a.reportTalk}
          onClick={() => desk.open({ kind: "report", about: { person: null, message: null } })}
        />
        <Act icon="copy" label={a.keepProof} lead={a.keepProofLead} onClick={() => void keep()} />
        <p class="note" role="status">
          {said}
        </p>
      </div>
      <div class="side-foot small">
        {keepSeconds > 0 && <p>{a.talkKept(Math.round(keepSeconds / 3_600))}</p>}
      </div>
    </>
  );
}

function Hiding({ desk, tag, nickname }: { desk: RoomDesk; tag: string; nickname: string }) {
  const a = apartTexts.value;
  const isHidden = desk.live.hides(tag);
  const done = () => undefined;
  return isHidden ? (
    <Act icon="eye" label={a.showTalk} onClick={() => show(desk.live, tag, done)} />
  ) : (
    <Act
      icon="eyeOff"
      label={a.hideTalk}
      lead={a.hideTalkLead}
      onClick={() => hide(desk.live, { nickname, tag }, done)}
    />
  );
}

interface ActProps {
  readonly icon: IconName;
  readonly label: string;
  readonly lead?: string;
  readonly onClick: () => void;
}

function Act({ icon, label, lead, onClick }: ActProps) {
  return (
    <div class="talk-act">
      <button type="button" class="btn" onClick={onClick}>
        <Icon name={icon} size="s" />
        {label}
      </button>
      {lead && <p class="note">{lead}</p>}
    </div>
  );
}
