import { describe, expect, it } from "vitest";
import { EXAMPLE_SERIAL, EXAMPLE_USER, exampleWorld } from "../local-aws/example.ts";
import type { Fault } from "../local-aws/faults.ts";
import { createWorld, type World } from "../local-aws/world.ts";
import { errorDocument } from "../local-aws/xml.ts";
import { CONFIG, CREDENTIALS, keySection } from "../support/onboarding.ts";
import { sandbox } from "../support/sandbox.ts";
import { errorText } from "../support/wording.ts";

/** What cannot be done: both lines of every error, its exit status, and that nothing is lost by it. */

const KNOWN = "name one with --profile: mfa.user-identity, localstack";
const TEMPORARY =
  "[work]\naws_access_key_id = ASIAIOSFODNN7EXAMPLE\naws_secret_access_key = wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY\naws_session_token = FwoGZXIvYXdzEXAMPLE\n";
const FOREIGN = `${CREDENTIALS}[mfa.user-identity-mfa]\naws_access_key_id = ASIAIOSFODNN7EXAMPLE\naws_secret_access_key = x\naws_session_token = x\n`;
const LONG_TERM = `${CREDENTIALS}${keySection("mfa.user-identity-mfa")}manager = awsmfa\n`;
const OTHER_NAME =
  "choose another name for the session: awsmfa login --profile mfa.user-identity --as NAME";
const TRY_AGAIN =
  "take the session token out of [work] by hand\nput the long-term key in place: aws configure --profile work";

describe("a profile that cannot log in", () => {
  it.each([
    [
      "unknown",
      "-p nobody",
      CREDENTIALS,
      CONFIG,
      "there is no profile “nobody” (named by --profile)",
      KNOWN,
    ],
    [
      "no file at all",
      "-p nobody",
      "",
      "",
      "there is no profile “nobody” (named by --profile)",
      "put an access key in place: aws configure",
    ],
    [
      "none has a key",
      "",
      keySection("localstack", "test", "test"),
      "",
      "no profile has the access key of an IAM user",
      "put an access key in place: aws configure",
    ],
    [
      "no keys",
      "-p work",
      CREDENTIALS,
      "[profile work]\n",
      "work has no access key",
      "put one in place: aws configure --profile work",
    ],
    [
      "temporary keys",
      "-p work",
      TEMPORARY,
      "",
      "the keys of work are temporary; a session needs the long-term access key of an IAM user",
      TRY_AGAIN,
    ],
    [
      "IAM Identity Center",
      "-p work",
      CREDENTIALS,
      "[profile work]\nsso_session = corp\n",
      "work signs in with IAM Identity Center, which asks for MFA itself",
      "aws sso login --profile work",
    ],
    [
      "a role whose source is not there",
      "-p admin",
      CREDENTIALS,
      "[profile admin]\nrole_arn = arn:aws:iam::123456789012:role/admin\nsource_profile = gone\n",
      "source_profile of admin is “gone”, and there is no such profile",
      "name the profile that has your access key: aws configure set source_profile NAME --profile admin",
    ],
    [
      "a section of the session's name that is not ours",
      "",
      FOREIGN,
      CONFIG,
      "[mfa.user-identity-mfa] of the credentials file was not written by awsmfa, so it stays as it is",
      OTHER_NAME,
    ],
    [
      "a config section of the session's name that is not ours",
      "",
      CREDENTIALS,
      `${CONFIG}[profile mfa.user-identity-mfa]\nregion = eu-west-1\n`,
      "[profile mfa.user-identity-mfa] of the config file was not written by awsmfa, so it stays as it is",
      OTHER_NAME,
    ],
    [
      "a long-term key in the session's place, mark or not",
      "-p mfa.user-identity",
      LONG_TERM,
      CONFIG,
      "[mfa.user-identity-mfa] holds a long-term access key, so it stays as it is",
      OTHER_NAME,
    ],
    [
      "a region that cannot be one",
      "",
      CREDENTIALS,
      "[profile mfa.user-identity]\nregion = evil.example/\n",
      "“evil.example/” cannot be a region",
      "aws configure set region us-east-1 --profile mfa.user-identity",
    ],
    [
      "an awsmfa_duration that AWS does not give",
      "",
      CREDENTIALS,
      "[profile mfa.user-identity]\nawsmfa_duration = 2d\n",
      "“2d” (awsmfa_duration) is no duration",
      "between 15m and 36h: aws configure set awsmfa_duration 12h --profile mfa.user-identity",
    ],
    [
      "an awsmfa_source that is none",
      "",
      CREDENTIALS,
      "[profile mfa.user-identity]\nawsmfa_source = telepathy\n",
      "“telepathy” (awsmfa_source) is no source of codes",
      "sources: given, stored, command, yubikey, prompt, dialog",
    ],
  ])("%s", async (_title, words, credentials, config, sentence, hint) => {
    const box = await sandbox({
      files: { ".aws/credentials": credentials, ".aws/config": config },
    });
    const outcome = await box.run(`login --code 123456 ${words}`);
    expect(outcome).toEqual({
      status: 1,
      stdout: "",
      stderr: errorText(sentence, ...hint.split("\n")),
    });
    expect([box.awsFiles(), box.world.requests]).toEqual([{ credentials, config }, []]);
  });
  it("an endpoint that is no address", async () => {
    const box = await sandbox({ env: { AWS_ENDPOINT_URL: "ftp://127.0.0.1" } });
    expect(await box.run("login --code 123456")).toEqual({
      status: 1,
      stdout: "",
      stderr: errorText(
        "the endpoint “ftp://127.0.0.1” of mfa.user-identity is not an http or https address",
        "look at AWS_ENDPOINT_URL, AWS_ENDPOINT_URL_STS and endpoint_url in the config file",
      ),
    });
  });
});

