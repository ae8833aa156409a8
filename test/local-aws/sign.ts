/** The client's side of a call: a Query request, signed as the SDKs sign it. */

import { Sha256 } from "@aws-crypto/sha256-js";
import { SignatureV4 } from "@smithy/signature-v4";
import type { Connection } from "../../src/ports-aws.ts";
import type { Request } from "./http.ts";

const VERSIONS = { sts: "2011-06-15", iam: "2010-05-08" } as const;

/**
 * A signed request.
 * @param parameters of the action; those that are `undefined` are left out
 * @param now the machine's clock, in milliseconds; the connection's offset is added
 */
export async function signedRequest(
  connection: Connection,
  service: "sts" | "iam",
  action: string,
  parameters: Readonly<Record<string, string | undefined>>,
  now: number,
): Promise<Request> {
  const given = Object.entries(parameters).filter(
    (entry): entry is [string, string] => entry[1] !== undefined,
  );
  const body = new URLSearchParams([
    ["Action", action],
    ["Version", VERSIONS[service]],
    ...given,
  ]).toString();
  const headers = {
    host: new URL(connection.endpoint).host,
    "content-type": "application/x-www-form-urlencoded",
    "content-length": String(Buffer.byteLength(body)),
  };
  const { region, credentials } = connection;
  const signer = new SignatureV4({ service, region, credentials, sha256: Sha256 });
  const plain = { method: "POST", protocol: "http:", hostname: "", path: "/", headers, body };
  const signed = await signer.sign(plain, { signingDate: new Date(now + connection.clockOffset) });
  return { method: "POST", path: "/", headers: signed.headers, body };
}
