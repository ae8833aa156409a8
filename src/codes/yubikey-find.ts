/** From nothing to the account: ykman, the YubiKey, the id on it. What was found in this run is not looked for again. */
import { deviceLabel } from "../aws/arn.ts";
import { typed } from "../words/typed.ts";
import { accountsFor, accountsIn } from "./yubikey-accounts.ts";
import { type KeyChoice, type KeyWish, chooseKey, keysIn } from "./yubikey-keys.ts";
import { listAccounts } from "./yubikey-password.ts";
import { type Asking, type Attempt, failure, picked } from "./yubikey-try.ts";
import { type YkmanFailure, failureOf, failureSaid } from "./ykman-failures.ts";
import { LIMIT, type Ykman, findYkman, runYkman } from "./ykman.ts";
import type { Ended } from "../ports-run.ts";

/** Of so few accounts all are named. */
const FEW = 6;

/** What was found. */
export interface Found {
  readonly ykman: Ykman;
  /** The exact id. */
  readonly account: string;
  readonly reason?: never;
}

/** Finds the account of the device, by what is set, what was used before, what is there; asks where that leaves several. */
export async function findAccount(attempt: Attempt): Promise<Found | YkmanFailure> {
  const { known, ports } = attempt;
  const ykman = await findKey(attempt);
  if ("reason" in ykman) return ykman;
  if (known.account === undefined) {
    const account = await chooseAccount(attempt, ykman);
    if (typeof account !== "string") return account;
    ports.debug(`YubiKey: account ${account}`);
    known.account = account;
  }
  return { ykman, account: known.account };
}

/** What it takes to find a YubiKey. */
export type KeySearch = Asking & { readonly request: KeyWish };

/** The program, and in what is known the YubiKey. */
export async function findKey({ request, ports, known }: KeySearch): Promise<Ykman | YkmanFailure> {
  const { signal } = request;
  const list = (program: string): Promise<Ended> =>
    runYkman(
      { ykman: { program, version: [0, 0] }, key: undefined, words: ["list"], signal },
      ports,
    );
  const before = known.ykman;
  if (before !== undefined && known.key !== undefined) return before;
  // Each start of ykman takes a third of a second: both at once, by the name that it has nearly everywhere.
  const [ykman, first] =
    before === undefined
      ? await Promise.all([findYkman(ports, signal), list("ykman")])
      : [before, await list(before.program)];
  if ("reason" in ykman) return failure(ykman.reason, ykman.hint);
  known.ykman = ykman;
  const listed = first.why === "missing" ? await list(ykman.program) : first;
  const choice = chooseKey(request, keysIn(listed.stdout));
  const key = await chosen(choice, listed, { request, ports, known });
  if (typeof key !== "string") return key;
  known.several = "several" in choice;
  known.key = key;
  return ykman;
}

async function chosen(
  choice: KeyChoice,
  listed: Ended,
  attempt: KeySearch,
): Promise<string | YkmanFailure> {
  const { ports, request } = attempt;
  const { profile } = request;
  if ("reason" in choice) return failure(choice.reason, choice.hint);
  if ("key" in choice) {
    ports.debug(`YubiKey: ${choice.key || "without a serial number"} (${choice.how})`);
    return choice.key;
  }
  if ("absent" in choice) {
    // That none is listed may be the fault of something else.
    const wrong = failureOf(listed, LIMIT) ?? failureSaid(listed.stderr);
    return (
      wrong ?? { kind: "absent", reason: choice.absent, hint: "what is plugged in: ykman list" }
    );
  }
  const numbers = choice.several.flatMap(({ serial }) => serial ?? []);
  const choices = choice.several.flatMap(({ serial, label }) =>
    serial === undefined ? [] : [{ value: serial, label }],
  );
  return picked(attempt, "Which YubiKey?", choices, {
    reason: `several YubiKeys are plugged in (${numbers.join(", ")})`,
    hint: `aws configure set awsmfa_yubikey_serial ${numbers[0] ?? "NUMBER"} --profile ${typed(profile)}`,
  });
}

async function chooseAccount(attempt: Attempt, ykman: Ykman): Promise<string | YkmanFailure> {
  const { settings, serial, profile } = attempt.request;
  const listed = await listAccounts(attempt, ykman);
  if (listed.reason !== undefined) return listed;
  const accounts = accountsIn(listed.stdout);
  const set = settings.get("awsmfa_yubikey_account")?.trim() || undefined;
  const [only, ...others] = accountsFor(serial, set, accounts);
  const setting = (id: string): string =>
    `aws configure set awsmfa_yubikey_account ${id} --profile ${typed(profile)}`;
  if (only === undefined) {
    const what = set === undefined ? `for ${deviceLabel(serial)}` : `“${set}”`;
    const some = accounts.slice(0, FEW).join(", ");
    const more = accounts.length > FEW ? ", …" : "";
    return failure(
      `the YubiKey has no account ${what}`,
      accounts.length === 0
        ? "there is none on it at all: ykman oath accounts add --touch NAME, and type the secret key that AWS shows"
        : `on it: ${some}${more}\nname one: ${setting("ID")}`,
    );
  }
  if (others.length === 0) return only;
  const choices = [only, ...others].map((id) => ({ value: id, label: id }));
  return picked(attempt, `Which account of the YubiKey is ${deviceLabel(serial)}?`, choices, {
    reason: `several accounts of the YubiKey may be ${deviceLabel(serial)}`,
    hint: setting(typed(only)),
  });
}
