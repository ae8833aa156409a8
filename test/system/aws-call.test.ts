import { GetSessionTokenCommand, STSClient } from "@aws-sdk/client-sts";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { answerOf, clientSettings } from "../../src/system/aws-call.ts";
import { LIMITS } from "../../src/system/tries.ts";
import { exampleWorld } from "../local-aws/example.ts";
import type { PlannedFault } from "../local-aws/faults.ts";
import { serveWorld } from "../local-aws/server.ts";
import { CREDENTIALS, connectionTo } from "../local-aws/support.ts";

/** An answer of the SDK, or an error to throw. */
type Step = { readonly value?: unknown; readonly throws?: object; readonly offset?: number };

const QUICK = { ...LIMITS, pause: 1 };

/** Plays answers one after the other; tells the result, the calls, and whether the client was put away. */
async function play(steps: readonly Step[], withCode = false) {
  const client = {
    config: { systemClockOffset: 0 },
    destroyed: 0,
    destroy: () => void (client.destroyed += 1),
  };
  let calls = 0;
  const told: string[] = [];
  const request = async () => {
    const step = steps[calls] ?? {};
    calls += 1;
    client.config.systemClockOffset = step.offset ?? client.config.systemClockOffset;
    if (step.throws !== undefined) throw Object.assign(new Error("text"), step.throws);
    return step.value;
  };
  const manner = { withCode, limits: QUICK, tell: (line: string) => void told.push(line) };
  const result = await answerOf(client, manner, (send) => send(request));
  return { result, calls, destroyed: client.destroyed, told };
}

const meta = (httpStatusCode: number) => ({ $metadata: { httpStatusCode } });
const SKEW = { name: "SignatureDoesNotMatch", message: "Signature expired: x", ...meta(403) };
const RESET = { code: "ECONNRESET" };
const REFUSED = { code: "ECONNREFUSED", syscall: "connect" };

describe("how often a request is made", () => {
  it.each<[string, boolean, Step[], boolean, number]>([
    ["once, if granted", false, [{ value: 1 }], true, 1],
    ["once, if refused", false, [{ throws: { name: "AccessDenied", ...meta(403) } }], false, 1],
    ["once, if cut off with a code", true, [{ throws: RESET }], false, 1],
    ["again, if cut off without one", false, [{ throws: RESET }, { value: 1 }], true, 2],
    ["again, if nobody was there", true, [{ throws: REFUSED }, { value: 1 }], true, 2],
    ["four times at most", false, Array.from({ length: 9 }, () => ({ throws: RESET })), false, 4],
    ["twice, if the clock is off", true, [{ throws: SKEW, offset: 9 }, { value: 1 }], true, 2],
    [
      "twice, if the clock is ahead",
      true,
      [{ throws: { ...SKEW, message: "Signature not yet current: x" } }, { value: 1 }],
      true,
      2,
    ],
    [
      "never a third time for the clock",
      true,
      Array.from({ length: 9 }, () => ({ throws: SKEW })),
      false,
      2,
    ],
  ])("%s", async (_, withCode, steps, granted, calls) => {
    const played = await play(steps, withCode);
    expect([played.result.granted, played.calls, played.destroyed]).toEqual([granted, calls, 1]);
  });

  it("is told, with times", async () => {
    const { told } = await play([{ throws: RESET }, { value: 1 }]);
    expect(told.map((line) => line.replace(/\d+ ms/g, "N ms"))).toEqual([
      "try 1: cut, ECONNRESET, N ms; again in N ms",
      "try 2: answered, N ms",
    ]);
  });

  it("a bug is no answer", async () => {
    await expect(play([{ throws: { name: "TypeError" } }])).rejects.toThrow("text");
  });
});

describe("AWS's clock", () => {
  it.each<[string, Step, number | undefined]>([
    ["of an answer", { value: 1, offset: 5 }, 5],
    ["of a refusal", { throws: { name: "AccessDenied", ...meta(403) }, offset: 5 }, 5],
    ["not of an answer that is not AWS's", { offset: 5 }, undefined],
    ["not of a page", { throws: { name: "Unknown", ...meta(503) }, offset: 5 }, undefined],
    ["not of silence", { throws: { code: "ENOTFOUND" } }, undefined],
  ])("%s", async (_, step, offset) => {
    expect((await play([step])).result.clockOffset).toBe(offset);
  });
});

describe("the settings of a client", () => {
  const connection = connectionTo("http://127.0.0.1:1", { clockOffset: 7 });
  it("are explicit and ask once", () => {
    expect(clientSettings(connection)).toMatchObject({
      endpoint: "http://127.0.0.1:1",
      region: "us-east-1",
      credentials: CREDENTIALS,
      maxAttempts: 1,
      systemClockOffset: 7,
      requestHandler: { connectionTimeout: 5000 },
    });
  });
});

describe("the limits", () => {
  it("are those of the contract", () => {
    expect([LIMITS.answer, LIMITS.call]).toEqual([15_000, 30_000]);
  });

  /** Asks a server with faults under limits of milliseconds. */
  async function ask(
    faults: PlannedFault[],
    withCode: boolean,
    limits: { readonly answer: number; readonly call: number },
  ) {
    const world = exampleWorld({ faults });
    const served = await serveWorld(world);
    onTestFinished(() => served.close());
    const client = new STSClient(clientSettings(connectionTo(served.url)));
    const command = new GetSessionTokenCommand({});
    const manner = { withCode, limits: { ...limits, pause: 10 } };
    const result = await answerOf(client, manner, (send) =>
      send((options) => client.send(command, options)),
    );
    return { result, outcomes: world.requests.map(({ outcome }) => outcome) };
  }

  it.each(["hang", "lose-hang", "trickle"] as const)(
    "end a request with a code that %s: once",
    async (fault) => {
      const { result, outcomes } = await ask([{ fault }], true, { answer: 500, call: 5000 });
      expect(result).toMatchObject({ kind: "silent", code: "ETIMEDOUT", status: undefined });
      expect(outcomes).toEqual([fault]);
    },
  );

  it("end a request without a code, which is made again while there is time", async () => {
    const hang = await ask([{ fault: "hang" }], false, { answer: 700, call: 1200 });
    expect(hang.result).toMatchObject({ kind: "silent", granted: false });
    expect(hang.outcomes).toEqual(["hang", "hang"]);
    expect(hang.result).toMatchObject({ waited: 1200 });
  });

  it("do not keep what comes after a silence from being heard", async () => {
    const faults: PlannedFault[] = [{ fault: "hang", times: 1 }];
    const { result, outcomes } = await ask(faults, false, { answer: 1000, call: 20_000 });
    expect([result.granted, outcomes]).toEqual([true, ["hang", "ok"]]);
  });

  it("leave no timer behind that would keep the process alive", async () => {
    vi.useFakeTimers();
    onTestFinished(() => void vi.useRealTimers());
    await play([{ value: 1 }]);
    await play([{ throws: { name: "AccessDenied", ...meta(403) } }]);
    expect(vi.getTimerCount()).toBe(0);
  });

  it("hold for all pages together", async () => {
    const client = { config: { systemClockOffset: 0 }, destroy: () => undefined };
    const never = () => new Promise<never>(() => undefined);
    const limits = { answer: 1000, call: 60, pause: 1 };
    const result = await answerOf(client, { withCode: false, limits }, async (send) => {
      await send(async () => "the first page");
      return send(never);
    });
    expect(result).toMatchObject({ granted: false, kind: "silent" });
  });
});
