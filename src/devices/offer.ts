/** What was found out about the device, offered to be kept as `mfa_serial` of the profile. */
import { AwsmfaError } from "../errors.ts";
import type { Memory } from "../memory/memory.ts";
import { remember } from "../memory/remember.ts";
import { isUnsaved, withUnsaved } from "../memory/unsaved.ts";
import type { Context } from "../ports.ts";
import { shortPath } from "../profiles/aws-paths.ts";
import type { Profile } from "../profiles/profile.ts";
import { typed } from "../words/typed.ts";
import type { Device } from "./device.ts";
import { configWithSerial, serialPlace } from "./save.ts";

/** Where the offer reads and writes. */
interface Kept {
  readonly paths: { readonly config: string; readonly memory: string };
  readonly memory: Memory;
}

/** The outside world of an offer. */
type OfferPorts = Pick<Context, "terminal" | "files" | "output" | "home">;

/**
 * Offers a device that was found out to the person, and saves it. Only somebody who was asked in this run is
 * asked this too, once for each profile and device: a script never meets the question. That it cannot be
 * saved is said and fails nothing.
 * @throws AwsmfaError `interrupted`
 */
export async function offerDevice(
  device: Device,
  profile: Profile,
  kept: Kept,
  ports: OfferPorts,
): Promise<void> {
  const { terminal, files, output, home } = ports;
  const unsaved = { profile: profile.name, serial: device.serial };
  if (device.how === "configured" || profile.settings.has("mfa_serial")) return;
  if (!terminal.asked() || isUnsaved(kept.memory, unsaved)) return;
  if ((await terminal.unusable()) !== undefined) return;
  const put = (text: string | undefined): string =>
    configWithSerial(text, profile.name, device.serial);
  const file = shortPath(kept.paths.config, home);
  const never = async (): Promise<void> =>
    void (await remember(files, kept.paths.memory, (memory) => withUnsaved(memory, unsaved)));
  try {
    const text = await files.read(kept.paths.config);
    // It has one meanwhile.
    if (put(text) === text) return;
    const { section, isNew } = serialPlace(text, profile.name);
    if (!(await agreed(section, isNew, device.serial, file, ports))) return await never();
    const { outcome } = await files.edit(kept.paths.config, put, { durable: true });
    const done = outcome === "unchanged" ? "not saved: one stands" : "saved";
    output.news(`awsmfa: the device is ${done} in [${section}] of ${file}`);
  } catch (error) {
    if (!(error instanceof AwsmfaError) || error.code === "interrupted") throw error;
    output.news(`awsmfa: the device is not saved: ${error.message}`);
    output.news(
      `awsmfa: to save it: aws configure set mfa_serial ${device.serial} --profile ${typed(profile.name)}`,
    );
    // What is wrong with the file's text stays so; what kept it from being written, or asked, may not.
    if (error.code !== "terminal-gone" && !error.code.startsWith("file-")) await never();
  }
}

async function agreed(
  section: string,
  isNew: boolean,
  serial: string,
  file: string,
  { terminal, output }: OfferPorts,
): Promise<boolean> {
  const question = [
    `Save the device for the next time? This adds ${isNew ? "a section" : "one line"} to ${file}:`,
    `  [${section}]`,
    ...(isNew ? [] : ["  …"]),
    `  mfa_serial = ${serial}`,
    "Save it?",
  ].join("\n");
  try {
    return (await terminal.confirm(question)) ?? false;
  } catch (error) {
    if (error instanceof AwsmfaError && error.code === "interrupted")
      output.news("awsmfa: the device is not saved; the session is");
    throw error;
  }
}
