/** `awsmfa secret remove`: takes a secret out of its store. */
import { deviceLabel } from "../../aws/arn.ts";
import type { Context } from "../../ports.ts";
import { consents } from "../../secrets/consent.ts";
import { SECRET_STORES } from "../../secrets/secrets.ts";
import { forgetStored } from "../../secrets/stored-secrets.ts";
import { type Planned, plannedWords } from "../../sessions/dry-run.ts";
import { lookAround } from "../../sessions/look.ts";
import { type DeviceOptions, storedSecretFor } from "../../sessions/secret-device.ts";
import type { CommonOptions, Told, View } from "../command.ts";

/** Options of `secret remove`. */
export interface RemoveOptions extends CommonOptions, DeviceOptions {
  /** `--force`: do not ask. */
  readonly force: boolean;
  readonly dryRun: boolean;
}

/** What became of it. */
export interface Removed {
  readonly serial: string;
  readonly store: string;
  /** What the store is called in a sentence. */
  readonly label: string;
  /** `gone`: the store did not have it any more. */
  readonly outcome: "removed" | "gone" | "declined";
}

/** Asks, then removes it. @throws AwsmfaError */
export async function run(options: RemoveOptions, context: Context): Promise<Removed | Planned> {
  const situation = await lookAround(context);
  const question = "Remove the secret of which profile?";
  const { serial, store, profile } = await storedSecretFor(options, situation, context, question);
  const kind = SECRET_STORES[store];
  const { label } = kind;
  if (options.dryRun) {
    const steps = [`remove the secret of ${deviceLabel(serial)} from ${label}`];
    return { outcome: "planned", profile: profile ?? null, steps };
  }
  const agreed =
    options.force ||
    (await consents(
      {
        message: `Remove the secret of ${deviceLabel(serial)} from ${label}? Without a copy elsewhere its codes are lost.`,
        yes: "yes, remove it",
        what: "removing a secret",
        anyway: "--force",
      },
      context.terminal,
    ));
  if (!agreed) return { serial, store, label, outcome: "declined" };
  const found = await kind.open(context).remove(serial);
  await forgetStored(serial, context);
  return { serial, store, label, outcome: found ? "removed" : "gone" };
}

/** What became of it; the device itself is AWS's. */
export function words(removed: Removed | Planned, { news }: View): Told {
  if (removed.outcome === "planned") return { news: plannedWords(removed, "this") };
  const { serial, label, outcome } = removed;
  const device = news("bold", deviceLabel(serial));
  if (outcome === "declined") return { news: [`${device} · the secret stays in ${label}`] };
  const done = outcome === "removed" ? `removed from ${label}` : `was not in ${label} any more`;
  return {
    news: [
      `${news("good", "✔")} ${device} · the secret ${outcome === "removed" ? "was " : ""}${done}`,
      "  AWS still takes codes of the device: remove that there if it is not used any more",
    ],
  };
}

/** The same for programs. */
export function json(removed: Removed | Planned): unknown {
  if (removed.outcome === "planned") return removed;
  const { serial, store, outcome } = removed;
  return { serial, store, outcome };
}
