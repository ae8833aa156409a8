/** Options as commander reads them, made into what the commands take. */
import type { Command as Built } from "commander";
import { AwsmfaError } from "./errors.ts";
import { lastValue } from "./words/arguments.ts";
import { secondsOf } from "./words/durations.ts";
import type { ContextOptions } from "./context.ts";

/** Adds the options that every command has. @param version the text of `--version` */
export function addCommonOptions(command: Built, version: string): void {
  command
    .option("-p, --profile <NAME>", "the profile; found out if not given")
    .option("--json", "one JSON document on stdout")
    .option("--no-input", "never ask")
    .option("-q, --quiet", "no news, only data and errors")
    .option("--debug", "say decisions and timings on stderr, without secrets")
    .option("--color <WHEN>", "auto, always or never", colour)
    .helpOption("-h, --help", "show this help")
    .version(version, "-V, --version", "show version, Node and platform");
}

const BRIEF = ["--json", "--no-input", "--quiet", "--debug", "--color", "--help", "--version"];

/** The line in a command's help in place of common options; `awsmfa --help` has a line for each. */
export const BRIEF_LINE =
  "  of every command      --json --no-input -q --debug --color -h -V (awsmfa -h)";

/** Whether an option has a line of its own in a command's help. @param long such as `--force` */
export function isListed({ long }: { readonly long?: string }): boolean {
  return !BRIEF.includes(long ?? "");
}

/** A reader of `45m`, `12h`, `1h30m` or seconds. The reader throws AwsmfaError `usage`. */
export function durationOption(name: string): (text: string) => number {
  return (text) => {
    const seconds = secondsOf(text);
    if (seconds !== undefined) return seconds;
    throw new AwsmfaError(
      "usage",
      `“${text}” (${name}) is no duration`,
      `durations are written 45m, 12h, 1h30m, or in seconds`,
    );
  };
}

function colour(text: string): string {
  if (["auto", "always", "never"].includes(text)) return text;
  throw new AwsmfaError(
    "usage",
    `“${text}” (--color) is none of auto, always, never`,
    "--color auto",
  );
}

/** The options of the world among what commander read. */
export function contextOptions(values: Readonly<Record<string, unknown>>): ContextOptions {
  return {
    noInput: values["input"] === false,
    quiet: values["quiet"] === true,
    debug: values["debug"] === true,
    color: values["color"] === "always" || values["color"] === "never" ? values["color"] : "auto",
  };
}

const FLAGS = ["force", "dryRun", "asProfile", "unset", "prompt", "all", "copy", "print"];

/** The options of a command: flags that were not given are `false`, the rest is absent. */
export function commandOptions(values: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const flags = FLAGS.map((name) => [name, values[name] === true] as const);
  const json = values["json"] === true || values["shell"] === "json";
  return { ...values, ...Object.fromEntries(flags), json };
}

/** Whether a command line, which need not be right, asks for JSON: `--shell json` is the same as `--json`. */
export function asksForJson(words: readonly string[]): boolean {
  return words.includes("--json") || lastValue(words, "--shell") === "json";
}

/** The words that are no options, by the names that the command gives them in small letters. */
export function argumentsOf({
  registeredArguments,
  processedArgs,
}: Built): Record<string, unknown> {
  const pairs = registeredArguments.map((each, at) => [
    each.name().toLowerCase(),
    processedArgs[at],
  ]);
  return Object.fromEntries(pairs.filter(([, value]) => value !== undefined)) as Record<
    string,
    unknown
  >;
}

/** A value as `--json` prints it. */
export function jsonText(value: unknown): string {
  return `${JSON.stringify(value, undefined, 2)}\n`;
}
