/** The languages that the fast path speaks: what is evaluated often, and by people who wait. The others would cost every start. */
import { elvish } from "./elvish.ts";
import { fish } from "./fish.ts";
import { json } from "./json.ts";
import { nushell } from "./nushell.ts";
import { sh } from "./sh.ts";
import { tcsh } from "./tcsh.ts";
import type { Shell } from "./shell.ts";

/** Those of the table in `shells.ts` that the fast path holds. */
export const AT_HAND: readonly Shell[] = [sh, fish, tcsh, elvish, nushell, json];
