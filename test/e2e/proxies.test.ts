import { createServer } from "node:net";
import type { AddressInfo, Socket } from "node:net";
import { connect } from "node:net";
import { createServer as createTlsServer } from "node:tls";
import { describe, expect, it, onTestFinished } from "vitest";
import { exampleWorld } from "../local-aws/example.ts";
import { serveWorld } from "../local-aws/server.ts";
import { hasOpenssl, makeCertificates } from "../support/certificates.ts";
import { CLOSED, withoutNames } from "../support/net.ts";
import type { Outcome } from "../support/process.ts";
import { onTerminal } from "../support/pty.ts";
import { hasSquid, hasTinyproxy, squid, tinyproxy } from "../support/proxies.ts";
import { type Sandbox, sandbox, type Variables } from "../support/sandbox.ts";
import { errorText, LOGGED_IN, QUESTION, steady } from "../support/wording.ts";

/** The program behind real proxies, with a private authority, against the local AWS over TLS. */

/** A name that no resolver knows but the proxy's own table of hosts. */
const NAME = "sts.aws-behind-the-proxy.test";
const UNUSED = "the code was not used";
const NASTY = ["us er@x/%", "p@ss: /w%41ör/d?#"] as const;
const certificates = hasOpenssl ? makeCertificates(NAME, "localhost") : undefined;

interface Secure {
  readonly box: Sandbox;
  readonly port: number;
  /** The environment of a run that trusts the authority, where no name is known but loopback's. */
  readonly env: (more: Variables) => Variables;
  /** Runs the program there. */
  readonly run: (words: string | string[], env: Variables) => Promise<Outcome>;
  readonly login: (env: Variables) => Promise<Outcome>;
}

/** The local AWS over TLS. */
async function secure(host = NAME): Promise<Secure> {
  const world = exampleWorld();
  const box = await sandbox({ world });
  const served = await serveWorld(world, certificates === undefined ? {} : { tls: certificates });
  onTestFinished(() => served.close());
  const port = Number(new URL(served.url).port);
  box.put("ca.pem", certificates?.ca ?? "");
  const whole = (env: Variables): Variables => ({
    ...withoutNames(box),
    AWS_CA_BUNDLE: "~/ca.pem",
    AWS_ENDPOINT_URL: `https://${host}:${port}`,
    ...env,
  });
  const run = (words: string | string[], env: Variables): Promise<Outcome> =>
    box.run(words, { env: whole(env) });
  return { box, port, env: whole, run, login: (env) => run(["login", "--code", box.code()], env) };
}

function userOf([user, password]: readonly [string, string]): string {
  return `${encodeURIComponent(user)}:${encodeURIComponent(password)}`;
}

const tools = [
  { name: "squid", start: squid, missing: !hasSquid || !hasOpenssl },
  { name: "tinyproxy", start: tinyproxy, missing: !hasTinyproxy || !hasOpenssl },
] as const;

