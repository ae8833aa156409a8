import { describe, expect, it, vi } from "vitest";
import { type Sandbox, type Variables, sandbox } from "../support/sandbox.ts";
import { lapse, signIn, signedIn } from "../support/signed-in.ts";

/** `serve` over real HTTP. */

/** An endpoint that was started, and what it says to programs. */
interface Started {
  readonly uri: string;
  readonly token: string;
  readonly ended: Promise<{ status: number | string; stdout: string; stderr: string }>;
  readonly kill: (signal: NodeJS.Signals) => void;
}

/** Starts `serve` with its output in a file, and waits for it. */
async function started(box: Sandbox, words = "", env: Variables = {}): Promise<Started> {
  let pid = 0;
  const line = `exec awsmfa serve ${words} --json >out`;
  const ended = box.start("sh", ["-c", line], { env, started: (id) => (pid = id) });
  await vi.waitUntil(() => box.get("out")?.endsWith("}\n") === true, { timeout: 20_000 });
  const said = JSON.parse(box.get("out") ?? "") as Record<string, string>;
  return {
    uri: said["AWS_CONTAINER_CREDENTIALS_FULL_URI"] ?? "",
    token: said["AWS_CONTAINER_AUTHORIZATION_TOKEN"] ?? "",
    ended,
    kill: (signal) => void process.kill(pid, signal),
  };
}

async function ask({ uri, token }: Started, more: RequestInit = {}) {
  const answer = await fetch(uri, { headers: { authorization: token }, ...more });
  return { status: answer.status, headers: answer.headers, body: await answer.json() };
}

describe("serve", () => {
  it("hands out the session to whoever has the token, and ends by a signal", async () => {
    const box = await signedIn();
    const served = await started(box);
    expect(served.uri).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/credentials$/);
    expect(served.token).toMatch(/^[\w-]{43}$/);
    const { status, headers, body } = await ask(served);
    expect([status, headers.get("content-type"), headers.get("cache-control")]).toEqual([
      200,
      "application/json",
      "no-store",
    ]);
    expect(box.awsFiles().credentials).toContain((body as { Token: string }).Token);
    served.kill("SIGTERM");
    const { status: end, stderr } = await served.ended;
    expect(end).toBe(143);
    expect(stderr).not.toMatch(new RegExp(`${served.token}|FwoGZXIvYXdz`));
    await expect(ask(served)).rejects.toThrow();
  });
  it("refuses a wrong token, another method, another path, and lets no page read", async () => {
    const served = await started(await signedIn());
    const { uri, token } = served;
    const wrong = { authorization: `${token}x` };
    expect((await ask(served, { headers: {} })).status).toBe(401);
    const refused = await ask(served, { headers: wrong });
    expect([refused.status, refused.body]).toMatchObject([401, { code: "WrongToken" }]);
    const posted = await ask(served, { method: "POST", body: "x" });
    expect([posted.status, posted.headers.get("allow")]).toEqual([405, "GET"]);
    expect((await ask({ ...served, uri: `${uri}x` })).status).toBe(404);
    const page = { authorization: token, origin: "http://evil.example" };
    expect(
      (await ask(served, { headers: page })).headers.get("access-control-allow-origin"),
    ).toBeNull();
    served.kill("SIGTERM");
    await served.ended;
  });
  it("says 503 when the session is over, and serves that of a login elsewhere", async () => {
    const box = await signedIn();
    const served = await started(box);
    lapse(box);
    await vi.waitUntil(async () => {
      const { status, body } = await ask(served);
      expect(status).toBe(503);
      return JSON.stringify(body).includes("awsmfa login --profile mfa.user-identity");
    });
    await signIn(box);
    expect((await ask(served)).status).toBe(200);
    served.kill("SIGINT");
    expect((await served.ended).status).toBe(130);
  });
  it("renews by itself where that takes nobody", async () => {
    const box = await signedIn();
    const served = await started(box, "--serial arn:aws:iam::123456789012:mfa/mfa.user", {});
    lapse(box);
    const config = box.get(".aws/config") ?? "";
    box.put(
      ".aws/config",
      config.replace("[profile mfa.user-identity]", `$&\nmfa_process = echo ${box.code()}`),
    );
    await vi.waitUntil(async () => (await ask(served)).status === 200, { timeout: 20_000 });
    expect(box.calls("GetSessionToken")).toBe(2);
    served.kill("SIGTERM");
    await served.ended;
  });
  it("says that a port is taken", async () => {
    const box = await signedIn();
    const served = await started(box);
    const port = new URL(served.uri).port;
    const { status, stdout, stderr } = await box.run(`serve --port ${port}`);
    expect([status, stdout]).toEqual([1, ""]);
    expect(stderr).toContain(`port ${port} of 127.0.0.1 cannot be used: another program has it`);
    served.kill("SIGTERM");
    await served.ended;
  });
  it("without a session and nobody to ask it ends at once", async () => {
    const { status, stdout } = await (await sandbox()).run("serve");
    expect([status, stdout]).toEqual([3, ""]);
  });
});
