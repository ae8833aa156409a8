import { describe, expect, it } from "vitest";
import { readIni } from "../../src/profiles/ini.ts";
import { modeWarning, refusalWarning } from "../../src/profiles/warnings.ts";

describe("the mode of the credentials file", () => {
  it.each([
    [0o600, undefined],
    [0o400, undefined],
    [0o700, undefined],
    [undefined, undefined],
    [0o644, "others can read F (mode 0644); close it: chmod 600 F"],
    [0o640, "others can read F (mode 0640); close it: chmod 600 F"],
    [0o604, "others can read F (mode 0604); close it: chmod 600 F"],
    [0o660, "others can read or change F (mode 0660); close it: chmod 600 F"],
    [0o666, "others can read or change F (mode 0666); close it: chmod 600 F"],
    [0o602, "others can read or change F (mode 0602); close it: chmod 600 F"],
    [0o777, "others can read or change F (mode 0777); close it: chmod 600 F"],
  ])("%o", (mode, warning) => {
    expect(modeWarning({ mode }, "F")).toBe(warning);
  });

  it("of no file", () => {
    expect(modeWarning(undefined, "F")).toBeUndefined();
  });
});

describe("a file that the AWS CLI refuses", () => {
  it.each([
    ["[p]\na = 1\n", undefined],
    ["", undefined],
    ["[p]\nbare\n", "the AWS CLI cannot read F: line 2: a line without =; correct it by hand"],
    [
      "x\n[p]\nbare\n[p]\n",
      "the AWS CLI cannot read F: line 1: a line before the first section, and 2 more; correct it by hand",
    ],
    [
      "[p]\nSecret/1 = 1\nSecret/1 = 1\n",
      "the AWS CLI cannot read F: line 3: a key stands here again in [p]; correct it by hand",
    ],
  ])("%j", (text, warning) => {
    expect(refusalWarning(readIni(text), "F")).toBe(warning);
  });
});
