/** Every way to fail, provoked: what a person types, and the world in which it fails. */
import { chmodSync } from "node:fs";
import type { ErrorCode } from "../../src/errors.ts";
import { EXAMPLE_KEY, EXAMPLE_PASSWORD, EXAMPLE_SECRET } from "../local-aws/example.ts";
import { EXAMPLE_USER, OTHER_PASSWORD, exampleWorld } from "../local-aws/example.ts";
import type { FaultName } from "../local-aws/faults.ts";
import { type UserDescription, type World, createWorld } from "../local-aws/world.ts";
import { errorDocument } from "../local-aws/xml.ts";
import { CLOSED, holdPort, withoutNames } from "./net.ts";
import { CREDENTIALS, PROFILE, keySection } from "./onboarding.ts";
import type { Sandbox, Variables } from "./sandbox.ts";
import { signIn } from "./signed-in.ts";

/** A command line that fails, and in what world. What is left out is the onboarding's. */
export interface Provocation {
  /** As it is typed after `awsmfa`; CODE stands for a code that AWS would take. */
  readonly words: string;
  readonly world?: () => World;
  /** Of `~/.aws`, by their names: in place of the onboarding's or beside them. */
  readonly files?: Readonly<Record<string, string>>;
  /** What is piped to it. */
  readonly stdin?: string;
  /** Done before the command is run. */
  readonly before?: (box: Sandbox) => unknown;
  /** Those of AWS's are shown in the page. */
  readonly env?: (box: Sandbox) => Variables;
  /** The key that a person presses at the question, or that the terminal goes away; without it there is no terminal. */
  readonly key?: string;
}

const LOGIN = "login --code CODE";

/** A user of AWS who differs from the example's. */
function user(other: Partial<UserDescription>): { world: () => World } {
  return { world: () => createWorld({ users: [{ ...EXAMPLE_USER, ...other }] }) };
}

/** AWS refuses every call so. */
function refusal(status: number, code: string, message: string): { world: () => World } {
  const body = errorDocument("https://sts.amazonaws.com/doc/2011-06-15/", { code, message }, "1");
  const fault = { status, headers: { "content-type": "text/xml" }, body };
  return { world: () => exampleWorld({ intercept: () => fault }) };
}

/** A session is asked for in vain. */
function failing(name: FaultName): { world: () => World } {
  return { world: () => exampleWorld({ faults: [{ fault: name, action: "GetSessionToken" }] }) };
}

const device = (serial: string) => ({ serial: `arn:aws:iam::123456789012:${serial}` });
const config = (profile: string, settings: string): string => `[profile ${profile}]\n${settings}\n`;

const ADMIN = "arn:aws:iam::123456789012:role/admin";
const role = (settings: string): string => config("admin", `role_arn = ${ADMIN}\n${settings}`);

const OTHER_KEY = { id: "AKIAI44QH8DHBEXAMPLE", secret: EXAMPLE_KEY.secret };
const keyLines = (id: string): string => keySection("", id).replace("[]\n", "");

const MOVED = `[work]\nawsmfa_key_store = age\nawsmfa_key_id = ${EXAMPLE_KEY.id}\n`;

const PASSPHRASE = { AWSMFA_PASSPHRASE_COMMAND: "echo correct horse" };

/** A module of Node breaks: there is no known bug to show how one ends. */
const BROKEN = 'require("node:crypto").randomBytes = () => { throw new TypeError("broken"); };';

/** A source of codes that takes nobody. */
const PROGRAM = { config: config(PROFILE, "mfa_process = pass otp aws") };

/** As npx starts it, from a folder of its own. */
const NPX = 'process.argv[1] = "/home/jane/.npm/_npx/1b2c/node_modules/.bin/awsmfa";';

