import { describe, expect, it } from "vitest";
import { errorOfRefusal } from "../../src/aws/refusals.ts";
import type { AwsRefusal, RefusalKind } from "../../src/ports-aws.ts";

const STS = {
  profile: "work",
  accessKeyId: "AKIAIOSFODNN7EXAMPLE",
  call: "sts:GetSessionToken",
  endpoint: "https://sts.us-east-1.amazonaws.com",
  serial: "arn:aws:iam::123456789012:mfa/mfa.user",
};
const URL = STS.endpoint;
const HOST = "sts.us-east-1.amazonaws.com";
const LOST = "the code may have been used, so take the next one";
const UNUSED = "the code was not used";
const ADDRESS = "check the network, the region and AWS_ENDPOINT_URL, then try again";
const NETWORK = "check the network, then try again";
const NOT_AWS = "check AWS_ENDPOINT_URL and endpoint_url: this is not how AWS answers";
const PORTAL =
  "a sign-in page of the network or a proxy may be in between: open a web page, then try again";
const AUTHORITY =
  "if a proxy of your network signs it, name its authority: export AWS_CA_BUNDLE=FILE (or ca_bundle in the profile)";
const CLOCK = "see whether the clock is right, date and year too: date";

type Row = readonly [RefusalKind, string, number | undefined, string, string, string];
const rows: readonly Row[] = [
  [
    "unsent",
    "ENOTFOUND",
    undefined,
    `AWS could not be reached: no host is named ${HOST} (ENOTFOUND)`,
    ADDRESS,
    UNUSED,
  ],
  [
    "unsent",
    "EAI_AGAIN",
    undefined,
    `AWS could not be reached: no name server could be asked for ${HOST} (EAI_AGAIN)`,
    NETWORK,
    UNUSED,
  ],
  [
    "unsent",
    "ECONNREFUSED",
    undefined,
    `AWS could not be reached: nobody takes connections at ${URL} (ECONNREFUSED)`,
    ADDRESS,
    UNUSED,
  ],
  [
    "unsent",
    "ETIMEDOUT",
    undefined,
    `AWS could not be reached: no connection to ${URL} came about in time (ETIMEDOUT)`,
    "check the network, and whether it takes a proxy or VPN, then try again",
    UNUSED,
  ],
  [
    "unsent",
    "ECONNRESET",
    undefined,
    `AWS could not be reached: the connection to ${URL} broke before it was secure (ECONNRESET)`,
    "check the network, and whether it takes a proxy or VPN, then try again",
    UNUSED,
  ],
  [
    "unsent",
    "ENETUNREACH",
    undefined,
    `AWS could not be reached: there is no way to ${URL} (ENETUNREACH)`,
    NETWORK,
    UNUSED,
  ],
  [
    "untrusted",
    "DEPTH_ZERO_SELF_SIGNED_CERT",
    undefined,
    `the certificate of ${HOST} is not trusted here: it is signed by itself (DEPTH_ZERO_SELF_SIGNED_CERT)`,
    AUTHORITY,
    UNUSED,
  ],
  [
    "untrusted",
    "UNABLE_TO_VERIFY_LEAF_SIGNATURE",
    undefined,
    `the certificate of ${HOST} is not trusted here: it is signed by an authority that is unknown here (UNABLE_TO_VERIFY_LEAF_SIGNATURE)`,
    AUTHORITY,
    UNUSED,
  ],
  [
    "untrusted",
    "CERT_HAS_EXPIRED",
    undefined,
    `the certificate of ${HOST} has expired by this machine's clock (CERT_HAS_EXPIRED)`,
    CLOCK,
    UNUSED,
  ],
  [
    "untrusted",
    "CERT_NOT_YET_VALID",
    undefined,
    `the certificate of ${HOST} is not valid yet by this machine's clock (CERT_NOT_YET_VALID)`,
    CLOCK,
    UNUSED,
  ],
  [
    "untrusted",
    "ERR_TLS_CERT_ALTNAME_INVALID",
    undefined,
    `the certificate at ${URL} is for other host names than ${HOST} (ERR_TLS_CERT_ALTNAME_INVALID)`,
    "a sign-in page or a proxy may be in between; else check AWS_ENDPOINT_URL and endpoint_url",
    UNUSED,
  ],
  [
    "untrusted",
    "EPROTO",
    undefined,
    `what answers at ${URL} does not agree with us on a way to speak TLS (EPROTO)`,
    "look at what is between here and AWS, and at AWS_ENDPOINT_URL and endpoint_url",
    UNUSED,
  ],
  [
    "untrusted",
    "ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED",
    undefined,
    `what answers at ${URL} asks for a certificate of ours, as AWS never does (ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED)`,
    "look at what is between here and AWS, and at AWS_ENDPOINT_URL and endpoint_url",
    UNUSED,
  ],
  [
    "untrusted",
    "ERR_SSL_WRONG_VERSION_NUMBER",
    undefined,
    `what answers at ${URL} does not speak TLS (ERR_SSL_WRONG_VERSION_NUMBER)`,
    "check whether AWS_ENDPOINT_URL and endpoint_url are to begin with http://",
    UNUSED,
  ],
  [
    "silent",
    "ETIMEDOUT",
    undefined,
    `AWS did not answer sts:GetSessionToken within 15 s at ${URL} (ETIMEDOUT)`,
    NETWORK,
    LOST,
  ],
  [
    "cut",
    "ECONNRESET",
    undefined,
    `the connection to ${URL} broke before sts:GetSessionToken was answered (ECONNRESET)`,
    NETWORK,
    LOST,
  ],
  [
    "not-aws",
    "Page",
    200,
    `${URL} answered sts:GetSessionToken with a web page, not as AWS does (HTTP 200)`,
    PORTAL,
    LOST,
  ],
  [
    "not-aws",
    "Page",
    302,
    `${URL} sent sts:GetSessionToken on to another address, as AWS never does (HTTP 302)`,
    PORTAL,
    LOST,
  ],
  [
    "not-aws",
    "NoResult",
    200,
    `${URL} agreed to sts:GetSessionToken but sent no credentials (HTTP 200)`,
    NOT_AWS,
    LOST,
  ],
  [
    "not-aws",
    "Expiration",
    200,
    `${URL} gave a session with an end that cannot be read; nothing was written`,
    NOT_AWS,
    LOST,
  ],
  [
    "not-aws",
    "Malformed",
    200,
    `the answer of ${URL} to sts:GetSessionToken cannot be read: broken, or cut short (HTTP 200)`,
    "try again; if it stays so, look at what is between here and AWS, and at AWS_ENDPOINT_URL",
    LOST,
  ],
  [
    "not-aws",
    "Foreign",
    404,
    `${URL} answered sts:GetSessionToken, but not as AWS does (HTTP 404)`,
    NOT_AWS,
    LOST,
  ],
  [
    "not-aws",
    "HPE_INVALID_CONSTANT",
    undefined,
    `what answers at ${URL} does not speak HTTP (HPE_INVALID_CONSTANT)`,
    NOT_AWS,
    LOST,
  ],
];

