import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { elvish } from "../../src/shells/elvish.ts";
import { nushell } from "../../src/shells/nushell.ts";
import { tcsh } from "../../src/shells/tcsh.ts";
import { ALL, IN_A_LINE, anyEnvironment } from "../support/awkward.ts";
import { ELVISH, NU, TCSH, useRealShells } from "../support/shell.ts";

const real = useRealShells();

describe.each([
  { language: tcsh, shell: TCSH, values: IN_A_LINE, hears: ["", 3] },
  { language: elvish, shell: ELVISH, values: ALL, hears: ["", 2] },
  { language: nushell, shell: NU, values: ALL, hears: ["", 3] },
])("$language.name", ({ language, shell, values, hears }) => {
  const test = it.skipIf(shell.missing);
  const title = (text: string): string => `${text} (needs ${shell.name})`;

  test.each(["C.UTF-8", "C"])(title("takes every value in the locale %s"), (locale) => {
    expect(real.through(shell, language, values, { locale })).toEqual(values);
  });

  test(title("takes whatever there is"), () => {
    fc.assert(
      fc.property(anyEnvironment(), (environment) => {
        const sayable =
          language === tcsh
            ? environment.map((value) => value.replace(/[\r\n]/g, ""))
            : environment;
        expect(real.through(shell, language, sayable)).toEqual(sayable);
      }),
      { numRuns: 5 },
    );
  });

  test(title("hears of a failure"), () => {
    const failing = language.line("sh -c 'cat text; exit 3'");
    const then = language === tcsh ? "exit $status" : "echo went on";
    const { printed, status } = real.run(shell, language.fail(3), `${failing}\n${then}`);
    expect([printed, status]).toEqual(hears);
  });

  test(title("takes nothing, and goes on"), () => {
    const { printed, complaints } = real.run(
      shell,
      language.say([]),
      `${language.line("cat text")}\necho on`,
    );
    expect([printed, complaints]).toEqual(["on\n", ""]);
  });
});

describe("the text", () => {
  it.each([
    [tcsh, "it's", "setenv A \"`printf 'it\\047s'`\";\n"],
    [tcsh, "a b", "setenv A 'a b';\n"],
    [elvish, "it's\n", "set-env A 'it''s\n'\n"],
    [nushell, 'a"\n', '{\n  "A": "a\\"\\n"\n}\n'],
  ])("for $name of %j", (language, value, text) => {
    expect(language.say([{ set: "A", value }])).toBe(text);
  });

  it.each(["a\nb", "a\r\n"])("of %j is refused for tcsh, with what to type", (value) => {
    expect(() => tcsh.say([{ set: "A", value }])).toThrow(
      expect.objectContaining({
        code: "bad-setting",
        message: "A cannot be exported to tcsh: its value holds a line end",
        hint: "use another shell or format: awsmfa env --shell json",
      }),
    );
  });
});
