/** The command line of a `credential_process`, as every SDK reads it. */
import { AwsmfaError } from "../errors.ts";
import type { Program } from "../ports-process.ts";

/** Folders of programs that were fetched for one run: npx, `pnpm dlx`, `yarn dlx`, bunx. */
const FETCHED = /[\\/](?:_npx|dlx|dlx-[^\\/]*|xfs-[^\\/]*|bunx-[^\\/]*)[\\/]/;

/**
 * The line that prints the session of a profile. botocore splits it as `shlex` does (on Windows as the C
 * runtime does) and runs no shell; the SDKs for JavaScript, Go and Java hand it to `sh -c` or `cmd /C`.
 * @throws AwsmfaError `unusable-path` where there is no line that they all read alike
 */
export function processLine(program: Program, profile: string, platform: string): string {
  const install = "install it: npm install -g awsmfa\nthen run that one: awsmfa profile add";
  if (isFetched(program.script))
    throw new AwsmfaError(
      "unusable-path",
      `awsmfa runs from ${program.script}, which is cleared now and then`,
      install,
    );
  const words = [program.node, program.script, "credential-process", "--profile", profile];
  const quote = platform === "win32" ? windowsWord : posixWord;
  const line = words.map((word) => quote(word) ?? refuse(word)).join(" ");
  // The SDK for JavaScript takes the rest for a comment, quotes or not (@smithy/shared-ini-file-loader).
  if (/\s[;#]/.test(line)) refuse(words.find((word) => /\s[;#]/.test(word)) ?? line);
  return line;
}

/** Whether a program's path is in a folder that is cleared now and then. */
export function isFetched(script: string): boolean {
  return FETCHED.test(script);
}

function refuse(word: string): never {
  throw new AwsmfaError(
    "unusable-path",
    `“${word}” cannot stand in a credential_process: SDKs differ in how they read it`,
    "install awsmfa in a folder with a plain name, and give the profile one",
  );
}

/** Bare where nothing is special, else in double quotes as AWS documents it, else in single quotes (POSIX shell, 2.2). */
function posixWord(word: string): string | undefined {
  if (/[\p{Cc}\u2028\u2029]/u.test(word)) return undefined;
  if (/^[\w./:@+=,-]+$/.test(word)) return word;
  if (!/["$`\\!]/.test(word)) return `"${word}"`;
  return `'${word.replaceAll("'", `'"'"'`)}'`;
}

/** `cmd` puts variables into quoted words too, and a quote cannot be told to it and to the C runtime alike. */
function windowsWord(word: string): string | undefined {
  if (/[\p{Cc}\u2028\u2029"%!]|\\$/u.test(word)) return undefined;
  return /^[\w.:\\/@+,-]+$/.test(word) ? word : `"${word}"`;
}
