/** A stand-in for ykman 5: accounts on one or more keys, by the words and texts that the real one was recorded with. */
import { createHmac } from "node:crypto";
import type { Ended, Invocation } from "../../src/ports-run.ts";

/** What is plugged in. */
export interface Keys {
  /** Serial numbers of the keys, and their accounts' secrets by id. */
  readonly keys: Record<string, Record<string, string>>;
  /** The OATH password of all of them, if they have one. */
  readonly password?: string;
  /** Of ykman. */
  readonly version?: string;
  /** Whether somebody touches it. */
  readonly touched?: boolean;
  /** The command that fails, with these words on stderr. */
  readonly fails?: { readonly command: string; readonly stderr: string };
}

interface Answer {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * Runs a command line. It uses nothing but what it is handed, so that its text is a program too.
 * @param now milliseconds since the epoch, by the machine's clock
 */
export function ykman(
  words: readonly string[],
  stdin: string,
  state: Keys,
  now: number,
  hmac: typeof createHmac,
): Answer {
  const done = (stdout: string): Answer => ({ status: 0, stdout, stderr: "" });
  const failed = (stderr: string): Answer => ({ status: 1, stdout: "", stderr: `${stderr}\n` });
  const rest = [...words];
  const serials = Object.keys(state.keys);
  if (rest[0] === "--version")
    return done(`YubiKey Manager (ykman) version: ${state.version ?? "5.9.2"}\n`);
  if (rest.join(" ") === "list")
    return done(serials.map((one) => `YubiKey 5 NFC (5.4.3) [CCID] Serial: ${one}\n`).join(""));
  const device = rest[0] === "--device" ? rest.splice(0, 2)[1] : undefined;
  if (serials.length === 0) return failed("ERROR: No YubiKey detected!");
  if (device === undefined && serials.length > 1)
    return failed("ERROR: Use --device SERIAL to specify which one to use.");
  const accounts = state.keys[device ?? serials[0] ?? ""] ?? {};
  const [oath, group, command = ""] = rest.splice(0, 3);
  if (oath !== "oath" || group !== "accounts") return failed(`Error: No such command '${oath}'.`);
  const lines = stdin.split("\n");
  const secret = command === "add" ? lines.shift() : undefined;
  const given = lines[0] ?? "";
  if (state.password !== undefined && given === "") return failed("Enter the password: \nAborted!");
  if (state.password !== undefined && given !== state.password)
    return failed("ERROR: Authentication to the YubiKey failed. Wrong password?");
  if (state.fails?.command === command) return failed(state.fails.stderr);
  const id = rest.at(-1) ?? "";
  if (command === "list")
    return done(
      Object.keys(accounts)
        .map((one) => `${one}\n`)
        .join(""),
    );
  if (command === "add") {
    const name = `${rest[rest.indexOf("--issuer") + 1]}:${id}`;
    if (name in accounts && !rest.includes("--force"))
      return failed(
        `An account called ${name} already exists on this YubiKey. Do you want to overwrite it? [y/N]: Aborted!`,
      );
    accounts[name] = secret ?? "";
    return done("OATH account added.\n");
  }
  if (command === "delete") {
    delete accounts[id];
    return done("");
  }
  const kept = accounts[id];
  if (kept === undefined) return failed("ERROR: No matching account found.");
  if (state.touched === false)
    return failed("Touch your YubiKey...\nERROR: Touch account timed out!");
  const bits = [...kept]
    .map((each) => "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(each).toString(2).padStart(5, "0"))
    .join("");
  const bytes = Buffer.from((bits.match(/.{8}/g) ?? []).map((eight) => parseInt(eight, 2)));
  const counter = Buffer.alloc(8);
  counter.writeUInt32BE(Math.floor(now / 30_000), 4);
  const mac = hmac("sha1", bytes).update(counter).digest();
  const code = (mac.readUInt32BE((mac[19] ?? 0) & 15) & 0x7fffffff) % 1_000_000;
  return { ...done(`${String(code).padStart(6, "0")}\n`), stderr: "Touch your YubiKey...\n" };
}

/** The stand-in as the port that runs programs, with what was run. */
export function runsYkman(state: Keys, now: () => number, ran: Invocation[] = []) {
  return async (invocation: Invocation): Promise<Ended> => {
    ran.push(invocation);
    const words = (invocation.command as readonly string[]).slice(1);
    const answer = ykman(words, invocation.stdin ?? "", state, now(), createHmac);
    for (const line of answer.stderr.split("\n")) invocation.told?.(line);
    return { why: "itself", killedBy: undefined, ...answer };
  };
}

/** The stand-in as a program that keeps its keys in a file. @param path of the file, JSON */
export function ykmanProgram(path: string): string {
  return `#!/usr/bin/env node
const { createHmac } = require("node:crypto");
const { readFileSync, writeFileSync } = require("node:fs");
${ykman.toString()}
const state = JSON.parse(readFileSync(${JSON.stringify(path)}, "utf8"));
const answer = ykman(process.argv.slice(2), readFileSync(0, "utf8"), state, Date.now(), createHmac);
writeFileSync(${JSON.stringify(path)}, JSON.stringify(state));
process.stdout.write(answer.stdout);
process.stderr.write(answer.stderr);
process.exitCode = answer.status;
`;
}
