/** Keys made inactive and deleted: whether somebody needs them, and the act. */
import { AwsmfaError } from "../errors.ts";
import type { ListedKey } from "../ports-aws.ts";
import { sectionsWithKey } from "../profiles/key-place.ts";
import type { Wanted } from "../sessions/get.ts";
import { typed } from "../words/typed.ts";
import type { KeyCalls } from "./key-calls.ts";
import { listKeys } from "./listed.ts";

/** What is to be done to a key. */
export type Retirement = "deactivate" | "delete";

/**
 * The key among those that AWS lists, if it may go.
 * @param force whether it may go although somebody needs it
 * @throws AwsmfaError `unknown-key` for one that AWS does not list, `key-in-use`
 */
export async function retirableKey(
  id: string,
  how: Retirement,
  force: boolean,
  { profile, situation }: Wanted,
  calls: KeyCalls,
): Promise<ListedKey> {
  const listed = await listKeys(calls);
  const key = listed.find((each) => each.id === id);
  const option = `--profile ${typed(profile.name)}`;
  if (key === undefined)
    throw new AwsmfaError(
      "unknown-key",
      `AWS lists no access key ${id} of the user of ${profile.name}`,
      `look at them: awsmfa key list ${option}`,
    );
  const sections = sectionsWithKey(situation.files, id);
  const does = how === "delete" ? "delete it" : "make it inactive";
  if (force) return key;
  if (sections.length > 0)
    throw new AwsmfaError(
      "key-in-use",
      `${id} is the key in ${sections.map((name) => `[${name}]`).join(", ")}, which would work no more`,
      `put a new one in its place: awsmfa key rotate ${option}\nor ${does} all the same: --force`,
    );
  if (key.active && listed.every((each) => each.id === id || !each.active))
    throw new AwsmfaError(
      "key-in-use",
      `${id} is the only active access key of the user of ${profile.name}`,
      `${does} all the same: --force`,
    );
  return key;
}
