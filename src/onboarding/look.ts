/** What AWS tells of a new user, before anything is written: who it is, and which MFA devices there are. */
import { isSecurityKey } from "../aws/arn.ts";
import { codeOfRefusal } from "../aws/codes-of-refusals.ts";
import type { Authenticator } from "../devices/authenticator.ts";
import { wantedAuthenticators } from "../devices/authenticators.ts";
import { serialSetting } from "../devices/serial.ts";
import { refuseRoot, subjectOfArn } from "../devices/subject.ts";
import { AwsmfaError } from "../errors.ts";
import { whoseKey } from "../keys/whose.ts";
import { enrollingFor } from "../memory/enrolling.ts";
import type { Context } from "../ports.ts";
import { keySettings } from "../profiles/key-place.ts";
import { type Profile, profileNamed } from "../profiles/profile.ts";
import { deviceCalls } from "../sessions/device-user.ts";
import type { Situation } from "../sessions/situation.ts";
import { type DevicesSeen, type Found, type FoundKey, hasDevice } from "./found.ts";
import { type SetupOptions, setupCommand } from "./options.ts";

/**
 * Asks AWS with the key; changes nothing.
 * @throws AwsmfaError what AWS's refusal of the key means, `root-user`, `temporary-keys`, `usage`; `no-terminal`
 * where a phone is to be enrolled and nobody is there
 */
export async function look(
  found: FoundKey,
  options: SetupOptions,
  situation: Situation,
  context: Context,
): Promise<Found> {
  const name = options.profile ?? found.profile;
  const arn = await identity(found, { ...options, name }, situation, context);
  const subject = subjectOfArn(arn, name ?? found.from);
  refuseRoot(subject, name ?? found.from);
  const profile = profileToBe(found, { ...options, name }, situation);
  const { calls } = deviceCalls(profile, situation, context);
  const listed = await calls.ask("ListMFADevices", (iam, to) => iam.listMfaDevices(to), "as is");
  if (!listed.granted && codeOfRefusal(listed) !== "access-denied")
    throw await calls.error(listed, "ListMFADevices");
  const serials = listed.granted ? listed.value.map(({ serial }) => serial) : undefined;
  const enrolling = name === undefined ? [] : enrollingFor(situation.memory, name);
  const devices: DevicesSeen = {
    usable: serials?.filter((serial) => !isSecurityKey(serial)),
    passkeys: serials?.filter(isSecurityKey) ?? [],
    unfinished: serials?.some((serial) => enrolling.includes(serial)) ?? false,
    set: serialSetting(profile.settings),
  };
  const authenticators = wantedAuthenticators(options, profile, context);
  if (hasDevice(devices) === false && !devices.unfinished)
    await refuseNobody(authenticators, options, context);
  return { options, situation, found, arn, subject, devices, authenticators };
}

/** The profile as it will be: AWS is asked as it will be asked then. */
function profileToBe(
  { key, from }: FoundKey,
  { name, region }: { readonly name: string | undefined; readonly region?: string },
  { files }: Situation,
): Profile {
  const known = name === undefined ? undefined : profileNamed(files, name)?.settings;
  const settings = new Map([...(known ?? []), ...keySettings(key)]);
  if (region !== undefined && !settings.has("region")) settings.set("region", region);
  return { name: name ?? from, settings };
}

async function identity(
  { key, from }: FoundKey,
  { name, region }: { readonly name: string | undefined; readonly region?: string },
  situation: Situation,
  context: Context,
): Promise<string> {
  const about = {
    called: from,
    ...(name !== undefined && { profile: name }),
    ...(region !== undefined && { region }),
  };
  const who = await whoseKey(key, about, situation, context);
  if ("arn" in who) return who.arn;
  const { code, message, hint, cause } = who.error;
  if (!["unknown-key", "wrong-secret"].includes(code)) throw who.error;
  const cure =
    code === "wrong-secret"
      ? "take the secret that was shown with this access key id; if it is lost, make a new key in the console"
      : `a key made a moment ago takes AWS some seconds: try again${region === undefined ? "; in China and GovCloud: --region" : ""}`;
  throw new AwsmfaError(
    code,
    message,
    code === "unknown-key" ? `${cure}\nelse make a new key in the console` : (cure ?? hint),
    { cause },
  );
}

async function refuseNobody(
  authenticators: readonly Authenticator[],
  options: SetupOptions,
  { terminal }: Context,
): Promise<void> {
  const nobody = await terminal.unusable();
  const asking = authenticators.find(({ asks }) => asks);
  if (nobody === undefined || asking === undefined) return;
  const { png: _png, ...rest } = options;
  throw new AwsmfaError(
    "no-terminal",
    `the user has no MFA device yet, and ${asking.label} takes somebody who types its code: ${nobody}`,
    `run it on a terminal, or: ${setupCommand({ ...rest, to: ["stored"] })}`,
  );
}
