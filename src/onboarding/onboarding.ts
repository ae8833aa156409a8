/** The whole way of a new user: looks, asks, then stage by stage. It can be interrupted anywhere and run again. */
import { AwsmfaError } from "../errors.ts";
import { wantedAuthenticators } from "../devices/authenticators.ts";
import type { After } from "../devices/steps.ts";
import { checkRegion } from "../keys/import-questions.ts";
import type { Context } from "../ports.ts";
import { loginCommand, nextCommands } from "../sessions/next.ts";
import { lookAround } from "../sessions/look.ts";
import { answers } from "./answers.ts";
import { findKey } from "./key.ts";
import { look } from "./look.ts";
import { type SetupOptions, setupCommand } from "./options.ts";
import { STAGES } from "./stages.ts";
import type { Way } from "./way.ts";
import { foundLines, passkeysLine } from "./words.ts";

/** What a dry run gives. */
export interface PlannedWay {
  readonly profile: string | null;
  readonly steps: readonly string[];
}

/** The plan; nobody is asked, and nothing is changed. @throws AwsmfaError what the way itself would fail with, as far as that can be known */
export async function planWay(options: SetupOptions, context: Context): Promise<PlannedWay> {
  return hinted(options, context, undefined, async () => {
    checkOptions(options, context);
    const situation = await lookAround(context);
    const found = await findKey({ ...options, dryRun: true }, situation, context);
    if (found === undefined) return { profile: options.profile ?? null, steps: UNKNOWN };
    const way = await answers(await look(found, options, situation, context), false, context);
    const steps: string[] = [];
    for (const stage of STAGES) steps.push(...(await stage.plan(way)));
    return { profile: way.plan.profile, steps };
  });
}

/** What is wrong with options is said before AWS is asked. @throws AwsmfaError `usage` */
function checkOptions(options: SetupOptions, context: Context): void {
  checkRegion(options.region);
  wantedAuthenticators(options, { name: "", settings: new Map() }, context);
}

/** What can be said before there is a key. */
const UNKNOWN = [
  "ask for the CSV file of the AWS console, or for an access key",
  "ask AWS whose it is, and put it into a profile",
  "enrol an MFA device, if there is none",
  "get a session with a code, and try a call that needs MFA",
];

/** Goes the way to its end; says each line when it is known. @param after called after every stage, and step of one @throws AwsmfaError */
export async function goWay(
  options: SetupOptions,
  context: Context,
  after: After = () => undefined,
): Promise<Way> {
  const { output } = context;
  const say = (line: string | undefined): void => {
    if (line !== undefined) output.news(line);
  };
  const begun: { profile?: string } = {};
  return hinted(options, context, begun, async () => {
    checkOptions(options, context);
    const situation = await lookAround(context);
    const key = await findKey({ ...options, dryRun: false }, situation, context);
    if (key === undefined)
      throw new AwsmfaError("usage", "there is no access key to set up", "awsmfa setup CSV");
    const found = await look(key, options, situation, context);
    for (const line of foundLines(found, output.newsPaint)) say(line);
    const way = await answers(found, true, context);
    say(passkeysLine(found));
    begun.profile = way.plan.profile;
    for (const stage of STAGES) {
      context.debug(`stage: ${stage.name}`);
      say(await stage.act(way, after));
      await after(stage.name);
    }
    way.next = await nextOf(way, context);
    return way;
  });
}

async function nextOf({ got, plan }: Way, context: Context): Promise<Way["next"]> {
  if (got === undefined) return undefined;
  const situation = await lookAround(context);
  const next = await nextCommands(got.obtained.session, situation, context);
  return { ...next, login: loginCommand(plan.profile, situation, context) };
}

/** Errors whose hints name the commands that are at work here name this one; once something was done, they say how to carry on. */
async function hinted<T>(
  options: SetupOptions,
  { output }: Pick<Context, "output">,
  begun: { readonly profile?: string } | undefined,
  act: () => Promise<T>,
): Promise<T> {
  try {
    return await act();
  } catch (error) {
    if (!(error instanceof AwsmfaError)) throw error;
    const again = setupCommand(options, begun?.profile);
    if (error.code === "interrupted" && begun?.profile !== undefined)
      output.news(`awsmfa: to carry on: ${again}`);
    throw withCommand(error, again, begun?.profile !== undefined);
  }
}

const OTHERS = [
  /awsmfa device enroll(?: --profile (?:'[^']*'|[^\s']+))?/g,
  /awsmfa key import CSV(?= --profile NAME)/g,
  /awsmfa key import CSV/g,
] as const;

function withCommand(error: AwsmfaError, again: string, begun: boolean): AwsmfaError {
  const { code, message, hint = "", cause } = error;
  const [enroll, named, bare] = OTHERS;
  const told = hint
    .replace(enroll, again)
    .replace(named, again.replace(/ --profile (?:'[^']*'|[^\s']+)/, ""))
    .replace(bare, "awsmfa setup CSV");
  const lines = told === "" ? [] : told.split("\n");
  const isSaid = told.includes("awsmfa setup");
  const more = begun && !isSaid && lines.length < 2 ? [`to carry on: ${again}`] : [];
  return new AwsmfaError(code, message, [...lines, ...more].join("\n") || undefined, { cause });
}
