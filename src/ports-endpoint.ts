/** The local endpoint for credentials: types only, as in `ports.ts`. */

/** What is known of a request. */
export interface EndpointRequest {
  readonly method: string;
  /** Path and query, as they were sent. */
  readonly path: string;
  /** The `Host` header. */
  readonly host: string | undefined;
  /** Whether `Authorization` is the token, compared in constant time. */
  readonly authorized: boolean;
}

/** What is answered: a status and a value for `JSON.stringify`. */
export interface EndpointAnswer {
  readonly status: number;
  readonly body: unknown;
}

/** An endpoint to open. */
export interface EndpointWanted {
  /** The TCP port; any free one if absent. */
  readonly port?: number;
  /** Answers a request. @param port the one that it came to */
  readonly answer: (request: EndpointRequest, port: number) => Promise<EndpointAnswer>;
  /** Called again and again while the endpoint is open, never twice at once. */
  readonly tick: () => Promise<void>;
  /** The milliseconds between two calls of `tick`. */
  readonly every: number;
}

/** An endpoint that is open. */
export interface OpenEndpoint {
  readonly port: number;
  /** 32 random bytes, in base64url: what `Authorization` must be. */
  readonly token: string;
  readonly close: () => void;
}

/** Opens an endpoint on 127.0.0.1. @throws AwsmfaError `port-unusable` */
export type OpensEndpoint = (wanted: EndpointWanted) => Promise<OpenEndpoint>;
