import { describe, expect, it } from "vitest";
import { wantedAuthenticators } from "../../src/devices/authenticators.ts";
import { planEnrolment } from "../../src/devices/enroll.ts";
import { carryOut } from "../../src/devices/steps.ts";
import { AwsmfaError } from "../../src/errors.ts";
import { readMemory } from "../../src/memory/memory.ts";
import { deviceUser } from "../../src/sessions/device-user.ts";
import { EXAMPLE_SECRET } from "../local-aws/example.ts";
import type { FaultName } from "../local-aws/faults.ts";
import type { World } from "../local-aws/world.ts";
import {
  CONFIG,
  type Fake,
  type FakeOptions,
  MEMORY,
  PROFILE,
  failureOf,
} from "../support/context.ts";
import {
  FIRST,
  SECOND,
  changes,
  devicesIn,
  enrolled,
  fakeWith,
  forced,
  scanned,
} from "../support/devices.ts";

/** An enrolment that stops anywhere: what was made goes, or is seen to the next time. */

/** Under a policy that lets everybody delete their unused devices. */
const free = (): World => forced({ denyWithoutMfa: ["iam:DeactivateMFADevice"] });
const both = { to: ["stored", "phone"], png: "qr.png" };
const start = (options: FakeOptions = {}) => {
  const keyring = new Map<string, string>();
  return { keyring, fake: fakeWith({ keyring, world: free(), ...options }) };
};

/** An enrolment by its steps, with something done after each. */
async function stepped(fake: Fake, after: (step: string) => unknown): Promise<void> {
  const { profile, subject, calls, kept } = await deviceUser(
    { profile: PROFILE },
    "",
    fake.context,
  );
  const authenticators = wantedAuthenticators(both, profile, fake.context);
  const order = { profile, subject, authenticators, kept, name: undefined };
  const { steps } = await planEnrolment(order, calls, fake.context);
  await carryOut(steps, fake.context, after);
}

const STEPS = ["check", "create", "put-stored", "put-phone", "prove-stored", "prove-phone"];
const LATE = ["enable", "save"];

/** Nothing of it is left, but what is remembered. */
function expectNothing(fake: Fake, keyring: ReadonlyMap<string, string>): void {
  const { world, files } = fake;
  expect([world.unassigned, devicesIn(world), [...keyring]]).toEqual([[], [], []]);
  const paths = [...files.keys()].filter((path) => path !== MEMORY);
  expect(paths.filter((path) => /secrets|png/.test(path))).toEqual([]);
  expect(files.get(CONFIG)).not.toContain("mfa_serial");
  expect(readMemory(files.get(MEMORY)).enrolling).toBeUndefined();
}

describe("stopped after a step", () => {
  it.each(STEPS)("%s: nothing is left", async (name) => {
    const { fake, keyring } = start();
    const stop = (step: string): void => {
      if (step === name) throw new AwsmfaError("interrupted", "interrupted");
    };
    expect((await failureOf(() => stepped(fake, stop))).code).toBe("interrupted");
    expectNothing(fake, keyring);
  });
  it.each(LATE)("%s: the device is enabled and stays", async (name) => {
    const { fake, keyring } = start();
    const stop = (step: string): void => {
      if (step === name) throw new AwsmfaError("interrupted", "interrupted");
    };
    await failureOf(() => stepped(fake, stop));
    expect([devicesIn(fake.world), [...keyring.keys()]]).toEqual([[FIRST], [FIRST]]);
  });
  it.each(STEPS.slice(1))("%s by a signal: nothing is left", async (name) => {
    const { fake, keyring } = start();
    const signal = async (step: string): Promise<void> => {
      if (step === name) await Promise.all(Array.from(fake.context.endings, (act) => act()));
    };
    expect((await failureOf(() => stepped(fake, signal))).code).toBe("interrupted");
    expectNothing(fake, keyring);
    expect(fake.context.endings.size).toBe(0);
  });
  it("by a signal while AWS enables it: what may be in use is not taken back", async () => {
    const { fake, keyring } = start();
    const ended: Promise<unknown>[] = [];
    fake.world.intercept = (_request, action) => {
      if (action === "EnableMFADevice")
        ended.push(...Array.from(fake.context.endings, (act) => act()));
      return undefined;
    };
    await failureOf(() => enrolled(fake, both));
    await Promise.all(ended);
    expect([ended.length, devicesIn(fake.world), [...keyring.keys()]]).toEqual([
      1,
      [FIRST],
      [FIRST],
    ]);
    expect(readMemory(fake.files.get(MEMORY)).enrolling).toHaveLength(1);
  });
  it.each([...STEPS, "enable"])("%s by a kill: the next run carries on", async (name) => {
    const { fake, keyring } = start({ answers: [scanned, scanned] });
    // Never comes back, as what is killed does not.
    const killed = new Promise<void>((gone) => {
      void stepped(fake, (step) => {
        if (step !== name) return undefined;
        gone();
        return new Promise(() => undefined);
      });
    });
    await killed;
    fake.files.delete("qr.png");
    expect(await enrolled(fake, both)).toMatchObject({ serial: FIRST, saved: expect.anything() });
    expect([fake.world.unassigned, devicesIn(fake.world)]).toEqual([[], [FIRST]]);
    expect([...keyring.keys()]).toEqual([FIRST]);
    expect(fake.files.get(CONFIG)).toContain(`mfa_serial = ${FIRST}`);
  });
});

