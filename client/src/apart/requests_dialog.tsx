/** The quiet inbox: who asks for a conversation and where one met, accepting and declining side by side. */
import { useState } from "preact/hooks";
import type { Outcome } from "../core/refusal";
import { apartTexts } from "../i18n/apart_texts";
import { visitAddress } from "../platform/page";
import type { ReceivedRequest, SentRequest } from "../protocol/protocol.gen";
import { TitledDialog } from "../views/dialog";
import { Glyph, TagLetters } from "../views/glyph";
import { Icon } from "../views/icons";
import "../views/more_icons";
import { useScene } from "../views/scene";
import { correspondingOf } from "./correspondence";
import { QuietSwitch } from "./quiet_switch";
import { reasonOf } from "./reasons";

interface Inbox {
  readonly onClose: () => void;
  /** Called when the guest no longer waits for it. */
  readonly onGiveUp?: () => void;
}

export function RequestsDialog({ onClose }: Inbox) {
  const { received, sent } = correspondingOf(useScene().visit).held.value;
  const [refused, setRefused] = useState("");
  const a = apartTexts.value;
  const tell = (outcome: Outcome<unknown>) =>
    setRefused(outcome.ok ? "" : a.notTaken(reasonOf(outcome.refusal)));
  return (
    <TitledDialog label={a.requests} onClose={onClose} isTall>
      {received.length === 0 ? <p role="status">{a.noRequests}</p> : <p>{a.requestsWhat}</p>}
      {received.map((request) => (
        <Received key={request.request} request={request} onClose={onClose} onDone={tell} />
      ))}
      {refused !== "" && (
        <p class="field-refusal" role="alert">
          {refused}
        </p>
      )}
      {sent.length > 0 && <Sent sent={sent} onDone={tell} />}
      <hr />
      <QuietSwitch />
    </TitledDialog>
  );
}

interface Answering {
  readonly request: ReceivedRequest;
  readonly onClose: () => void;
  readonly onDone: (outcome: Outcome<unknown>) => void;
}

function Received({ request, onClose, onDone }: Answering) {
  const corresponding = correspondingOf(useScene().visit);
  const a = apartTexts.value;
  const accept = async () => {
    const outcome = await corresponding.accept(request.request);
    onDone(outcome);
    if (!outcome.ok) return;
    onClose();
    visitAddress(`/r/${outcome.value}`);
  };
  return (
    <section class="request" aria-label={`${request.nickname}, ${a.asksYou}`}>
      <Glyph tag={request.tag} />
      <div>
        <p class="request-who">
          <b>
            <bdi>{request.nickname}</bdi>
          </b>{" "}
          <TagLetters tag={request.tag} /> {a.asksYou}
        </p>
        <p>{a.metIn(request.room_name)}</p>
        <div class="settings-acts">
          <button type="button" class="btn" onClick={() => void accept()}>
            {a.accept}
          </button>
          <button
            type="button"
            class="btn"
            onClick={() => void corresponding.decline(request.request).then(onDone)}
          >
            {a.decline}
          </button>
        </div>
      </div>
    </section>
  );
}

function Sent({ sent, onDone }: { sent: readonly SentRequest[]; onDone: Answering["onDone"] }) {
  const corresponding = correspondingOf(useScene().visit);
  const a = apartTexts.value;
  return (
    <section class="settings-part" aria-label={a.ownRequests}>
      <h3>{a.ownRequests}</h3>
      <ul class="hidden-guests">
        {sent.map(({ request, nickname, room_name, tag }) => (
          <li key={request}>
            <Icon name="clock" size="s" />
            <span>
              <bdi>{a.ownRequestTo(nickname, room_name)}</bdi> <TagLetters tag={tag} />
            </span>
            <button
              type="button"
              class="link-btn"
              aria-label={`${a.withdraw}, ${a.ownRequestTo(nickname, room_name)}`}
              onClick={() => void corresponding.withdraw(request).then(onDone)}
            >
              {a.withdraw}
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