describe.each(tools)("$name", ({ name, start, missing }) => {
  const real = it.skipIf(missing);
  const named = (title: string): string => `${title} (needs ${name}, openssl)`;
  const host = name === "squid" ? NAME : "127.0.0.1";

  real(named("leads to AWS over TLS, device looked up and all"), async () => {
    const { box, login } = await secure(host);
    const proxy = await start({ names: [NAME] });
    const { status, stdout, stderr } = await login({ HTTPS_PROXY: `http://127.0.0.1:${proxy}` });
    expect([status, stdout, steady(stderr)]).toEqual([0, "", LOGGED_IN]);
    expect(box.world.requests.map(({ action }) => action)).toEqual([
      "ListMFADevices",
      "GetSessionToken",
    ]);
  });

  real(named("comes after the question on a terminal"), async () => {
    const { box, env } = await secure(host);
    const proxy = await start({ names: [NAME] });
    const pty = onTerminal(box, "awsmfa login", {
      env: env({ HTTPS_PROXY: `http://127.0.0.1:${proxy}` }),
    });
    await pty.waitFor(QUESTION);
    await pty.enterCode(box.code());
    expect(await pty.exit()).toBe(0);
    expect(box.calls("GetSessionToken")).toBe(1);
  });

  real(named("takes a user and a password"), async () => {
    const { box, login } = await secure(host);
    const user = name === "squid" ? NASTY : (["us-er", "p4ss"] as const);
    const proxy = await start({ names: [NAME], login: user });
    const { status, stderr } = await login({
      https_proxy: `${userOf(user)}@localhost:${proxy}`,
      HTTPS_PROXY: CLOSED,
    });
    expect([status, steady(stderr)]).toEqual([0, LOGGED_IN]);
    expect(box.calls("GetSessionToken")).toBe(1);
  });

  real(named("that wants a user gets none, and no code is spent"), async () => {
    const { box, run, login } = await secure(host);
    const proxy = await start({ names: [NAME], login: ["user", "p4ss"] });
    const at = `http://127.0.0.1:${proxy}`;
    const serial = ["--serial", "arn:aws:iam::123456789012:mfa/mfa.user"];
    const words = ["login", "--code", box.code(), ...serial];
    const expected = {
      status: 6,
      stdout: "",
      stderr: errorText(
        `the proxy ${at} asks for a user and a password`,
        `put them into HTTPS_PROXY: http://USER:PASSWORD@127.0.0.1:${proxy}`,
        UNUSED,
      ),
    };
    expect(await run(words, { HTTPS_PROXY: at })).toEqual(expected);
    expect(await run(words, { HTTPS_PROXY: at })).toEqual(expected);
    expect(box.world.requests).toEqual([]);
    expect((await login({ HTTPS_PROXY: at.replace("//", "//user:p4ss@") })).status).toBe(0);
  });

  real(named("refuses a wrong password, which is shown nowhere"), async () => {
    const { run } = await secure(host);
    const proxy = await start({ names: [NAME], login: ["user", "p4ss"] });
    const env = { HTTPS_PROXY: `http://user:wr0ngs3cret@127.0.0.1:${proxy}` };
    const { status, stderr } = await run("login --code 123456 --debug", env);
    expect(status).toBe(6);
    expect(stderr).toContain(
      errorText(
        `the proxy http://127.0.0.1:${proxy} does not accept the user and the password of HTTPS_PROXY`,
        "correct them there; write : @ / ? # % in them as %3A %40 %2F %3F %23 %25",
      ),
    );
    expect(stderr).toContain(`proxy: http://127.0.0.1:${proxy} (HTTPS_PROXY)`);
    expect(stderr).not.toMatch(/wr0ngs3cret|dXNlcjp/);
  });

  real(named("that does not let us through is named"), async () => {
    const { port, run } = await secure(host);
    const proxy = await start({ names: [NAME], connectPort: 443 });
    const at = `http://127.0.0.1:${proxy}`;
    const { status, stderr } = await run("login --code 123456", { HTTPS_PROXY: at });
    expect([status, stderr.replace(/\(403 [\w ]+\)/, "(403)")]).toEqual([
      6,
      errorText(
        `the proxy ${at} (HTTPS_PROXY) does not let us through to ${host}:${port} (403)`,
        `ask who runs the proxy; if ${host}:${port} can be reached without the proxy, name it in NO_PROXY`,
      ),
    ]);
  });

  real(named("that cannot reach AWS is named"), async () => {
    const { run } = await secure(host);
    const proxy = await start();
    const { status, stderr } = await run("login --code 123456", {
      HTTPS_PROXY: `http://127.0.0.1:${proxy}`,
      AWS_ENDPOINT_URL: "https://127.0.0.1:1",
    });
    expect(status).toBe(6);
    expect(stderr.replace(/\(50[0-4][^)]*\)/, "(50x)")).toContain(
      `the proxy http://127.0.0.1:${proxy} (HTTPS_PROXY) could not reach 127.0.0.1:1 (50x)\n`,
    );
  });

  real(named("passes plain http on, user and password too"), async () => {
    const box = await sandbox();
    const proxy = await start({ login: ["user", "p4ss"] });
    const env = { HTTP_PROXY: `http://user:p4ss@127.0.0.1:${proxy}`, HTTPS_PROXY: CLOSED };
    const { status, stderr } = await box.run(["login", "--code", box.code()], { env });
    expect([status, steady(stderr)]).toEqual([0, LOGGED_IN]);
    expect(box.calls("GetSessionToken")).toBe(1);
    const wrong = await box.run(
      [
        "login",
        "--force",
        "--code",
        "123456",
        "--serial",
        "arn:aws:iam::123456789012:mfa/mfa.user",
      ],
      {
        env: { HTTP_PROXY: `http://user:wr0ng@127.0.0.1:${proxy}` },
      },
    );
    expect([wrong.status, wrong.stderr]).toEqual([
      6,
      errorText(
        `the proxy http://127.0.0.1:${proxy} does not accept the user and the password of HTTP_PROXY`,
        "correct them there; write : @ / ? # % in them as %3A %40 %2F %3F %23 %25",
        UNUSED,
      ),
    ]);
    const none = await box.run("login --force --code 123456", {
      env: { HTTP_PROXY: `http://127.0.0.1:${proxy}` },
    });
    expect([none.status, none.stderr.split("\n")[0]]).toEqual([
      6,
      `awsmfa: error: the proxy http://127.0.0.1:${proxy} asks for a user and a password`,
    ]);
  });
});

