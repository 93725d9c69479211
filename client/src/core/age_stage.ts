/** The step one is at while proving one's age. */
import type { AgeDevice, AgeMethod, AttemptBegun, AttemptNeeds } from "../protocol/protocol.gen";

/** What is typed back: the digits of the other device, or the code of the team. */
export type NeededCode = Exclude<AttemptNeeds, "nothing">;

export type Stage =
  | { readonly kind: "loading" }
  /** Nobody answered. */
  | { readonly kind: "unreachable" }
  /** No method is configured here. */
  | { readonly kind: "shut" }
  | { readonly kind: "choosing" }
  | { readonly kind: "beginning"; readonly method: AgeMethod }
  /** It is given elsewhere: in another tab, another application, another device. */
  | {
      readonly kind: "waiting";
      readonly method: AgeMethod;
      readonly device: AgeDevice;
      readonly attempt: AttemptBegun;
    }
  | {
      readonly kind: "code";
      readonly needs: NeededCode;
      readonly attempt: AttemptBegun;
      readonly wrong: Wrong | null;
    }
  | { readonly kind: "completing" }
  | { readonly kind: "proven"; readonly untilMs: number | null }
  | { readonly kind: "refused"; readonly reason: string }
  /** Begun by another browser: it ends there. */
  | { readonly kind: "elsewhere" };

/** What was typed is not it. */
export interface Wrong {
  /** Null when the server does not say. */
  readonly triesLeft: number | null;
}