function refusal(kind: RefusalKind, code: string, status?: number): AwsRefusal {
  return { kind, code, message: "", status, waited: 15_049, clockOffset: undefined };
}

describe("a call that AWS did not answer", () => {
  it.each(rows)("%s, %s, %s", (kind, code, status, message, hint, fate) => {
    const error = errorOfRefusal(refusal(kind, code, status), STS);
    expect([error.message, error.hint]).toEqual([message, `${hint}\n${fate}`]);
  });

  it.each(rows)("without a code, says nothing of one: %s, %s, %s", (kind, code, status) => {
    const { serial: _, ...attempt } = STS;
    const { message, hint } = errorOfRefusal(refusal(kind, code, status), attempt);
    expect(`${message} ${hint}`).not.toMatch(/the code|credentials/);
  });

  it("with a time that cannot be read, where it is not a session's", () => {
    const { serial: _, ...attempt } = { ...STS, call: "iam:ListMFADevices" };
    expect(errorOfRefusal(refusal("not-aws", "Expiration", 200), attempt).message).toBe(
      `${URL} answered iam:ListMFADevices with a time that cannot be read (HTTP 200)`,
    );
  });

  it("after several tries, in all the time that they took", () => {
    const waited = { ...refusal("silent", "ETIMEDOUT"), waited: 29_990 };
    expect(errorOfRefusal(waited, STS).message).toContain("within 30 s");
    const { waited: _, ...unknown } = waited;
    expect(errorOfRefusal(unknown, STS).message).toContain("in time");
  });
});
