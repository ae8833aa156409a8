/** Every question that the program asks, each in a sandbox that leads to it. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { vi } from "vitest";
import { EXAMPLE_KEY, EXAMPLE_SECRET, EXAMPLE_SERIAL } from "../local-aws/example.ts";
import { createWorld, type World } from "../local-aws/world.ts";
import { CONFIG, CREDENTIALS, keySection } from "./onboarding.ts";
import type { Pty } from "./pty.ts";
import { type Sandbox, sandbox } from "./sandbox.ts";
import { newcomer } from "./setup.ts";
import { signIn } from "./signed-in.ts";
import { AGE_FILE, LIST_FILE } from "./stored.ts";
import { QUESTION } from "./wording.ts";

/** A question. */
export interface Question {
  readonly title: string;
  readonly box: () => Promise<Sandbox>;
  /** The words that lead to it. */
  readonly command: string;
  /** What the screen shows of it. */
  readonly text: string;
  /** Leads on from the first question to this one. */
  readonly lead?: (pty: Pty, box: Sandbox) => Promise<void>;
  /** What the screen shows of it where another question leads to it; `text` if absent. */
  readonly leadsTo?: string;
  /** The status when it is given up (Ctrl-D). */
  readonly givenUp: number;
  /** That it was given up is remembered. */
  readonly remembered?: boolean;
  /** The status where nobody can be asked. */
  readonly unasked: number;
}

const OTHER_KEY = { id: "AKIAI44QH8DHBEXAMPLE", secret: EXAMPLE_KEY.secret };
const SPARE_KEY = { id: "AKIAI44QH8DHBEXAMPLF", secret: EXAMPLE_KEY.secret };
const TWO_PROFILES = { ".aws/credentials": keySection("a") + keySection("b", OTHER_KEY.id) };

function world(serials: readonly string[]): World {
  const devices = serials.map((serial) => ({ serial, secret: EXAMPLE_SECRET }));
  return createWorld({
    users: [{ name: "mfa.user", keys: [EXAMPLE_KEY, OTHER_KEY, SPARE_KEY], devices }],
  });
}

const twoProfiles = (): Promise<Sandbox> =>
  sandbox({ files: TWO_PROFILES, world: world([EXAMPLE_SERIAL]) });

async function loggedIn(): Promise<Sandbox> {
  const box = await twoProfiles();
  await signIn(box, "-p", "a");
  return box;
}

/** A program that asks on the terminal with echo off, a grandchild of ours, beside one that only waits. */
const ASKS = `sh -c 'stty -echo </dev/tty; printf "PIN: " >/dev/tty; read -r pin </dev/tty; cat code'`;

function withProgram(): Promise<Sandbox> {
  const config = CONFIG.replace("output", (found) => `mfa_process = ${ASKS}; :\n${found}`);
  return sandbox({ files: { ".aws/credentials": CREDENTIALS, ".aws/config": config } });
}

/** A secret that is kept in an age file, which nobody opens here. */
async function withAgeFile(): Promise<Sandbox> {
  const box = await sandbox();
  box.put(LIST_FILE, JSON.stringify({ secrets: [{ serial: EXAMPLE_SERIAL, store: "age" }] }));
  box.put(AGE_FILE, "unopened");
  return box;
}

/** A file of the console with two keys. */
async function withCsv(): Promise<Sandbox> {
  const box = await sandbox();
  const rows = [EXAMPLE_KEY, OTHER_KEY].map(({ id, secret }) => `${id},${secret}\n`);
  box.put("keys.csv", `Access key ID,Secret access key\n${rows.join("")}`);
  return box;
}

/** The same of a user who has nothing else, and no device. */
async function withCsvAlone(): Promise<Sandbox> {
  const box = await sandbox({ files: {}, world: newcomer() });
  const { id, secret } = EXAMPLE_KEY;
  box.put("keys.csv", `User name,Access key ID,Secret access key\nmfa.user,${id},${secret}\n`);
  return box;
}

const SECRET_OF = "Secret access key of";
const OFFER = "Save it?";
const code = { box: () => sandbox(), text: QUESTION, givenUp: 5, unasked: 3 } as const;

