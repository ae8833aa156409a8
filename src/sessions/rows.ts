/** The rows of `status`: every profile, each role under the profile that assumes it. */
import { isLongTermKey } from "../aws/access-keys.ts";
import { chosenSources } from "../codes/codes.ts";
import { chainIfAny } from "../profiles/chain.ts";
import { keyIdOf, printing } from "../profiles/key-source.ts";
import { isYubiKeyUsed } from "../memory/yubikeys.ts";
import type { Profile } from "../profiles/profile.ts";
import { serialSetting } from "../devices/serial.ts";
import { type StoredSecret, hasSecret } from "../secrets/stored-secrets.ts";
import { isSessionFresh } from "./choices.ts";
import { knownSerial } from "./known-serial.ts";
import { shownSession } from "./place.ts";
import type { Session } from "./session.ts";
import type { Situation } from "./situation.ts";

/** A profile's row. */
export interface Row {
  readonly profile: string;
  /** The device, as far as it is known without asking AWS. */
  readonly serial: string | undefined;
  /** The name of the source that would be tried for a code, `undefined` where none would. */
  readonly codeFrom: string | undefined;
  readonly session: Session | undefined;
  readonly fresh: boolean;
  /** For a role: its ARN, the profile that assumes it (`undefined` for none), how deep it stands under it. */
  readonly role?: {
    readonly arn: string;
    readonly source: string | undefined;
    readonly depth: number;
  };
}

/** A row for each profile, in their order; a role's after that of the profile that assumes it, if it is there. */
export function rowsOf(
  profiles: readonly Profile[],
  situation: Situation,
  stored: readonly StoredSecret[],
): Row[] {
  const rows = profiles.map((profile) => rowOf(profile, situation, stored));
  const names = new Set(profiles.map(({ name }) => name));
  const under = (row: Row): string | undefined => {
    const source = row.role?.source;
    return source !== undefined && source !== row.profile && names.has(source) ? source : undefined;
  };
  const withRoles = (row: Row, depth: number): Row[] => [
    row.role === undefined ? row : { ...row, role: { ...row.role, depth } },
    ...rows.filter((one) => under(one) === row.profile).flatMap((one) => withRoles(one, depth + 1)),
  ];
  return rows.filter((row) => under(row) === undefined).flatMap((row) => withRoles(row, 0));
}

function rowOf(profile: Profile, situation: Situation, stored: readonly StoredSecret[]): Row {
  const { settings } = profile;
  const { sessions, files } = situation;
  const session = shownSession(profile, sessions);
  const fresh = session !== undefined && isSessionFresh(session, situation);
  const arn = settings.get("role_arn");
  const row = { profile: profile.name, session, fresh };
  if (arn !== undefined) {
    const chain = chainIfAny(profile, files, sessions);
    const [, next] = chain?.roles ?? [];
    // A loop has no beginning: each of its roles stands by itself.
    const source = next?.profile.name ?? chain?.user?.name;
    const serial = serialSetting(settings) ?? (session?.serial || undefined);
    return { ...row, serial, codeFrom: undefined, role: { arn, source, depth: 0 } };
  }
  const serial = knownSerial(profile, situation, stored);
  // A program may print keys of any kind: that somebody has a device for them tells.
  const isPrinted = printing(settings) !== undefined && serial !== undefined;
  const canLogIn = isPrinted || isLongTermKey(keyIdOf(settings));
  const isUsed = isYubiKeyUsed(situation.memory, serial);
  const codeFrom = canLogIn ? sourceOf(settings, hasSecret(serial, stored), isUsed) : undefined;
  return { ...row, serial, codeFrom };
}

/** The first source that would be tried when nothing is given; a list that cannot be read names none. */
function sourceOf(
  settings: Profile["settings"],
  isStored: boolean,
  isUsed: boolean,
): string | undefined {
  try {
    const sources = chosenSources(undefined, settings.get("awsmfa_source"));
    return sources.find((source) => source.stands(settings, isStored, isUsed))?.name;
  } catch {
    return undefined;
  }
}
