/** The session of a role in the local AWS, as sts:AssumeRole would have issued it. */
import { createRole } from "../local-aws/role.ts";
import { issueSession } from "../local-aws/sessions.ts";
import type { World } from "../local-aws/world.ts";
import type { Credentials } from "../../src/ports-aws.ts";

/** Issues it to the world's first user, for an hour; as of a user if no role is named. @param now milliseconds by AWS's clock */
export function roleSession(world: World, role: string | undefined, now: number): Credentials {
  const [user] = world.users;
  if (user === undefined) throw new Error("nobody is there");
  const session = issueSession(world, user, user.keys[0]?.id ?? "", true, 3600, now);
  if (role !== undefined)
    world.sessions.splice(-1, 1, {
      ...session,
      role: { role: createRole({ arn: role }), name: "x" },
    });
  const { accessKeyId, secretAccessKey, token: sessionToken } = session;
  return { accessKeyId, secretAccessKey, sessionToken };
}
