/** Which of the YubiKeys that are plugged in. Pure. */
import type { NoCode, Standing } from "./code-source.ts";
import { typed } from "../words/typed.ts";

/** A YubiKey as `ykman list` shows it. */
export interface ListedKey {
  /** Its serial number; `undefined` where it does not tell it. */
  readonly serial: string | undefined;
  /** As it is shown to be picked. */
  readonly label: string;
}

/** The YubiKeys that `ykman list` printed, one a line: `YubiKey 5 NFC (5.4.3) [OTP+FIDO+CCID] Serial: 13371337`. */
export function keysIn(stdout: string): readonly ListedKey[] {
  const lines = stdout.split(/\r?\n/).filter((line) => line.trim() !== "");
  return lines.map((line) => {
    const [, name = line, serial] = /^(.*?)\s*Serial:\s*(\d+)\s*$/.exec(line) ?? [];
    return { serial, label: serial === undefined ? line.trim() : `${serial}  ${name}` };
  });
}

/** What came of the choice: the serial number (`""`: the only one, which does not tell it), those to pick from, or none of them. */
export type KeyChoice =
  | { readonly key: string; readonly how: string }
  | { readonly several: readonly ListedKey[] }
  | { readonly absent: string }
  | NoCode;

/** What a choice goes by; without a device none was used before. */
export type KeyWish = Pick<Standing, "settings" | "serial" | "yubikeys" | "profile">;

/** The one that is set (`awsmfa_yubikey_serial`); else the one that was used for the device; else the only one. */
export function chooseKey(
  { settings, serial, yubikeys = [], profile }: KeyWish,
  keys: readonly ListedKey[],
): KeyChoice {
  const set = settings.get("awsmfa_yubikey_serial")?.trim() ?? "";
  if (set !== "" && !/^\d+$/.test(set))
    return {
      reason: `awsmfa_yubikey_serial of ${profile} is “${set}”, and no serial number`,
      hint: `the numbers: ykman list --serials\naws configure set awsmfa_yubikey_serial NUMBER --profile ${typed(profile)}`,
    };
  const there = (wanted: string): boolean => keys.some((key) => key.serial === wanted);
  if (set !== "") {
    // One that does not tell its number may be it: ykman finds out.
    const isThere = there(set) || keys.some((key) => key.serial === undefined);
    return isThere ? { key: set, how: "set" } : { absent: `YubiKey ${set} is not plugged in` };
  }
  const used = yubikeys.filter((each) => each.serial === serial && there(each.key));
  if (used.length === 1 && used[0] !== undefined) return { key: used[0].key, how: "used before" };
  if (keys.length > 1) return { several: keys };
  const [only] = keys;
  if (only === undefined) return { absent: "no YubiKey is plugged in" };
  return { key: only.serial ?? "", how: "the only one" };
}
