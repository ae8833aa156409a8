/** The port of AWS Sign-In, by the local AWS. */

import type { Clock } from "../../src/ports.ts";
import type { Signin } from "../../src/ports-aws.ts";
import { federate } from "./federation.ts";
import type { World } from "./world.ts";

/** A port that asks a world. @param clock the machine's clock */
export function signinOf(world: World, clock: Pick<Clock, "now">): Signin {
  return {
    async getSigninToken({ credentials, clockOffset }) {
      const { accessKeyId, secretAccessKey, sessionToken } = credentials;
      const session = { sessionId: accessKeyId, sessionKey: secretAccessKey, sessionToken };
      const query = new URLSearchParams({
        Action: "getSigninToken",
        Session: JSON.stringify(session),
      });
      const path = `/federation?${query.toString()}`;
      const request = { method: "GET", path, headers: {}, body: "" };
      const { status, body } = federate(world, request, clock.now() + world.clockOffset);
      if (status === 200) {
        const { SigninToken: value } = JSON.parse(body) as { SigninToken: string };
        return { granted: true, value, clockOffset };
      }
      const message = `HTTP status ${status}`;
      const told = { kind: "refused", code: "InvalidSession", message, status } as const;
      return { granted: false, ...told, clockOffset: undefined };
    },
  };
}
