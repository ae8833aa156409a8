/** What is known on the way of a new user, and what came of its steps. */
import type { Enrolled } from "../devices/enrolment.ts";
import type { ImportPlan } from "../keys/import.ts";
import type { Context } from "../ports.ts";
import type { Got } from "../sessions/get.ts";
import type { Next } from "../sessions/next.ts";
import type { Checked } from "./check.ts";
import type { Found } from "./found.ts";

/** The same with what was answered: where the key goes. */
export interface Way extends Found {
  readonly context: Context;
  readonly plan: ImportPlan;
  /** The region to write, if there is one to write. */
  readonly region: string | undefined;
  /** Whether the device is to be made, or its enrolment to be finished. */
  readonly enrols: boolean;
  enrolled?: Enrolled;
  /** A code of the device that was just enabled, which AWS has not seen. */
  code?: string | undefined;
  got?: Got;
  checked?: Checked;
  csvDeleted?: boolean;
  next?: (Next & { readonly login: string }) | undefined;
}
