/** `awsmfa secret add`: stores the TOTP secret of a device. */
import { deviceLabel, deviceName, arnOf } from "../../aws/arn.ts";
import type { Context } from "../../ports.ts";
import { consents } from "../../secrets/consent.ts";
import { givenSecret } from "../../secrets/given-secret.ts";
import { SECRET_STORES, storeNamed } from "../../secrets/secrets.ts";
import { noteStored, storedSecrets } from "../../secrets/stored-secrets.ts";
import { type TotpSecret, secondsLeft, stepAt } from "../../secrets/totp-secret.ts";
import { spaced } from "../../memory/spent.ts";
import { type Planned, plannedWords } from "../../sessions/dry-run.ts";
import { lookAround } from "../../sessions/look.ts";
import { type DeviceOptions, deviceToAdd } from "../../sessions/secret-device.ts";
import type { CommonOptions, Told, View } from "../command.ts";

/** Options of `secret add`. */
export interface AddOptions extends CommonOptions, DeviceOptions {
  /** Where the secret is: a text, a picture, `-`; asked for if absent. */
  readonly file?: string;
  /** `--store` */
  readonly store?: string;
  /** `--force`: replace without asking. */
  readonly force: boolean;
  readonly dryRun: boolean;
}

/** What was done. */
export interface Added {
  readonly serial: string;
  readonly profile: string | undefined;
  /** The store's name, and what it is called in a sentence. */
  readonly store: string;
  readonly label: string;
  readonly outcome: "added" | "replaced" | "kept" | "declined";
  /** The code of this moment, to be compared with another authenticator's, and how long it lasts; seconds. */
  readonly code: string;
  readonly secondsLeft: number;
}

/** Stores it. The store is opened first, so that nothing is typed in vain. @throws AwsmfaError */
export async function run(options: AddOptions, context: Context): Promise<Added | Planned> {
  const situation = await lookAround(context);
  const { serial, profile } = await deviceToAdd(options, situation, context);
  const stored = await storedSecrets(context);
  const before = stored.find((secret) => secret.serial === serial);
  // Whoever has chosen a store for one device means it for the next.
  const usual = before?.store ?? stored.at(-1)?.store ?? "keychain";
  const kind = storeNamed(options.store ?? usual);
  if (options.dryRun) {
    const steps = [`store the secret of ${deviceLabel(serial)} in ${kind.label}`];
    return { outcome: "planned", profile: profile ?? null, steps };
  }
  const store = kind.open(context);
  const known = await store.get(serial);
  const question = `Secret key or otpauth:// URI of ${deviceLabel(serial)}:`;
  const given = labelled(await givenSecret(options.file, question, context), serial);
  const outcome = known === undefined ? "added" : isSame(known, given) ? "kept" : "replaced";
  const agreed =
    outcome !== "replaced" ||
    options.force ||
    (await consents(
      {
        message: `${kind.label} has another secret of ${deviceLabel(serial)}. Replace it?`,
        yes: "yes, replace it",
        what: "replacing a secret",
        anyway: "--force",
      },
      context.terminal,
    ));
  const secret = agreed ? given : (known ?? given);
  if (agreed && outcome !== "kept") await store.put(serial, given);
  await noteStored({ serial, store: kind.name, profile: profile ?? before?.profile }, context);
  // One device, one secret: what another store has of it would go stale.
  if (before !== undefined && before.store !== kind.name && agreed)
    await SECRET_STORES[before.store].open(context).remove(serial);
  const now = context.clock.now() + situation.clockOffset;
  const { codeOfStep } = await import("../../secrets/one-time-code.ts");
  return {
    serial,
    profile,
    store: kind.name,
    label: kind.label,
    outcome: agreed ? outcome : "declined",
    code: codeOfStep(secret, stepAt(secret, now)),
    secondsLeft: secondsLeft(secret, now),
  };
}

function isSame(one: TotpSecret, other: TotpSecret): boolean {
  return (["base32", "digits", "period", "algorithm"] as const).every(
    (key) => one[key] === other[key],
  );
}

/** Bare base32 gets the names that AWS's own QR code has, so that a backup says whose it is. */
function labelled(secret: TotpSecret, serial: string): TotpSecret {
  const account = arnOf(serial)?.account;
  return {
    ...secret,
    issuer: secret.issuer ?? "Amazon Web Services",
    account: secret.account ?? [deviceName(serial), account].filter(Boolean).join("@"),
  };
}

/** Where it is, and the code to compare. */
export function words(added: Added | Planned, { news }: View): Told {
  if (added.outcome === "planned") return { news: plannedWords(added, "this") };
  const { serial, label, outcome, code, secondsLeft: left } = added;
  const device = news("bold", deviceLabel(serial));
  const compare = `  its code now: ${news("bold", shown(code))} (${left} s left); your other authenticator shows the same`;
  if (outcome === "declined")
    return { news: [`${device} · the secret in ${label} stays as it is`] };
  const done = { added: "is", replaced: "was replaced", kept: "was there already" }[outcome];
  const warnings =
    code.length === 6
      ? []
      : [`awsmfa: warning: its codes have ${code.length} digits; AWS takes six`];
  return {
    news: [`${news("good", "✔")} ${device} · the secret ${done} in ${label}`, compare],
    warnings,
  };
}

function shown(code: string): string {
  return code.length === 6 ? spaced(code) : code;
}

/** The same for programs, without the code. */
export function json(added: Added | Planned): unknown {
  if (added.outcome === "planned") return added;
  const { serial, profile, store, outcome } = added;
  return { serial, profile: profile ?? null, store, outcome };
}
