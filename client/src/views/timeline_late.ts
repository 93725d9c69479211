/** What a timeline needs only from the first sign of life of its reader on, or once it is long: one file of its own. */
export { Jump } from "./timeline_jump";
export { TimelineWindow } from "./timeline_window";
