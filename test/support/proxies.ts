/** Real proxies on loopback, each for one test. */
import { execFileSync, spawn } from "node:child_process";
import { chmodSync, existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { type AddressInfo, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { which } from "./tools.ts";

const SQUID = which("squid") ?? (existsSync("/usr/sbin/squid") ? "/usr/sbin/squid" : undefined);
const NCSA = "/usr/lib/squid/basic_ncsa_auth";

/** Which proxies are here; squid only if it can check passwords. */
export const hasTinyproxy = which("tinyproxy") !== undefined;
export const hasSquid = SQUID !== undefined && existsSync(NCSA) && which("htpasswd") !== undefined;

/** How a proxy is set up. */
export interface ProxyOptions {
  readonly login?: readonly [user: string, password: string];
  /** Names that only the proxy knows, for 127.0.0.1 (squid). */
  readonly names?: readonly string[];
  /** The only port that CONNECT may reach. */
  readonly connectPort?: number;
}

/** Starts tinyproxy for the test that is running. @returns its port */
export function tinyproxy(options: ProxyOptions = {}): Promise<number> {
  return persistently((port) => startTinyproxy(options, port));
}

async function startTinyproxy({ login, connectPort }: ProxyOptions, port: number): Promise<void> {
  const folder = ownFolder();
  const lines = [`Port ${port}`, "Listen 127.0.0.1", "Allow 127.0.0.1"];
  if (login !== undefined) lines.push(`BasicAuth ${login.join(" ")}`);
  if (connectPort !== undefined) lines.push(`ConnectPort ${connectPort}`);
  writeFileSync(join(folder, "conf"), lines.map((line) => `${line}\n`).join(""));
  await started(["tinyproxy", "-d", "-c", join(folder, "conf")], /Accepting connections/);
}

/** Starts squid for the test that is running. @returns its port */
export function squid(options: ProxyOptions = {}): Promise<number> {
  return persistently((port) => startSquid(options, port));
}

async function startSquid(
  { login, names = [], connectPort }: ProxyOptions,
  port: number,
): Promise<void> {
  const folder = ownFolder();
  const passwords = join(folder, "passwords");
  if (login !== undefined)
    execFileSync("htpasswd", ["-bc", passwords, ...login], { stdio: "pipe" });
  if (login !== undefined) chmodSync(passwords, 0o644);
  writeFileSync(join(folder, "hosts"), `127.0.0.1 localhost ${names.join(" ")}\n`);
  const deny =
    connectPort === undefined ? [] : [`acl good port ${connectPort}`, "http_access deny !good"];
  const auth = [`auth_param basic program ${NCSA} ${passwords}`, "acl known proxy_auth REQUIRED"];
  const lines = [
    `http_port 127.0.0.1:${port}`,
    `pid_filename ${folder}/pid`,
    "access_log none",
    "cache_log /dev/null",
    "cache deny all",
    "shutdown_lifetime 0 seconds",
    `hosts_file ${folder}/hosts`,
    "dns_nameservers 127.0.0.1",
    "visible_hostname proxy.test",
    ...(login === undefined ? [] : auth),
    ...deny,
    `http_access allow ${login === undefined ? "all" : "known"}`,
    "http_access deny all",
  ];
  writeFileSync(join(folder, "conf"), lines.map((line) => `${line}\n`).join(""));
  await started([SQUID ?? "squid", "-N", "-d1", "-f", join(folder, "conf")], /Accepting HTTP/);
}

/** Starts a program that ends with the test, and waits for what it says when it is ready. */
async function started([file = "", ...words]: string[], ready: RegExp): Promise<void> {
  const child = spawn(file, words, { stdio: ["ignore", "pipe", "pipe"] });
  const gone = new Promise<void>((resolve) => child.once("close", () => resolve()));
  onTestFinished(async () => {
    child.kill("SIGKILL");
    await gone;
  });
  let said = "";
  await new Promise<void>((resolve, reject) => {
    const hear = (chunk: Buffer): void => {
      said += chunk.toString();
      if (ready.test(said)) resolve();
    };
    child.stdout.on("data", hear);
    child.stderr.on("data", hear);
    child.once("error", reject);
    child.once("close", () => reject(new Error(`${file} ended: ${said}`)));
  });
}

/** A folder that a proxy may write to as the user that it becomes. */
function ownFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "awsmfa-proxy-"));
  chmodSync(folder, 0o777);
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** Starts on a port that was free a moment ago; proxies do not say which one they would take. Somebody else may be quicker. */
async function persistently(start: (port: number) => Promise<void>): Promise<number> {
  for (let left = 3; ; left -= 1) {
    const port = await freePort();
    try {
      await start(port);
      return port;
    } catch (error) {
      if (left === 0) throw error;
    }
  }
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise<void>((resolve) => void server.close(() => resolve()));
  return port;
}
