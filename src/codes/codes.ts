/** The table of code sources, and the way through it to a code. */
import { AwsmfaError } from "../errors.ts";
import {
  type CodePorts,
  type CodeRequest,
  type CodeSource,
  type HadCode,
  type NoCode,
  type Standing,
  namesIn,
} from "./code-source.ts";
import { command } from "./command.ts";
import { given } from "./given.ts";
import { dialog } from "./dialog.ts";
import { prompt } from "./prompt.ts";
import type { Raced } from "./race.ts";
import { stored } from "./stored.ts";
import { yubikey } from "./yubikey.ts";
import { typed } from "../words/typed.ts";

/** Every source, in the order in which they are tried unless told otherwise. */
export const CODE_SOURCES: readonly CodeSource[] = [
  given,
  stored,
  command,
  yubikey,
  prompt,
  dialog,
];

/**
 * The sources to try, in order: `--source`, else the profile's `awsmfa_source` (a list), else all. What was
 * given with the command always comes first.
 * @throws AwsmfaError `usage` or `bad-setting` for a name that is none
 */
export function chosenSources(
  option: string | undefined,
  setting: string | undefined,
): readonly CodeSource[] {
  if (option !== undefined) return named([option], "usage", "--source");
  const names = namesIn(setting);
  return names.length === 0
    ? CODE_SOURCES
    : named(["given", ...names], "bad-setting", "awsmfa_source");
}

function named(
  names: readonly string[],
  code: "usage" | "bad-setting",
  from: string,
): CodeSource[] {
  return [...new Set(names)].map((name) => {
    const source = CODE_SOURCES.find((candidate) => candidate.name === name);
    if (source !== undefined) return source;
    throw new AwsmfaError(
      code,
      `“${name}” (${from}) is no source of codes`,
      `sources: ${CODE_SOURCES.map((known) => known.name).join(", ")}`,
    );
  });
}

/** A code, or why none of the sources had one. */
export type Fetched =
  | (HadCode & { readonly source: string })
  | { readonly code?: never; readonly unhad: Unhad };

/** Why there is no code: what kept sources from being tried, and what those that were tried said. */
export interface Unhad {
  readonly obstacles: readonly string[];
  readonly failures: readonly { readonly reason: string; readonly hint?: string }[];
  /** Whether one of the sources would have asked somebody. */
  readonly asks: boolean;
}

/** Asks the sources in order until one has a code, two of them side by side. @param news told why a source failed when another is to be tried */
export async function fetchCode(
  sources: readonly CodeSource[],
  request: CodeRequest,
  ports: CodePorts,
  news: (reason: string) => void,
): Promise<Fetched> {
  const failures: NoCode[] = [];
  const unhad = { obstacles: [] as string[], failures, asks: sources.some(({ asks }) => asks) };
  const rest = [...sources];
  let said = 0;
  let gaveUp = false;
  const next = (): CodeSource | undefined => {
    const source = rest.shift();
    return gaveUp && source?.asks ? next() : source;
  };
  for (let source = next(); source !== undefined; source = next()) {
    const obstacle = await source.obstacle(request, ports);
    if (obstacle !== undefined) {
      unhad.obstacles.push(obstacle);
      continue;
    }
    for (const { reason } of failures.slice(said)) news(reason);
    said = failures.length;
    const others = rest.filter((each) => !gaveUp || !each.asks);
    const other = await companion(source, others, request, ports);
    if (other !== undefined) rest.splice(rest.indexOf(other), 1);
    const raced = await inTurn(source, other, request, ports);
    if (raced.answer !== undefined) return { ...raced.answer, source: raced.source };
    gaveUp ||= raced.failures.some((failure) => failure.gaveUp === true);
    failures.push(...raced.failures);
  }
  return { unhad };
}

/** Whether two sources run side by side: one that asks, and one that may run beside it. */
export function runTogether(one: CodeSource, other: CodeSource): boolean {
  return (one.asks && other.beside === true) || (one.beside === true && other.asks);
}

async function companion(
  source: CodeSource,
  others: readonly CodeSource[],
  request: CodeRequest,
  ports: CodePorts,
): Promise<CodeSource | undefined> {
  for (const other of others.filter((each) => runTogether(source, each)))
    if ((await other.obstacle(request, ports)) === undefined) return other;
  return undefined;
}

async function inTurn(
  source: CodeSource,
  other: CodeSource | undefined,
  request: CodeRequest,
  ports: CodePorts,
): Promise<Raced> {
  if (other === undefined) {
    const answer = await source.code(request, ports);
    return answer.code === undefined ? { failures: [answer] } : { answer, source: source.name };
  }
  const { race } = await import("./race.ts");
  ports.debug(`side by side: ${source.name}, ${other.name}`);
  const [beside, asking] = source.asks ? [other, source] : [source, other];
  return race(beside, asking, request, ports);
}

/** Whether any of the sources can still be tried. */
export async function canFetchCode(
  sources: readonly CodeSource[],
  request: Standing,
  ports: CodePorts,
): Promise<boolean> {
  const obstacles = await Promise.all(sources.map((source) => source.obstacle(request, ports)));
  return obstacles.includes(undefined);
}

/**
 * Fails early, before anything is looked up, where no source can be tried.
 * @throws AwsmfaError `no-terminal`, `no-code`
 */
export async function checkSources(
  sources: readonly CodeSource[],
  request: Standing,
  ports: CodePorts,
): Promise<void> {
  const obstacles = await Promise.all(sources.map((source) => source.obstacle(request, ports)));
  const known = obstacles.filter((obstacle) => obstacle !== undefined);
  if (known.length === sources.length)
    throw errorWithoutCode(
      { obstacles: known, failures: [], asks: sources.some(({ asks }) => asks) },
      request.profile,
    );
}

/** The error for when no source had a code: `no-code` with what those that were tried said, or that none could be; `no-terminal` when there was only nobody to ask. */
export function errorWithoutCode(unhad: Unhad, profile: string): AwsmfaError {
  const { obstacles, failures, asks } = unhad;
  const [first] = failures;
  if (first !== undefined)
    return new AwsmfaError(
      "no-code",
      failures.map(({ reason }) => reason).join("; "),
      first.hint ?? `awsmfa login --profile ${typed(profile)}`,
    );
  const why = obstacles.at(-1) ?? "no source is left";
  if (!asks)
    return new AwsmfaError(
      "no-code",
      `a new session for ${profile} takes a code, and there is none: ${why}`,
      `awsmfa login --profile ${typed(profile)} --source prompt    or, with a code at hand: --code 123456`,
    );
  return new AwsmfaError(
    "no-terminal",
    `a new session for ${profile} takes a code, and nobody can be asked for one: ${why}`,
    `awsmfa login --profile ${typed(profile)}    or, with a code at hand: --code 123456`,
  );
}
