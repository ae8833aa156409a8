/** Whether AWS takes a key: proved with a call, again while a new key is not known everywhere. */
import { codeOfRefusal } from "../aws/codes-of-refusals.ts";
import { type Caller, askCaller } from "../users/caller.ts";
import type { Context } from "../ports.ts";
import type { Credentials } from "../ports-aws.ts";
import type { Profile } from "../profiles/profile.ts";
import { connectTo } from "../sessions/connect.ts";
import type { Situation } from "../sessions/situation.ts";

/** Pauses before the next try, in milliseconds: a minute in all, which is longer than AWS takes (IAM user guide, eventual consistency). */
const PAUSES = [1000, 2000, 3000, 5000, 7000, 10_000, 15_000, 17_000];

/**
 * Asks AWS whose the key is, which cannot be denied.
 * @param how.patiently whether the key may be so new that AWS does not know it yet
 * @param how.serial the device, if known: its partition decides where no region is set
 * @returns the ARN of whoever the key belongs to, or the last refusal with its error
 */
export async function proveKey(
  credentials: Credentials,
  profile: Profile,
  situation: Pick<Situation, "files" | "clockOffset">,
  { patiently, serial }: { readonly patiently: boolean; readonly serial?: string | undefined },
  context: Context,
): Promise<Caller> {
  const { clockOffset } = situation;
  const caller = { profile, credentials, serial, clockOffset };
  const connection = await connectTo("sts", caller, situation, context);
  const pauses = patiently ? [...PAUSES] : [];
  try {
    for (;;) {
      const result = await askCaller(connection, profile.name, context);
      const again = !result.granted && codeOfRefusal(result) === "unknown-key";
      const pause = again ? pauses.shift() : undefined;
      context.debug(
        `${credentials.accessKeyId} tried: ${result.granted ? "it works" : result.code}${pause === undefined ? "" : `, again in ${pause} ms`}`,
      );
      if (pause === undefined) return result;
      context.output.progress("waiting until all of AWS knows the new key …");
      await context.clock.sleep(pause);
    }
  } finally {
    context.output.progress(undefined);
  }
}
