import { describe, expect, it } from "vitest";
import { CONFIG, CREDENTIALS, keySection } from "../support/onboarding.ts";
import { onTerminal } from "../support/pty.ts";
import { type Sandbox, sandbox } from "../support/sandbox.ts";
import { LOGGED_IN, errorText, steady } from "../support/wording.ts";

/** Files with odd contents: what login says of them, that a session works all the same, and that no byte is lost. */

const KEYS = keySection("mfa.user-identity");
const OURS = "[mfa.user-identity-mfa]\nmanager = awsmfa\n";
const NULS = "\u0000".repeat(64);

function utf16(text: string, order: "LE" | "BE", mark = "\ufeff"): string {
  const bytes = Buffer.from(mark + text, "utf16le");
  return (order === "LE" ? bytes : bytes.swap16()).toString("latin1");
}

const boxWith = (credentials: string, config = CONFIG): Promise<Sandbox> =>
  sandbox({ files: { ".aws/credentials": credentials, ".aws/config": config } });
const login = (box: Sandbox, code = box.code()): ReturnType<Sandbox["run"]> =>
  box.run(["login", "-p", "mfa.user-identity", "--code", code]);
const logout = (box: Sandbox): ReturnType<Sandbox["run"]> => box.run("logout -p mfa.user-identity");

/** Login, env and logout; what login warned of. */
async function roundTrip(credentials: string, config = CONFIG): Promise<string> {
  const box = await boxWith(credentials, config);
  const { status, stderr } = await login(box);
  expect(status).toBe(0);
  expect(steady(stderr).startsWith(LOGGED_IN)).toBe(true);
  const between = box.awsFiles();
  expect(between.credentials?.startsWith(credentials)).toBe(true);
  expect(between.config?.startsWith(config)).toBe(true);
  const env = await box.run("env -p mfa.user-identity --no-input --shell sh");
  expect(env.stdout).toContain("AWSMFA_SESSION='mfa.user-identity'");
  const again = await box.run("login -p mfa.user-identity --no-input");
  expect(again.stderr.split("\n").slice(2)).toEqual(stderr.split("\n").slice(2));
  expect(box.awsFiles()).toEqual(between);
  expect((await logout(box)).status).toBe(0);
  expect(box.awsFiles()).toEqual({ credentials, config });
  expect(box.list(".aws")).toEqual(["config", "credentials"]);
  return stderr.split("\n").slice(2).join("\n");
}

describe("what the AWS CLI reads, without a word", () => {
  it.each([
    ["CR only", CREDENTIALS.replaceAll("\n", "\r")],
    ["mixed line ends", `${KEYS.replace("\n", "\r\n")}[z]\rregion = x\r`],
    ["NUL in a comment and a value", `${KEYS}# a\u0000b\n[z]\nregion = b\u0000c\n`],
    ["a megabyte line", `${KEYS}# ${"x".repeat(1 << 20)}\n[z]\nregion = ${"y".repeat(1 << 20)}`],
    ["tabs", KEYS.replaceAll(" = ", "\t=\t")],
    ["blanks at the ends of lines", KEYS.replaceAll("\n", " \t\n")],
    ["form feeds", `${KEYS}\f\n[z]\nregion = x\n\f`],
    ["U+2028", `${KEYS}# a\u00e2\u0080\u00a8b\n`],
    ["an open block", `${KEYS}s3 =\n  addressing_style =`],
    ["a comment behind the header", KEYS.replace("]", "] # mine")],
    ["an indented header", `[a]\n  ${KEYS}`],
    ["the mark in a comment", `${KEYS}[other-mfa]\n# manager = awsmfa\n`],
  ])("%s", async (_title, credentials) => {
    expect(await roundTrip(credentials)).toBe("");
  });
  it("10,000 profiles", async () => {
    const many = Array.from({ length: 10_000 }, (_, at) => at);
    const keys = many.map((at) => keySection(`p${at}`)).join("\n");
    const settings = many.map((at) => `[profile p${at}]\nregion = eu-west-1\n`).join("\n");
    expect(await roundTrip(`${keys}\n${KEYS}`, `${settings}\n${CONFIG}`)).toBe("");
  });
  it("a config file of blank lines", async () => {
    expect(await roundTrip(CREDENTIALS, "\n \n\t\n\n")).toBe("");
  });
});