describe("given up at the question", () => {
  it.each<[string, FakeOptions["answers"], string]>([
    ["Ctrl-C", [new AwsmfaError("interrupted", "interrupted")], "interrupted"],
    ["Ctrl-D", [undefined], "no-code"],
    ["Ctrl-C at the text", ["text", new AwsmfaError("interrupted", "interrupted")], "interrupted"],
  ])("by %s: nothing is left, and that is said", async (_title, answers = [], code) => {
    const { fake, keyring } = start({ answers });
    expect((await failureOf(() => enrolled(fake, both))).code).toBe(code);
    expectNothing(fake, keyring);
    expect(fake.news).toEqual(["awsmfa: mfa/mfa.user, which was just made, is removed again"]);
  });
});

describe("a fault", () => {
  const FAULTS: readonly FaultName[] = ["throttled", "503", "hang", "html-200", "lose", "cut"];
  const fault = (action: string, name: FaultName): World => {
    const world = free();
    world.faults.push({ fault: name, action });
    return world;
  };
  it.each(FAULTS)("at the making, %s: nothing is left", async (name) => {
    const { fake, keyring } = start({ world: fault("CreateVirtualMFADevice", name) });
    expect((await failureOf(() => enrolled(fake, both))).code).toMatch(
      /^(?:throttled|unreachable|not-aws)$/,
    );
    expectNothing(fake, keyring);
  });
  it.each(FAULTS)("at the enabling, %s: what AWS did is found out", async (name) => {
    const { fake, keyring } = start({ world: fault("EnableMFADevice", name) });
    if (["lose", "cut"].includes(name)) {
      expect(await enrolled(fake, both)).toMatchObject({ serial: FIRST });
      expect([devicesIn(fake.world), [...keyring.keys()]]).toEqual([[FIRST], [FIRST]]);
    } else {
      await failureOf(() => enrolled(fake, both));
      expectNothing(fake, keyring);
    }
  });
  it.each(["ListVirtualMFADevices", "ListAccountAliases"])(
    "at %s keeps nobody from a device",
    async (action) => {
      const { fake } = start({ world: fault(action, "503") });
      expect(await enrolled(fake)).toMatchObject({ serial: FIRST });
    },
  );
  it.each(["GetCallerIdentity", "ListMFADevices"])(
    "at %s comes before anything",
    async (action) => {
      const { fake, keyring } = start({ world: fault(action, "503") });
      expect((await failureOf(() => enrolled(fake))).code).toBe("unreachable");
      expectNothing(fake, keyring);
    },
  );
  it("at the enabling and all that comes after it: the secret stays, and the next run carries on", async () => {
    const world = free();
    const { fake, keyring } = start({ world, answers: [scanned, scanned] });
    let lost = false;
    world.intercept = (_request, action) => {
      const isFirst = !lost && action === "EnableMFADevice";
      const isAfter = lost && action !== "EnableMFADevice";
      lost ||= isFirst;
      return isFirst ? "lose" : isAfter ? "503" : undefined;
    };
    const failure = await failureOf(() => enrolled(fake, both));
    expect(failure.message).toMatch(/; whether mfa\/mfa\.user is enabled cannot be told$/);
    expect(failure.hint).toBe(
      `run it again, and it carries on: awsmfa device enroll --profile ${PROFILE}`,
    );
    expect([...keyring.keys()]).toEqual([FIRST]);
    world.intercept = undefined;
    fake.files.delete("qr.png");
    expect(await enrolled(fake, both)).toMatchObject({ outcome: "finished", serial: FIRST });
    expect(fake.files.get(CONFIG)).toContain(`mfa_serial = ${FIRST}`);
  });
  it("that keeps the device from being removed is said, and it is seen to the next time", async () => {
    const { fake } = start({ world: forced(), answers: [undefined, scanned] });
    await failureOf(() => enrolled(fake));
    expect(fake.news).toEqual([
      "awsmfa: mfa/mfa.user stays at AWS, of no use to anybody; it is seen to the next time",
    ]);
    expect(await enrolled(fake)).toMatchObject({ serial: SECOND });
    expect(fake.news.slice(1)).toEqual([
      "awsmfa: AWS does not let mfa/mfa.user be removed, so another name is taken",
    ]);
  });
  it("of a moment ago is waited for", async () => {
    const { fake } = start();
    let times = 2;
    fake.world.intercept = (_request, action) =>
      action === "EnableMFADevice" && (times -= 1) >= 0 ? CHANGING : undefined;
    expect(await enrolled(fake)).toMatchObject({ serial: FIRST });
  });
});

