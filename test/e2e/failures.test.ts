import { describe, expect, it } from "vitest";
import { EXAMPLE_SERIAL, exampleWorld } from "../local-aws/example.ts";
import { FAULTS, type FaultName, type PlannedFault } from "../local-aws/faults.ts";
import { CLOSED, withoutNames } from "../support/net.ts";
import { CONFIG, CREDENTIALS } from "../support/onboarding.ts";
import { PROGRAM, type Sandbox, sandbox } from "../support/sandbox.ts";
import { which } from "../support/tools.ts";
import { LOGGED_IN, errorText, steady } from "../support/wording.ts";

/** A network and an AWS that fail: what is said, and that there is never half a session. */

const UNUSED = "the code was not used";
const USED = "the code may have been used, so take the next one";
const NETWORK = "check the network, then try again";
const ADDRESS = "check the network, the region and AWS_ENDPOINT_URL, then try again";
const LATER = "try again in a minute, or see https://health.aws.amazon.com/health/status";
const NOT_AWS = "check AWS_ENDPOINT_URL and endpoint_url: this is not how AWS answers";
const PORTAL =
  "a sign-in page of the network or a proxy may be in between: open a web page, then try again";
const BROKE = "the connection to URL broke before sts:GetSessionToken was answered (ECONNRESET)";
const THROTTLED =
  "AWS turned sts:GetSessionToken away: the account makes too many calls just now (Throttling)";
const page = (status: number): string =>
  `URL answered sts:GetSessionToken with a web page, not as AWS does (HTTP ${status})`;
const trouble = (what: string): string =>
  `AWS has trouble of its own with sts:GetSessionToken (${what})`;
const gave = (what: string): string => `URL gave a session ${what}; nothing was written`;

function failing(...faults: PlannedFault[]): Promise<Sandbox> {
  return sandbox({ world: exampleWorld({ faults }) });
}

const withCode = (box: Sandbox): string[] => [
  "login",
  "--serial",
  EXAMPLE_SERIAL,
  "--code",
  box.code(),
];

/** The codes that are remembered as spent; the files are as they were, and nothing lies about. */
function leftIn(box: Sandbox): number {
  expect(box.awsFiles()).toEqual({ credentials: CREDENTIALS, config: CONFIG });
  expect(box.list(".aws")).toEqual(["config", "credentials"]);
  const memory = box.get(".local/state/awsmfa/memory.json");
  if (memory === undefined) return 0;
  expect(box.list(".local/state/awsmfa")).toEqual(["memory.json"]);
  return (JSON.parse(memory) as { spent: unknown[] }).spent.length;
}

type Row = readonly [FaultName, number, string, string, string];
const ROWS: readonly Row[] = [
  ["throttled", 4, THROTTLED, "try again in a minute", UNUSED],
  ["500", 6, trouble("InternalFailure, HTTP 500"), LATER, USED],
  ["503", 6, trouble("ServiceUnavailable, HTTP 503"), LATER, USED],
  ["500-empty", 6, trouble("HTTP 500"), LATER, USED],
  ["502-empty", 6, trouble("HTTP 502"), LATER, USED],
  ["503-empty", 6, trouble("HTTP 503"), LATER, USED],
  ["drop", 6, BROKE, NETWORK, USED],
  ["reset", 6, BROKE, NETWORK, USED],
  ["lose", 6, BROKE, NETWORK, USED],
  ["lose-reset", 6, BROKE, NETWORK, USED],
  ["cut", 6, BROKE, NETWORK, USED],
  ["cut-chunked", 6, BROKE, NETWORK, USED],
  ["html-200", 6, page(200), PORTAL, USED],
  [
    "html-302",
    6,
    "URL sent sts:GetSessionToken on to another address, as AWS never does (HTTP 302)",
    PORTAL,
    USED,
  ],
  ["html-403", 6, page(403), PORTAL, USED],
  ["html-503", 6, page(503), PORTAL, USED],
  ["html-511", 6, page(511), PORTAL, USED],
  [
    "no-result",
    6,
    "URL agreed to sts:GetSessionToken but sent no credentials (HTTP 200)",
    NOT_AWS,
    USED,
  ],
  [
    "malformed",
    6,
    "the answer of URL to sts:GetSessionToken cannot be read: broken, or cut short (HTTP 200)",
    "try again; if it stays so, look at what is between here and AWS, and at AWS_ENDPOINT_URL",
    USED,
  ],
  ["expiry-missing", 6, gave("without an end"), NOT_AWS, USED],
  ["expiry-unreadable", 6, gave("with an end that cannot be read"), NOT_AWS, USED],
  ["expiry-past", 6, gave("that is over already"), NOT_AWS, USED],
  ["expiry-soon", 6, gave("that is over within a minute"), NOT_AWS, USED],
  ["expiry-far", 6, gave("that lasts longer than AWS lets one last"), NOT_AWS, USED],
];

