// Takes the place of the SDK's tables of endpoints, an eighth of a client: every client of ours is told where
// to call, and for such a one the tables' answer is what it was told, without a word on how to sign.

/** @param {{ readonly Endpoint?: string }} parameters */
export function defaultEndpointResolver({ Endpoint }) {
  if (Endpoint === undefined) throw new Error("a client was made without an endpoint");
  return { url: new URL(Endpoint), properties: {}, headers: {} };
}