const userWith = (active: boolean, id: string, secret: string): World =>
  createWorld({ users: [{ ...EXAMPLE_USER, keys: [{ id, secret, active }] }] });
const intercepted = (fault: Fault): World => exampleWorld({ intercept: () => fault });
const answer = (status: number, type: string, body: string): Fault => ({
  status,
  headers: { "content-type": type },
  body,
});
const SKEW =
  "Signature expired: 20261122T000000Z is now earlier than 20261122T020000Z (20261122T021500Z - 15 min.)";
const xml = (status: number, code: string, message: string): Fault =>
  answer(
    status,
    "text/xml",
    errorDocument("https://sts.amazonaws.com/doc/2011-06-15/", { code, message }, "1"),
  );
const KEY = "AKIAIOSFODNN7EXAMPLE";
const UNKNOWN_KEY = errorText(
  "AWS does not know the access key AKIAIOSFODNN7EXAMPLE of mfa.user-identity: deleted, inactive, or of another partition",
  "put a valid key in place: aws configure --profile mfa.user-identity",
);
describe("AWS says no", () => {
  it.each([
    ["an unknown key", userWith(true, "AKIAI44QH8DHBEXAMPLE", "x"), 4, UNKNOWN_KEY],
    ["an inactive key", userWith(false, KEY, EXAMPLE_USER.keys?.[0]?.secret ?? ""), 4, UNKNOWN_KEY],
    [
      "a wrong secret",
      userWith(true, KEY, "je7MtGbClwBF/2Zp9Utk/h3yCo8nvbEXAMPLEKEY"),
      4,
      errorText(
        "the secret access key of mfa.user-identity does not belong to AKIAIOSFODNN7EXAMPLE",
        "enter the pair again: aws configure --profile mfa.user-identity",
      ),
    ],
    [
      "a clock that cannot be put right",
      intercepted(xml(403, "SignatureDoesNotMatch", SKEW)),
      4,
      errorText(
        "this machine's clock is too far from AWS's",
        "set the clock: sudo timedatectl set-ntp true",
      ),
    ],
    [
      "a denied call",
      intercepted(
        xml(403, "AccessDenied", "User is not authorized to perform: sts:GetSessionToken"),
      ),
      4,
      errorText(
        "AWS denied sts:GetSessionToken: User is not authorized to perform: sts:GetSessionToken",
        "ask who manages the account",
      ),
    ],
  ])("%s", async (_title, world, status, stderr) => {
    const box = await sandbox({ world });
    const outcome = await box.run(["login", "--serial", EXAMPLE_SERIAL, "--code", box.code()]);
    expect(outcome).toEqual({ status, stdout: "", stderr });
    expect(box.awsFiles()).toEqual({ credentials: CREDENTIALS, config: CONFIG });
  });
});

