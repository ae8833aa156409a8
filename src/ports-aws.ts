/** Calls to AWS: types only, as in `ports.ts`. */

/** An access key with its secret; with a token if it is temporary. */
export interface Credentials {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken?: string;
}

/** Where and as whom to call AWS. Endpoint and region are always explicit: the SDK mixes profiles. */
export interface Connection {
  /** The service's address, such as `https://sts.us-west-2.amazonaws.com`, and the region to sign for. */
  readonly endpoint: string;
  readonly region: string;
  readonly credentials: Credentials;
  /** AWS's clock less this machine's, in milliseconds, as far as it is known. */
  readonly clockOffset: number;
  /** The proxy to go through: its address without a password, the variable that names it, and `user:password` for it (or ""). */
  readonly proxy?: Readonly<Record<"url" | "variable" | "login", string>> | undefined;
  /** The certificate authorities to trust in place of the built-in ones, in PEM. */
  readonly ca?: string | undefined;
  /** Told what came of every try, never a secret. */
  readonly tell?: (outcome: string) => void;
}

/** AWS said no; turned the call away unread, as one too many; has trouble of its own (5xx); or it was not AWS that answered. */
type Answered = "refused" | "throttled" | "trouble" | "not-aws";
/** How a call failed: answered; before a byte of the request left (no connection, a certificate that is not trusted, a proxy that does not let it through); or with silence, or cut off, when it may have left. */
export type RefusalKind = Answered | "unsent" | "untrusted" | "silent" | "cut" | "proxy";

/** A call that AWS, or something in its place, did not grant. `aws/refusals.ts` puts it in words. */
export interface AwsRefusal {
  readonly kind: RefusalKind;
  /** AWS's error code, such as `AccessDenied`, or the network's, such as `ECONNREFUSED`. */
  readonly code: string;
  readonly message: string;
  /** The HTTP status, if there was an answer; if there was silence, for how long in all, in milliseconds. */
  readonly status: number | undefined;
  readonly waited?: number;
  readonly clockOffset: number | undefined;
}

/** The answer to a call. A refusal is an ordinary one, not an exception. The offset is AWS's clock less this machine's, in milliseconds, by the `Date` header; good to a second. */
export type AwsResult<T> =
  | { readonly granted: true; readonly value: T; readonly clockOffset: number | undefined }
  | ({ readonly granted: false } & AwsRefusal);

/** What sts:GetSessionToken and sts:AssumeRole issue; it expires at milliseconds since the epoch by AWS's clock, `NaN` where AWS did not say. */
export interface IssuedSession {
  readonly credentials: Required<Credentials>;
  readonly expires: number;
}

/** What sts:AssumeRole is asked for; with a code, if the caller is a user's key. */
export interface RoleRequest {
  readonly arn: string;
  readonly sessionName: string;
  readonly externalId: string | undefined;
  readonly durationSeconds: number;
  readonly mfa: { readonly serial: string; readonly code: string } | undefined;
}

/** AWS Security Token Service. A code is not sent twice unless AWS cannot have looked at it. */
export interface Sts {
  getSessionToken(
    connection: Connection,
    request: { readonly serial: string; readonly code: string; readonly durationSeconds: number },
  ): Promise<AwsResult<IssuedSession>>;
  assumeRole(connection: Connection, request: RoleRequest): Promise<AwsResult<IssuedSession>>;
  /** The ARN of whoever the key belongs to. Needs no permission (STS API reference, GetCallerIdentity). */
  getCallerIdentity(connection: Connection): Promise<AwsResult<string>>;
}

/** An MFA device as iam:ListMFADevices lists it. */
export interface ListedDevice {
  readonly serial: string;
  readonly user: string;
  /** When it was enabled, milliseconds since the epoch; `undefined` where an emulator does not say. */
  readonly enabled: number | undefined;
}

/** A virtual device as iam:CreateVirtualMFADevice makes it. */
export interface MadeDevice {
  readonly serial: string;
  /** Its secret in base32, which AWS never says again. */
  readonly seed: string;
}

/** Two consecutive codes of a device, for iam:EnableMFADevice and iam:ResyncMFADevice; they are sent once. */
export interface CodePair {
  readonly user: string;
  readonly serial: string;
  readonly codes: readonly [earlier: string, later: string];
}

