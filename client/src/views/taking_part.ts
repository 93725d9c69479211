/** Everything that only those who take part need, and only once they do something: one file of its own. */
import "./more_icons";

export { saveEdit } from "../core/amending";
export * as acts from "./acts";
export { Caller } from "./calling";
export { CallingList } from "./calling_list";
export { Calls } from "./calls";
export { Counter, EditingHint, EditingLine } from "./composer_told";
export { ConversationLayer } from "./conversation_layer";
export { DraftMarks } from "./draft_marks";
export { HiddenPeople } from "./hidden_people";
export { Leaving } from "./leaving_bar";
export { actionOn } from "./message_keys";
export { WaitingState } from "./message_waiting";
export { RefusalNotice } from "./refusal_notice";
export { olderMissingText } from "./refusal_text";
export { ReplyLine } from "./reply_line";
export { RosterPeople } from "./roster_people";
export { Told } from "./told";
export { TypingText } from "./typing_text";