/** All of them. */
export const QUESTIONS: readonly Question[] = [
  { ...code, title: "the code", command: "awsmfa login" },
  {
    ...code,
    title: "the code for env",
    command: "eval $(awsmfa env --shell sh)",
  },
  {
    ...code,
    title: "another code after a refusal",
    command: "awsmfa login",
    async lead(pty, box) {
      pty.enter(box.wrongCodes()[0]);
      // What AWS said may go elsewhere; the answer is cleared away before AWS hears of it.
      await vi.waitUntil(() => box.calls("GetSessionToken") === 1, { timeout: 10_000 });
      await vi.waitUntil(() => pty.screen().endsWith(QUESTION), { timeout: 10_000 });
    },
  },
  {
    title: "the profile of login",
    box: twoProfiles,
    command: "awsmfa login",
    text: "Log in with which profile?",
    givenUp: 1,
    unasked: 1,
  },
  {
    title: "the profile of env",
    box: twoProfiles,
    command: "eval $(awsmfa env --shell sh)",
    text: "The session of which profile?",
    givenUp: 1,
    unasked: 1,
  },
  {
    title: "the profile of logout",
    box: loggedIn,
    command: "awsmfa logout",
    text: "Log out of which profile?",
    givenUp: 1,
    unasked: 1,
  },
  {
    title: "the device",
    box: () => sandbox({ world: world([EXAMPLE_SERIAL, `${EXAMPLE_SERIAL}-2`]) }),
    command: "awsmfa login",
    text: "Which MFA device",
    givenUp: 3,
    unasked: 3,
  },
  {
    ...code,
    // The session is written when it comes, and holds however it ends.
    title: "whether to save the device",
    command: "awsmfa login",
    async lead(pty, box) {
      pty.enter(box.code());
      await pty.waitFor(OFFER);
    },
    leadsTo: OFFER,
    givenUp: 0,
    remembered: true,
  },
  {
    title: "what mfa_process asks",
    box: withProgram,
    command: "awsmfa login --source command",
    text: "PIN:",
    givenUp: 5,
    unasked: 5,
  },
  {
    title: "a secret",
    box: () => sandbox(),
    command: "awsmfa secret add --store age",
    text: "Secret key or otpauth:// URI of mfa/mfa.user:",
    givenUp: 1,
    unasked: 3,
  },
  {
    title: "the passphrase of the age file",
    box: withAgeFile,
    command: "awsmfa code",
    text: "Passphrase of the age file:",
    givenUp: 1,
    unasked: 1,
  },
  {
    title: "the profile of password",
    box: twoProfiles,
    command: "awsmfa password",
    text: "Change the console password of which profile?",
    givenUp: 1,
    unasked: 1,
  },
  {
    title: "the old console password",
    box: () => sandbox(),
    command: "awsmfa password -p mfa.user-identity",
    text: "Old console password of mfa.user-identity:",
    givenUp: 1,
    unasked: 3,
  },
  {
    title: "whether to remove a device",
    box: () => sandbox({ world: world([EXAMPLE_SERIAL, `${EXAMPLE_SERIAL}-2`]) }),
    command: "awsmfa device remove -p mfa.user-identity --serial mfa.user",
    text: "Remove mfa/mfa.user (authenticator app) of mfa.user?",
    givenUp: 0,
    unasked: 3,
  },
  {
    title: "whether to remove a secret",
    box: withAgeFile,
    command: "awsmfa secret remove",
    text: "Remove the secret of mfa/mfa.user",
    givenUp: 0,
    unasked: 3,
  },
  {
    title: "the profile of key rotate",
    box: twoProfiles,
    command: "awsmfa key rotate",
    text: "Rotate the access key of which profile?",
    givenUp: 1,
    unasked: 1,
  },
  {
    title: "which key of a CSV file",
    box: withCsv,
    command: "awsmfa key import keys.csv",
    text: "Which key of the file?",
    givenUp: 2,
    unasked: 2,
  },
  {
    title: "the key of setup",
    box: withCsvAlone,
    command: "awsmfa setup",
    text: "or the access key id (AKIA…):",
    givenUp: 2,
    unasked: 3,
  },
  {
    title: "the secret of a key",
    box: withCsvAlone,
    command: "awsmfa setup",
    text: "or the access key id (AKIA…):",
    async lead(pty) {
      pty.enter(EXAMPLE_KEY.id);
      await pty.waitFor(SECRET_OF);
    },
    leadsTo: SECRET_OF,
    givenUp: 2,
    unasked: 3,
  },
  {
    title: "the name of a new profile",
    box: withCsvAlone,
    command: "awsmfa setup keys.csv --user mfa.user",
    text: "Name of its profile",
    givenUp: 2,
    unasked: 3,
  },
  {
    title: "whether to delete a key",
    box: twoProfiles,
    command: `awsmfa key delete ${SPARE_KEY.id} -p a`,
    text: `Delete ${SPARE_KEY.id}`,
    givenUp: 0,
    unasked: 3,
  },
];

/** What awsmfa remembers, under the home. */
export const MEMORY = ".local/state/awsmfa/memory.json";

/** Every file under the home with its bytes: AWS's files, what is remembered, locks, whatever is left. */
export function homeOf({ home }: Sandbox): Record<string, string> {
  const files = readdirSync(home, { recursive: true, withFileTypes: true });
  return Object.fromEntries(
    files
      .map((entry) => join(entry.parentPath, entry.name))
      .map((path) => [path, isFile(path) ? readFileSync(path, "latin1") : "a folder"]),
  );
}

function isFile(path: string): boolean {
  try {
    readdirSync(path);
    return false;
  } catch {
    return true;
  }
}

/** What still runs of a sandbox (Linux): states (`T` is stopped) and command lines of the processes with its home. */
export function running({ home }: Sandbox): string[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .flatMap((id) => {
      try {
        const of = readFileSync(`/proc/${id}/environ`, "latin1").includes(`HOME=${home}\0`);
        const state = readFileSync(`/proc/${id}/stat`, "latin1").split(") ").at(-1)?.slice(0, 1);
        const line = readFileSync(`/proc/${id}/cmdline`, "latin1").replaceAll("\0", " ");
        return of ? [`${state} ${line}`] : [];
      } catch {
        return [];
      }
    });
}
