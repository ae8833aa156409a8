import { describe, expect, it, vi } from "vitest";
import { ROWS } from "../../src/program.ts";
import { keySection } from "../support/onboarding.ts";
import { type Sandbox, sandbox } from "../support/sandbox.ts";
import { lapse } from "../support/signed-in.ts";
import { CLIENTS, type Client } from "./clients.ts";

/**
 * AWS's own programs, by every way in which they are handed a session: a signed call that the local AWS accepts,
 * and another after the first session is over. A profile that was set before stands in the way of none.
 */

const PROFILE = "work";
const ARN = "arn:aws:iam::123456789012:user/mfa.user";

/** A way in which a client gets at the session. */
interface Delivery {
  readonly title: string;
  /** The command that it is; its rows are there as soon as the command is. */
  readonly command: string;
  /** Which clients can take it. */
  readonly takes: readonly Client["by"][];
  /** The profile that clients are named, or that their chain finds in the environment. */
  readonly profile: string;
  /** Statements of the shell before the first call, and before the call after the session's end. */
  readonly first: string;
  readonly again: string;
  /** Statements after the last call. */
  readonly last?: string;
  /** What the line of the client is put behind. */
  readonly prefix?: string;
  /** More of the config file. */
  readonly config?: string;
}

/** The SDK for JavaScript warns of old Nodes. */
const QUIET = { AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true" };

const AWSMFA = `awsmfa -p ${PROFILE}`;
const DELIVERIES: readonly Delivery[] = [
  {
    title: "files, by their profile",
    command: "login",
    takes: ["profile"],
    profile: `${PROFILE}-mfa`,
    first: `${AWSMFA} login -q`,
    again: `${AWSMFA} login -q`,
  },
  {
    title: "files, by AWS_PROFILE",
    command: "login",
    takes: ["chain"],
    profile: "",
    first: `${AWSMFA} login -q; export AWS_PROFILE=${PROFILE}-mfa`,
    again: `${AWSMFA} login -q`,
  },
  {
    title: "env",
    command: "env",
    takes: ["chain"],
    profile: "",
    first: `eval $(${AWSMFA} -q env)`,
    again: `eval $(${AWSMFA} -q env)`,
  },
  {
    title: "env --as-profile, which sees a renewal",
    command: "env",
    takes: ["chain"],
    profile: "",
    first: `eval $(${AWSMFA} -q env --as-profile)`,
    again: `${AWSMFA} login -q`,
  },
  {
    title: "exec",
    command: "exec",
    takes: ["chain"],
    profile: "",
    first: ":",
    again: ":",
    prefix: `${AWSMFA} -q exec --`,
  },
  {
    title: "exec --serve",
    command: "exec",
    takes: ["chain", "container"],
    profile: "",
    first: ":",
    again: ":",
    prefix: `${AWSMFA} -q exec --serve --`,
  },
  {
    title: "serve, from another window",
    command: "serve",
    takes: ["chain", "container"],
    profile: "",
    first: `${AWSMFA} -q serve --shell sh >lines & until grep -qs AWSMFA_SESSION lines; do sleep 0.1; done; . ./lines`,
    again: ":",
    last: "kill $!; wait",
  },
  {
    title: "credential-process",
    command: "credential-process",
    takes: ["profile", "process"],
    profile: "by-process",
    first: ":",
    again: ":",
    config: `\n[profile by-process]\nregion = us-west-2\ncredential_process = awsmfa credential-process --profile ${PROFILE}\n`,
  },
];

/** A home whose profile gets its codes from a program, with nobody there. */
async function unattended(config = ""): Promise<Sandbox> {
  return sandbox({
    files: {
      ".aws/credentials": keySection(PROFILE) + keySection("localstack", "test", "test"),
      ".aws/config": `[profile ${PROFILE}]\nregion = us-west-2\nmfa_process = cat "$HOME/code"\n${config}`,
    },
  });
}

/** Lets every session be over: at AWS, and by what the files say. */
function expire(box: Sandbox): void {
  const { sessions } = box.world;
  sessions.splice(0, sessions.length, ...sessions.map((each) => ({ ...each, expires: 0 })));
  lapse(box);
}

/** Who called, by which key, in one shell that lives on while its session ends. */
async function callTwice(client: Client, delivery: Delivery): Promise<(string | undefined)[]> {
  const { first, again, last = "", prefix = "", profile, config } = delivery;
  const box = await unattended(config);
  box.put("code", box.code());
  const call = `${prefix} ${client.line(box.url, profile)}`;
  const wait = `touch first; until [ -e over ]; do sleep 0.1; done`;
  // The clients are named the address, awsmfa finds it in its variable, which is no business of theirs.
  const env = { AWS_PROFILE: "localstack", AWS_ENDPOINT_URL: box.url, ...QUIET };
  const ran = box.start("sh", ["-c", `${first}\n${call}\n${wait}\n${again}\n${call}\n${last}`], {
    env,
  });
  await vi.waitUntil(() => box.get("first") !== undefined, { timeout: 30_000 });
  expire(box);
  box.put("code", box.code());
  box.put("over", "");
  const { stdout, stderr } = await ran;
  expect(stderr).toBe("");
  const seen = box.world.requests.filter(({ action }) => action === "GetCallerIdentity");
  return [
    ...stdout.trim().split("\n"),
    ...seen.map((each) => `${each.accessKeyId} ${each.outcome}`),
  ];
}

const here = DELIVERIES.filter(({ command }) => ROWS.some(({ name }) => name === command));

it("takes every way that there is a command for", () => expect(here.length).toBeGreaterThan(3));

describe.each(here)("$title", (delivery) => {
  for (const client of CLIENTS.filter(({ by }) => delivery.takes.includes(by)))
    it.skipIf(client.missing)(`${client.name} signs with it, and again after its end`, async () => {
      expect(await callTwice(client, delivery)).toEqual([
        ARN,
        ARN,
        "ASIAIOSFODNN7EXAMPLE ok",
        "ASIAIOSFODNN7EXAMPLF ok",
      ]);
    });
});
