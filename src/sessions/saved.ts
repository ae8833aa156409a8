/**
 * What `env` changed in a shell's environment, kept there in one variable, so that it can be taken back and
 * is not taken for the user's own: `NAME@set=before`, either part absent, joined by `+`, percent-encoded: characters that are seldom in an IFS.
 */
import type { Environment } from "../ports.ts";

/** The name of the variable. */
export const SAVED = "AWSMFA_SAVED";

/** A variable that `env` changed. */
export interface Change {
  /** What `env` set it to; `undefined` where it unset it, or where it is a key. */
  readonly set: string | undefined;
  /** What it was before; `undefined` where it was not set, or where it is a key. */
  readonly before: string | undefined;
}

/** The changes that are kept in the environment, by the variable's name. What cannot be read is left out. */
export function changesIn(environment: Environment): Map<string, Change> {
  const entries = (environment[SAVED] ?? "").split("+").flatMap((part) => {
    const [, name, set, before] = /^(AWS_[A-Z0-9_]+)(?:@([^=]*))?(?:=(.*))?$/.exec(part) ?? [];
    return name === undefined
      ? []
      : [[name, { set: decoded(set), before: decoded(before) }] as const];
  });
  return new Map(entries);
}

/** The changes as the variable holds them. */
export function textOfChanges(changes: ReadonlyMap<string, Change>): string {
  const texts = [...changes].map(
    ([name, { set, before }]) => name + marked("@", set) + marked("=", before),
  );
  return texts.join("+");
}

/**
 * What a variable would be without `env`: what it was before, unless the user has changed it since.
 * Not for keys, of which neither is kept.
 */
export function ownValue(
  name: string,
  changes: ReadonlyMap<string, Change>,
  environment: Environment,
): string | undefined {
  const change = changes.get(name);
  return change !== undefined && environment[name] === change.set
    ? change.before
    : environment[name];
}

/** The environment as it would be without `env`, but for keys, which are as they are. */
export function ownEnvironment(environment: Environment): Environment {
  const changes = changesIn(environment);
  if (changes.size === 0) return environment;
  const own = [...changes.keys()].map((name) => [name, ownValue(name, changes, environment)]);
  return { ...environment, ...Object.fromEntries(own) };
}

function marked(mark: string, value: string | undefined): string {
  return value === undefined ? "" : mark + encoded(value);
}

/** Only characters that no shell minds, so that the variable is readable in every quoting. */
function encoded(text: string): string {
  const hex = (character: string): string =>
    `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
  return encodeURIComponent(text).replace(/[!'()*~]/g, hex);
}

function decoded(text: string | undefined): string | undefined {
  try {
    return text === undefined ? undefined : decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
