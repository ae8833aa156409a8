import { GetSessionTokenCommand, STSClient } from "@aws-sdk/client-sts";
import { describe, expect, it } from "vitest";
import { answerOf, clientSettings } from "../../src/system/aws-call.ts";
import { exampleWorld } from "../local-aws/example.ts";
import { serveWorld } from "../local-aws/server.ts";
import { CREDENTIALS, connectionTo } from "../local-aws/support.ts";

/** An answer of the SDK, or an error to throw. */
type Step = { readonly value?: unknown; readonly throws?: object; readonly offset?: number };

/** Plays answers one after the other; tells the result, the calls, and whether the client was put away. */
async function play(...steps: readonly Step[]) {
  const client = {
    config: { systemClockOffset: 0 },
    destroyed: 0,
    destroy: () => void (client.destroyed += 1),
  };
  let calls = 0;
  const result = await answerOf(client, async () => {
    const step = steps[calls] ?? {};
    calls += 1;
    client.config.systemClockOffset = step.offset ?? client.config.systemClockOffset;
    if (step.throws !== undefined) throw Object.assign(new Error("text"), step.throws);
    return step.value;
  });
  return { result, calls, destroyed: client.destroyed };
}

const meta = (httpStatusCode: number) => ({ $metadata: { httpStatusCode } });
const SKEW = { name: "SignatureDoesNotMatch", message: "Signature expired: x", ...meta(403) };

describe("how often a call is made", () => {
  it.each<[string, Step[], boolean, number]>([
    ["once, if granted", [{ value: 1 }], true, 1],
    ["once, if refused", [{ throws: { name: "AccessDenied", ...meta(403) } }], false, 1],
    ["once, if cut off", [{ throws: { code: "ECONNRESET" } }], false, 1],
    ["twice, if the clock is off", [{ throws: SKEW, offset: 9 }, { value: 1 }], true, 2],
    [
      "twice, if the clock is ahead",
      [{ throws: { ...SKEW, message: "Signature not yet current: x" } }, { value: 1 }],
      true,
      2,
    ],
    ["never a third time", [{ throws: SKEW }, { throws: SKEW }, { value: 1 }], false, 2],
  ])("%s", async (_, steps, granted, calls) => {
    const played = await play(...steps);
    expect([played.result.granted, played.calls, played.destroyed]).toEqual([granted, calls, 1]);
  });
});

describe("an error of the SDK", () => {
  it.each<[string, object, object]>([
    [
      "AWS's",
      { name: "AccessDenied", ...meta(403) },
      { kind: "refused", code: "AccessDenied", status: 403 },
    ],
    [
      "unknown to the SDK",
      { name: "Unknown", ...meta(503) },
      { kind: "not-aws", code: "Unknown", status: 503 },
    ],
    [
      "a page that cannot be parsed",
      { name: "SyntaxError", $response: { statusCode: 200 } },
      { kind: "not-aws", status: 200 },
    ],
    [
      "a page that cannot be parsed, with its status",
      { name: "Error", ...meta(200) },
      { kind: "not-aws", status: 200 },
    ],
    [
      "a proxy's that wants a password",
      { name: "Unknown", ...meta(407) },
      { kind: "unreachable", code: "EPROXYAUTH", status: undefined },
    ],
    [
      "the network's",
      { name: "Error", code: "ENOTFOUND" },
      { kind: "unreachable", code: "ENOTFOUND", status: undefined },
    ],
    [
      "a time-out",
      { name: "TimeoutError" },
      { kind: "unreachable", code: "TimeoutError", status: undefined },
    ],
    [
      "a time-out with empty data",
      { name: "TimeoutError", $metadata: {} },
      { kind: "unreachable", code: "TimeoutError" },
    ],
  ])("%s", async (_, throws, expected) => {
    const { result } = await play({ throws });
    expect(result).toMatchObject({ granted: false, message: "text", ...expected });
  });
});

describe("AWS's clock", () => {
  it.each<[string, Step, number | undefined]>([
    ["of an answer", { value: 1, offset: 5 }, 5],
    ["of a refusal", { throws: { name: "AccessDenied", ...meta(403) }, offset: 5 }, 5],
    ["not of a page", { throws: { name: "Unknown", ...meta(503) }, offset: 5 }, undefined],
    ["not of an answer that is not AWS's", { offset: 5 }, undefined],
    ["not of silence", { throws: { code: "ECONNRESET" } }, undefined],
  ])("%s", async (_, step, offset) => {
    expect((await play(step)).result.clockOffset).toBe(offset);
  });
});

describe("the settings of a client", () => {
  const connection = connectionTo("http://127.0.0.1:1", { clockOffset: 7 });
  it("are explicit, ask once and do not wait without end", () => {
    expect(clientSettings(connection)).toMatchObject({
      endpoint: "http://127.0.0.1:1",
      region: "us-east-1",
      credentials: CREDENTIALS,
      maxAttempts: 1,
      systemClockOffset: 7,
      requestHandler: {
        connectionTimeout: 5000,
        requestTimeout: 15_000,
        throwOnRequestTimeout: true,
      },
    });
  });

  it("end a call that nobody answers", async () => {
    const world = exampleWorld({ intercept: () => "hang" });
    const served = await serveWorld(world);
    const settings = clientSettings(connectionTo(served.url));
    const requestHandler = { ...settings.requestHandler, requestTimeout: 50 };
    const client = new STSClient({ ...settings, requestHandler });
    const result = await answerOf(client, () => client.send(new GetSessionTokenCommand({})));
    await served.close();
    expect(result).toMatchObject({ kind: "unreachable", code: "ETIMEDOUT", status: undefined });
    expect(world.requests.map(({ outcome }) => outcome)).toEqual(["hang"]);
  });
});
