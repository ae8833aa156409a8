/** Whose devices a command is about. */
import { AwsmfaError } from "../errors.ts";
import { userIn } from "../aws/arn.ts";
import { askCaller, noUser } from "../users/caller.ts";
import type { UserAccess } from "../users/calls.ts";
import type { Context } from "../ports.ts";

/** An IAM user, or the root user. */
export interface Subject {
  readonly name: string;
  readonly partition: string;
  readonly account: string;
  readonly root: boolean;
  /** Whether it is the user of the profile's key. */
  readonly self: boolean;
}

/**
 * The user of a profile's key, by sts:GetCallerIdentity, which needs no permission; or another of the account.
 * @param user `--user`
 * @throws AwsmfaError `temporary-keys` where the caller is no user, or what AWS's refusal means
 */
export async function subjectOf(
  profile: string,
  user: string | undefined,
  access: UserAccess,
  ports: Pick<Context, "sts" | "debug" | "platform">,
): Promise<Subject> {
  const caller = await askCaller(await access.withKey("sts"), profile, ports);
  if (!caller.granted) throw caller.error;
  ports.debug(`caller: ${caller.value}`);
  return subjectOfArn(caller.value, profile, user);
}

/**
 * The user of an ARN, or another of its account.
 * @param user `--user`
 * @throws AwsmfaError `temporary-keys` where the caller is no user
 */
export function subjectOfArn(arn: string, profile: string, user?: string): Subject {
  const found = userIn(arn);
  if (found === undefined) throw noUser(arn, profile);
  const { partition, account, name: own } = found;
  const self = user === undefined || user === own;
  return { name: user ?? own ?? "root", partition, account, root: own === undefined && self, self };
}

/** Refuses what AWS lets nobody do for the root user through IAM (IAM user guide, "MFA for the root user"). @throws AwsmfaError `root-user` */
export function refuseRoot({ root, partition }: Subject, profile: string): void {
  if (!root) return;
  const where =
    partition === "aws"
      ? "https://console.aws.amazon.com/iam/home#/security_credentials"
      : "the console, under Security credentials";
  throw new AwsmfaError(
    "root-user",
    `the key of ${profile} is the root user's, whose MFA devices are managed in the AWS console only`,
    `sign in as root and assign two devices: ${where}\nprint one's QR code and keep it in a safe, with root's e-mail address; then delete root's access keys`,
  );
}

/** The serial number of a virtual device of a name (IAM user guide, "IAM ARNs"). */
export function serialOf({ partition, account }: Subject, name: string): string {
  return `arn:${partition}:iam::${account}:mfa/${name}`;
}
