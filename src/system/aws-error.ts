/** What the SDK throws, as a refusal of the ports. */
import type { AwsRefusal, RefusalKind } from "../ports-aws.ts";

/** The little that is looked at of what the SDK throws. */
interface SdkError {
  readonly name?: string;
  readonly message?: string;
  /** Node's code of a network error. */
  readonly code?: string;
  readonly syscall?: string;
  /** It came before TLS stood (handshake.ts). */
  readonly unsent?: boolean;
  /** Of an attempt at several addresses at once (net.setDefaultAutoSelectFamily). */
  readonly errors?: unknown;
  readonly $metadata?: { readonly httpStatusCode?: number };
  readonly $response?: {
    readonly statusCode?: number;
    readonly headers?: Readonly<Record<string, string>>;
  };
}

/**
 * An SDK error as a refusal. A network error has a code of Node; an answer has an HTTP status, and its
 * name tells AWS from others.
 * @throws what is neither an answer nor the network's: a bug, which is not to look like the network
 */
export function refusalOf(error: unknown, clockOffset: number | undefined): AwsRefusal {
  const { message = "", code, $metadata, $response } = error as SdkError;
  const name = wireCode((error as SdkError).name ?? "");
  const status = $metadata?.httpStatusCode ?? $response?.statusCode;
  const text = firstLine(message);
  if (code !== undefined || name === "TimeoutError")
    return {
      kind: kindOfBreak(error as SdkError),
      code: code ?? "ETIMEDOUT",
      message: text,
      status,
      clockOffset: undefined,
    };
  if (status === undefined) throw error;
  const type = $response?.headers?.["content-type"];
  const refusal = answered({ name, message: text, status, type });
  // The date of what is not AWS tells nothing of AWS's clock.
  const isAws = refusal.code === name;
  return { ...refusal, status, clockOffset: isAws ? clockOffset : undefined };
}

// Errors that IAM's model names otherwise than AWS sends them (botocore's model, iam/2010-05-08, awsQueryError).
const MODELLED =
  /^(ConcurrentModification|DeleteConflict|EntityAlreadyExists|EntityTemporarilyUnmodifiable|Invalid(?:AuthenticationCode|Input|UserType)|LimitExceeded|MalformedPolicyDocument|NoSuchEntity|PasswordPolicyViolation|ServiceFailure|UnmodifiableEntity)Exception$/;

/** AWS's code as it is on the wire and in the API reference; the SDK says the class's name. */
function wireCode(name: string): string {
  return name.replace(MODELLED, "$1");
}

/** What an answer that grants nothing is, from what the SDK made of it; the codes of `not-aws` are ours. @param answer.type its content type */
export function answered(answer: {
  readonly name: string;
  readonly message: string;
  readonly status: number;
  readonly type: string | undefined;
}): Pick<AwsRefusal, "kind" | "code" | "message"> {
  const { name, message, status, type } = answer;
  if (isAwsName(name, message)) return { kind: kindOfAnswer(name, status), code: name, message };
  const page = /html/i.test(type ?? "") || (status >= 300 && status < 400) || status === 511;
  if (page) return { kind: "not-aws", code: "Page", message };
  // Front ends of AWS answer with a status alone when what is behind them is not there.
  if (isTrouble(status)) return { kind: "trouble", code: `HTTP ${status}`, message };
  if (/RFC-?3339/i.test(message)) return { kind: "not-aws", code: "Expiration", message };
  return { kind: "not-aws", code: status === 200 ? "Malformed" : "Foreign", message };
}

/** The SDK calls what it cannot read `Unknown`, by its status (`NotFound`), or by what its parser choked on. */
function isAwsName(name: string, message: string): boolean {
  if (name === "NotFound" && message === "Unknown") return false;
  return !["Unknown", "UnknownError", "Error", "SyntaxError", "TypeError", ""].includes(name);
}

/** How much of a message is kept, in characters: AWS's denials, the longest, are shorter. */
const LONGEST = 1000;

// The codes that @smithy/service-error-classification counts as throttling, as far as STS and IAM have them.
const THROTTLED =
  /^(?:Request)?Thrott|TooManyRequests|RequestLimitExceeded|BandwidthLimitExceeded|SlowDown/;

function kindOfAnswer(code: string, status: number): RefusalKind {
  if (THROTTLED.test(code) || status === 429) return "throttled";
  return status >= 500 ? "trouble" : "refused";
}

/** Whether a status says that the server, or what it stands before, has trouble that passes. */
export function isTrouble(status: number | undefined): boolean {
  return status !== undefined && [500, 502, 503, 504].includes(status);
}

// Node's names of OpenSSL's verdicts on a certificate (tls: X509 certificate error codes), and its own.
const CERTIFICATE =
  /CERT|^UNABLE_TO_|^CRL_|^INVALID_(?:CA|PURPOSE)|^PATH_LENGTH|^HOSTNAME_MISMATCH/;

/** How a call without a whole answer came to its end. */
function kindOfBreak({ name, message = "", code, syscall, unsent, errors }: SdkError): RefusalKind {
  if (code === undefined) return /did not establish/.test(message) ? "unsent" : "silent";
  // The codes of proxy.ts: the proxy failed, and not what is behind it; not a byte of the request has left.
  if (code.startsWith("EPROXY")) return "proxy";
  if (CERTIFICATE.test(code) || /wrong version number/.test(message)) return "untrusted";
  // Two that do not agree on TLS will not do so in a second either.
  if (unsent && /^(?:EPROTO|ERR_SSL_)/.test(code)) return "untrusted";
  if (code.startsWith("HPE_")) return "not-aws";
  if (syscall === "connect" || syscall === "getaddrinfo" || Array.isArray(errors)) return "unsent";
  if (unsent || /before secure TLS connection/.test(message)) return "unsent";
  return name === "TimeoutError" && code === "ETIMEDOUT" ? "silent" : "cut";
}

/** The SDK adds lines about where to look in its objects; what is not AWS may send words without end. */
function firstLine(message: string): string {
  return message.split("\n", 1)[0]?.slice(0, LONGEST) ?? "";
}
