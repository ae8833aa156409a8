/** Calls that AWS did not answer: what kept them from it, in words. The names of codes are Node's. */
import type { AwsRefusal } from "../ports-aws.ts";
import type { Attempt, Words } from "./attempt.ts";

const NETWORK = "check the network, then try again";
const ADDRESS = "check the network, the region and AWS_ENDPOINT_URL, then try again";
const NOT_AWS = "check AWS_ENDPOINT_URL and endpoint_url: this is not how AWS answers";
const PORTAL =
  "a sign-in page of the network or a proxy may be in between: open a web page, then try again";

/** Why no connection came about. */
export function unsentWords({ code }: AwsRefusal, { endpoint, proxy }: Attempt): Words {
  const host = hostOf(endpoint);
  const way =
    proxy === undefined
      ? "check the network, and whether it takes a proxy or VPN, then try again"
      : `look at the proxy ${proxy.url} (${proxy.variable}), which leads there, then try again`;
  switch (code) {
    case "ENOTFOUND":
      return [`AWS could not be reached: no host is named ${host} (${code})`, ADDRESS];
    case "EAI_AGAIN":
      return [
        `AWS could not be reached: no name server could be asked for ${host} (${code})`,
        NETWORK,
      ];
    case "ECONNREFUSED":
      return [
        `AWS could not be reached: nobody takes connections at ${endpoint} (${code})`,
        ADDRESS,
      ];
    case "ETIMEDOUT":
      return [
        `AWS could not be reached: no connection to ${endpoint} came about in time (${code})`,
        way,
      ];
    case "ECONNRESET":
      return [
        `AWS could not be reached: the connection to ${endpoint} broke before it was secure (${code})`,
        way,
      ];
    default:
      return [`AWS could not be reached: there is no way to ${endpoint} (${code})`, NETWORK];
  }
}

/** Silence for too long. */
export function silentWords(
  { code, waited }: AwsRefusal,
  { call, endpoint, proxy }: Attempt,
): Words {
  const time = waited === undefined ? "in time" : `within ${Math.round(waited / 1000)} s`;
  return [`AWS did not answer ${call} ${time} at ${endpoint} (${code})`, networkAnd(proxy)];
}

/** A connection that broke. */
export function cutWords({ code }: AwsRefusal, { call, endpoint, proxy }: Attempt): Words {
  return [
    `the connection to ${endpoint} broke before ${call} was answered (${code})`,
    networkAnd(proxy),
  ];
}

/** A server that cannot prove who it is. */
export function untrustedWords({ code, message }: AwsRefusal, { endpoint }: Attempt): Words {
  const host = hostOf(endpoint);
  if (/^(?:EPROTO|ERR_SSL_)/.test(code) && !/wrong.version.number/i.test(`${code} ${message}`))
    return [
      /CERTIFICATE/.test(code)
        ? `what answers at ${endpoint} asks for a certificate of ours, as AWS never does (${code})`
        : `what answers at ${endpoint} does not agree with us on a way to speak TLS (${code})`,
      "look at what is between here and AWS, and at AWS_ENDPOINT_URL and endpoint_url",
    ];
  switch (code) {
    case "CERT_HAS_EXPIRED":
    case "CERT_NOT_YET_VALID": {
      const state = code === "CERT_HAS_EXPIRED" ? "has expired" : "is not valid yet";
      return [
        `the certificate of ${host} ${state} by this machine's clock (${code})`,
        "see whether the clock is right, date and year too: date",
      ];
    }
    case "ERR_TLS_CERT_ALTNAME_INVALID":
      return [
        `the certificate at ${endpoint} is for other host names than ${host} (${code})`,
        "a sign-in page or a proxy may be in between; else check AWS_ENDPOINT_URL and endpoint_url",
      ];
    case "EPROTO":
    case "ERR_SSL_WRONG_VERSION_NUMBER":
      return [
        `what answers at ${endpoint} does not speak TLS (${code})`,
        "check whether AWS_ENDPOINT_URL and endpoint_url are to begin with http://",
      ];
    default:
      return [
        `the certificate of ${host} is not trusted here: ${distrust(code)} (${code})`,
        "if a proxy of your network signs it, name its authority: export AWS_CA_BUNDLE=FILE (or ca_bundle in the profile)",
      ];
  }
}

/** Something else that answered. */
export function notAwsWords({ code, status }: AwsRefusal, attempt: Attempt): Words {
  const { call, endpoint, serial, proxy } = attempt;
  const portal = proxy === undefined ? PORTAL : throughProxy(proxy);
  const http = status === undefined ? "" : ` (HTTP ${status})`;
  switch (code) {
    case "Page":
      return status !== undefined && status >= 300 && status < 400
        ? [`${endpoint} sent ${call} on to another address, as AWS never does${http}`, portal]
        : [`${endpoint} answered ${call} with a web page, not as AWS does${http}`, portal];
    case "NoResult":
      return [
        `${endpoint} agreed to ${call} but sent no ${serial === undefined ? "result" : "credentials"}${http}`,
        NOT_AWS,
      ];
    case "Expiration":
      return [
        serial === undefined
          ? `${endpoint} answered ${call} with a time that cannot be read${http}`
          : `${endpoint} gave a session with an end that cannot be read; nothing was written`,
        NOT_AWS,
      ];
    case "Malformed":
      return [
        `the answer of ${endpoint} to ${call} cannot be read: broken, or cut short${http}`,
        "try again; if it stays so, look at what is between here and AWS, and at AWS_ENDPOINT_URL",
      ];
    case "Foreign":
      return [`${endpoint} answered ${call}, but not as AWS does${http}`, NOT_AWS];
    default:
      return [`what answers at ${endpoint} does not speak HTTP (${code})`, NOT_AWS];
  }
}

function networkAnd(proxy: Attempt["proxy"]): string {
  return proxy === undefined
    ? NETWORK
    : `check the network and the proxy ${proxy.url} (${proxy.variable}), then try again`;
}

function throughProxy({ url, variable }: NonNullable<Attempt["proxy"]>): string {
  return `the proxy ${url} (${variable}) may have answered: look at it, or name the host in NO_PROXY`;
}

function distrust(code: string): string {
  if (code === "DEPTH_ZERO_SELF_SIGNED_CERT") return "it is signed by itself";
  if (code === "CERT_REVOKED") return "it was revoked";
  return "it is signed by an authority that is unknown here";
}

function hostOf(endpoint: string): string {
  return URL.canParse(endpoint) ? new URL(endpoint).hostname : endpoint;
}
