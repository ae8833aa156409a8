/** The local endpoint that hands out a profile's session and renews it. */
import type { AwsmfaError } from "../errors.ts";
import type { Context } from "../ports.ts";
import type { OpenEndpoint } from "../ports-endpoint.ts";
import type { SessionOptions } from "../sessions/options.ts";
import type { Session } from "../sessions/session.ts";
import { PATH, credentialsOf, nothingLeft, refusalOf } from "./answer.ts";
import { keeper } from "./keeper.ts";

/** How often it is looked whether a renewal is due, in milliseconds: a machine that slept is not late by more. */
const EVERY = 30_000;

/** An endpoint that answers. */
export interface Endpoint extends OpenEndpoint {
  /** For `AWS_CONTAINER_CREDENTIALS_FULL_URI`. */
  readonly uri: string;
}

/**
 * Opens the endpoint on 127.0.0.1.
 * @param told what became of a renewal
 * @throws AwsmfaError `port-unusable`
 */
export async function openEndpoint(
  session: Session,
  options: SessionOptions & { readonly port?: number },
  context: Context,
  told: (outcome: Session | AwsmfaError) => void,
): Promise<Endpoint> {
  const kept = keeper(session, options, context, told);
  const open = await (
    await context.endpoint()
  )({
    ...(options.port === undefined ? {} : { port: options.port }),
    every: EVERY,
    tick: () => kept.check(),
    async answer(request, port) {
      const refusal = refusalOf(request, port);
      const now = refusal === undefined ? await kept.current() : undefined;
      const answer =
        refusal ??
        (now?.session === undefined ? nothingLeft(now?.why ?? "") : credentialsOf(now.session));
      context.debug(`endpoint: ${request.method}: ${answer.status}`);
      return answer;
    },
  });
  context.debug(`endpoint: 127.0.0.1:${open.port}`);
  return { ...open, uri: `http://127.0.0.1:${open.port}${PATH}` };
}
