/** Every English text of the guest's pages. */
import type { Texts } from "./fr";

const persons = (count: number) => `${count}\u00a0${count === 1 ? "person" : "people"}`;

export const en: Texts = {
  skipToMessage: "Skip to the message field",
  rooms: "Rooms",
  personsHere: (count) => (count === 0 ? "Nobody right now" : `${persons(count)} here`),
  demo: "Demo",

  present: "People here",
  presentCount: (count) => `People here: ${count}`,
  you: "(you)",
  tag: "mark ",
  close: "Close",

  loadingOlder: "Older messages are coming…",
  beginning: (hours) => `This is the start: here a message lives ${hours}\u00a0h.`,
  olderForGuests: "Older messages can be read after a first message.",
  connecting: "Connecting to the room…",
  emptyRoom: "Nobody has spoken in the last hours.",
  emptyRoomLead: "A hello is enough to start.",
  unread: "New messages",
  newMessages: (count) => `${count} new message${count === 1 ? "" : "s"}`,
  messageForYou: (name, others) =>
    others === 0
      ? `A message for you, from ${name}`
      : `${others + 1}\u00a0messages for you, one from ${name}`,
  olderMissing: "Older messages did not come.",
  toTheEnd: "Latest messages",
  today: (date) => `Today, ${date}`,
  yesterday: (date) => `Yesterday, ${date}`,
  weekdays: "Sunday Monday Tuesday Wednesday Thursday Friday Saturday",
  months: "January February March April May June July August September October November December",
  dayOfMonth: (day) => `${day}`,
  justNow: "just now",
  ago: (count: number, unit: "min" | "h") => `${count} ${unit} ago`,
  edited: "edited",
  removed: {
    author: "Message taken back by its author.",
    moderation: "Message removed by moderators.",
    erased: "Message erased by its author.",
  },
  someone: "Someone",
  sending: "sending…",
  actionsOn: (name) => `Actions on the message from ${name}`,

  reactions: "Reactions",
  reaction: {
    thanks: "thanks",
    like: "like",
    agree: "agree",
    funny: "funny",
    support: "support",
    informative: "informative",
  },
  reactedBy: (word, count) => `${word}, ${persons(count)}`,
  inReplyTo: "In reply to ",
  quoted: { removed: "message taken back", older: "older message", hidden: "message not shown" },
  announcement: "Announcement",
  pinned: "Pinned",

  writeIn: (room) => `Write in ${room}`,
  nickname: "Name",
  otherNickname: "Suggest another name",
  message: "Message",
  firstPlaceholder: "Say hello, ask a question",
  placeholder: "Your message",
  send: "Send",
  sendIn: (seconds) => `Send, possible in ${seconds}\u00a0second${seconds === 1 ? "" : "s"}`,
  seconds: (count) => `${count}\u00a0s`,
  enter: "Enter",
  accepting: (age) => `Sending means accepting: ${age} and over`,
  rulesLine: { rules: "rules", privacy: "privacy" },
  messagesKept: (hours) => `messages ${hours}\u00a0h`,
  sealedKept: (hours) => `sealed copy ${hours}\u00a0h`,
  newNameHere: "One name per room: nothing links this one to the other.",
  writingAs: (name) => `You write as ${name}, change`,
  hintEnter: "Enter",
  hintSends: "sends",
  hintShift: "Shift",
  hintNewLine: "starts a new line",

  offline: "Offline.",
  stopping: "The server is restarting, back in a moment.",
  waitingCount: (count) =>
    count === 0 ? "" : `${count}\u00a0message${count === 1 ? "" : "s"} will go when you are back.`,
  retry: "Try again",
  reload: "Reload the page",
  partComing: "One moment…",
  partMissing: "This part of the page could not be loaded. Nothing is lost.",
  slowMode: (seconds) => `Slow mode: one message every ${seconds}\u00a0s`,
};