const CHANGING = {
  status: 409,
  headers: { "content-type": "text/xml" },
  body: "<ErrorResponse><Error><Type>Sender</Type><Code>EntityTemporarilyUnmodifiable</Code><Message>wait</Message></Error></ErrorResponse>",
};

describe("a leftover that is not known to be ours", () => {
  const unassigned = [{ serial: FIRST, secret: EXAMPLE_SECRET }];
  const leftover = (denyWithoutMfa: string[] = []): World =>
    forced({ denyWithoutMfa }, { unassigned });
  it("is explained, and removed with consent", async () => {
    const { fake } = start({ world: leftover(), answers: ["yes", scanned] });
    expect(await enrolled(fake)).toMatchObject({ serial: FIRST });
    expect(fake.questions[0]).toBe(
      "mfa/mfa.user exists already, and it is nobody's: an enrolment that was never finished left it behind.\nIts secret cannot be had again.\nRemove it? Else another name is taken. no | yes, remove it",
    );
    expect(changes(fake.world)[0]).toBe("DeleteVirtualMFADevice");
  });
  it("stays without consent, and another name is taken", async () => {
    const { fake } = start({ world: leftover(), answers: ["no", scanned] });
    expect(await enrolled(fake)).toMatchObject({ serial: SECOND });
    expect(fake.world.unassigned).toHaveLength(1);
  });
  it("stays where nobody can be asked", async () => {
    const { fake } = start({ world: leftover(), nobody: "there is no terminal" });
    expect(await enrolled(fake, { to: ["stored"] })).toMatchObject({ serial: SECOND });
    expect(fake.news).toEqual(["awsmfa: mfa/mfa.user exists already, so another name is taken"]);
  });
  it("is found by AWS's refusal where the list is denied", async () => {
    const world = leftover(["iam:ListVirtualMFADevices"]);
    const { fake } = start({ world, answers: ["yes", scanned] });
    expect(await enrolled(fake)).toMatchObject({ serial: FIRST });
    expect(changes(world)).toEqual([
      "CreateVirtualMFADevice: EntityAlreadyExists",
      "DeleteVirtualMFADevice",
      "CreateVirtualMFADevice",
      "EnableMFADevice",
    ]);
  });
  it("is told of by a dry run", async () => {
    const { fake } = start({ world: leftover() });
    expect(await enrolled(fake, { dryRun: true })).toMatchObject({
      steps: expect.arrayContaining([
        "remove mfa/mfa.user, which is nobody's (iam:DeleteVirtualMFADevice), and make the virtual device mfa/mfa.user (iam:CreateVirtualMFADevice)",
      ]),
    });
  });
});