/** One provocation for each code: a new code does not compile without. */
export const PROVOCATIONS: Readonly<Record<ErrorCode, Provocation>> = {
  usage: { words: "login --forse" },
  "unknown-profile": { words: "login --profile wrok" },
  "no-profile": {
    words: LOGIN,
    files: { credentials: keySection("home") + keySection("work") },
  },
  "no-keys": { words: "login --profile work", files: { config: config("work", "") } },
  "temporary-keys": {
    words: "login --profile work",
    files: { credentials: keySection("work", "ASIAIOSFODNN7EXAMPLE") },
  },
  "sso-profile": {
    words: "login --profile work",
    files: { config: config("work", "sso_session = corp") },
  },
  "role-profile": {
    words: "login --profile admin",
    files: { config: role("credential_source = Ec2InstanceMetadata") },
  },
  "role-loop": {
    words: "login --profile admin",
    files: { config: role("source_profile = admin") },
  },
  "role-chained": {
    words: "login --profile audit --duration 2h",
    files: {
      config: `${role(`source_profile = ${PROFILE}`)}${config("audit", "role_arn = arn:aws:iam::123456789012:role/audit\nsource_profile = admin")}`,
    },
  },
  "role-refused": {
    words: "login --profile admin",
    before: (box) => signIn(box),
    files: { config: role(`source_profile = ${PROFILE}`) },
  },
  "role-duration": {
    words: "login --profile admin --duration 2h --code CODE --quiet",
    files: { config: role(`source_profile = ${PROFILE}`) },
    world: () => createWorld({ users: [EXAMPLE_USER], roles: [{ arn: ADMIN }] }),
  },
  "bad-setting": { words: LOGIN, files: { config: config(PROFILE, "awsmfa_duration = 2d") } },
  "no-device": { words: "login --code 123456", ...user({ devices: [] }) },
  "several-devices": {
    words: "login --code 123456",
    ...user({ devices: [device("mfa/one"), device("mfa/two")] }),
  },
  "security-key-only": {
    words: "login --code 123456",
    ...user({ devices: [{ ...device("u2f/user/mfa.user/key"), kind: "fido" }] }),
  },
  "device-exists": {
    words: `device enroll --profile ${PROFILE} --name mfa.user --to stored --store age`,
    env: () => PASSPHRASE,
  },
  "last-device": { words: `device remove --profile ${PROFILE}` },
  "root-user": {
    words: `device enroll --profile ${PROFILE} --to stored`,
    ...user({ root: true }),
  },
  "yubikey-failed": {
    words: `device enroll --profile ${PROFILE} --to yubikey`,
    before: (box) => {
      box.put("../bin/ykman", "#!/bin/sh\necho 'ERROR: No YubiKey detected!' >&2\nexit 1\n");
      chmodSync(`${box.home}/../bin/ykman`, 0o755);
    },
  },
  "file-unreadable": {
    words: "status",
    env: () => ({ AWS_CONFIG_FILE: "~/.aws" }),
  },
  "file-unwritable": {
    words: LOGIN,
    env: () => ({ AWS_CONFIG_FILE: "/dev/null" }),
  },
  "file-busy": {
    words: `logout --profile ${PROFILE}`,
    before: async (box) => {
      await signIn(box);
      box.put(".aws/config.awsmfa-lock", "");
    },
  },
  "foreign-section": {
    words: `login --profile ${PROFILE} --code CODE`,
    files: { credentials: CREDENTIALS + keySection(`${PROFILE}-mfa`) },
  },
  "unsafe-edit": {
    words: LOGIN,
    files: { credentials: keySection("wo\x01rk") },
  },
  "no-terminal": { words: "login" },
  "no-code": { words: "login --code -" },
  "bad-secret": { words: "secret add .aws/config --store age" },
  "no-secret": { words: "code" },
  "store-unusable": { words: "secret add --store keychain" },
  "no-clipboard": {
    words: "code --copy",
    before: async (box) => {
      const options = { stdin: EXAMPLE_SECRET, env: PASSPHRASE };
      await box.run("secret add --store age", options);
    },
    env: () => PASSPHRASE,
  },
  recursion: { words: "login", env: () => ({ AWSMFA_RUNNING: PROFILE }) },
  "unusable-path": {
    words: "profile add",
    before: (box) => box.put("npx.cjs", NPX),
    env: ({ home }) => ({ NODE_OPTIONS: `--require ${home}/npx.cjs` }),
  },
  "no-scheduler": {
    words: "schedule install",
    files: PROGRAM,
    env: () => ({ PATH: "/nonexistent" }),
  },
  "scheduler-failed": {
    words: "schedule install",
    files: PROGRAM,
    env: () => ({ CRONTAB_FAILS: "1" }),
  },
  "bad-password": { words: `password -p ${PROFILE}` },
  "no-browser": { words: "console" },
  "wrong-password": { words: `password -p ${PROFILE}`, stdin: `wrong\n${OTHER_PASSWORD}\n` },
  "password-policy": { words: `password -p ${PROFILE}`, stdin: `${EXAMPLE_PASSWORD}\nshort\n` },
  "bad-csv": { words: "key import .aws/config" },
  "split-key": {
    words: `key rotate --profile ${PROFILE}`,
    files: { config: `[profile ${PROFILE}]\n${keyLines(EXAMPLE_KEY.id)}` },
  },
  "no-room-for-key": {
    words: `key rotate --profile ${PROFILE}`,
    ...user({ keys: [EXAMPLE_KEY, OTHER_KEY] }),
  },
  "key-in-use": { words: `key delete ${EXAMPLE_KEY.id} --profile ${PROFILE}` },
  "rotation-stopped": {
    words: `key rotate --profile ${PROFILE}`,
    ...user({ keys: [EXAMPLE_KEY, { ...OTHER_KEY, active: false }] }),
    files: {
      credentials: `${CREDENTIALS}[${PROFILE}-next]\n${keyLines(OTHER_KEY.id)}manager = awsmfa\nawsmfa_next_of = ${PROFILE}\n`,
    },
  },
  "no-stored-key": { words: `${LOGIN} --profile work`, files: { credentials: MOVED } },
  "key-process": {
    words: `${LOGIN} --profile work`,
    files: { config: config("work", "credential_process = false") },
  },
  "moved-key": { words: `key rotate --profile work`, files: { credentials: MOVED } },
  "move-stopped": {
    words: `key move --to age --force --profile ${PROFILE}`,
    files: {
      credentials: `${CREDENTIALS}[${PROFILE}-next]\n${keyLines(OTHER_KEY.id)}manager = awsmfa\nawsmfa_next_of = ${PROFILE}\n`,
    },
  },
  "wrong-code": { words: "login --code WRONG" },
  "wrong-serial": { words: `login --serial ${device("mfa/other").serial} --code CODE` },
  "unknown-key": { words: LOGIN, ...user({ keys: [{ ...EXAMPLE_KEY, active: false }] }) },
  "wrong-secret": { words: LOGIN, ...user({ keys: [{ id: EXAMPLE_KEY.id, secret: "other" }] }) },
  "wrong-clock": {
    words: LOGIN,
    ...refusal(403, "SignatureDoesNotMatch", "Signature expired: 1 is now earlier than 2"),
  },
  // Where AWS says who calls, the device is guessed.
  "access-denied": { words: LOGIN, ...refusal(403, "AccessDenied", "Access denied") },
  "too-many-devices": {
    words: `device enroll --profile ${PROFILE} --to stored`,
    ...user({ devices: Array.from({ length: 8 }, (_, at) => device(`mfa/device-${at}`)) }),
  },
  "aws-refused": {
    words: `login --serial ${device("mfa/mfa.user").serial} --code CODE`,
    ...refusal(400, "ValidationError", "The requested duration exceeds what is allowed"),
  },
  throttled: { words: LOGIN, ...failing("throttled") },
  unreachable: { words: LOGIN, env: () => ({ AWS_ENDPOINT_URL: CLOSED }) },
  "proxy-failed": {
    words: LOGIN,
    env: (box) => ({ ...withoutNames(box), HTTPS_PROXY: "http://proxy.example.com:3128" }),
  },
  "terminal-gone": { words: "login", key: "gone" },
  "not-aws": { words: LOGIN, ...failing("html-200") },
  "untrusted-certificate": {
    words: LOGIN,
    // No TLS at all: a certificate would take a program that makes one.
    env: ({ url }) => ({ AWS_ENDPOINT_URL: url.replace("http:", "https:") }),
  },
  interrupted: { words: "login", key: "\u0003" },
  "command-not-found": { words: "exec -- nonesuch", before: (box) => signIn(box) },
  "command-not-executable": { words: "exec -- ./.aws/config", before: (box) => signIn(box) },
  "port-unusable": {
    words: "serve --port 9911",
    before: async (box) => {
      await signIn(box);
      await holdPort(9911);
    },
  },
  internal: {
    words: `login --serial ${device("mfa/mfa.user").serial} --code CODE`,
    before: (box) => box.put("broken.cjs", BROKEN),
    env: ({ home }) => ({ NODE_OPTIONS: `--require ${home}/broken.cjs` }),
  },
};
