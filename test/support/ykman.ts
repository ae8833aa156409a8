/** A ykman for the built program: which YubiKeys are plugged in, and what happens to them. */
import { readFileSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { EXAMPLE_SECRET, EXAMPLE_SERIAL } from "../local-aws/example.ts";
import { CONFIG, CREDENTIALS } from "./onboarding.ts";
import { type Sandbox, type SandboxOptions, sandbox } from "./sandbox.ts";

/** What the real ykman said, by its version and the title of the case (recorded 2026-11-22). */
export const RECORDED = JSON.parse(
  readFileSync(resolve(import.meta.dirname, "../fixtures/ykman.json"), "utf8"),
) as Readonly<Record<"4.0.9" | "5.9", Readonly<Record<string, Recorded>>>>;

/** A case. */
export interface Recorded {
  readonly command: string;
  readonly stdin: string;
  readonly status: number;
  readonly seconds: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** A YubiKey. */
export interface FakeKey {
  readonly serial?: string;
  /** By their ids; `code`: what one prints in place of the right code. */
  readonly accounts: Readonly<Record<string, { readonly touch?: boolean; readonly code?: string }>>;
  readonly password?: string;
}

/** How things stand at the fake ykman. */
export interface YkmanState {
  readonly version?: "3.1.2" | "4.0.9" | "5.9.2";
  readonly keys?: readonly FakeKey[];
  /** Whether it remembers the password. */
  readonly remembered?: boolean;
  /** How long it takes to start, and the key waits for a touch, in milliseconds. */
  readonly start?: number;
  readonly patience?: number;
  /** A recorded case that a call ends with. */
  readonly fail?: Readonly<Partial<Record<"list" | "accounts" | "code", string>>>;
  /** Whether it waits less than the real one did. */
  readonly hurry?: boolean;
}

/** A YubiKey whose account is the serial number of the example's device. */
export const EXAMPLE_YUBIKEY: FakeKey = { serial: "13371337", accounts: { [EXAMPLE_SERIAL]: {} } };

/** The same, and it wants to be touched: a file `touch` in the home does that. */
export const TOUCHED: FakeKey = {
  ...EXAMPLE_YUBIKEY,
  accounts: { [EXAMPLE_SERIAL]: { touch: true } },
};

/** A config file whose profile has more settings, one a line. */
export function configWith(settings: string): string {
  return CONFIG.replace("output = json", (found) => `${found}\n${settings}`);
}

/** A sandbox with a ykman and the YubiKey set up in the profile, unless other settings are given. */
export async function withYkman(
  state: YkmanState,
  settings = "awsmfa_yubikey_serial = 13371337",
  options: SandboxOptions = {},
): Promise<Sandbox> {
  const files = { ".aws/credentials": CREDENTIALS, ".aws/config": configWith(settings) };
  const box = await sandbox({ files, ...options });
  const program = join(dirname(box.home), "bin", "ykman");
  const fake = resolve(import.meta.dirname, "fake-ykman.mjs");
  writeFileSync(program, `#!/bin/sh\nexec node "${fake}" "$@"\n`, { mode: 0o755 });
  plug(box, state);
  return box;
}

/** Changes how things stand: keys that come and go. */
export function plug(box: Sandbox, state: YkmanState): void {
  const recorded = resolve(import.meta.dirname, "../fixtures/ykman.json");
  const usual = { version: "4.0.9", keys: [EXAMPLE_YUBIKEY], start: 20, secret: EXAMPLE_SECRET };
  box.put("ykman.json", JSON.stringify({ ...usual, recorded, ...state }));
}

/** The words of each call of ykman so far. */
export function callsOf(box: Sandbox): string[] {
  const lines = (box.get("ykman.log") ?? "").split("\n").filter((line) => line !== "");
  return lines.map((line) => (JSON.parse(line) as string[]).join(" "));
}
