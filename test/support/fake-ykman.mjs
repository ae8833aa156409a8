// A ykman without a YubiKey. What it says, where, how fast and with which status is what test/fixtures/ykman.json
// recorded of the real one; which keys are plugged in and what happens is in $HOME/ykman.json (see ykman.ts).
import { createHmac } from "node:crypto";
import { appendFileSync, existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const home = process.env.HOME ?? "";
const state = JSON.parse(readFileSync(join(home, "ykman.json"), "utf8"));
const major = Number.parseInt(state.version, 10);
const recorded = JSON.parse(readFileSync(state.recorded, "utf8"))[major < 5 ? "4.0.9" : "5.9"];
const touching = join(home, "ykman.touching");
const words = process.argv.slice(2);
appendFileSync(join(home, "ykman.log"), `${JSON.stringify(words)}\n`);

const sleep = (/** @type {number} */ ms) => new Promise((resolve) => setTimeout(resolve, ms));
const say = (/** @type {string} */ text) => process.stderr.write(text);

const ENDED = new Error("it has ended");

/** Ends as the real one did in that case. @param {string} title */
async function replay(title) {
  const { status, seconds, stdout, stderr } = recorded[title];
  const [first, ...others] = stderr.split(/(?<=Touch your YubiKey\.\.\.\n)/);
  if (others.length > 0) say(first);
  await sleep(state.hurry ? 50 : Math.max(0, seconds * 1000 - state.start));
  say(others.length > 0 ? others.join("") : first);
  process.stdout.write(stdout);
  process.exitCode = status;
  throw ENDED;
}

/** @param {string} base32 @param {number} step */
function codeOf(base32, step) {
  const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  const five = (/** @type {string} */ letter) =>
    letters.indexOf(letter).toString(2).padStart(5, "0");
  const bits = base32.split("").map(five).join("");
  const bytes = (bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const hash = createHmac("sha1", Buffer.from(bytes)).update(counter).digest();
  const number = hash.readUInt32BE((hash.at(-1) ?? 0) & 15) & 0x7fffffff;
  return String(number % 1_000_000).padStart(6, "0");
}

/** The key that is meant, after the time that the real one waits for it. @param {string | undefined} serial */
async function keyOf(serial) {
  for (let waited = 0; ; waited += 100) {
    const { keys } = JSON.parse(readFileSync(join(home, "ykman.json"), "utf8"));
    const there = keys.filter(
      (/** @type {any} */ key) => serial === undefined || key.serial === serial,
    );
    if (there.length > 1) await replay("two keys, no --device");
    if (there.length === 1) return there[0];
    if (waited >= (state.hurry ? 300 : 2700)) break;
    await sleep(100);
  }
  return replay(serial === undefined ? "no key plugged in" : "two keys, --device of a third");
}

/** A key that still waits for the touch that a dead ykman asked for. */
async function busy() {
  const until = existsSync(touching) ? Number(readFileSync(touching, "utf8")) : 0;
  if (Date.now() >= until) return;
  if (major >= 5) await replay("right after a ykman that waited for touch was killed (SIGKILL)");
  await sleep(until - Date.now());
}

/** @param {any} key */
async function unlock(key) {
  if (key.password === undefined || state.remembered) return;
  const line = readFileSync(0, "utf8").split("\n")[0];
  if (line !== key.password) await replay("locked, wrong password on stdin");
}

async function main() {
  await sleep(state.start);
  if (words[0] === "--version")
    return console.log(`YubiKey Manager (ykman) version: ${state.version}`);
  const device = words[0] === "--device" ? words.splice(0, 2)[1] : undefined;
  const line = words.join(" ");
  if (line === "list") {
    if (state.fail?.list) return replay(state.fail.list);
    for (const key of state.keys)
      console.log(
        `YubiKey 5 NFC (5.4.3) [OTP+FIDO+CCID]${key.serial ? ` Serial: ${key.serial}` : ""}`,
      );
    return;
  }
  const oath = major < 4 ? "oath" : "oath accounts";
  const isCode = line.startsWith(`${oath} code --single -- `);
  if (line !== `${oath} list` && !isCode) return replay("unknown option");
  const fail = state.fail?.[isCode ? "code" : "accounts"];
  if (fail) return replay(fail);
  const key = await keyOf(device);
  await busy();
  await unlock(key);
  if (!isCode) return console.log(Object.keys(key.accounts).join("\n"));
  const account = key.accounts[words.at(-1) ?? ""];
  if (account === undefined) return replay("code --single, no match");
  const step = Math.floor(Date.now() / 30_000);
  if (account.touch) {
    const patience = state.patience ?? 15_000;
    writeFileSync(touching, String(Date.now() + patience));
    say("Touch your YubiKey...\n");
    const end = Date.now() + patience;
    while (!existsSync(join(home, "touch"))) {
      if (Date.now() > end) {
        rmSync(touching, { force: true });
        say(recorded["never touched (the key gives up after 15 s)"].stderr.split("...\n")[1]);
        process.exitCode = 1;
        return;
      }
      await sleep(20);
    }
    rmSync(touching, { force: true });
    rmSync(join(home, "touch"), { force: true });
  }
  console.log(account.code ?? codeOf(state.secret, step));
}

main().catch((/** @type {unknown} */ error) => {
  if (error !== ENDED) throw error;
});
