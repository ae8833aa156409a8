import { expect, it, vi } from "vitest";
import { EXAMPLE_KEY, EXAMPLE_SECRET, EXAMPLE_SERIAL, EXAMPLE_USER } from "../local-aws/example.ts";
import { createWorld } from "../local-aws/world.ts";
import { keySection } from "../support/onboarding.ts";
import { type Pty, onTerminal } from "../support/pty.ts";
import { type Sandbox, sandbox } from "../support/sandbox.ts";
import { CONFIG, WORK, session } from "../support/speeds.ts";

/** Several profiles at once on one terminal, as a tool with several providers starts them. */

const ARN = "arn:aws:iam::123456789012:role";
const ROLES = Array.from({ length: 10 }, (_, at) => `role-${at}`);
const OTHER = { id: "AKIAI44QH8DHBEXAMPLE", serial: "arn:aws:iam::123456789012:mfa/other" };

const lineOf = (profiles: readonly string[], more = ""): string =>
  `for p in ${profiles.join(" ")}; do { awsmfa credential-process ${more} -p $p >>out-$p 2>>err; echo $? >>status; } & done; wait`;

const documents = (box: Sandbox, profile: string): number =>
  (box.get(`out-${profile}`) ?? "").split('"Version": 1').length - 1;

const SOON = { timeout: 15_000 };
const ended = (box: Sandbox): number => (box.get("status") ?? "").split("\n").length - 1;
const asked = (pty: Pty): number => pty.screen().split("MFA code for").length - 1;

it("twenty callers of ten roles of one user share its question; each role is assumed once", async () => {
  const roles = ROLES.map(
    (name) => `\n[profile ${name}]\nrole_arn = ${ARN}/${name}\nsource_profile = work\n`,
  );
  const denied = `\n[profile denied]\nrole_arn = ${ARN}/denied\nsource_profile = work\n`;
  const box = await sandbox({
    world: createWorld({
      users: [EXAMPLE_USER],
      roles: ROLES.map((name) => ({ arn: `${ARN}/${name}` })),
    }),
    files: {
      ".aws/credentials": WORK + session({ left: -60 }),
      ".aws/config": `${CONFIG}mfa_serial = ${EXAMPLE_SERIAL}\n${roles.join("")}${denied}`,
    },
  });
  const pty = onTerminal(box, lineOf([...ROLES, "denied", ...ROLES]));
  await pty.waitFor("MFA code for mfa.user (work):");
  pty.enter(box.code());
  expect(await pty.exit()).toBe(0);
  expect(ROLES.map((name) => documents(box, name))).toEqual(ROLES.map(() => 2));
  expect([box.calls("GetSessionToken"), box.calls("AssumeRole")]).toEqual([1, 11]);
  // What one role is refused for is no other's failure.
  expect(box.get("status")?.split("\n").toSorted()).toEqual([
    "",
    ...Array<string>(20).fill("0"),
    "4",
  ]);
  expect(box.get("err")?.split("\n")).toHaveLength(2);
});

it("two users are asked one after the other", async () => {
  const other = { name: "other", keys: [{ ...EXAMPLE_KEY, id: OTHER.id }] };
  const devices = [{ serial: OTHER.serial, secret: EXAMPLE_SECRET }];
  const box = await sandbox({
    world: createWorld({ users: [EXAMPLE_USER, { ...other, devices }] }),
    files: {
      ".aws/credentials": WORK + keySection("other", OTHER.id),
      ".aws/config": `${CONFIG}mfa_serial = ${EXAMPLE_SERIAL}\n\n[profile other]\nmfa_serial = ${OTHER.serial}\n`,
    },
  });
  const pty = onTerminal(box, lineOf(["work", "other"], "--debug"));
  await vi.waitUntil(() => box.get("err")?.includes("another process asks"), SOON);
  for (const answered of [0, 1]) {
    await vi.waitUntil(() => ended(box) === answered && asked(pty) > 0, SOON);
    expect(asked(pty)).toBe(1);
    pty.enter(box.code(pty.screen().includes("(other)") ? OTHER.serial : EXAMPLE_SERIAL));
    await vi.waitUntil(() => ended(box) > answered, SOON);
  }
  expect(await pty.exit()).toBe(0);
  expect([documents(box, "work"), documents(box, "other")]).toEqual([1, 1]);
  expect(box.get("err")).not.toContain("awsmfa: error");
});
