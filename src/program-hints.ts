/** Hints that repeat what was typed: `awsmfa login` again is not what was wanted without `--force`. */
import { AwsmfaError, type ErrorCode } from "./errors.ts";
import { wordOfSeconds } from "./words/durations.ts";
import { typed } from "./words/typed.ts";

/** The options that make it another login; where the code comes from is for the next time to choose. */
const REPEATED: readonly (readonly [
  name: string,
  option: string,
  text: (value: never) => string,
])[] = [
  ["profile", "--profile", (value: string) => ` ${typed(value)}`],
  ["as", "--as", (value: string) => ` ${typed(value)}`],
  ["serial", "--serial", (value: string) => ` ${typed(value)}`],
  ["duration", "--duration", (value: number) => ` ${durationWord(value)}`],
  ["minRemaining", "--min-remaining", (value: number) => ` ${durationWord(value)}`],
  ["force", "--force", () => ""],
];

/** What failed for its serial number is not to be tried with it again. */
const BY_SERIAL: readonly ErrorCode[] = ["security-key-only", "wrong-serial"];

/** `awsmfa login`, and the profile as `typed` writes it. */
const LOGIN = /awsmfa login(?: --profile (?:'(?:[^']|'\\'')*'|[^\s']+))?/;

/**
 * The error with the options that were given put into the `awsmfa login` of its hint, but for those that the
 * hint speaks of itself. What is no {@link AwsmfaError} stays as it is.
 * @param values the options by their names in commander, durations in seconds
 */
export function withOptions(thrown: unknown, values: Readonly<Record<string, unknown>>): unknown {
  if (!(thrown instanceof AwsmfaError) || thrown.hint === undefined) return thrown;
  const { code, message, hint, cause } = thrown;
  const isWanted = (name: string, option: string): boolean =>
    Boolean(values[name]) &&
    !hint.includes(option) &&
    !(name === "serial" && BY_SERIAL.includes(code));
  const more = REPEATED.filter(([name, option]) => isWanted(name, option))
    .map(([name, option, text]) => ` ${option}${text(values[name] as never)}`)
    .join("");
  const repeated = hint.replace(LOGIN, (login) => login + more);
  return repeated === hint ? thrown : new AwsmfaError(code, message, repeated, { cause });
}

/** A duration as it is typed: `1h30m`, `12h`, or seconds. */
function durationWord(seconds: number): string {
  return seconds % 60 === 0 ? wordOfSeconds(seconds).replace(/h00m$/, "h") : String(seconds);
}
