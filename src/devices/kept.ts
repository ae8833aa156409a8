/** Where what is known of a profile's devices is kept on this machine. */
import type { Memory } from "../memory/memory.ts";

/** Where files are, and what is remembered. */
export interface Kept {
  readonly paths: {
    readonly config: string;
    readonly credentials: string;
    readonly memory: string;
  };
  readonly memory: Memory;
  /** The settings that the profile has in the credentials file, where they win. */
  readonly inCredentials: readonly string[];
}

/** What became of the settings: saved, or there already; or why they are not, and what to type. */
export type Saved =
  | { readonly outcome: "saved" | "there" }
  | { readonly outcome: "failed"; readonly why: string; readonly next: string };
