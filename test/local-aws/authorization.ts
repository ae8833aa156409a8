/** What a request says about its own signature, and whether AWS would look at it at all. */

import { createHash } from "node:crypto";
import type { Request } from "./http.ts";
import { Refusal } from "./refusal.ts";

/** What an Authorization header says. */
export interface Authorization {
  readonly accessKeyId: string;
  /** `YYYYMMDD`. */
  readonly day: string;
  readonly region: string;
  readonly service: string;
  readonly signedHeaders: readonly string[];
  readonly signature: string;
}

const HEADER =
  /^AWS4-HMAC-SHA256 Credential=(\w+)\/(\d{8})\/([^/,\s]*)\/([^/,\s]*)\/aws4_request, ?SignedHeaders=([^,\s]+), ?Signature=([0-9a-f]{64})$/;
const TOLERANCE_MS = 15 * 60_000;

/** Reads the Authorization header; `undefined` where it is missing or not of Signature Version 4. */
export function authorizationOf(request: Request): Authorization | undefined {
  const match = HEADER.exec(request.headers["authorization"] ?? "");
  if (match === null) return undefined;
  const [, accessKeyId = "", day = "", region = "", service = "", names = "", signature = ""] =
    match;
  return { accessKeyId, day, region, service, signedHeaders: names.split(";"), signature };
}

/** The refusal of a signature; by default of one that does not compare. */
export function mismatch(
  text = "The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.",
): Refusal {
  return new Refusal(403, "SignatureDoesNotMatch", text);
}

/**
 * The time that a request is signed for, in milliseconds.
 * @throws Refusal `IncompleteSignature`
 */
export function dateOf(request: Request): number {
  const text = request.headers["x-amz-date"] ?? "";
  const extended = text.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, "$1-$2-$3T$4:$5:$6Z");
  const date = extended === text ? Number.NaN : Date.parse(extended);
  if (!Number.isNaN(date)) return date;
  const help = "See http://en.wikipedia.org/wiki/ISO_8601";
  throw new Refusal(
    400,
    "IncompleteSignature",
    `Date must be in ISO-8601 'basic format'. Got '${text}'. ${help}`,
  );
}

/**
 * Passes when the scope is of this service, of something like a region and of the same day.
 * @throws Refusal `SignatureDoesNotMatch`
 */
export function checkScope(given: Authorization, service: string, date: number): void {
  if (!/^[a-z]{2,4}(-[a-z]+)+-\d+$/.test(given.region)) {
    throw mismatch(`Credential should be scoped to a valid region, not '${given.region}'. `);
  }
  if (given.service !== service)
    throw mismatch(`Credential should be scoped to correct service: '${service}'. `);
  const stamp = basic(date);
  if (!stamp.startsWith(given.day)) {
    throw mismatch(
      `Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '${given.day}' != '${stamp.slice(0, 8)}', from '${stamp}'.`,
    );
  }
}

/**
 * Passes when the host and every x-amz- header are signed and the body's hash is the body's.
 * @throws Refusal `SignatureDoesNotMatch`
 */
export function checkSignedHeaders(request: Request, given: Authorization): void {
  if (!given.signedHeaders.includes("host")) {
    throw mismatch("'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization.");
  }
  const left = Object.keys(request.headers).filter(
    (name) => name.startsWith("x-amz-") && !given.signedHeaders.includes(name),
  );
  if (left.length > 0)
    throw mismatch(
      `There were headers present in the request which were not signed: ${left.join(", ")}`,
    );
  const hash = request.headers["x-amz-content-sha256"];
  if (hash !== undefined && hash !== createHash("sha256").update(request.body).digest("hex"))
    throw mismatch();
}

/**
 * Passes when the request was signed within a quarter of an hour of AWS's clock.
 * @throws Refusal `SignatureDoesNotMatch`
 */
export function checkAge(date: number, awsNow: number): void {
  const [signed, now] = [basic(date), basic(awsNow)];
  if (date < awsNow - TOLERANCE_MS) {
    throw mismatch(
      `Signature expired: ${signed} is now earlier than ${basic(awsNow - TOLERANCE_MS)} (${now} - 15 min.)`,
    );
  }
  if (date > awsNow + TOLERANCE_MS) {
    throw mismatch(
      `Signature not yet current: ${signed} is still later than ${basic(awsNow + TOLERANCE_MS)} (${now} + 15 min.)`,
    );
  }
}

/** A time as `YYYYMMDDTHHMMSSZ`. */
function basic(milliseconds: number): string {
  return new Date(milliseconds).toISOString().replace(/\.\d+/, "").replace(/[-:]/g, "");
}
