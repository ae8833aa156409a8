import { describe, expect, it } from "vitest";
import type { Device } from "../../src/devices/device.ts";
import { offerDevice } from "../../src/devices/offer.ts";
import { AwsmfaError } from "../../src/errors.ts";
import { readMemory } from "../../src/memory/memory.ts";
import { profileNamed } from "../../src/profiles/profile.ts";
import { lookAround } from "../../src/sessions/look.ts";
import { EXAMPLE_SERIAL } from "../local-aws/example.ts";
import {
  CONFIG,
  CREDENTIALS,
  type Fake,
  type FakeOptions,
  MEMORY,
  PROFILE,
  failureOf,
  fakeContext,
  keySection,
} from "../support/context.ts";

const SECTION = `[profile ${PROFILE}]\nregion = us-east-1\n`;
const LINE = `mfa_serial = ${EXAMPLE_SERIAL}\n`;
const BY_HAND = `awsmfa: to save it: aws configure set mfa_serial ${EXAMPLE_SERIAL} --profile ${PROFILE}`;
const SAVED = `awsmfa: the device is saved in [profile ${PROFILE}] of ~/.aws/config`;

/** Offers to a person who has just been asked something. */
async function offer(options: FakeOptions, how: Device["how"] = "looked up"): Promise<Fake> {
  const fake = fakeContext({ answers: ["a"], ...options });
  const { context } = fake;
  if (options.answers === undefined) await context.terminal.pick({ message: "", choices: [] });
  await again(fake, how);
  return fake;
}

async function again({ context, effects }: Fake, how: Device["how"] = "looked up"): Promise<void> {
  effects.length = 0;
  const situation = await lookAround(context);
  const profile = profileNamed(situation.files, PROFILE) ?? { name: PROFILE, settings: new Map() };
  await offerDevice({ serial: EXAMPLE_SERIAL, how }, profile, situation, context);
}

const unsavedIn = ({ files }: Fake) => readMemory(files.get(MEMORY)).unsaved;
const key = { [CREDENTIALS]: keySection(PROFILE) };

describe("the offer to save a device", () => {
  it.each(["looked up", "picked", "guessed"] as const)("that was %s; on yes", async (how) => {
    const fake = await offer({ confirms: true }, how);
    expect(fake.questions.at(-1)).toBe(
      `Save the device for the next time? This adds one line to ~/.aws/config:\n  [profile ${PROFILE}]\n  …\n  mfa_serial = ${EXAMPLE_SERIAL}\nSave it?`,
    );
    expect(fake.files.get(CONFIG)).toBe(SECTION + LINE);
    expect([fake.effects, fake.news]).toEqual([["confirm", "edit config"], [SAVED]]);
  });

  it("is not made again for a device that was saved", async () => {
    const fake = await offer({ confirms: true });
    await again(fake);
    expect(fake.effects).toEqual([]);
  });

  it.each<[string, string | undefined, string]>([
    ["no section", "[profile x]\n", `[profile x]\n\n[profile ${PROFILE}]\n${LINE}`],
    ["no file", undefined, `[profile ${PROFILE}]\n${LINE}`],
  ])("says that it adds a section where there is %s", async (_, config, expected) => {
    const files = config === undefined ? key : { ...key, [CONFIG]: config };
    const fake = await offer({ confirms: true, files });
    expect(fake.questions.at(-1)).toBe(
      `Save the device for the next time? This adds a section to ~/.aws/config:\n  [profile ${PROFILE}]\n  mfa_serial = ${EXAMPLE_SERIAL}\nSave it?`,
    );
    expect(fake.files.get(CONFIG)).toBe(expected);
  });

  it.each([
    ["no", false],
    ["Ctrl-D", "Ctrl-D"],
  ] as const)("on %s: nothing is written, and it is made once", async (_, confirms) => {
    const fake = await offer({ confirms });
    expect([fake.effects, fake.news]).toEqual([["confirm", "edit memory"], []]);
    expect(unsavedIn(fake)).toEqual([{ profile: PROFILE, serial: EXAMPLE_SERIAL }]);
    await again(fake);
    expect(fake.effects).toEqual([]);
  });

  it("on Ctrl-C: nothing is written, and it is made again", async () => {
    const confirms = new AwsmfaError("interrupted", "interrupted");
    const fake = fakeContext({ answers: ["a"], confirms });
    await fake.context.terminal.pick({ message: "", choices: [] });
    expect((await failureOf(() => again(fake))).code).toBe("interrupted");
    expect([fake.effects, fake.news]).toEqual([
      ["confirm"],
      ["awsmfa: the device is not saved; the session is"],
    ]);
    expect(unsavedIn(fake)).toEqual([]);
  });
});

