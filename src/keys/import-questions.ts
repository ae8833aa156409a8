/** What is asked about a key that is imported: the name of its profile, and the region. */
import { isRegion } from "../aws/partitions.ts";
import { AwsmfaError } from "../errors.ts";
import type { Context } from "../ports.ts";
import { consents } from "../secrets/consent.ts";
import { type ImportPlan, nameProblem } from "./import.ts";

type Ports = Pick<Context, "terminal">;

/**
 * The name of the profile; where nobody can be asked, the one that is proposed.
 * @throws AwsmfaError `usage` where none is proposed either, or on Ctrl-D; `interrupted`
 */
export async function askName(proposed: string | undefined, { terminal }: Ports): Promise<string> {
  const nobody = await terminal.unusable();
  if (nobody !== undefined && proposed !== undefined) return proposed;
  const message =
    proposed === undefined ? "Name of its profile:" : `Name of its profile (Enter: ${proposed}):`;
  const answer =
    nobody === undefined
      ? await terminal.line({
          message,
          check: async (line) => nameProblem(line.trim() || (proposed ?? "")),
        })
      : undefined;
  if (answer !== undefined) return answer.trim() || (proposed ?? "");
  throw new AwsmfaError(
    "usage",
    `the key needs the name of a profile${nobody === undefined ? "" : `, and nobody can be asked: ${nobody}`}`,
    "name it: awsmfa key import CSV --profile NAME",
  );
}

/** Refuses what cannot be a region. @throws AwsmfaError `usage` */
export function checkRegion(given: string | undefined): void {
  if (given !== undefined && !isRegion(given))
    throw new AwsmfaError("usage", `“${given}” (--region) is no region`, "--region us-east-1");
}

/**
 * The region of the profile, or `undefined` for none.
 * @param given `--region`, which is one
 * @throws AwsmfaError `interrupted`
 */
export async function askRegion(
  given: string | undefined,
  profile: string,
  { terminal }: Ports,
): Promise<string | undefined> {
  if (given !== undefined || (await terminal.unusable()) !== undefined) return given;
  const answer = await terminal.line({
    message: `Region of ${profile}, such as us-east-1 (Enter: none):`,
    check: async (line) =>
      line.trim() === "" || isRegion(line.trim()) ? undefined : "that is no region",
  });
  return answer?.trim() || undefined;
}

/** Whether another key of the profile may be replaced; a no where nobody can be asked. @throws AwsmfaError `interrupted` */
export async function agreesToReplace(
  { profile, replaced, key }: ImportPlan,
  { terminal }: Ports,
): Promise<boolean> {
  if ((await terminal.unusable()) !== undefined) return false;
  const message = `[${profile}] has the access key ${replaced}. Replace it by ${key.accessKeyId}?`;
  const yes = "yes, replace it; the old key is not kept";
  return consents({ message, yes, what: "replacing a key", anyway: "--force" }, terminal);
}
