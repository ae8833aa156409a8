/** Whether the keychain is locked, without the risk of a window: the package of the keychain cannot tell. */
import type { Run } from "../ports-run.ts";

const SERVICE = "org.freedesktop.secrets";
const COLLECTION = "/org/freedesktop/secrets/aliases/default";
const INTERFACE = "org.freedesktop.Secret.Collection";
const GET = "org.freedesktop.DBus.Properties.Get";

/** Programs that ask for a property over D-Bus; one of them is there where there is a desktop. */
const PROGRAMS: readonly (readonly [file: string, ...words: string[]])[] = [
  [
    "gdbus",
    "call",
    "--session",
    "--timeout",
    "5",
    "--dest",
    SERVICE,
    "--object-path",
    COLLECTION,
    "--method",
    GET,
    INTERFACE,
    "Locked",
  ],
  ["busctl", "--user", "--timeout=5", "get-property", SERVICE, COLLECTION, INTERFACE, "Locked"],
  [
    "dbus-send",
    "--session",
    "--reply-timeout=5000",
    "--print-reply=literal",
    `--dest=${SERVICE}`,
    COLLECTION,
    GET,
    `string:${INTERFACE}`,
    "string:Locked",
  ],
];

/** How long one of them may take, in milliseconds. */
const LIMIT = 6_000;

/** Asks the Secret Service (its specification, org.freedesktop.Secret.Collection, Locked); `undefined` where nobody can tell. */
export async function secretServiceLocked(
  run: Run,
  environment: Readonly<Record<string, string | undefined>>,
): Promise<boolean | undefined> {
  for (const command of PROGRAMS) {
    const asked = { command, environment, stderr: "dropped", mayAsk: false, limit: LIMIT } as const;
    const { why, status, stdout } = await run(asked);
    const [word] = /true|false/.exec(stdout) ?? [];
    if (why === "itself" && status === 0 && word !== undefined) return word === "true";
    // Another program would get the same answer.
    if (why !== "missing") return undefined;
  }
  return undefined;
}
