/** The composer: a name the first time, a message, and one button. */
import { useLayoutEffect, useRef } from "preact/hooks";
import { texts } from "../i18n/texts";
import { ComposerHint, FirstLines } from "./composer_lines";
import { Glyph } from "./glyph";
import { Icon } from "./icons";
import { MessageField } from "./message_field";
import { NameField } from "./name_field";
import { CallingList, EditingLine, RefusalNotice, ReplyLine, Told } from "./on_demand";
import type { RoomDesk } from "./room_desk";
import { useScene } from "./scene";
import { SendButton } from "./send_button";
import { submit } from "./submitting";

export function Composer({ desk, name }: { desk: RoomDesk; name: string }) {
  const { visit } = useScene();
  const form = useRef<HTMLFormElement>(null);
  const isFirst = !desk.live.named.value;
  const isEntryOnly = desk.live.standing.value === "guests_only";
  const { editing, replyTo } = desk.live.posting.drafting;
  const isReply = replyTo.value !== null && editing.value === null;
  useNameFocus(desk, form);
  return (
    <form
      ref={form}
      class={isFirst ? "composer first" : "composer"}
      aria-label={texts.value.writeIn(name)}
      onSubmit={(event) => {
        event.preventDefault();
        submit(desk);
        event.currentTarget.querySelector<HTMLTextAreaElement>("#message")?.focus();
      }}
    >
      {visit.session.value && <Told desk={desk} />}
      {desk.live.posting.refused.value && <RefusalNotice desk={desk} />}
      {isFirst && <FirstLines desk={desk} isGuest={visit.session.value !== null} />}
      {editing.value !== null && <EditingLine desk={desk} />}
      {isReply && <ReplyLine desk={desk} />}
      <div class="composer-box">
        {desk.talk.caller.value?.calling.value && <CallingList desk={desk} />}
        {isFirst ? <FirstName desk={desk} /> : <NameChip desk={desk} />}
        {!isEntryOnly && <MessageField desk={desk} isFirst={isFirst} />}
        {isEntryOnly ? <EnterButton /> : <SendButton desk={desk} />}
      </div>
      {!isFirst && <ComposerHint desk={desk} />}
    </form>
  );
}

/** A refused name takes the focus: it is what must be changed. */
function useNameFocus(desk: RoomDesk, form: { readonly current: HTMLFormElement | null }): void {
  const refused = desk.live.posting.refused.value;
  useLayoutEffect(() => {
    if (refused?.what !== "nickname") return;
    const field = form.current?.querySelector<HTMLInputElement>("#pseudo");
    field?.focus();
    field?.select();
  }, [refused, form]);
}

function FirstName({ desk }: { desk: RoomDesk }) {
  const isRefused = desk.live.posting.refused.value?.what === "nickname";
  return (
    <NameField
      id="pseudo"
      value={desk.nickname.value}
      onChange={(value) => {
        desk.nickname.value = value;
        desk.forgetNameRefusal();
      }}
      onSuggest={() => {
        desk.nickname.value = desk.suggestion();
        desk.forgetNameRefusal();
      }}
      describedBy={isRefused ? "refusal" : undefined}
      isRefused={isRefused}
    />
  );
}

function NameChip({ desk }: { desk: RoomDesk }) {
  const { visit } = useScene();
  const { you } = desk.live.state.value;
  const nickname = you?.nickname ?? visit.session.value?.nickname ?? "";
  return (
    <button
      type="button"
      class="name-chip"
      aria-haspopup="dialog"
      aria-label={texts.value.writingAs(nickname)}
      onClick={() => desk.open({ kind: "self" })}
    >
      <Glyph tag={you?.tag ?? ""} small />
      <span class="name">
        <bdi>{nickname}</bdi>
      </span>
      <Icon name="down" size="s" />
    </button>
  );
}

function EnterButton() {
  return (
    <button type="submit" class="btn btn-primary">
      {texts.value.enter}
    </button>
  );
}
