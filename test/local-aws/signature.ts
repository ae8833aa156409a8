/** Signature Version 4 as AWS checks it: sign the same request again and compare. */

import { Sha256 } from "@aws-crypto/sha256-js";
import { SignatureV4 } from "@smithy/signature-v4";
import {
  type Authorization,
  authorizationOf,
  checkAge,
  checkScope,
  checkSignedHeaders,
  dateOf,
  mismatch,
} from "./authorization.ts";
import { type Caller, callerOf } from "./callers.ts";
import type { Request } from "./http.ts";
import { Refusal } from "./refusal.ts";
import type { World } from "./world.ts";

/**
 * The caller of a request whose signature holds.
 * @param service what the request was sent to: `sts` or `iam`
 * @param awsNow AWS's clock, in milliseconds
 * @throws Refusal `MissingAuthenticationToken`, `IncompleteSignature`, `SignatureDoesNotMatch`,
 *   `InvalidClientTokenId`, `ExpiredToken`
 */
export async function authenticate(
  world: World,
  request: Request,
  service: "sts" | "iam",
  awsNow: number,
): Promise<Caller> {
  if (request.headers["authorization"] === undefined) {
    throw new Refusal(403, "MissingAuthenticationToken", "Request is missing Authentication Token");
  }
  const given = authorizationOf(request);
  if (given === undefined) {
    throw new Refusal(
      400,
      "IncompleteSignature",
      "Authorization header requires 'Credential', 'SignedHeaders' and 'Signature' parameters.",
    );
  }
  const date = dateOf(request);
  checkScope(given, service, date);
  checkSignedHeaders(request, given);
  const token = request.headers["x-amz-security-token"];
  const caller = callerOf(world, given.accessKeyId, token, given.region, awsNow);
  checkAge(date, awsNow);
  if ((await signatureOf(request, given, caller, date)) !== given.signature) throw mismatch();
  return caller;
}

async function signatureOf(
  request: Request,
  given: Authorization,
  caller: Caller,
  date: number,
): Promise<string | undefined> {
  const signer = new SignatureV4({
    service: given.service,
    region: given.region,
    // The token is among the headers already, if there is one.
    credentials: { accessKeyId: given.accessKeyId, secretAccessKey: caller.secretAccessKey },
    sha256: Sha256,
    applyChecksum: false,
  });
  const names = new Set(given.signedHeaders);
  const headers = Object.fromEntries(
    Object.entries(request.headers).filter(([name]) => names.has(name)),
  );
  const plain = {
    method: request.method,
    protocol: "http:",
    hostname: "",
    path: request.path,
    headers,
    body: request.body,
  };
  const again = await signer.sign(plain, { signingDate: new Date(date), signableHeaders: names });
  return authorizationOf({ ...request, headers: again.headers })?.signature;
}