describe("a command line that is wrong", () => {
  it.each([
    [
      "an unknown command",
      "lgin",
      "unknown command 'lgin'",
      "did you mean login? See: awsmfa --help",
    ],
    ["one like no other", "nonsense", "unknown command 'nonsense'", "awsmfa --help"],
    ["an unknown option", "login --nonsense", "unknown option '--nonsense'", "awsmfa login --help"],
    [
      "an option with a slip",
      "login --forse",
      "unknown option '--forse'",
      "did you mean --force? See: awsmfa login --help",
    ],
    [
      "an option without its value",
      "login --code",
      "--code <N|-> lacks its value",
      "awsmfa login --help",
    ],
    [
      "one word too many",
      "status all",
      "status takes options only, no further words",
      "awsmfa status --help",
    ],
    [
      "a duration that is none",
      "login --duration soon",
      "“soon” (--duration) is no duration",
      "durations are written 45m, 12h, 1h30m, or in seconds",
    ],
    [
      "--min-remaining that is none",
      "login --min-remaining -5",
      "“-5” (--min-remaining) is no duration",
      "durations are written 45m, 12h, 1h30m, or in seconds",
    ],
    [
      "too short a duration",
      "login --duration 10m",
      "AWS gives no session of 10 min (--duration)",
      "between 15m and 36h, such as --duration 12h",
    ],
    [
      "too long a duration",
      "login --duration 37h",
      "AWS gives no session of 37 h (--duration)",
      "between 15m and 36h, such as --duration 12h",
    ],
    [
      "a colour that is none",
      "status --color red",
      "“red” (--color) is none of auto, always, never",
      "--color auto",
    ],
    [
      "a source that is none",
      "login --source telepathy",
      "“telepathy” (--source) is no source of codes",
      "sources: given, stored, command, yubikey, prompt, dialog",
    ],
    [
      "a code, and a source that is another",
      "login --code 492039 --source command",
      "--code gives a code, and --source command takes none that is given",
      "leave one of the two out",
    ],
    [
      "--as the profile itself",
      "login --as mfa.user-identity",
      "the session of mfa.user-identity needs a name of its own (--as)",
      "choose another: awsmfa login --profile mfa.user-identity --as mfa.user-identity-mfa",
    ],
    [
      "--as a name that cannot be one",
      "login --as a]b",
      "“a]b” (--as) cannot be the name of a profile",
      "letters, digits, dots and dashes will do: awsmfa login --profile mfa.user-identity --as NAME",
    ],
  ])("%s", async (_title, words, sentence, hint) => {
    const box = await sandbox();
    expect(await box.run(words)).toEqual({
      status: 2,
      stdout: "",
      stderr: errorText(sentence, ...hint.split("\n")),
    });
    expect([box.awsFiles(), box.world.requests]).toEqual([
      { credentials: CREDENTIALS, config: CONFIG },
      [],
    ]);
  });
  it.each([
    "--help",
    "login --help",
    "env -h",
    "status --help",
    "logout --help",
    "--version",
    "login -V",
  ])("%s is no error", async (words) => {
    const box = await sandbox();
    const { status, stdout, stderr } = await box.run(words);
    expect([status, stderr]).toEqual([0, ""]);
    expect(stdout).toMatch(
      /-h|-V/.test(words) || words.includes("--help")
        ? /^(?:Usage: awsmfa[^]*Examples:|awsmfa \d)/
        : /^awsmfa \d/,
    );
  });
});
