import { describe, expect, it, vi } from "vitest";
import { CATALOGUE } from "../../src/catalogue.ts";
import type { ErrorCode } from "../../src/errors.ts";
import { statusOf } from "../../src/errors-told.ts";
import { CONFIG, CREDENTIALS } from "../support/onboarding.ts";
import { errorsPage } from "../support/errors-page.ts";
import { PROVOCATIONS } from "../support/provocations.ts";
import { onTerminal } from "../support/pty.ts";
import { type Sandbox, type Variables, sandbox } from "../support/sandbox.ts";
import { QUESTION } from "../support/wording.ts";

/** Every code of the catalogue, reached from the command line; and the page that lists them. */

const CODES = Object.keys(CATALOGUE) as ErrorCode[];

/** How a provoked failure showed itself. */
interface Shown {
  readonly status: number | string;
  readonly stdout: string;
  readonly stderr: string;
}

const AWS = "https://sts.us-west-2.amazonaws.com";

/** What the page shows of each failure. */
const told = new Map<ErrorCode, string>();

/** Provokes a failure, with the `--json` that tells its code, and expects that nothing is lost by it. */
async function provoke(code: ErrorCode): Promise<Shown> {
  const { words, world, files = {}, before, env, key, stdin } = PROVOCATIONS[code];
  const all = { credentials: CREDENTIALS, config: CONFIG, ...files };
  const paths = Object.entries(all).map(([name, text]) => [`.aws/${name}`, text]);
  const box = await sandbox({
    ...(world === undefined ? {} : { world: world() }),
    files: Object.fromEntries(paths) as Record<string, string>,
  });
  await before?.(box);
  const given = /CODE/.test(words)
    ? box.code()
    : /WRONG/.test(words)
      ? box.wrongCodes()[0]
      : "no digits";
  const typed = words.replace(/CODE|WRONG/, given).split(" ");
  const [was, names] = [box.awsFiles(), box.list(".aws")];
  const options = { env: env?.(box) ?? {}, ...(stdin !== undefined && { stdin }) };
  const shown =
    key === undefined
      ? await box.run(["--json", ...typed], options)
      : await atQuestion(box, typed, key);
  expect([box.awsFiles(), box.list(".aws")]).toEqual([was, names]);
  const secrets = new RegExp(`wJalrXUtnFEMI|FwoGZXIvYXdz|\\b${given}\\b`);
  expect(shown.stdout + shown.stderr).not.toMatch(secrets);
  const line = `$ ${variablesIn(options.env)}awsmfa ${words.replace(/CODE|WRONG/, "123456")}`;
  told.set(code, asElsewhere(`${line}\n${shown.stderr}`, box).trimEnd());
  return shown;
}

async function atQuestion(box: Sandbox, words: readonly string[], key: string): Promise<Shown> {
  // Nobody tells the program: it has to find out.
  const line = `trap '' HUP; awsmfa ${words.join(" ")} --json >out 2>err; echo $? >status`;
  const pty = onTerminal(box, line);
  await pty.waitFor(QUESTION);
  if (key === "gone") pty.vanish();
  else pty.type(key);
  await vi.waitUntil(() => box.get("status")?.endsWith("\n"), { timeout: 15_000 });
  return {
    status: Number(box.get("status")),
    stdout: box.get("out") ?? "",
    stderr: box.get("err") ?? "",
  };
}

function variablesIn(env: Variables): string {
  const shown = Object.entries(env).filter(([name]) => /^AWS_(?!ENDPOINT)/.test(name));
  return shown.map(([name, value]) => `${name}=${value} `).join("");
}

/** A text without what is only so here: the home, the local AWS. */
function asElsewhere(text: string, { home }: Sandbox): string {
  return text.replaceAll(home, "~").replaceAll(/https?:\/\/127\.0\.0\.1:\d+/g, AWS);
}
describe("the command line reaches", () => {
  it.each(CODES)("%s", async (code) => {
    const { status, stdout, stderr } = await provoke(code);
    const document = JSON.parse(stdout) as {
      error: { code: string; message: string; hint: string | null };
    };
    expect([document.error.code, status]).toEqual([code, statusOf(code)]);
    // Whoever typed Ctrl-C knows.
    if (code === "interrupted") return expect(stderr).toBe("");
    const { message, hint } = document.error;
    const hints = hint?.split("\n").map((line) => `awsmfa: hint: ${line}\n`) ?? [];
    expect(stderr).toBe(`awsmfa: error: ${message}\n${hints.join("")}`);
    expect([1, 2]).toContain(hints.length);
  });
});

describe("docs/errors.md", () => {
  it("lists every error in the words of the program; if it does not: npm run docs", async () => {
    for (const code of CODES) if (!told.has(code)) await provoke(code);
    await expect(errorsPage(told)).toMatchFileSnapshot("../../docs/errors.md");
  });
});
