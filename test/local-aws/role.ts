/** A role of the local AWS: a value, as the rest of the world. */

/** An IAM role with what its trust policy says. */
export interface Role {
  readonly arn: string;
  /** In seconds. */
  maxSessionDuration: number;
  /** ARNs of users and roles, or of an account's root for all of the account. */
  readonly trusts: string[];
  /** Whether the trust policy wants aws:MultiFactorAuthPresent. */
  mfa: boolean;
  /** The most that it allows for aws:MultiFactorAuthAge, in seconds. */
  mfaAge: number | undefined;
  /** What it wants for sts:ExternalId. */
  externalId: string | undefined;
}

/** A role as tests and the demo describe one; it wants MFA and trusts the example's account unless told otherwise. */
export interface RoleDescription {
  readonly arn: string;
  readonly maxSessionDuration?: number;
  readonly trusts?: readonly string[];
  readonly mfa?: boolean;
  readonly mfaAge?: number;
  readonly externalId?: string;
}

/** The role that a description stands for. */
export function createRole({ trusts, ...role }: RoleDescription): Role {
  return {
    maxSessionDuration: 3600,
    mfa: true,
    mfaAge: undefined,
    externalId: undefined,
    ...role,
    trusts: [...(trusts ?? [role.arn.replace(/role\/.*/, "root")])],
  };
}
