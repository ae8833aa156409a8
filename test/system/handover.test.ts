import { execFile } from "node:child_process";
import { connect } from "node:net";
import { describe, expect, it, onTestFinished } from "vitest";
import { type Handover, handOver } from "../../src/system/handover.ts";

/** A secret address, handed to a browser by another one. */

const SECRET = "https://signin.example.com/federation?SigninToken=secret";

async function handover(): Promise<Handover> {
  const made = await handOver(SECRET);
  onTestFinished(() => made.close());
  return made;
}

async function get(address: string, method = "GET"): Promise<[number, string | null]> {
  const answer = await fetch(address, { method, redirect: "manual" });
  return [answer.status, answer.headers.get("location")];
}

it("sends the browser on, once, and is done then", async () => {
  const { address, taken } = await handover();
  expect(address).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/[\w-]{32}$/);
  expect(await get(address)).toEqual([302, SECRET]);
  await taken;
  expect(await get(address)).toEqual([410, null]);
});

it("keeps the address from caches and from the page's eyes", async () => {
  const { address } = await handover();
  const { headers } = await fetch(address, { redirect: "manual" });
  expect([headers.get("cache-control"), headers.get("referrer-policy")]).toEqual([
    "no-store",
    "no-referrer",
  ]);
});

it.each([
  ["another path", "x", "GET"],
  ["the start of the path", undefined, "GET"],
  ["another method", "", "POST"],
  ["a look without a taking", "", "HEAD"],
])("%s leads nowhere and takes nothing", async (_title, tail, method) => {
  const { address } = await handover();
  const asked = tail === undefined ? address.slice(0, -1) : address + tail;
  expect(await get(asked, method)).toEqual([404, null]);
  expect(await get(address)).toEqual([302, SECRET]);
});

describe("another user of the machine", () => {
  const possible = process.platform === "linux" && process.getuid?.() === 0;

  it.skipIf(!possible)("does not get it (needs Linux and root)", async () => {
    const { address } = await handover();
    const script = `fetch(${JSON.stringify(address)}, { redirect: "manual" }).then((answer) => console.log(answer.status, answer.headers.get("location")))`;
    const asks = (uid: number): Promise<string> =>
      new Promise((resolve) => {
        // Not the synchronous way: this process answers.
        execFile(process.execPath, ["-e", script], { uid }, (_error, stdout) => resolve(stdout));
      });
    expect(await asks(65_534)).toBe("404 null\n");
    expect(await asks(0)).toBe(`302 ${SECRET}\n`);
  });
});

it("ends with connections that say nothing", async () => {
  const made = await handover();
  const socket = connect(Number(new URL(made.address).port), "127.0.0.1");
  const closed = new Promise((resolve) => socket.once("close", resolve));
  await new Promise((resolve) => socket.once("connect", resolve));
  made.close();
  await closed;
  expect(socket.destroyed).toBe(true);
});
