import { describe, expect, it } from "vitest";
import { modeWarning } from "../../src/profiles/warnings.ts";

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
