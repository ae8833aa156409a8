import { describe, expect, it } from "vitest";
import { readMemory } from "../../src/memory/memory.ts";
import { profileNamed } from "../../src/profiles/profile.ts";
import { plannedSteps } from "../../src/sessions/dry-run.ts";
import { lookAround } from "../../src/sessions/look.ts";
import type { SessionOptions } from "../../src/sessions/options.ts";
import { planSession } from "../../src/sessions/plan.ts";
import { EXAMPLE_SERIAL } from "../local-aws/example.ts";
import {
  CONFIG,
  CREDENTIALS,
  type FakeOptions,
  MEMORY,
  NOW,
  PROFILE,
  exampleSession,
  failureOf,
  fakeContext,
  filesWith,
  keySection,
} from "../support/context.ts";

async function plan(given: FakeOptions, options: Partial<SessionOptions> = {}) {
  const { context, debug } = fakeContext(given);
  const situation = await lookAround(context);
  const profile = profileNamed(situation.files, PROFILE);
  if (profile === undefined) throw new Error("no such profile");
  const all = { force: false, ...options };
  const planned = planSession(profile, situation, all, context.debug);
  const steps = async () => (await plannedSteps(planned, situation, all, context)).steps;
  return { ...planned, debug, steps };
}

const FRESH = { files: filesWith([exampleSession()]) };
const ONLY_KEYS = { [CREDENTIALS]: keySection(PROFILE) };
const OTHER = "arn:aws:iam::123456789012:mfa/other";

describe("the plan of a session", () => {
  it.each<[string, FakeOptions, Partial<SessionOptions>, string]>([
    ["none yet", {}, {}, "a new one is needed: there is none"],
    ["a fresh one", FRESH, {}, "fresh"],
    ["--force", FRESH, { force: true }, "a new one is needed: --force"],
    [
      "another device",
      FRESH,
      { serial: OTHER },
      "a new one is needed: it was made with another device",
    ],
    ["the same device", FRESH, { serial: EXAMPLE_SERIAL }, "fresh"],
    [
      "a longer rest",
      FRESH,
      { minRemaining: 43_201 },
      "a new one is needed: less than 43201 s of it are left",
    ],
    [
      "a rotated key",
      {
        files: {
          ...FRESH.files,
          [CREDENTIALS]: (FRESH.files[CREDENTIALS] ?? "").replace(
            "AKIAIOSFODNN7EXAMPLE",
            "AKIAI44QH8DHBEXAMPLE",
          ),
        },
      },
      {},
      "a new one is needed: it was made with another access key",
    ],
    [
      "a clock that is known to be behind",
      {
        files: {
          ...FRESH.files,
          [MEMORY]: JSON.stringify({ clock: { offset: 43_000_000, started: NOW - 3_600_000 } }),
        },
      },
      {},
      "a new one is needed: less than 300 s of it are left",
    ],
    [
      "a clock that was set since",
      {
        files: {
          ...FRESH.files,
          [MEMORY]: JSON.stringify({ clock: { offset: 43_000_000, started: 0 } }),
        },
      },
      {},
      "fresh",
    ],
  ])("%s", async (_, given, options, state) => {
    const { fresh, debug } = await plan(given, options);
    expect(debug).toContain(`session [mfa.user-mfa]: ${state}`);
    expect(fresh?.name).toBe(state === "fresh" ? "mfa.user-mfa" : undefined);
  });

  it("under another name", async () => {
    const { fresh, name, debug } = await plan(FRESH, { as: "today" });
    expect([fresh, name]).toEqual([undefined, "today"]);
    expect(debug).toContain("session [today]: a new one is needed: there is none");
  });

  it.each<[string, string, string, Partial<SessionOptions>, string]>([
    ["no key", "[mfa.user]\n", "", {}, "no-keys"],
    ["an odd device", keySection(PROFILE), "", { serial: "x" }, "usage"],
    ["an odd duration", keySection(PROFILE), "", { duration: 1 }, "usage"],
    ["an odd name", keySection(PROFILE), "", { as: "]" }, "usage"],
    [
      "a section of somebody",
      keySection(PROFILE),
      "[profile mfa.user-mfa]\n",
      {},
      "foreign-section",
    ],
  ])("fails early: %s", async (_, credentials, config, options, code) => {
    const files = { [CREDENTIALS]: credentials, [CONFIG]: config };
    expect((await failureOf(() => plan({ files }, options))).code).toBe(code);
  });

  it("minds no duration where nothing is to be done", async () => {
    expect((await plan(FRESH, { duration: 1 })).fresh?.name).toBe("mfa.user-mfa");
  });
});

describe("the steps of a dry run", () => {
  const write = [
    `write [mfa.user-mfa] in ${CREDENTIALS}`,
    `write [profile mfa.user-mfa] in ${CONFIG}`,
  ];
  it.each<[string, FakeOptions, Partial<SessionOptions>, string[]]>([
    ["nothing", FRESH, {}, ["keep [mfa.user-mfa], which is fresh"]],
    [
      "all",
      {},
      {},
      [
        "look up the MFA device (iam:ListMFADevices)",
        "take a code from: prompt",
        "get a session of 12 h (sts:GetSessionToken)",
        ...write,
      ],
    ],
    [
      "with a device",
      {},
      { serial: OTHER, duration: 5400 },
      [
        `take a code of ${OTHER} from: prompt`,
        "get a session of 1 h 30 min (sts:GetSessionToken)",
        ...write,
      ],
    ],
    [
      "with a code at hand",
      {},
      { serial: OTHER, code: "123456" },
      [
        `take a code of ${OTHER} from: given, else prompt`,
        "get a session of 12 h (sts:GetSessionToken)",
        ...write,
      ],
    ],
  ])("%s", async (_, given, options, steps) => {
    expect(await (await plan(given, options)).steps()).toEqual(steps);
  });

  it.each<[string, FakeOptions, Partial<SessionOptions>, string]>([
    ["nobody to ask", { nobody: "there is no terminal" }, {}, "no-terminal"],
    ["no such source", {}, { source: "telepathy" }, "usage"],
    ["a file that cannot be written", { unwritable: [CONFIG] }, {}, "file-unwritable"],
    ["no endpoint", { environment: { AWS_ENDPOINT_URL: "ftp://a" } }, {}, "bad-setting"],
    ["no region", { environment: { AWS_REGION: "a/" }, files: ONLY_KEYS }, {}, "bad-setting"],
  ])("fail as the login would: %s", async (_, given, options, code) => {
    const { steps } = await plan(given, options);
    expect((await failureOf(steps)).code).toBe(code);
  });
});

describe("how things stand", () => {
  it("says by how much the clock is off", async () => {
    const memory = JSON.stringify({ clock: { offset: 90_000, started: NOW - 3_600_000 } });
    const { context, debug } = fakeContext({ files: { [MEMORY]: memory } });
    const situation = await lookAround(context);
    expect([situation.now, situation.clockOffset]).toEqual([NOW + 90_000, 90_000]);
    expect(debug).toEqual(["clock: AWS's is 90 s from this machine's"]);
  });

  it("does without a memory that cannot be read", async () => {
    const { context } = fakeContext({ unreadable: [MEMORY] });
    expect((await lookAround(context)).memory).toEqual(readMemory(undefined));
  });

  it.each([CONFIG, CREDENTIALS])("is not known without %s", async (path) => {
    const { context } = fakeContext({ unreadable: [path] });
    expect((await failureOf(() => lookAround(context))).code).toBe("file-unreadable");
  });
});
