/** Correspondence: one's requests and conversations, as the server told them and as what follows changes them. */
import type {
  AnyEvent,
  ConversationInfo,
  ConversationState,
  OkCorrespondence,
  ReceivedRequest,
} from "../protocol/protocol.gen";

/** Oldest first. `quiet`: one asked not to be sent requests. */
export type Correspondence = Readonly<Omit<OkCorrespondence, "type" | "ref">>;

export const NO_CORRESPONDENCE: Correspondence = { quiet: false, sent: [], received: [], conversations: [] };

/** Told twice, each changes it once; what is about something else leaves it as it is. */
export function applyTold(held: Correspondence, event: AnyEvent): Correspondence {
  switch (event.type) {
    case "conversation.requested":
      return requested(held, event);
    case "conversation.settled":
      return settled(held, event.request);
    case "conversation.opened":
      return opened(settled(held, event.request), event);
    case "conversation.changed":
      return changed(held, event.conversation, { state: event.state });
    case "unread.changed":
      return changed(held, event.room, { unread: event.unread });
    default:
      return held;
  }
}

function requested(held: Correspondence, told: ReceivedRequest): Correspondence {
  const others = held.received.filter(({ request }) => request !== told.request);
  return { ...held, received: [...others, told] };
}

/** A request waits no more, on either side. */
export function settled(held: Correspondence, request: string): Correspondence {
  const isOther = (each: { readonly request: string }) => each.request !== request;
  return { ...held, sent: held.sent.filter(isOther), received: held.received.filter(isOther) };
}

function opened(held: Correspondence, told: ConversationInfo): Correspondence {
  const others = held.conversations.filter(({ conversation }) => conversation !== told.conversation);
  return { ...held, conversations: [...others, told] };
}

type Change = Partial<Pick<ConversationInfo, "state" | "unread">>;

function changed(held: Correspondence, conversation: string, change: Change): Correspondence {
  if (!conversationIn(held, conversation)) return held;
  return {
    ...held,
    conversations: held.conversations.map((each) =>
      each.conversation === conversation ? { ...each, ...change } : each,
    ),
  };
}

/** Its messages are read, here or in another tab. */
export function read(held: Correspondence, conversation: string): Correspondence {
  const isUnread = conversationIn(held, conversation)?.unread;
  return isUnread ? changed(held, conversation, { unread: 0 }) : held;
}

/** Left for good. */
export function without(held: Correspondence, conversation: string): Correspondence {
  return {
    ...held,
    conversations: held.conversations.filter((each) => each.conversation !== conversation),
  };
}

export function conversationIn(held: Correspondence, slug: string): ConversationInfo | undefined {
  return held.conversations.find(({ conversation }) => conversation === slug);
}

/** What keeps one from writing there; null while it goes on, and of what is not known. */
export function overIn(held: Correspondence, slug: string): Exclude<ConversationState, "open"> | null {
  const state = conversationIn(held, slug)?.state ?? "open";
  return state === "open" ? null : state;
}

/** How many wait to be seen: requests, and conversations with something unread. */
export function waitingIn({ received, conversations }: Correspondence): number {
  return received.length + conversations.filter(({ unread }) => unread > 0).length;
}
