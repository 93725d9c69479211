/** Everything that only those who take part need, and only once they do something: one file of its own. */
import "./more_icons";

export { saveEdit } from "../core/amending";
export * as acts from "./acts";
export { Caller } from "./calling";
export { CallingList } from "./calling_list";
export { Calls } from "./calls";
export { Counter, EditingLine } from "./composer_told";
export { ConversationLayer } from "./conversation_layer";
export { HiddenPeople } from "./hidden_people";
export { Leaving } from "./leaving_bar";
export { AskingState } from "./message_asking";
export { actionOn } from "./message_keys";
export { RefusalNotice } from "./refusal_notice";
export { olderMissingText } from "./refusal_text";
export { ReplyLine } from "./reply_line";
export { RosterPeople } from "./roster_people";
export { TypingText } from "./typing_text";
