/** Who a request comes from: the user of a key or of temporary credentials. */

import { Refusal } from "./refusal.ts";
import type { Session, User, World } from "./world.ts";

/** Whoever signed a request. */
export interface Caller {
  readonly user: User;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** The temporary credentials, or `undefined` for a long-term key. */
  readonly session: Session | undefined;
}

/**
 * The caller that an access key belongs to.
 * @param token the session token, or `undefined`
 * @param region the region signed for: a key is unknown in another partition
 * @param awsNow AWS's clock, in milliseconds
 * @throws Refusal `InvalidClientTokenId`, `ExpiredToken`
 */
export function callerOf(
  world: World,
  accessKeyId: string,
  token: string | undefined,
  region: string,
  awsNow: number,
): Caller {
  const caller = longTerm(world, accessKeyId, token) ?? temporary(world, accessKeyId, token);
  if (caller === undefined || caller.user.partition !== partitionOf(region)) throw unknownToken();
  if (caller.session !== undefined && caller.session.expires <= awsNow) {
    throw new Refusal(403, "ExpiredToken", "The security token included in the request is expired");
  }
  return caller;
}

/** The refusal of a key or token that AWS does not know, or does not take here. */
export function unknownToken(): Refusal {
  return new Refusal(
    403,
    "InvalidClientTokenId",
    "The security token included in the request is invalid",
  );
}

function longTerm(world: World, id: string, token: string | undefined): Caller | undefined {
  for (const user of world.users) {
    const key = user.keys.find((each) => each.id === id && each.active);
    if (key === undefined || token !== undefined) continue;
    if (key.refusals !== undefined && key.refusals > 0) {
      key.refusals -= 1;
      throw unknownToken();
    }
    return { user, accessKeyId: id, secretAccessKey: key.secret, session: undefined };
  }
  return undefined;
}

function temporary(world: World, id: string, token: string | undefined): Caller | undefined {
  const session = world.sessions.find((each) => each.accessKeyId === id && each.token === token);
  if (session === undefined) return undefined;
  const { user, secretAccessKey, keyId } = session;
  const lives = user.keys.some((key) => key.id === keyId && key.active);
  if (world.sessionsEndWithKey === true && !lives) return undefined;
  return { user, accessKeyId: id, secretAccessKey, session };
}

// Region prefixes by partition: botocore's partitions.json.
const PREFIXES: readonly (readonly [prefix: string, partition: string])[] = [
  ["cn-", "aws-cn"],
  ["us-gov-", "aws-us-gov"],
  ["eusc-", "aws-eusc"],
  ["us-iso-", "aws-iso"],
  ["us-isob-", "aws-iso-b"],
  ["eu-isoe-", "aws-iso-e"],
  ["us-isof-", "aws-iso-f"],
  ["eu-isof-", "aws-iso-f"],
];

function partitionOf(region: string): string {
  return PREFIXES.find(([prefix]) => region.startsWith(prefix))?.[1] ?? "aws";
}
