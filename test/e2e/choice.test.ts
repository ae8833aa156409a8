import { describe, expect, it } from "vitest";
import { EXAMPLE_SECRET, EXAMPLE_SERIAL } from "../local-aws/example.ts";
import { createWorld, type World } from "../local-aws/world.ts";
import { keySection } from "../support/onboarding.ts";
import { KEY, onTerminal } from "../support/pty.ts";
import { type Sandbox, sandbox, type Variables } from "../support/sandbox.ts";
import { lapse, signIn } from "../support/signed-in.ts";
import { errorText } from "../support/wording.ts";

/** Which profile is meant. */

const SECRET = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";
const KEYS = { a: "AKIAIOSFODNN7EXAMPLE", b: "AKIAI44QH8DHBEXAMPLE", c: "AKIAIOSFODNN8EXAMPLE" };
const section = (name: keyof typeof KEYS): string => keySection(name, KEYS[name], SECRET);
const LOCAL = keySection("localstack", "test", "test");

/** One user with three keys, so that each profile's key is good. */
function world(): World {
  const keys = Object.values(KEYS).map((id) => ({ id, secret: SECRET }));
  const devices = [{ serial: EXAMPLE_SERIAL, secret: EXAMPLE_SECRET }];
  return createWorld({ users: [{ name: "mfa.user", keys, devices }] });
}

function withProfiles(credentials: string): Promise<Sandbox> {
  return sandbox({ files: { ".aws/credentials": credentials }, world: world() });
}

/** The profile that a login would be for, or what was said instead. */
async function settled(
  box: Sandbox,
  words: readonly string[] = [],
  env: Variables = {},
): Promise<string> {
  const { stderr } = await box.run(["login", "--dry-run", "--code", "123456", ...words], { env });
  return /^(.*): a login would$/m.exec(stderr)?.[1] ?? stderr;
}

const ALL = section("a") + section("b") + section("c") + LOCAL;

describe("the profile", () => {
  const order: Variables = {
    AWSMFA_PROFILE: "b",
    AWS_PROFILE: "c",
    AWS_DEFAULT_PROFILE: "localstack",
    AWSMFA_SESSION: "a",
  };
  const least = ["AWSMFA_PROFILE", "AWS_PROFILE", "AWS_DEFAULT_PROFILE"];

  it.each([
    ["--profile first", ["-p", "a"], order, "a"],
    ["then AWSMFA_PROFILE", [], order, "b"],
    ["then AWS_PROFILE", [], { ...order, AWSMFA_PROFILE: undefined }, "c"],
    [
      "then AWSMFA_SESSION",
      [],
      Object.fromEntries(Object.entries(order).filter(([name]) => !least.includes(name))),
      "a",
    ],
    ["an empty variable is none", [], { ...order, AWSMFA_PROFILE: "" }, "c"],
  ])("%s", async (_title, words, env, name) => {
    expect(await settled(await withProfiles(ALL), words, env)).toBe(name);
  });
  it("then AWS_DEFAULT_PROFILE", async () => {
    const env = { AWS_DEFAULT_PROFILE: "b", AWSMFA_SESSION: "a" };
    expect(await settled(await withProfiles(ALL), [], env)).toBe("b");
  });
  it.each([
    ["default, if it has a long-term key", ALL + keySection("default"), "default"],
    ["not default with other keys", section("a") + keySection("default", "test", "test"), "a"],
    ["the only one with a key that looks like AWS's", LOCAL + section("b"), "b"],
  ])("%s", async (_title, credentials, name) => {
    expect(await settled(await withProfiles(credentials))).toBe(name);
  });
  it("the only one with a fresh session", async () => {
    const box = await withProfiles(ALL);
    await signIn(box, "-p", "b");
    expect(await settled(box, ["--force"])).toBe("b");
    expect((await box.run("env")).stdout).toContain("AWSMFA_SESSION='b'");
  });
  it("default before the one with a fresh session", async () => {
    const box = await withProfiles(ALL + keySection("default"));
    await signIn(box, "-p", "b");
    expect(await settled(box)).toBe("default");
  });
  it("a session's own name means its source", async () => {
    const box = await withProfiles(ALL);
    await signIn(box, "-p", "b");
    expect(await settled(box, ["--force", "-p", "b-mfa"])).toBe("b");
    expect(await settled(box, ["--force"], { AWS_PROFILE: "b-mfa" })).toBe("b");
    expect((await box.run("status --prompt", { env: { AWS_PROFILE: "b-mfa" } })).stdout).toBe(
      "11h59m\n",
    );
  });
});

describe("the picker", () => {
  it("lists those with long-term keys, the last one used first", async () => {
    const box = await withProfiles(ALL);
    await signIn(box, "-p", "b");
    lapse(box);
    const pty = onTerminal(box, "awsmfa login --dry-run");
    await pty.waitFor("Log in with which profile?");
    await pty.waitFor("c");
    expect(pty.screen()).toMatch(/which profile\?\n\S+ b\n +a\n +c\n/);
    expect(pty.screen()).not.toContain("localstack");
    pty.type(KEY.down + KEY.enter);
    expect(await pty.exit()).toBe(0);
    expect(pty.screen()).toMatch(/^a: a login would\n/);
  });
  it("Ctrl-C leaves everything as it is", async () => {
    const box = await withProfiles(ALL);
    const pty = onTerminal(box, "awsmfa login");
    await pty.waitFor("Log in with which profile?");
    pty.type(KEY.ctrlC);
    expect(await pty.exit()).toBe(130);
    expect([box.world.requests, box.list(".aws")]).toEqual([[], ["credentials"]]);
  });
  it("is an error with the list where nobody can be asked", async () => {
    const box = await withProfiles(ALL);
    expect(await box.run("login")).toEqual({
      status: 1,
      stdout: "",
      stderr: errorText(
        "which profile is meant cannot be told, and nobody can be asked: there is no terminal",
        "name it with --profile: a, b, c",
      ),
    });
  });
});
