/** `awsmfa secret list`: which devices have a secret. Nothing is opened. */
import { deviceLabel } from "../../aws/arn.ts";
import type { Context } from "../../ports.ts";
import { type StoredSecret, storedSecrets } from "../../secrets/stored-secrets.ts";
import { tableLines } from "../../words/table.ts";
import type { CommonOptions, Told, View } from "../command.ts";

/** Reads the list. @throws AwsmfaError `file-unreadable` */
export async function run(
  { profile }: CommonOptions,
  context: Context,
): Promise<readonly StoredSecret[]> {
  const stored = await storedSecrets(context);
  return stored.filter((secret) => profile === undefined || secret.profile === profile);
}

/** The table. */
export function words(stored: readonly StoredSecret[], { data }: View): Told {
  if (stored.length === 0) return { news: ["no secret is stored; store one: awsmfa secret add"] };
  const header = ["DEVICE", "STORE", "PROFILE", "SERIAL"].map((title) => data("dim", title));
  const rows = stored.map(({ serial, store, profile }) => [
    deviceLabel(serial),
    store,
    profile ?? "–",
    serial,
  ]);
  return {
    data: tableLines([header, ...rows])
      .map((line) => `${line}\n`)
      .join(""),
  };
}

/** The same for programs. */
export function json(stored: readonly StoredSecret[]): unknown {
  return {
    secrets: stored.map(({ serial, store, profile }) => ({
      serial,
      store,
      profile: profile ?? null,
    })),
  };
}