/** A proxy that takes a connection and does with it what the test wants. */
async function oddProxy(act: (socket: Socket) => void): Promise<string> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket.on("error", () => undefined));
    act(socket);
  });
  await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

describe("a proxy", () => {
  const words = ["login", "--code", "123456", "--serial", "arn:aws:iam::123456789012:mfa/mfa.user"];
  it.each([
    ["is not there", CLOSED, "could not be reached (ECONNREFUSED)"],
    ["has no such name", "http://proxy.test:3128", "could not be reached (ENOTFOUND)"],
  ])("that %s is named, and no code is spent", async (_title, proxy, what) => {
    const box = await sandbox();
    const env = {
      ...withoutNames(box),
      AWS_ENDPOINT_URL: "https://sts.aws.test",
      HTTPS_PROXY: proxy,
    };
    const expected = {
      status: 6,
      stdout: "",
      stderr: errorText(
        `the proxy ${proxy} ${what}`,
        "check the network and HTTPS_PROXY, then try again",
        UNUSED,
      ),
    };
    expect(await box.run(words, { env })).toEqual(expected);
    expect(await box.run(words, { env })).toEqual(expected);
  });
  it.each([
    ["hangs up", "broke the connection off", (socket: Socket) => void socket.destroy()],
    [
      "talks of something else",
      "is not an http proxy",
      (socket: Socket) => void socket.end("220 smtp.test\r\n"),
    ],
  ])("that %s is named", async (_title, what, act) => {
    const box = await sandbox();
    const proxy = await oddProxy(act);
    const env = { AWS_ENDPOINT_URL: "https://127.0.0.1:1", HTTPS_PROXY: proxy };
    const { status, stderr } = await box.run(words, { env });
    expect(status).toBe(6);
    expect(stderr.split("\n")[0]).toContain(proxy);
    expect(stderr.split("\n")[0]).toContain(what);
  });
  it("cannot make the terminal do things by its words, with --debug neither", async () => {
    const box = await sandbox();
    const proxy = await oddProxy((socket) => void socket.end("HTTP/1.1 403 a\x1b[2J\x07b\r\n\r\n"));
    const env = { AWS_ENDPOINT_URL: "https://127.0.0.1:1", HTTPS_PROXY: proxy };
    const { stderr } = await box.run([...words, "--debug"], { env });
    expect(stderr).toMatch(/^awsmfa: debug: \+\d+ ms EPROXYDENIED: 403 a \[2J b$/m);
    expect(stderr).not.toMatch(/[\x00-\x09\x0b-\x1f]/);
  });
  it("that fails for a moment is asked again, with the code too", async () => {
    const box = await sandbox();
    const answers = ["HTTP/1.1 502 Bad Gateway\r\n\r\n", "", "HTTP/1.1 407 x\r\n\r\n"];
    let calls = 0;
    const proxy = await oddProxy((socket) => void socket.end(answers[calls++] ?? ""));
    const env = { AWS_ENDPOINT_URL: "https://127.0.0.1:1", HTTPS_PROXY: proxy };
    const { status, stderr } = await box.run(words, { env });
    expect([status, calls, stderr.split("\n")[0]]).toEqual([
      6,
      3,
      `awsmfa: error: the proxy ${proxy} asks for a user and a password`,
    ]);
  });
  it.each([
    ["resets", (socket: Socket) => void socket.resetAndDestroy()],
    ["ends", (socket: Socket) => void socket.end()],
  ])("whose tunnel %s before TLS stands spends no code", async (_title, act) => {
    const box = await sandbox();
    const proxy = await oddProxy((socket) => {
      socket.once("data", () => {
        socket.write("HTTP/1.1 200 OK\r\n\r\n");
        socket.once("data", () => act(socket));
      });
    });
    const env = { AWS_ENDPOINT_URL: "https://127.0.0.1:1", HTTPS_PROXY: proxy };
    const expected = {
      status: 6,
      stdout: "",
      stderr: errorText(
        "AWS could not be reached: the connection to https://127.0.0.1:1 broke before it was secure (ECONNRESET)",
        `look at the proxy ${proxy} (HTTPS_PROXY), which leads there, then try again`,
        UNUSED,
      ),
    };
    expect(await box.run(words, { env })).toEqual(expected);
    expect(await box.run(words, { env })).toEqual(expected);
  });
  it.each([
    ["HTTPS_PROXY", "http://us:p4#ss@proxy:1", "HTTPS_PROXY is not the address of a proxy"],
    [
      "https_proxy",
      "socks5://us:p4ss@proxy:1",
      "https_proxy names a proxy of the kind socks5; only http and https proxies work here",
    ],
  ])("cannot be %s=%s", async (name, value, sentence) => {
    const box = await sandbox();
    const env = { AWS_ENDPOINT_URL: "https://sts.aws.test", [name]: value };
    expect(await box.run(words, { env })).toEqual({
      status: 1,
      stdout: "",
      stderr: errorText(
        sentence,
        "its form is http://HOST:PORT or http://USER:PASSWORD@HOST:PORT",
        "in USER and PASSWORD write : @ / ? # % as %3A %40 %2F %3F %23 %25",
      ),
    });
  });
  it.each(["127.0.0.1", "*", "127.0.0.0/8", "example.com, 127.0.0.1:PORT"])(
    "is left out for NO_PROXY=%s",
    async (noProxy) => {
      const box = await sandbox();
      const env = { HTTP_PROXY: CLOSED, NO_PROXY: noProxy.replace("PORT", new URL(box.url).port) };
      const { status, stderr } = await box.run(["login", "--code", box.code()], { env });
      expect([status, steady(stderr)]).toEqual([0, LOGGED_IN]);
    },
  );
  it("is used for loopback too, as in the AWS CLI", async () => {
    const box = await sandbox();
    const { status } = await box.run(words, { env: { HTTP_PROXY: CLOSED } });
    expect(status).toBe(6);
  });
});

describe.skipIf(!hasTinyproxy || !hasOpenssl)("an https proxy (needs tinyproxy, openssl)", () => {
  /** TLS in front of tinyproxy. */
  async function secureProxy(): Promise<number> {
    const inner = await tinyproxy();
    const server = createTlsServer({ ...certificates }, (socket) => {
      const other = connect(inner, "127.0.0.1");
      socket.on("error", () => other.destroy()).pipe(other);
      other.on("error", () => socket.destroy()).pipe(socket);
    });
    await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
    onTestFinished(() => void server.close());
    return (server.address() as AddressInfo).port;
  }
  it("is spoken to over TLS, for https and for http", async () => {
    const { box, login } = await secure("127.0.0.1");
    const proxy = `https://localhost:${await secureProxy()}`;
    expect(steady((await login({ HTTPS_PROXY: proxy })).stderr)).toBe(LOGGED_IN);
    const plain = { AWS_ENDPOINT_URL: box.url, HTTP_PROXY: proxy };
    const { status } = await box.run(["login", "--force", "--code", box.code()], {
      env: { ...plain, AWS_CA_BUNDLE: "~/ca.pem" },
    });
    expect(status).toBe(0);
  });
  it("must have a certificate that is trusted", async () => {
    const { run } = await secure("127.0.0.1");
    const proxy = `https://localhost:${await secureProxy()}`;
    const { status, stderr } = await run("login --code 123456", {
      HTTPS_PROXY: proxy,
      AWS_CA_BUNDLE: undefined,
    });
    expect([status, stderr.replace(/\((?:SELF_SIGNED|UNABLE)_\w+\)/, "(TLS)")]).toEqual([
      6,
      errorText(
        `the proxy ${proxy} could not be reached (TLS)`,
        "check HTTPS_PROXY: is it http:// in place of https://, or is its authority missing in AWS_CA_BUNDLE?",
      ),
    ]);
  });
});