describe("what the AWS CLI refuses is said, and made no worse", () => {
  it.each([
    [
      "a byte order mark",
      `\u00ef\u00bb\u00bf${KEYS}`,
      "line 1: the file begins with a byte order mark",
    ],
    ["Latin-1", `# caf\u00e9\n${KEYS}`, "line 1: bytes that are not UTF-8"],
    ["what a crash left", `${KEYS}${NULS}`, "line 4: a line without ="],
    ["Ctrl-Z at the end", `${KEYS}\u001a`, "line 4: a line without ="],
    ["half a header", `${KEYS}\n[prof`, "line 5: a line without ="],
    ["half a key", `${KEYS}regi`, "line 4: a line without ="],
    ["half a block", `${KEYS}s3 =\n  addr`, "line 4: the block below s3 has a line without ="],
    ["a section twice", `${KEYS}[z]\n[z]\n`, "line 5: the section [z] stands here again"],
    ["a key twice", `${KEYS}[z]\na=1\nb=1\na=2\n`, "line 7: a stands here again in [z]"],
    ["more than one", `x\n${KEYS}y\n`, "line 1: a line before the first section, and 1 more"],
    [
      "a secret where a key should be",
      `${KEYS}[z]\nwJalrXUtnFEMI/K7MDENG=1\nwJalrXUtnFEMI/K7MDENG=1\n`,
      "line 6: a key stands here again in [z]",
    ],
  ])("%s", async (_title, credentials, reason) => {
    const warning = `the AWS CLI cannot read ~/.aws/credentials: ${reason}; correct it by hand`;
    expect(await roundTrip(credentials)).toBe(`awsmfa: warning: ${warning}\n`);
  });
  it("in the config file too", async () => {
    const warning =
      "the AWS CLI cannot read ~/.aws/config: line 4: a line without =; correct it by hand";
    expect(await roundTrip(KEYS, "[profile mfa.user-identity]\n\n\nregion\n")).toBe(
      `awsmfa: warning: ${warning}\n`,
    );
  });
});

