/** Why a rotation stopped, in words. */
import { AwsmfaError } from "../errors.ts";
import type { ListedKey } from "../ports-aws.ts";
import type { UserKey } from "../profiles/key-source.ts";
import { typed } from "../words/typed.ts";
import type { KeyCalls } from "./key-calls.ts";
import { useOf } from "./listed.ts";
import type { Standing, Step } from "./rotation.ts";
import type { Work } from "./work.ts";
import { useWords } from "./words.ts";

/** The error for a plan that has no next step. */
export async function stopped(
  { why, id }: Extract<Step, { do: "stop" }>,
  { current, listed }: Standing,
  { calls, context, place }: Work,
): Promise<AwsmfaError> {
  const { profile } = place;
  const option = `--profile ${typed(profile)}`;
  switch (why) {
    case "no-room": {
      const key = listed.find((each) => each.id === id) ?? { id, active: false };
      return noRoom(key, current, profile, calls, context.clock.now());
    }
    case "next-inactive":
      return new AwsmfaError(
        "rotation-stopped",
        `${id}, the next key of ${profile} in [${place.next}], was made inactive meanwhile`,
        `delete it: awsmfa key delete ${id} --force ${option}\nthen begin anew: awsmfa key rotate ${option}`,
      );
    default:
      return new AwsmfaError(
        "rotation-stopped",
        `AWS does not list ${id}, the key of ${profile}, among those of its user`,
        `look at them: awsmfa key list ${option}`,
      );
  }
}

/** The error for a key that is not in AWS's files, where a rotation takes place. */
export function notInFile(key: UserKey, profile: string): AwsmfaError {
  const option = `--profile ${typed(profile)}`;
  return key.in === "process"
    ? new AwsmfaError(
        "moved-key",
        `the access key of ${profile} is printed by its credential_process, so it is rotated where that has it from`,
        `a new one to put there: awsmfa key create ${option}`,
      )
    : new AwsmfaError(
        "moved-key",
        `the access key ${key.accessKeyId} of ${profile} is in another store (${key.in}), and is rotated only in the file`,
        `awsmfa key move --to file ${option}\nthen awsmfa key rotate ${option}, and awsmfa key move --to ${key.in} ${option}`,
      );
}

/** The error where the user has two keys: which they are, and how one may go. @param now milliseconds */
export async function noRoom(
  { id, active }: Pick<ListedKey, "id" | "active">,
  current: string,
  profile: string,
  calls: KeyCalls,
  now: number,
): Promise<AwsmfaError> {
  const use = useWords(await useOf(id, calls), now);
  const state = active ? "active" : "inactive";
  return new AwsmfaError(
    "no-room-for-key",
    `the user of ${profile} has two access keys, as many as AWS allows: ${current} in use here, and ${id} (${state}, last used: ${use})`,
    `if nothing uses ${id}: awsmfa key delete ${id} --profile ${typed(profile)}`,
  );
}

/** The error for a key that was made and could not be written down. @param gone whether it was deleted again */
export function lostKey(error: unknown, id: string, gone: boolean, profile: string): unknown {
  if (!(error instanceof AwsmfaError)) return error;
  const { code, message, hint, cause } = error;
  const fate = gone
    ? `the new key ${id} was deleted again`
    : `the new key ${id} is lost, and could not be deleted: awsmfa key delete ${id} --profile ${typed(profile)}`;
  const first = hint?.split("\n")[0];
  return new AwsmfaError(code, message, first === undefined ? fate : `${first}\n${fate}`, {
    cause,
  });
}

/** The error for a key that AWS never took. @param fate what became of it */
export function notTaken(id: string, fate: string, profile: string): AwsmfaError {
  return new AwsmfaError(
    "rotation-stopped",
    `AWS did not take the new key ${id} within a minute: ${fate}`,
    `try again: awsmfa key rotate --profile ${typed(profile)}`,
  );
}
