import { readFileSync, readdirSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { configWithSerial, serialPlace } from "../../src/devices/save.ts";
import { readAwsFiles } from "../../src/profiles/aws-files.ts";
import { checkedRemove } from "../../src/profiles/checked.ts";
import { profileOfConfigSection } from "../../src/profiles/names.ts";
import { profileNamed, profileNames } from "../../src/profiles/profile.ts";
import { configWith } from "../../src/sessions/keep.ts";
import { failureOf } from "../support/context.ts";

const SERIAL = "arn:aws:iam::123456789012:mfa/jane";
const LINE = `mfa_serial = ${SERIAL}`;
const OTHERS = "# mine\n[profile other]\nx = 1\n";

describe("the config file with the device", () => {
  it.each<[string, string | undefined, string, string]>([
    [
      "one line more in the section",
      `[profile work]\nregion = x\n\n${OTHERS}`,
      "work",
      `[profile work]\nregion = x\n${LINE}\n\n${OTHERS}`,
    ],
    [
      "after the last setting, before remarks",
      "[profile work]\n# a\nregion = x\n# b\n",
      "work",
      `[profile work]\n# a\nregion = x\n${LINE}\n# b\n`,
    ],
    ["without a line end at the end", "[default]\nx = 1", "default", `[default]\nx = 1\n${LINE}\n`],
    [
      "in the line ends of the file",
      "[profile work]\r\nx = 1\r\n",
      "work",
      `[profile work]\r\nx = 1\r\n${LINE}\r\n`,
    ],
    [
      "below a block",
      "[profile work]\ns3 =\n  a = 1\n",
      "work",
      `[profile work]\ns3 =\n  a = 1\n${LINE}\n`,
    ],
    [
      "in a section in quotes",
      "[profile 'my work']\n",
      "my work",
      `[profile 'my work']\n${LINE}\n`,
    ],
    ["a section more", OTHERS, "work", `${OTHERS}\n[profile work]\n${LINE}\n`],
    ["a section more, quoted", OTHERS, "my work", `${OTHERS}\n[profile 'my work']\n${LINE}\n`],
    ["a file", undefined, "default", `[default]\n${LINE}\n`],
  ])("%s", (_, text, profile, expected) => {
    expect(configWithSerial(text, profile, SERIAL)).toBe(expected);
    expect(serialPlace(text, profile).isNew).toBe(
      !text?.includes("work]") && !text?.includes("default]") && !text?.includes("work']"),
    );
  });

  it.each(["mfa_serial = GAHT12345678", "mfa_serial =", LINE])(
    "stays where it has one meanwhile: %s",
    (line) => {
      const text = `[profile work]\n${line}\n`;
      expect(configWithSerial(text, "work", SERIAL)).toBe(text);
    },
  );

  it.each([
    ["twice the same section", "[profile work]\nx = 1\n[profile work]\ny = 1\n"],
    ["two ways to write it", "[profile work]\nx = 1\n[profile 'work']\ny = 1\n"],
  ])("is left alone: %s", async (_, text) => {
    expect(await failureOf(() => configWithSerial(text, "work", SERIAL))).toMatchObject({
      code: "foreign-section",
      message: "work has 2 sections in the config file",
    });
  });
});

describe("login, save, logout", () => {
  const settings = new Map([["region", "us-east-1"]]);

  /** The config file after all three. */
  function after(text: string, source = "work"): string {
    const name = "session-of-mine";
    const loggedIn = configWith({ name, source }, { name: source, settings }, text, undefined);
    return checkedRemove(configWithSerial(loggedIn, source, SERIAL), `profile ${name}`) ?? "";
  }

  /** The file and one line more, which the profile then has. */
  function expectOneLine(text: string, now: string, profile: string): void {
    // A file that had no line end at its end has none then either: the line comes after one.
    const without = [/[ \t]*mfa_serial = \S+jane\r?\n/, /\r?\n[ \t]*mfa_serial = \S+jane/];
    expect(without.map((pattern) => now.replace(pattern, ""))).toContain(text);
    expect(profileNamed(readAwsFiles(now, undefined), profile)?.settings.get("mfa_serial")).toBe(
      SERIAL,
    );
  }

  it.each([
    ["\n", "[profile work]\nregion = x\n", `[profile work]\nregion = x\n${LINE}\n`],
    ["no line end", "[profile work]\nregion = x", `[profile work]\nregion = x\n${LINE}`],
    ["no section", OTHERS, `${OTHERS}\n[profile work]\n${LINE}\n`],
  ])("leave the file and one line: %s", (_, text, expected) => expect(after(text)).toBe(expected));

  it("leave every byte of it, whatever it is", () => {
    const line = fc.constantFrom(
      "",
      " ",
      "# remark",
      "; x",
      "region = us-west-2",
      "output=json",
      "s3 =",
      "  a = 1",
      "[profile other]",
      "[default]",
      "x = \u00e9",
      "\tweird",
    );
    const eol = fc.constantFrom("\n", "\r\n");
    const file = fc
      .tuple(fc.array(line, { maxLength: 8 }), fc.array(line, { maxLength: 8 }), eol, fc.boolean())
      .map(
        ([before, below, end, ends]) =>
          [...before, "[profile work]", "region = x", ...below].join(end) + (ends ? end : ""),
      );
    fc.assert(
      fc.property(file, (text) => {
        expectOneLine(text, after(text), "work");
      }),
    );
  });

  const folder = new URL("../fixtures/files/", import.meta.url);
  const real = readdirSync(folder)
    .filter((name) => name.startsWith("config"))
    .flatMap((name) => {
      const text = readFileSync(new URL(name, folder), "latin1");
      const files = readAwsFiles(text, undefined);
      // A profile that stands there twice is left alone, as above.
      const times = (profile: string): number =>
        files.config.sections.filter(
          ({ name: section }) => profileOfConfigSection(section) === profile,
        ).length;
      return profileNames(files)
        .filter((profile) => !profileNamed(files, profile)?.settings.has("mfa_serial"))
        .filter((profile) => times(profile) < 2)
        .map((profile) => [name, profile, text] as const);
    });
  it("are tried on files as people have them", () => expect(real.length).toBeGreaterThan(10));
  it.each(real)("leave %s and one line: %s", (_name, profile, text) => {
    expectOneLine(text, after(text, profile), profile);
  });
});
