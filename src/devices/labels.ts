/** Names: of devices at AWS, and of a secret in an authenticator. Pure. */
import type { TotpSecret } from "../secrets/totp-secret.ts";
import { secretOf, uriOf } from "../secrets/otpauth.ts";

/** The issuer that AWS's console gives (its QR code). */
export const ISSUER = "Amazon Web Services";
const SHORT_ISSUER = "AWS";

/** The names to try for a device, in order: the user's, which is the only one that older policies allow, then numbered ones. */
export function deviceNames(user: string): readonly string[] {
  return [user, ...Array.from({ length: 19 }, (_, at) => `${user}-${at + 2}`)];
}

/** A new secret with its names. @param account the account's alias, or its number @throws AwsmfaError `bad-secret` */
export function namedSecret(seed: string, device: string, account: string): TotpSecret {
  return {
    ...secretOf(seed, "the answer of AWS"),
    issuer: ISSUER,
    account: `${device}@${account}`,
  };
}

/** The most bytes of an OATH account on a YubiKey, issuer and colon included (YKOATH protocol, NAME). */
const MOST_BYTES = 64;

/** Issuer and name of the account on a YubiKey; shorter ones where the usual do not fit. @param name `device@account` */
export function oathNames(name: string): { readonly issuer: string; readonly name: string } {
  const bare = { issuer: SHORT_ISSUER, name: name.replace(/@[^@]*$/, "").slice(0, 60) };
  const fitting = [ISSUER, SHORT_ISSUER].map((issuer) => ({ issuer, name }));
  return fitting.find((each) => oathId(each).length <= MOST_BYTES) ?? bare;
}

/** An account's id as ykman lists it. */
export function oathId({ issuer, name }: { issuer: string; name: string }): string {
  return `${issuer}:${name}`;
}

/** The longest URI whose QR code has 22 lines of half blocks, quiet zone included: version 6, level L (ISO/IEC 18004, table 7). */
const MOST_CHARACTERS = 134;

/**
 * The URI for a QR code that fits a terminal of 24 lines: the names are as long as there is room for. The issuer
 * stands in the label alone, where every app reads it (google-authenticator wiki, "Key Uri Format").
 */
export function scannableUri(secret: TotpSecret): string {
  const { account = "" } = secret;
  const device = account.replace(/@[^@]*$/, "");
  const labelled = [
    [ISSUER, account],
    [SHORT_ISSUER, account],
    [SHORT_ISSUER, device],
    [SHORT_ISSUER, device.slice(0, 20)],
  ] as const;
  const uris = labelled.map(([issuer, name]) =>
    uriOf({ ...secret, issuer: undefined, account: undefined }).replace(
      "/totp/",
      `/totp/${encodeURIComponent(issuer)}:${encodeURIComponent(name)}`,
    ),
  );
  return uris.find((uri) => uri.length <= MOST_CHARACTERS) ?? uris.at(-1) ?? "";
}
