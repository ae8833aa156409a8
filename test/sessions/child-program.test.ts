import { describe, expect, it } from "vitest";
import { cannotRun, checkProgram } from "../../src/sessions/child-program.ts";
import { failureOf, fakeContext } from "../support/context.ts";

/** Whether a program can be run, before anybody is asked. */

const FILES = {
  "/bin/aws": 0o755,
  "/plain/aws": 0o644,
  "/plain/only": 0o600,
  "./here": 0o755,
  "/locked/x": undefined,
};
const PATH = "/plain:/none:/bin";

/** The code of the objection, if there is one. */
async function objection(name: string, path: string | undefined = PATH, platform = "linux") {
  const { context } = fakeContext();
  const files = {
    ...context.files,
    facts: async (place: string) => {
      if (place.startsWith("/locked/")) throw new Error("EACCES");
      const mode = (FILES as Record<string, number | undefined>)[place];
      return mode === undefined ? undefined : { mode };
    },
  };
  const environment = path === "none" ? {} : { PATH: path };
  try {
    await checkProgram(name, { files, environment, platform });
    return undefined;
  } catch (error) {
    return (error as { code: string }).code;
  }
}

describe("a program", () => {
  it.each<[string, string | undefined, string | undefined]>([
    ["aws", PATH, undefined],
    ["nonesuch", PATH, "command-not-found"],
    ["only", PATH, "command-not-executable"],
    ["aws", "/plain", "command-not-executable"],
    ["here", PATH, "command-not-found"],
    ["here", `${PATH}:`, undefined],
    ["here", `:${PATH}`, undefined],
    ["nonesuch", "", "command-not-found"],
    ["/bin/aws", "", undefined],
    ["/bin/nonesuch", PATH, "command-not-found"],
    ["/plain/only", PATH, "command-not-executable"],
    ["", PATH, "command-not-found"],
  ])("“%s” in %j: %s", async (name, path, code) => expect(await objection(name, path)).toBe(code));

  it.each([
    ["a folder that cannot be read", "nonesuch", "/locked", "linux"],
    ["no PATH", "nonesuch", "none", "linux"],
    ["Windows, whose rules are others", "nonesuch", PATH, "win32"],
  ])("is left to the system with %s", async (_, name, path, platform) =>
    expect(await objection(name, path, platform)).toBeUndefined(),
  );
});

it.each([
  ["missing", "ENOENT", "aws", "there is no program “aws” in PATH"],
  ["missing", "ENOENT", "./x", "./x is not there, or the program that its first line names is not"],
  ["not-executable", "EACCES", "./x", "./x cannot be started: it is not executable, or a folder"],
  ["not-executable", "ENOEXEC", "./x", "./x cannot be started: it is no program of this system"],
  ["not-executable", "EIO", "./x", "./x cannot be started: EIO"],
] as const)("%s (%s): %s", async (why, reason, name, message) => {
  const failure = await failureOf(async () => {
    throw cannotRun(name, { why, reason });
  });
  expect(failure).toMatchObject({ message });
});
