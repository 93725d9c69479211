/** What stands beside a room where there is place for it, and in sheets on a phone: one file of its own. */
export { RoomsSide } from "./rooms_side";
export { RoomRoster } from "./roster";
