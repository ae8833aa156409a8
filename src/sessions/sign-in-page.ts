/** The page where the user of a profile signs in to the console, with password and code. */
import { arnOf, isRootDevice } from "../aws/arn.ts";
import { consolePage, signInPage } from "../aws/console.ts";
import { askCaller } from "../users/caller.ts";
import type { Context } from "../ports.ts";
import { connectTo } from "./connect.ts";
import { secretOfKey } from "./key-secret.ts";
import type { Wanted } from "./get.ts";
import { consolePlace } from "./console-place.ts";

/**
 * The address of the page, which is no secret. The account is that of the device, if one is known, else AWS is
 * asked whose the key is, which takes no permission and no code.
 * @throws AwsmfaError `bad-setting`, or what AWS's answer is
 */
export async function signInAddress(
  { profile, plan, situation }: Wanted,
  service: string | undefined,
  context: Context,
): Promise<string> {
  const serial = plan.serial ?? plan.fresh?.serial;
  const place = consolePlace(profile, serial, context);
  const arn = arnOf(serial ?? "")?.account === undefined ? await whoIs() : (serial ?? "");
  const { account = "", resource } = arnOf(arn) ?? {};
  // Root signs in by its mail address, for which no page of the account is.
  return resource === "root" || isRootDevice(arn)
    ? consolePage(place.hosts, place.region, service)
    : signInPage(place.hosts, account, place.region, service);

  async function whoIs(): Promise<string> {
    const caller = {
      profile,
      credentials: await secretOfKey(plan.key, (plan.role?.user ?? profile).name, context),
      serial,
      clockOffset: situation.clockOffset,
    };
    const connection = await connectTo("sts", caller, situation, context);
    const answer = await askCaller(connection, profile.name, context);
    if (answer.granted) return answer.value;
    throw answer.error;
  }
}