describe("a call with a code that fails", () => {
  it.each(ROWS)("%s: %i", async (fault, status, sentence, hint, fate) => {
    const box = await failing({ fault, action: "GetSessionToken" });
    const outcome = await box.run(withCode(box));
    const stderr = errorText(sentence.replace("URL", box.url), hint, fate);
    expect(outcome).toEqual({ status, stdout: "", stderr });
    expect(box.calls("GetSessionToken")).toBe(fault === "throttled" ? 4 : 1);
    expect(leftIn(box)).toBe(fate === USED ? 1 : 0);
  });

  it("is every fault that the local AWS knows, but for silence", () => {
    const silent = FAULTS.filter((fault) => /hang|trickle/.test(fault));
    expect([...ROWS.map(([fault]) => fault), ...silent].toSorted()).toEqual(FAULTS.toSorted());
  });

  it("is not made again with the same code where AWS may have taken it", async () => {
    const box = await failing({ fault: "lose", action: "GetSessionToken", times: 1 });
    const words = withCode(box);
    await box.run(words);
    const { status, stderr } = await box.run(words);
    expect([status, stderr]).toEqual([5, expect.stringContaining("; AWS takes a code once")]);
    expect([box.calls("GetSessionToken"), leftIn(box)]).toEqual([1, 1]);
  });

  it("can be made again with the same code where AWS did not take it", async () => {
    const box = await failing({ fault: "throttled", action: "GetSessionToken", times: 4 });
    const words = withCode(box);
    expect((await box.run(words)).status).toBe(4);
    const { status, stderr } = await box.run(words);
    expect([status, steady(stderr)]).toEqual([0, LOGGED_IN]);
  });

  it("is made again by itself while AWS turns it away", async () => {
    const box = await failing({ fault: "throttled", action: "GetSessionToken", times: 2 });
    const { status, stderr } = await box.run(withCode(box));
    expect([status, steady(stderr), box.calls("GetSessionToken")]).toEqual([0, LOGGED_IN, 3]);
  });
});

describe("a look-up that fails", () => {
  it.each<FaultName>(["throttled", "500", "503-empty", "drop", "reset", "cut", "html-503"])(
    "is made again: %s",
    async (fault) => {
      const box = await failing({ fault, action: "ListMFADevices", times: 2 });
      const { status, stderr } = await box.run(["login", "--code", box.code()]);
      expect([status, steady(stderr)]).toEqual([0, LOGGED_IN]);
      expect([box.calls("ListMFADevices"), box.calls("GetSessionToken")]).toEqual([3, 1]);
    },
  );

  it("for good says so, and nothing of a code", async () => {
    const box = await failing({ fault: "reset", action: "ListMFADevices" });
    const broke = `the connection to ${box.url} broke before iam:ListMFADevices was answered (ECONNRESET)`;
    expect(await box.run(["login", "--code", box.code()])).toEqual({
      status: 6,
      stdout: "",
      stderr: errorText(broke, NETWORK),
    });
    expect([box.calls("ListMFADevices"), leftIn(box)]).toEqual([4, 0]);
  });

  it("shows its tries with --debug, and no secret", async () => {
    const box = await failing({ fault: "503", action: "ListMFADevices", times: 1 });
    const code = box.code();
    const { stderr } = await box.run(["login", "--debug", "--code", code]);
    expect(stderr).toMatch(
      /iam: try 1: trouble, ServiceUnavailable, \d+ ms; again in \d+ ms\n.*iam: try 2: answered, \d+ ms\n/,
    );
    expect(stderr).toMatch(/sts: try 1: answered, \d+ ms\n/);
    expect(stderr).not.toMatch(new RegExp(`wJalrXUtnFEMI|FwoGZXIvYXdz|${code}`));
  });
});

