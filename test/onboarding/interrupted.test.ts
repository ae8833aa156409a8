import { describe, expect, it } from "vitest";
import { goWay } from "../../src/onboarding/onboarding.ts";
import { readMemory } from "../../src/memory/memory.ts";
import type { FaultName } from "../local-aws/faults.ts";
import type { World } from "../local-aws/world.ts";
import { CONFIG, CREDENTIALS, type Fake, MEMORY, failureOf } from "../support/context.ts";
import { devicesIn } from "../support/devices.ts";
import { Killed, mortal } from "../support/keys.ts";
import { FILE, fakeSetup, newcomer, setUp } from "../support/setup.ts";

/** A setup that stops anywhere, and is run again. */

/** Where everybody may delete a device that is nobody's, and where only MFA lets one. */
const POLICIES = [
  ["that lets leftovers be deleted", ["iam:DeactivateMFADevice", "iam:ListAccessKeys"]],
  ["that lets nothing be deleted", undefined],
] as const;
const OPTIONS = { csv: FILE, deleteCsv: false };

/** The user has a session, of a device that the profile names; every section is whole. */
function expectDone(fake: Fake): void {
  const [credentials = "", config = ""] = [fake.files.get(CREDENTIALS), fake.files.get(CONFIG)];
  expect(credentials.match(/^\[.*\]$/gm)).toEqual([
    "[mfa.user-identity]",
    "[mfa.user-identity-mfa]",
  ]);
  expect(credentials).toMatch(/^aws_session_token = \S+$/m);
  const [serial] = devicesIn(fake.world).slice(-1);
  expect(config).toContain(`region = eu-west-1\nmfa_serial = ${serial}\n`);
  expect(credentials).toContain(`awsmfa_serial = ${serial}\n`);
  // What AWS does not let go stays noted.
  const { enrolling = [] } = readMemory(fake.files.get(MEMORY));
  expect(enrolling.map((each) => each.serial)).not.toContain(serial);
  expect(fake.files.has(FILE)).toBe(false);
}

/** What is at AWS: one device, and of the leftovers what AWS does not let go. */
function expectTidy({ world }: Fake, lenient: boolean): void {
  expect(devicesIn(world)).toHaveLength(1);
  if (lenient) expect(world.unassigned).toEqual([]);
}

describe.each(POLICIES)("under a policy %s", (_title, denied) => {
  const world = (): World => newcomer({}, ...(denied === undefined ? [] : [denied]));
  const isLenient = denied !== undefined;

  it.each(["before", "after"])("killed %s any effect, it carries on", async (when) => {
    const whole = mortal(fakeSetup({ world: world() }).context, Number.POSITIVE_INFINITY, false);
    await setUp(whole);
    const count = whole.effects.length;
    expect(count).toBeGreaterThan(15);
    // After the last effect, which deletes the file, it is over.
    for (let lives = 0; lives < (when === "after" ? count - 1 : count); lives += 1) {
      const first = fakeSetup({ world: world() });
      const { context, effects } = mortal(first.context, lives, when === "after");
      const told = `${lives} effects, then killed ${when} ${effects.at(-1)}`;
      await expect(setUp({ context }), told).rejects.toThrow(Killed);
      const again = fakeSetup({}, first);
      await setUp(again);
      expectDone(again);
      expectTidy(again, isLenient);
    }
  });

  it("stopped after any stage or step, it carries on", async () => {
    const names: string[] = [];
    const { context } = fakeSetup({ world: world() });
    await goWay(OPTIONS, context, (name) => names.push(name));
    expect(names).toEqual([
      "key",
      "check",
      "create",
      "put-phone",
      "prove-phone",
      "enable",
      "save",
      "device",
      "session",
      "check",
      "file",
    ]);
    for (const [at] of names.slice(0, -1).entries()) {
      const first = fakeSetup({ world: world() });
      let left = at;
      // Never comes back, as what is killed does not.
      await new Promise<void>((gone) => {
        void goWay(OPTIONS, first.context, () => {
          if (left-- > 0) return undefined;
          gone();
          return new Promise(() => undefined);
        });
      });
      const again = fakeSetup({}, first);
      await setUp(again);
      expectDone(again);
      expectTidy(again, isLenient);
    }
  });
});

const FAULTS: readonly FaultName[] = [
  "throttled",
  "503",
  "hang",
  "reset",
  "html-200",
  "lose",
  "cut",
];

describe.each(FAULTS)("a fault, %s", (fault) => {
  it("at any call: it says so or goes on, and carries on the next time", async () => {
    const calm = fakeSetup({ world: newcomer() });
    await setUp(calm);
    const calls = calm.world.requests.length;
    for (let at = 0; at < calls; at += 1) {
      const world = newcomer();
      let left = at;
      world.intercept = () => (left-- === 0 ? fault : undefined);
      const first = fakeSetup({ world });
      const failed = await setUp(first).then(
        () => undefined,
        (error: { code: string; hint?: string }) => error,
      );
      expect(failed?.code ?? "none").toMatch(/^(?:none|throttled|unreachable|not-aws)$/);
      world.intercept = undefined;
      const again = failed === undefined ? first : fakeSetup({}, first);
      if (failed !== undefined) await setUp(again);
      expectDone(again);
      expectTidy(again, false);
    }
  });
});

describe("a file that cannot be written", () => {
  it.each([CREDENTIALS, CONFIG])("%s is said before anything is at AWS", async (path) => {
    const fake = fakeSetup({ unwritable: [path] });
    expect((await failureOf(() => setUp(fake))).code).toBe("file-unwritable");
    expect([devicesIn(fake.world), fake.world.unassigned]).toEqual([[], []]);
    expect(fake.files.has(CREDENTIALS)).toBe(false);
  });
});
