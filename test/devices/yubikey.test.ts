import { describe, expect, it } from "vitest";
import type { Invocation } from "../../src/ports-run.ts";
import { CONFIG, type FakeOptions, failureOf } from "../support/context.ts";
import { changes, devicesIn, enrolled, fakeWith, scanned } from "../support/devices.ts";
import { type Keys, runsYkman } from "../support/ykman-add.ts";

/** A secret on a YubiKey, over a stand-in for ykman. */

const ID = "Amazon Web Services:mfa.user@123456789012";

function withKeys(state: Keys, options: FakeOptions = {}) {
  const ran: Invocation[] = [];
  const fake = fakeWith({ answers: [], ...options });
  const context = { ...fake.context, run: async () => runsYkman(state, () => fake.time.now, ran) };
  return { fake: { ...fake, context }, ran };
}
const one = (accounts: Record<string, string> = {}): Keys => ({ keys: { "13371337": accounts } });

describe("a YubiKey", () => {
  it("gets the secret by stdin, with touch, and its code is compared", async () => {
    const state = one();
    const { fake, ran } = withKeys(state);
    expect(await enrolled(fake, { to: ["yubikey"] })).toMatchObject({ to: ["yubikey"] });
    const secret = fake.world.users[0]?.devices[0]?.secret;
    expect(state.keys["13371337"]).toEqual({ [ID]: secret });
    const add = ran.find(({ command }) => command.includes("add"));
    expect(add?.command).toEqual([
      "ykman",
      "--device",
      "13371337",
      "oath",
      "accounts",
      "add",
      "--touch",
      "--issuer",
      "Amazon Web Services",
      "--",
      "mfa.user@123456789012",
    ]);
    expect([add?.stdin, add?.mayAsk]).toEqual([`${secret}\n\n`, false]);
    expect(ran.flatMap(({ command }) => command).join(" ")).not.toContain(secret);
    expect(fake.progress).toContain("touch your YubiKey: 15 s");
    expect(fake.files.get(CONFIG)).toContain(`awsmfa_yubikey_account = ${ID}\n`);
    expect(fake.files.get(CONFIG)).not.toContain("awsmfa_yubikey_serial");
  });
  it("is beside a phone, as a backup", async () => {
    const { fake } = withKeys(one(), { answers: [scanned] });
    const to = ["yubikey", "phone"];
    expect(await enrolled(fake, { to })).toMatchObject({ to });
  });
  it("that is locked is asked its password, again where it is wrong", async () => {
    const state = { ...one(), password: "s3cret" };
    const { fake, ran } = withKeys(state, { answers: ["wrong", "s3cret"] });
    await enrolled(fake, { to: ["yubikey"] });
    expect(fake.questions).toEqual([
      "OATH password of the YubiKey:",
      "wrong; OATH password of the YubiKey:",
    ]);
    const add = ran.find(({ command }) => command.includes("add"));
    expect(add?.stdin).toMatch(/^[A-Z2-7]{64}\ns3cret\n$/);
  });
  it("of several is picked, and noted", async () => {
    const state = { keys: { "111": {}, "222": {} as Record<string, string> } };
    const { fake } = withKeys(state, { answers: ["222"] });
    await enrolled(fake, { to: ["yubikey"] });
    expect(Object.keys(state.keys["222"])).toEqual([ID]);
    expect(fake.files.get(CONFIG)).toContain("awsmfa_yubikey_serial = 222\n");
  });
  it("keeps an account of that name, unless somebody says yes", async () => {
    const state = one({ [ID]: "MFRGGZDF" });
    const { fake } = withKeys(state, { answers: ["no"] });
    expect(await failureOf(() => enrolled(fake, { to: ["yubikey"] }))).toEqual({
      code: "yubikey-failed",
      message: `the YubiKey has an account “${ID}”, which stays`,
      hint: "give the device another name: --name NAME",
    });
    expect([state.keys["13371337"], changes(fake.world)]).toEqual([{ [ID]: "MFRGGZDF" }, []]);
    const again = withKeys(state, { answers: ["yes"] }).fake;
    await enrolled(again, { to: ["yubikey"] });
    expect(state.keys["13371337"]?.[ID]).toBe(again.world.users[0]?.devices[0]?.secret);
  });
  it("loses the account again where the device is not enabled", async () => {
    const state = one();
    const { fake } = withKeys(state, { answers: [undefined] });
    await failureOf(() => enrolled(fake, { to: ["yubikey", "phone"] }));
    expect([state.keys["13371337"], devicesIn(fake.world)]).toEqual([{}, []]);
  });
});

describe("a YubiKey that cannot take it", () => {
  it.each<[string, Keys, string, string]>([
    ["is not there", { keys: {} }, "no YubiKey is plugged in", "what is plugged in: ykman list"],
    [
      "is not touched",
      { ...one(), touched: false },
      "the YubiKey was not touched within 15 s",
      "try it: ykman oath accounts list",
    ],
    [
      "is full",
      {
        ...one(),
        fails: { command: "add", stderr: "ERROR: No space left on the YubiKey for OATH accounts." },
      },
      "the YubiKey has no room for another account",
      "what is on it: ykman oath accounts list",
    ],
    [
      "fails otherwise",
      { ...one(), fails: { command: "list", stderr: "Traceback\nValueError: odd" } },
      "ykman failed: ValueError: odd",
      "try it: ykman oath accounts list",
    ],
  ])("%s: no device is left", async (_title, state, message, hint) => {
    const { fake } = withKeys(state);
    expect(await failureOf(() => enrolled(fake, { to: ["yubikey"] }))).toEqual({
      code: "yubikey-failed",
      message,
      hint,
    });
    expect([devicesIn(fake.world), state.keys["13371337"] ?? {}]).toEqual([[], {}]);
  });
  it("has no program", async () => {
    const fake = fakeWith({
      programs: Array.from({ length: 2 }, () => ({ why: "missing", status: undefined as never })),
    });
    expect(await failureOf(() => enrolled(fake, { to: ["yubikey"] }))).toMatchObject({
      message: "ykman, which reads YubiKeys, is not installed",
    });
  });
  it("is not touched by anybody with --no-input", async () => {
    const { fake } = withKeys(one(), { nobody: "--no-input was given" });
    expect(await failureOf(() => enrolled(fake, { to: ["yubikey"] }))).toEqual({
      code: "yubikey-failed",
      message: "the YubiKey wants to be touched, and --no-input says that nobody is there",
      hint: "leave out --no-input",
    });
    expect(changes(fake.world)).toEqual([]);
  });
  it("has a ykman of too old a version", async () => {
    const { fake } = withKeys({ ...one(), version: "3.1.2" });
    expect(await failureOf(() => enrolled(fake, { to: ["yubikey"] }))).toMatchObject({
      message: "this ykman is too old to put a secret on a YubiKey",
      hint: "install version 4 or later of ykman",
    });
  });
  it("is locked, and nobody can be asked", async () => {
    const { fake } = withKeys({ ...one(), password: "x" }, { nobody: "there is no terminal" });
    expect(await failureOf(() => enrolled(fake, { to: ["yubikey"] }))).toMatchObject({
      message:
        "the YubiKey wants its OATH password, and nobody can be asked for it: there is no terminal",
      hint: "let ykman remember it: ykman oath access remember",
    });
  });
  it("is one of several, and nobody can be asked", async () => {
    const { fake } = withKeys({ keys: { "1": {}, "2": {} } }, { nobody: "there is no terminal" });
    expect((await failureOf(() => enrolled(fake, { to: ["yubikey"] }))).message).toBe(
      "several YubiKeys are plugged in (1, 2)",
    );
  });
});
