/** A device whose clock has gone astray: AWS is told two consecutive codes, and knows by how much it is off. */
import { deviceLabel, deviceName } from "../aws/arn.ts";
import { digitsOf } from "../codes/code-source.ts";
import { AwsmfaError } from "../errors.ts";
import type { Context } from "../ports.ts";
import { storedSecrets } from "../secrets/stored-secrets.ts";
import { typed } from "../words/typed.ts";
import type { Calls } from "../users/calls.ts";
import { computedPair, spend } from "./enable.ts";
import type { Subject } from "./subject.ts";

/** How many pairs AWS may refuse before it is over. */
const TRIES = 3;

/** What is to be resynchronized. */
export interface Resync {
  readonly subject: Subject;
  readonly profile: string;
  readonly serial: string;
  readonly memoryPath: string;
}

/** Where the codes came from. */
export type PairSource = "computed" | "typed";

/** Whether this machine has the device's secret, and computes the codes. */
export async function hasStoredSecret(serial: string, context: Context): Promise<boolean> {
  return (await storedSecrets(context)).some((each) => each.serial === serial);
}

/**
 * Sends two codes, computed of a stored secret or typed; those that are typed again up to three times.
 * @throws AwsmfaError `wrong-code`, `no-code`, `no-terminal`, or what else AWS's refusal means
 */
export async function resyncDevice(
  resync: Resync,
  calls: Calls,
  context: Context,
): Promise<PairSource> {
  const { subject, serial, memoryPath } = resync;
  const isStored = await hasStoredSecret(serial, context);
  for (let tries = 1; ; tries += 1) {
    const computed = isStored ? await storedPair(serial, calls, context) : undefined;
    const codes = computed?.codes ?? (await typedPair(resync, context));
    await spend(serial, codes, computed?.steps ?? [], memoryPath, context);
    const pair = { user: subject.name, serial, codes };
    const result = await calls.ask("ResyncMFADevice", (iam, connection) =>
      iam.resyncMfaDevice(connection, pair),
    );
    if (result.granted) return computed === undefined ? "typed" : "computed";
    const error = await calls.error(result, "ResyncMFADevice", serial);
    const isWrong = error instanceof AwsmfaError && error.code === "wrong-code";
    if (!isWrong || tries === TRIES || computed !== undefined) throw error;
    context.output.warn(`awsmfa: ${error.message}`);
  }
}

async function storedPair(serial: string, calls: Calls, context: Context) {
  const entry = (await storedSecrets(context)).find((each) => each.serial === serial);
  const { SECRET_STORES } = await import("../secrets/secrets.ts");
  const secret = entry && (await SECRET_STORES[entry.store].open(context).get(serial));
  return secret && computedPair(secret, calls.now());
}

async function typedPair(
  { serial, profile }: Resync,
  { terminal }: Context,
): Promise<readonly [string, string]> {
  const nobody = await terminal.unusable();
  if (nobody !== undefined)
    throw new AwsmfaError(
      "no-terminal",
      `resynchronizing ${deviceLabel(serial)} takes two codes, and nobody can be asked for them: ${nobody}`,
      `awsmfa device resync --profile ${typed(profile)}, on a terminal`,
    );
  const ask = async (message: string, other?: string): Promise<string> => {
    const check = async (text: string): Promise<string | undefined> => {
      const code = digitsOf(text);
      if (code === undefined) return "six digits, please";
      return code === other ? "that is the same code: wait for the next one" : undefined;
    };
    const code = digitsOf((await terminal.line({ message, check })) ?? "");
    if (code !== undefined) return code;
    throw new AwsmfaError(
      "no-code",
      "no code was entered, so nothing is changed",
      `awsmfa device resync --profile ${typed(profile)}`,
    );
  };
  const first = await ask(`Code that ${deviceName(serial)} shows:`);
  return [first, await ask("The next code, once it shows:", first)];
}
