/** `otpauth://` URIs, which QR codes of authenticators hold (google-authenticator wiki, "Key Uri Format"). */
import { AwsmfaError } from "../errors.ts";
import { base32Of } from "./base32.ts";
import { type Algorithm, type TotpSecret, USUAL } from "./totp-secret.ts";

const ALGORITHMS: ReadonlyMap<string, Algorithm> = new Map([
  ["SHA1", "SHA1"],
  ["SHA256", "SHA256"],
  ["SHA512", "SHA512"],
]);

/**
 * The secret that a text holds: base32, or an otpauth URI. The error does not show it.
 * @param from where the text is from, as the start of a sentence: "standard input"
 * @throws AwsmfaError `bad-secret`
 */
export function secretOf(text: string, from: string): TotpSecret {
  const trimmed = text.trim();
  if (/^otpauth-migration:/i.test(trimmed))
    throw bad(from, "it is an export of Google Authenticator, which holds several secrets");
  return /^[a-z-]+:/i.test(trimmed)
    ? ofUri(trimmed, from)
    : { ...NAMELESS, base32: of(trimmed, from) };
}

const NAMELESS = { ...USUAL, issuer: undefined, account: undefined };

function ofUri(text: string, from: string): TotpSecret {
  const uri = URL.canParse(text) ? new URL(text) : undefined;
  if (uri?.protocol !== "otpauth:") throw bad(from, "it is neither base32 nor an otpauth:// URI");
  if (uri.host.toLowerCase() === "hotp")
    throw bad(from, "it is for codes by counter (hotp); AWS takes those by time (totp)");
  if (uri.host.toLowerCase() !== "totp")
    throw bad(from, "its URI does not begin with otpauth://totp/");
  const parameter = (name: string): string | undefined => uri.searchParams.get(name) || undefined;
  const { issuer, account } = labelOf(uri.pathname.slice(1));
  return {
    base32: of(parameter("secret") ?? "", from),
    digits: whole(parameter("digits"), USUAL.digits, [6, 8], "digits", from),
    period: whole(parameter("period"), USUAL.period, [5, 600], "period", from),
    algorithm: algorithmOf(parameter("algorithm"), from),
    issuer: parameter("issuer") ?? issuer,
    account,
  };
}

function of(text: string, from: string): string {
  const { base32, wrong } = { base32: undefined, ...base32Of(text) };
  if (base32 === undefined) throw bad(from, wrong ?? "");
  return base32;
}

/** `issuer:account`, or the account alone; what is not properly encoded is taken as it is. */
function labelOf(path: string): Pick<TotpSecret, "issuer" | "account"> {
  let label = path;
  try {
    label = decodeURIComponent(path);
  } catch {
    // As it is.
  }
  const [, issuer, account = label] = /^([^:]*): *(.*)$/s.exec(label) ?? [];
  return { issuer: issuer || undefined, account: account || undefined };
}

function whole(
  text: string | undefined,
  usual: number,
  [least, most]: readonly [number, number],
  name: string,
  from: string,
): number {
  if (text === undefined) return usual;
  const number = /^\d{1,4}$/.test(text) ? Number(text) : Number.NaN;
  if (number >= least && number <= most) return number;
  throw bad(from, `its “${name}” is not between ${least} and ${most}`);
}

function algorithmOf(text: string | undefined, from: string): Algorithm {
  if (text === undefined) return USUAL.algorithm;
  const algorithm = ALGORITHMS.get(text.toUpperCase().replace(/[^A-Z0-9]/g, ""));
  if (algorithm !== undefined) return algorithm;
  throw bad(from, "its “algorithm” is none of SHA1, SHA256, SHA512");
}

function bad(from: string, why: string): AwsmfaError {
  return new AwsmfaError(
    "bad-secret",
    `${from} holds no TOTP secret: ${why}`,
    "give what AWS shows as “secret key”, an otpauth:// URI, or a picture of the QR code",
  );
}

/** A secret as an otpauth URI; what is usual is left out, so that the QR code is small. */
export function uriOf({ base32, digits, period, algorithm, issuer, account }: TotpSecret): string {
  const [whose, name] = [issuer, account].map((part) => encodeURIComponent(part ?? ""));
  const odd = [
    issuer === undefined ? "" : `&issuer=${encodeURIComponent(issuer)}`,
    algorithm === USUAL.algorithm ? "" : `&algorithm=${algorithm}`,
    digits === USUAL.digits ? "" : `&digits=${digits}`,
    period === USUAL.period ? "" : `&period=${period}`,
  ];
  return `otpauth://totp/${issuer === undefined ? name : `${whose}:${name}`}?secret=${base32}${odd.join("")}`;
}
