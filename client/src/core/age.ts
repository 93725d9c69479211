/** The routes of a proof of age, as the core asks for them. */
import type { AgeStanding, AttemptBegun, AttemptInfo, AttemptRequest } from "../protocol/protocol.gen";
import type { Outcome } from "./refusal";

export interface AgeApi {
  standing(): Promise<Outcome<AgeStanding>>;
  begin(request: AttemptRequest): Promise<Outcome<AttemptBegun>>;
  attempt(id: string): Promise<Outcome<AttemptInfo>>;
  code(id: string, code: string): Promise<Outcome<AttemptInfo>>;
  complete(id: string, responseCode: string): Promise<Outcome<AttemptInfo>>;
  present(id: string, response: string): Promise<Outcome<AttemptInfo>>;
  cancel(id: string): Promise<Outcome<null>>;
}