/** The part of IAM that is about MFA devices. */
export interface IamDevices {
  /** The MFA devices of a user, or of the caller, security keys included, in AWS's order; all pages. */
  listMfaDevices(
    connection: Connection,
    user?: string,
  ): Promise<AwsResult<readonly ListedDevice[]>>;
  /** The serial numbers of the account's virtual devices that are no user's; all pages. */
  listUnassignedDevices(connection: Connection): Promise<AwsResult<readonly string[]>>;
  /** Makes a virtual device that is no user's yet. Not sent again where AWS may have acted: its secret is said once. */
  createVirtualMfaDevice(connection: Connection, name: string): Promise<AwsResult<MadeDevice>>;
  enableMfaDevice(connection: Connection, pair: CodePair): Promise<AwsResult<true>>;
  resyncMfaDevice(connection: Connection, pair: CodePair): Promise<AwsResult<true>>;
  deactivateMfaDevice(
    connection: Connection,
    device: { readonly user: string; readonly serial: string },
  ): Promise<AwsResult<true>>;
  /** Deletes a virtual device that is no user's. */
  deleteVirtualMfaDevice(connection: Connection, serial: string): Promise<AwsResult<true>>;
  /** The account's alias: one at most (IAM API reference, ListAccountAliases). */
  listAccountAliases(connection: Connection): Promise<AwsResult<readonly string[]>>;
}

/** What an account demands of passwords (IAM API reference, PasswordPolicy); what it does not set is absent. */
export interface PasswordPolicy {
  readonly minimumLength: number | undefined;
  readonly symbols: boolean;
  readonly numbers: boolean;
  readonly upperCase: boolean;
  readonly lowerCase: boolean;
  /** How many of the last ones may not be used again. */
  readonly reusePrevention: number | undefined;
}

/** The part of IAM that is about the caller's own console password. */
export interface IamPassword {
  /** Changes it. Neither password is in what is told or answered. */
  changePassword(
    connection: Connection,
    passwords: { readonly old: string; readonly new: string },
  ): Promise<AwsResult<true>>;
  /** The account's policy; `undefined` where it has none of its own. */
  getPasswordPolicy(connection: Connection): Promise<AwsResult<PasswordPolicy | undefined>>;
}

/** An access key as iam:ListAccessKeys lists it. */
export interface ListedKey {
  readonly id: string;
  /** Whether AWS takes it. */
  readonly active: boolean;
  /** When it was made, milliseconds since the epoch; `undefined` where an emulator does not say. */
  readonly created: number | undefined;
}

/** The last use of an access key; a key that was never used has neither. AWS is some hours behind. */
export interface KeyUse {
  /** Milliseconds since the epoch. */
  readonly at: number | undefined;
  /** The service, such as `sts`, and the region. */
  readonly service: string | undefined;
  readonly region: string | undefined;
}

/** The part of IAM that is about the caller's own access keys (IAM API reference). */
export interface IamKeys {
  /** The access keys of the caller, inactive ones included; all pages. */
  listAccessKeys(connection: Connection): Promise<AwsResult<readonly ListedKey[]>>;
  getAccessKeyLastUsed(connection: Connection, id: string): Promise<AwsResult<KeyUse>>;
  /** A new key, whose secret is told this once. Not sent twice unless AWS cannot have seen it. */
  createAccessKey(connection: Connection): Promise<AwsResult<Credentials>>;
  /** Makes a key active or inactive. */
  updateAccessKey(connection: Connection, id: string, active: boolean): Promise<AwsResult<true>>;
  deleteAccessKey(connection: Connection, id: string): Promise<AwsResult<true>>;
}

/** AWS Identity and Access Management, by its parts. */
export interface Iam extends IamDevices, IamKeys, IamPassword {}

/** AWS Sign-In: the way from temporary credentials into the console. */
export interface Signin {
  /**
   * A token that signs in to the console, good for 15 minutes. The credentials of the connection are sent
   * themselves, and not a signature made with them.
   */
  getSigninToken(connection: Connection): Promise<AwsResult<string>>;
}
