import { describe, expect, it } from "vitest";
import { type Opened, json, run, words } from "../../src/commands/console.ts";
import { EXAMPLE_USER } from "../local-aws/example.ts";
import { createWorld } from "../local-aws/world.ts";
import {
  CONFIG,
  CREDENTIALS,
  type FakeOptions,
  PROFILE,
  exampleSession,
  failureOf,
  fakeContext,
  filesWith,
  keySection,
  viewAt,
} from "../support/context.ts";

/** `awsmfa console`. For roles see test/sessions/federate.test.ts. */

const PAGE = "https://123456789012.signin.aws.amazon.com/console";
const OPTIONS = { json: false, print: false };

async function opened(
  options: Partial<typeof OPTIONS & { service: string }>,
  fake: FakeOptions = {},
) {
  const made = fakeContext(fake);
  const result = await run({ ...OPTIONS, ...options }, made.context);
  return { result, ...made };
}

describe("the sign-in page of a user", () => {
  it("is opened; whose account it is says AWS, without a code", async () => {
    const { effects, progress, result } = await opened({});
    expect(effects).toEqual(["who", `open ${PAGE}?region=us-east-1`]);
    expect(progress).toEqual(["waiting for the browser …"]);
    expect(words(result, viewAt())).toEqual({
      news: [`✔ ${PROFILE} · the sign-in page is open · ${PAGE}?region=us-east-1`],
    });
  });
  it.each([
    ["of the session", filesWith([exampleSession()])],
    [
      "of the setting",
      {
        [CREDENTIALS]: keySection(PROFILE),
        [CONFIG]: `[profile ${PROFILE}]\nmfa_serial = arn:aws:iam::123456789012:mfa/x\n`,
      },
    ],
  ])("nobody is asked where the device %s tells the account", async (_title, files) => {
    const { effects } = await opened({}, { files });
    expect(effects).toEqual([expect.stringMatching(`^open ${PAGE}`)]);
  });
  it("is that of the service, and of the partition", async () => {
    const files = {
      [CREDENTIALS]: keySection(PROFILE),
      [CONFIG]: `[profile ${PROFILE}]\nmfa_serial = arn:aws-cn:iam::123456789012:mfa/x\nregion = cn-north-1\n`,
    };
    const { result } = await opened({ service: "ec2" }, { files });
    expect(result.url).toBe(
      "https://123456789012.signin.amazonaws.cn/console/ec2?region=cn-north-1",
    );
  });
  it.each([
    ["by AWS's word", undefined],
    ["by its device", "arn:aws:iam::123456789012:mfa/root-account-mfa-device"],
  ])("root's is the console's own (%s)", async (_title, serial) => {
    const setting = serial === undefined ? "" : `mfa_serial = ${serial}\n`;
    const { result } = await opened(
      {},
      {
        world: createWorld({ users: [{ ...EXAMPLE_USER, root: true }] }),
        files: {
          [CREDENTIALS]: keySection(PROFILE),
          [CONFIG]: `[profile ${PROFILE}]\nregion = us-east-1\n${setting}`,
        },
      },
    );
    expect(result.url).toBe(
      "https://us-east-1.console.aws.amazon.com/console/home?region=us-east-1",
    );
  });
});

it("--print prints the address and opens nothing, also where there is no browser", async () => {
  const { effects, result } = await opened({ print: true }, { noBrowser: "there is no display" });
  expect(effects).toEqual(["who"]);
  expect(words(result, viewAt())).toEqual({ data: `${PAGE}?region=us-east-1\n` });
  expect(json(result)).toEqual({
    profile: PROFILE,
    kind: "sign-in",
    url: `${PAGE}?region=us-east-1`,
    opened: false,
  });
});

describe("the address of a role's console", () => {
  const role = { profile: "admin", kind: "federated", onTerminal: false } as const;
  const printed: Opened = { ...role, url: "https://secret", printed: true };

  it("is not said where it was opened", () => {
    const result: Opened = { ...role, url: undefined, printed: false };
    expect(words(result, viewAt())).toEqual({ news: ["✔ admin · the console is open"] });
    expect(json(result)).toEqual({ profile: "admin", kind: "federated", url: null, opened: true });
  });
  it("is printed, with a warning on a terminal only", () => {
    expect(words(printed, viewAt())).toEqual({ data: "https://secret\n" });
    expect(words({ ...printed, onTerminal: true }, viewAt())).toEqual({
      data: "https://secret\n",
      warnings: ["awsmfa: warning: whoever has this address is signed in, for the next 15 minutes"],
    });
  });
});

describe("what cannot be", () => {
  it("a browser where there is none, before anything is asked of AWS", async () => {
    const fake = fakeContext({ noBrowser: "there is no display" });
    expect(await failureOf(() => run(OPTIONS, fake.context))).toEqual({
      code: "no-browser",
      message: "no browser can be opened: there is no display",
      hint: "print the address, to be opened where there is one: awsmfa console --print",
    });
    expect(fake.effects).toEqual([]);
  });
  it("a service with a name that leads elsewhere", async () => {
    const act = (): unknown => run({ ...OPTIONS, service: "../x" }, fakeContext().context);
    expect(await failureOf(act)).toMatchObject({
      code: "usage",
      message: "“../x” (--service) cannot be a service",
    });
  });
  it("an account that AWS does not tell", async () => {
    const world = createWorld({ users: [{ ...EXAMPLE_USER, keys: [] }] });
    expect(await failureOf(() => run(OPTIONS, fakeContext({ world }).context))).toMatchObject({
      code: "unknown-key",
    });
  });
});