describe("no connection", () => {
  it.each([
    [
      "nobody at the address",
      () => ({ AWS_ENDPOINT_URL: CLOSED }),
      `nobody takes connections at ${CLOSED} (ECONNREFUSED)`,
      ADDRESS,
    ],
    [
      "no host of that name",
      withoutNames,
      "no host is named sts.us-west-2.amazonaws.com (ENOTFOUND)",
      ADDRESS,
    ],
    [
      "no name server",
      (box: Sandbox) => withoutNames(box, "EAI_AGAIN"),
      "no name server could be asked for sts.us-west-2.amazonaws.com (EAI_AGAIN)",
      NETWORK,
    ],
  ])("%s", async (_title, env, sentence, hint) => {
    const box = await sandbox();
    const run = () => box.run(withCode(box), { env: env(box) });
    const stderr = errorText(`AWS could not be reached: ${sentence}`, hint, UNUSED);
    expect(await run()).toEqual({ status: 6, stdout: "", stderr });
    // The code has not left, so it may be given again.
    expect(await run()).toEqual({ status: 6, stdout: "", stderr });
    expect(leftIn(box)).toBe(0);
  });
});

describe("silence (faketime: six times as fast)", () => {
  const fast = (box: Sandbox, words: readonly string[]) =>
    box.start("faketime", ["-f", "+0 x6", process.execPath, PROGRAM, ...words]);
  const silence = (call: string, seconds: number): string =>
    `AWS did not answer ${call} within ${seconds} s at URL (ETIMEDOUT)`;
  it.skipIf(which("faketime") === undefined).each<[FaultName, string, string, number, string[]]>([
    ["hang", "GetSessionToken", silence("sts:GetSessionToken", 15), 1, [NETWORK, USED]],
    ["trickle", "GetSessionToken", silence("sts:GetSessionToken", 15), 1, [NETWORK, USED]],
    ["hang", "ListMFADevices", silence("iam:ListMFADevices", 30), 2, [NETWORK]],
  ])("%s at %s ends: %s", async (fault, action, sentence, calls, hints) => {
    const box = await failing({ fault, action });
    const words = ["login", "--code", box.code()];
    const serial = action === "ListMFADevices" ? [] : ["--serial", EXAMPLE_SERIAL];
    const { status, stderr } = await fast(box, [...words, ...serial]);
    expect([status, stderr]).toEqual([6, errorText(sentence.replace("URL", box.url), ...hints)]);
    expect([box.calls(action), leftIn(box)]).toEqual([calls, hints.includes(USED) ? 1 : 0]);
  });
});

describe("a wrong code where the clock is off", () => {
  it.each([
    [90_000, "90 s behind"],
    [-600_000, "10 min ahead"],
  ])("by %i ms is said to be %s", async (clockOffset, words) => {
    const box = await sandbox({ world: exampleWorld({ clockOffset }) });
    const { status, stderr } = await box.run(["login", "--code", box.wrongCodes()[0]]);
    const near = words === "90 s behind" ? /(?:89|90|91) s behind/ : words;
    expect(status).toBe(4);
    expect(stderr).toMatch(near);
    expect(stderr.split("\n").slice(-3)).toEqual([
      expect.stringMatching(
        /^awsmfa: hint: this machine's clock is .* AWS's, so codes computed on it are wrong; set the clock: sudo timedatectl set-ntp true$/,
      ),
      "awsmfa: hint: from a telephone: wait for the next code, then: awsmfa login --profile mfa.user-identity",
      "",
    ]);
  });
});