describe("what nobody can edit is refused before a code is spent", () => {
  const unsafe = (text: string): string => `${text}; nothing was written`;
  it.each<[string, string, string, string, readonly string[]]>([
    [
      "UTF-16",
      utf16(KEYS, "LE"),
      CONFIG,
      "cannot read HOME/.aws/credentials: it is UTF-16, and AWS's files are UTF-8",
      [
        "make a copy in UTF-8: (umask 077; iconv -f UTF-16 -t UTF-8 HOME/.aws/credentials > HOME/.aws/credentials.utf8)",
        "look at it, then put it in place: mv HOME/.aws/credentials.utf8 HOME/.aws/credentials",
      ],
    ],
    [
      "UTF-16 as PowerShell writes the config file",
      KEYS,
      utf16(CONFIG, "LE"),
      "cannot read HOME/.aws/config: it is UTF-16, and AWS's files are UTF-8",
      [
        "make a copy in UTF-8: (umask 077; iconv -f UTF-16 -t UTF-8 HOME/.aws/config > HOME/.aws/config.utf8)",
        "look at it, then put it in place: mv HOME/.aws/config.utf8 HOME/.aws/config",
      ],
    ],
    [
      "a section of somebody else under our name",
      `${KEYS}[mfa.user-identity-mfa]\nregion = x\n`,
      CONFIG,
      "[mfa.user-identity-mfa] of the credentials file was not written by awsmfa, so it stays as it is",
      ["choose another name for the session: awsmfa login --profile mfa.user-identity --as NAME"],
    ],
    [
      "the mark in other letters",
      `${KEYS}[mfa.user-identity-mfa]\nmanager = AwsMfa\n`,
      CONFIG,
      "[mfa.user-identity-mfa] of the credentials file was not written by awsmfa, so it stays as it is",
      ["choose another name for the session: awsmfa login --profile mfa.user-identity --as NAME"],
    ],
    [
      "our section twice",
      `${KEYS}${OURS}${OURS}`,
      CONFIG,
      "section [mfa.user-identity-mfa] stands twice in this file; awsmfa changes neither",
      ["remove one of the two [mfa.user-identity-mfa] by hand, then run the command again"],
    ],
    [
      "an indented header below a setting of ours",
      `${KEYS}${OURS}aws_session_token = x\n  [z]\n  region = x\n`,
      CONFIG,
      unsafe(
        "an indented section header stands below aws_session_token in [mfa.user-identity-mfa]",
      ),
      ["remove the blanks before that header by hand, then run the command again"],
    ],
    [
      "a secret key that swallows the header below it",
      `${KEYS}  [z]\n  region = x\n`,
      CONFIG,
      "the secret access key of mfa.user-identity goes on in the line below it, which begins with a blank",
      ["take away the blanks that the line begins with"],
    ],
    [
      "a key id that swallows the secret key",
      KEYS.replace("aws_secret", "  aws_secret"),
      CONFIG,
      "the access key id of mfa.user-identity goes on in the line below it, which begins with a blank",
      ["take away the blanks that the line begins with"],
    ],
  ])("%s", async (_title, credentials, config, sentence, hints) => {
    const box = await boxWith(credentials, config);
    const stderr = errorText(sentence, ...hints).replaceAll("HOME", box.home);
    const before = box.awsFiles();
    expect(await login(box, "123456")).toEqual({ status: 1, stdout: "", stderr });
    expect(box.calls("GetSessionToken")).toBe(0);
    expect(box.awsFiles()).toEqual(before);
  });
  it("UTF-16 of any kind, by every command", async () => {
    for (const text of [utf16(KEYS, "BE"), utf16(KEYS, "LE", ""), utf16(KEYS, "BE", "")]) {
      const box = await boxWith(text);
      for (const words of ["env --no-input", "status", "logout --all", "login --no-input"])
        expect((await box.run(words)).stderr).toContain(
          "it is UTF-16, and AWS's files are UTF-8\n",
        );
      expect(await box.run("status --prompt")).toMatchObject({ status: 0, stdout: "" });
      expect(box.get(".aws/credentials")).toBe(text);
    }
  });
});

describe("names that a terminal would obey", () => {
  const [first, second] = ["a\u001b[2Jx", "b\u001b]0;t\u0007x"];
  const KEEPS = /\u001b\[2J|\u001b\]0;/;
  it.each(["", "status", `logout -p ${first}`])("are not sent there: awsmfa %j", async (words) => {
    const box = await boxWith(keySection(first) + keySection(second));
    const { status, stdout, stderr } = await box.run(words);
    expect([status, stdout + stderr]).toEqual([0, expect.stringMatching(/a \[2Jx/)]);
    expect(stdout + stderr).not.toMatch(KEEPS);
  });
  it("nor by a question", async () => {
    const pty = onTerminal(await boxWith(keySection(first) + keySection(second)), "awsmfa login");
    await pty.waitFor("b ]0;t x");
    pty.type("\u0003");
    expect(await pty.exit()).toBe(130);
  });
});

describe("our own section, edited by the user", () => {
  it.each([
    ["with colons", OURS.replace(" =", ":")],
    ["with the mark's key in capitals", OURS.replace("manager", "MANAGER")],
    ["with a key twice", `${OURS}aws_session_token = a\naws_session_token = b\n`],
    ["with a bare line", `${OURS}bare\n`],
    ["indented", `\n[z]\n${OURS.replace(/^/gm, "  ").trimEnd()}\n`],
    ["without a last line end", OURS.trimEnd()],
  ])("%s is renewed and removed", async (_title, section) => {
    const box = await boxWith(KEYS + section);
    expect((await login(box)).status).toBe(0);
    expect((await box.run("env -p mfa.user-identity --no-input")).status).toBe(0);
    expect((await logout(box)).status).toBe(0);
    expect(box.get(".aws/credentials")?.startsWith(KEYS.trimEnd())).toBe(true);
    expect(box.get(".aws/credentials")).not.toContain("awsmfa");
  });
});
