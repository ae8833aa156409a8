import { execFile, execFileSync, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { once } from "node:events";
import { type IncomingMessage, request } from "node:http";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { promisify } from "node:util";
import { afterEach, describe, expect, it } from "vitest";
import { rolldown } from "rolldown";
import { EXAMPLE_KEY, EXAMPLE_SERIAL, EXAMPLE_USER, exampleWorld } from "./example.ts";
import type { FaultName } from "./faults.ts";
import { type ServedWorld, serveWorld } from "./server.ts";
import { connectionTo, sessionBySdk } from "./support.ts";
import { codeOf } from "./totp.ts";

let served: ServedWorld | undefined;
afterEach(() => served?.close());

/** A bare POST: status, date and body, or the network's error code. */
function post(url: string): Promise<string> {
  return new Promise((resolve) => {
    const fail = (error: NodeJS.ErrnoException): void => resolve(error.code ?? error.message);
    const outgoing = request(url, { method: "POST" }, (incoming) => {
      const { statusCode, headers } = incoming;
      text(incoming).then(
        (body) => resolve(`${statusCode} ${headers.date ?? "no date"} ${body}`),
        fail,
      );
    });
    outgoing.on("error", fail).end();
  });
}

describe("faults over HTTP", () => {
  it.each([
    [
      "a captive portal",
      { status: 200, headers: { "content-type": "text/html" }, body: "<html>" },
      "200 no date <html>",
    ],
    [
      "a redirect",
      { status: 302, headers: { location: "http://portal.example" }, body: "" },
      "302 no date ",
    ],
    ["a closed connection", "drop", "ECONNRESET"],
    ["a reset one", "reset", "ECONNRESET"],
    ["a lost answer", "lose", "ECONNRESET"],
    ["an answer that is reset", "lose-reset", "ECONNRESET"],
    ["a whole answer that is cut", "cut", "ECONNRESET"],
    ["a chunked answer that is cut", "cut-chunked", "ECONNRESET"],
  ] as const)("%s", async (_title, fault, told) => {
    served = await serveWorld(exampleWorld({ intercept: () => fault }));
    expect(await post(served.url)).toBe(told);
  });

  it("a reset is a reset, and an orderly end is none", async () => {
    const ended = async (fault: FaultName) => {
      served = await serveWorld(exampleWorld({ faults: [{ fault }] }));
      const socket = connect(Number(new URL(served.url).port), "127.0.0.1");
      socket.write("POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 0\r\n\r\n");
      const how = await new Promise<string>((resolve) => {
        socket.once("error", (error: NodeJS.ErrnoException) => resolve(error.code ?? ""));
        socket.once("end", () => resolve("end")).resume();
      });
      await served.close();
      return how;
    };
    expect(await ended("drop")).toBe("end");
    expect(await ended("lose")).toBe("end");
    expect(await ended("reset")).toBe("ECONNRESET");
    expect(await ended("lose-reset")).toBe("ECONNRESET");
  });

  it("an answer trickles: the head, then a byte a second", async () => {
    served = await serveWorld(exampleWorld({ faults: [{ fault: "trickle" }] }));
    const { url } = served;
    const incoming = await new Promise<IncomingMessage>((resolve, reject) => {
      request(url, { method: "POST" }, resolve).on("error", reject).end();
    });
    const [first] = (await once(incoming, "data")) as [Buffer];
    expect([Number(incoming.headers["content-length"]) > 100, first.length]).toEqual([true, 1]);
    incoming.destroy();
  });

  it("silence lasts until the server is closed", async () => {
    let arrive = (): void => {};
    const arrived = new Promise<void>((resolve) => (arrive = resolve));
    const intercept = (): "hang" => {
      arrive();
      return "hang";
    };
    served = await serveWorld(exampleWorld({ intercept }));
    const answer = post(served.url);
    await arrived;
    await served.close();
    expect(await answer).toBe("ECONNRESET");
    expect(served.requests.map((each) => each.outcome)).toEqual(["hang"]);
  });

  it("a fault in the hook itself is seen", async () => {
    served = await serveWorld(
      exampleWorld({
        intercept: () => {
          throw new Error("a bug");
        },
      }),
    );
    expect(await post(served.url)).toMatch(/^500 .*local AWS failed: Error: a bug$/);
  });
});

describe("the program", () => {
  it("prints its address and serves the world that it is told", async () => {
    const folder = mkdtempSync(join(tmpdir(), "local-aws-"));
    const file = join(folder, "local-aws.mjs");
    const bundle = await rolldown({
      input: join(import.meta.dirname, "main.ts"),
      platform: "node",
      logLevel: "silent",
    });
    await bundle.write({ file, format: "esm", codeSplitting: false });
    const child = spawn(process.execPath, [
      file,
      JSON.stringify({
        users: [{ ...EXAMPLE_USER, path: "/demo/" }],
        sessionSeconds: 7,
        faults: [{ fault: "throttled", action: "GetSessionToken", times: 1 }],
      }),
    ]);
    try {
      const url = await new Promise<string>((resolve, reject) => {
        child.stdout.once("data", (data: Buffer) => resolve(String(data).trim()));
        child.stderr.once("data", (data: Buffer) => reject(new Error(String(data))));
      });
      const now = Date.now();
      const code = codeOf(exampleWorld(), EXAMPLE_SERIAL, now);
      const wanted = { serial: EXAMPLE_SERIAL, code, durationSeconds: 900 };
      expect(await sessionBySdk(connectionTo(url), wanted)).toBe("400 Throttling: Rate exceeded");
      const told = await sessionBySdk(connectionTo(url), wanted);
      const until = Date.parse(told.replace(/^ASIAIOSFODNN7EXAMPLE until /, ""));
      // An answer within 20 seconds; without the knob it would be 900.
      expect(until - now).toBeGreaterThan(5000);
      expect(until - now).toBeLessThan(27_000);
    } finally {
      child.kill();
      rmSync(folder, { recursive: true });
    }
  });
});

const BOTO3 = `
import sys, json, boto3
from botocore.config import Config
from botocore.exceptions import ClientError
url, key, secret, serial, code = sys.argv[1:]
config = Config(retries={"total_max_attempts": 1})
def told(call):
    try:
        return call()
    except ClientError as error:
        return "%s %s: %s" % (error.response["ResponseMetadata"]["HTTPStatusCode"], error.response["Error"]["Code"], error.response["Error"]["Message"])
def client(service, key=key, secret=secret, token=None):
    return boto3.client(service, endpoint_url=url, region_name="eu-west-1", aws_access_key_id=key, aws_secret_access_key=secret, aws_session_token=token, config=config)
def session():
    return client("sts").get_session_token(SerialNumber=serial, TokenCode=code, DurationSeconds=900)["Credentials"]
made = session()
kept = (made["AccessKeyId"], made["SecretAccessKey"], made["SessionToken"])
print(json.dumps([
    made["AccessKeyId"],
    told(session),
    told(lambda: client("sts", secret="x" * 40).get_caller_identity()),
    told(lambda: client("sts", key="AKIAIOSFODNN7EXAMPLX").get_caller_identity()),
    told(lambda: client("sts", *kept).get_caller_identity()["Arn"]),
    told(lambda: client("sts", *kept).get_session_token()),
    told(lambda: client("sts", *kept[:2]).get_caller_identity()),
    [each["SerialNumber"] for page in client("iam", *kept).get_paginator("list_mfa_devices").paginate(PaginationConfig={"PageSize": 1}) for each in page["MFADevices"]],
    told(lambda: client("iam").list_mfa_devices(UserName="nobody")),
]))
`;

function hasBoto3(): boolean {
  try {
    execFileSync("python3", ["-c", "import boto3"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}

describe("another client", () => {
  it.skipIf(!hasBoto3())("python3 with boto3 sees the same", async () => {
    const world = exampleWorld();
    const { devices } = EXAMPLE_USER;
    world.users[0]?.devices.push({
      ...(world.users[0]?.devices[0] ?? expect.fail()),
      serial: "GAHT12345678",
    });
    served = await serveWorld(world);
    const code = codeOf(world, EXAMPLE_SERIAL, Date.now());
    const { stdout } = await promisify(execFile)(
      "python3",
      ["-c", BOTO3, served.url, EXAMPLE_KEY.id, EXAMPLE_KEY.secret, EXAMPLE_SERIAL, code],
      {
        env: {
          PATH: process.env["PATH"],
          AWS_CONFIG_FILE: "/dev/null",
          AWS_SHARED_CREDENTIALS_FILE: "/dev/null",
        },
      },
    );
    expect(JSON.parse(stdout)).toEqual([
      "ASIAIOSFODNN7EXAMPLE",
      "403 AccessDenied: MultiFactorAuthentication failed with invalid MFA one time pass code. ",
      expect.stringMatching(/^403 SignatureDoesNotMatch: The request signature we calculated/),
      "403 InvalidClientTokenId: The security token included in the request is invalid",
      "arn:aws:iam::123456789012:user/mfa.user",
      "403 AccessDenied: Cannot call GetSessionToken with session credentials",
      "403 InvalidClientTokenId: The security token included in the request is invalid",
      [devices?.[0]?.serial, "GAHT12345678"],
      "404 NoSuchEntity: The user with name nobody cannot be found.",
    ]);
  });
});
