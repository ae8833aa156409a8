/** The ports by which other programs get a session, as fakes. */
import type { Context } from "../../src/ports.ts";
import type { EndpointWanted } from "../../src/ports-endpoint.ts";
import type { HandOver, HandedOver } from "../../src/ports-exec.ts";

/** How they behave. */
export interface FakeClients {
  /** How the program ends that is handed over to; with status 0 unless told otherwise. */
  readonly handedOver?: HandedOver;
}

/** What was done with them. */
export interface SeenClients {
  readonly handed: HandOver[];
  /** Endpoints that were opened; a closed one has gone. */
  readonly endpoints: EndpointWanted[];
}

/** The address and the token of the fake endpoint. */
export const FAKE_ENDPOINT = { port: 40_001, token: "T0KEN-of_the-example" } as const;

/** The ports. */
export function fakeClients(
  { handedOver = { why: "ended", status: 0 } }: FakeClients,
  { handed, endpoints }: SeenClients,
): Pick<Context, "exec" | "endpoint"> {
  return {
    exec: async () => async (handOver) => {
      handed.push(handOver);
      return handedOver;
    },
    endpoint: async () => async (wanted) => {
      endpoints.push(wanted);
      const close = (): void => void endpoints.splice(endpoints.indexOf(wanted), 1);
      return { ...FAKE_ENDPOINT, port: wanted.port ?? FAKE_ENDPOINT.port, close };
    },
  };
}
