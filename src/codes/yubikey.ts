/** The code that a YubiKey computes, by way of the program ykman. */
import { offFromAws, settingTheClock, spoilsCodes } from "../aws/clocks.ts";
import { type CodeSource, type Standing, namesIn } from "./code-source.ts";

/** How many codes of a YubiKey AWS may refuse: the first may have been used by another program. */
const TRIES = 2;

/** What the obstacle is then. */
export const YUBIKEY_REFUSED = "AWS refused the codes of the YubiKey";

/**
 * The source `yubikey`: only where it is set up in the profile, chosen, or AWS has taken a code of it before. A
 * YubiKey that is just plugged in is let be: gpg and ssh use it too.
 */
export const yubikey: CodeSource = {
  name: "yubikey",
  unattended: true,
  asks: false,
  beside: true,
  stands: (settings, _stored, used = false) => used || isSetUp(settings),
  async obstacle(standing) {
    if (!isWanted(standing)) return `no YubiKey is set up for ${standing.profile}`;
    const refusals = standing.refusedFrom?.filter((name) => name === "yubikey") ?? [];
    return refusals.length < TRIES ? undefined : YUBIKEY_REFUSED;
  },
  async code(request, ports) {
    // ykman hands this machine's time to the YubiKey, which has no clock.
    const offset = request.now() - ports.clock.now();
    if (spoilsCodes(offset))
      return {
        reason: `this machine's clock is ${offFromAws(offset)}, and the YubiKey's codes go by it`,
        hint: settingTheClock(ports.platform),
      };
    const { codeOfYubiKey } = await import("./yubikey-code.ts");
    return codeOfYubiKey(request, ports);
  },
};

function isSetUp(settings: Standing["settings"]): boolean {
  const names = ["awsmfa_yubikey_serial", "awsmfa_yubikey_account"];
  return (
    names.some((name) => (settings.get(name) ?? "").trim() !== "") ||
    namesIn(settings.get("awsmfa_source")).includes("yubikey")
  );
}

function isWanted({ settings, chosen, serial, yubikeys = [] }: Standing): boolean {
  // Whose device it is may only show when that has been looked up.
  const used = yubikeys.some((each) => serial === undefined || each.serial === serial);
  return chosen === "yubikey" || isSetUp(settings) || used;
}
