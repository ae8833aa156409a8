import { describe, expect, it } from "vitest";
import { askHidden, nobodyToAsk } from "../../src/dialogs/person.ts";
import { type FakeOptions, fakeContext } from "../support/context.ts";
import { desktop } from "../support/dialogs.ts";

const QUESTION = { message: "Passphrase of the age file:", check: async () => undefined };
const FORBIDDEN = "--no-input was given";

describe("why nobody can be asked", () => {
  it.each<[string, string[], FakeOptions, string | undefined]>([
    ["there is a terminal", [], { nobody: undefined as never }, undefined],
    ["there is a dialog", ["zenity"], {}, undefined],
    ["there is neither", ["zenity"], { environment: {} }, "there is no terminal"],
    [
      "there is a display and no program",
      [],
      {},
      "there is no terminal, and there is no program for a dialog (pinentry, zenity, kdialog)",
    ],
    ["nobody may be asked", ["zenity"], { nobody: FORBIDDEN }, FORBIDDEN],
  ])("%s", async (_, installed, options, expected) => {
    const { ports, ran } = desktop(installed, [], options);
    expect(await nobodyToAsk(ports)).toBe(expected);
    expect(ran).toEqual([]);
  });
});

describe("a question whose answer is not shown", () => {
  it("is put on the terminal where there is one", async () => {
    const environment = { DISPLAY: ":1", PATH: "/usr/bin" };
    const fake = fakeContext({ answers: ["secret"], environment });
    expect(await askHidden(QUESTION, fake.context)).toBe("secret");
    expect([fake.questions, fake.ran]).toEqual([["Passphrase of the age file:"], []]);
  });
  it("is put in a window else, hidden there", async () => {
    const { ports, ran } = desktop(["zenity"], [{ stdout: " se cret \n" }]);
    expect(await askHidden(QUESTION, ports)).toBe(" se cret ");
    expect(ran[0]?.command).toContain("--hide-text");
  });
  it("has no answer where the window was closed", async () => {
    const { ports } = desktop(["zenity"], [{ status: 1 }]);
    expect(await askHidden(QUESTION, ports)).toBe(undefined);
  });
  it("is put to nobody where nobody may be asked", async () => {
    const { ports, ran } = desktop(["zenity"], [], { nobody: FORBIDDEN, answers: [undefined] });
    expect([await askHidden(QUESTION, ports), ran]).toEqual([undefined, []]);
  });
});