describe("a device that came into the section meanwhile stays", () => {
  const theirs = `${SECTION}mfa_serial = GAHT12345678\n`;

  it("before the question", async () => {
    const fake = fakeContext({ answers: ["a"], confirms: true });
    await fake.context.terminal.pick({ message: "", choices: [] });
    const situation = await lookAround(fake.context);
    fake.files.set(CONFIG, theirs);
    const profile = { name: PROFILE, settings: new Map<string, string>() };
    const device = { serial: EXAMPLE_SERIAL, how: "looked up" } as const;
    await offerDevice(device, profile, situation, fake.context);
    expect([fake.effects, fake.files.get(CONFIG)]).toEqual([["pick"], theirs]);
  });

  it("during the question", async () => {
    const fake = fakeContext({ answers: ["a"], confirms: true });
    const { context } = fake;
    await context.terminal.pick({ message: "", choices: [] });
    const confirm = async (): Promise<boolean> => Boolean(fake.files.set(CONFIG, theirs));
    await again({ ...fake, context: { ...context, terminal: { ...context.terminal, confirm } } });
    expect([fake.files.get(CONFIG), fake.news]).toEqual([
      theirs,
      [`awsmfa: the device is not saved: one stands in [profile ${PROFILE}] of ~/.aws/config`],
    ]);
  });
});

describe("no offer", () => {
  const other = { profile: "other", serial: EXAMPLE_SERIAL };
  it.each<[string, FakeOptions, Device["how"]?]>([
    ["for a device that was configured", {}, "configured"],
    ["where nobody was asked before", { answers: [] }],
    ["where nobody can be asked any more", { nobody: "this runs in the background" }],
    [
      "beside an empty mfa_serial, which may be meant",
      { files: { ...key, [CONFIG]: `${SECTION}mfa_serial =\n` } },
    ],
    [
      "after it was turned down",
      {
        files: {
          ...key,
          [CONFIG]: SECTION,
          [MEMORY]: JSON.stringify({
            unsaved: [other, { profile: PROFILE, serial: EXAMPLE_SERIAL }],
          }),
        },
      },
    ],
  ])("%s", async (_, options, how) => {
    const fake = await offer({ confirms: true, ...options }, how);
    expect([fake.effects, fake.news]).toEqual([[], []]);
  });

  it("but the command to type where the section is odd, once", async () => {
    const files = { ...key, [CONFIG]: `${SECTION}[profile '${PROFILE}']\n` };
    const fake = await offer({ confirms: true, files });
    const news = [
      `awsmfa: the device is not saved: ${PROFILE} has 2 sections in the config file`,
      BY_HAND,
    ];
    expect([fake.effects, fake.news]).toEqual([["edit memory"], news]);
    await again(fake);
    expect([fake.effects, fake.news]).toEqual([[], news]);
  });
});

it("a file that cannot be written does not fail the login, and it is offered again", async () => {
  const fake = await offer({ confirms: true, unwritable: [CONFIG] });
  expect([fake.effects, fake.news]).toEqual([
    ["confirm"],
    [`awsmfa: the device is not saved: no: ${CONFIG}`, BY_HAND],
  ]);
  expect(fake.files.get(CONFIG)).toBe(SECTION);
});
