/** What to type next. */
import type { Context } from "../ports.ts";
import { chooseProfile } from "../profiles/choose.ts";
import { typed } from "../words/typed.ts";
import { sessionChoices } from "./choices.ts";
import { shellHere } from "./shell-here.ts";
import type { Situation } from "./situation.ts";

/** The commands that use a session. */
export interface Next {
  /** `aws --profile jane-mfa …` */
  readonly aws: string;
  /** `eval $(awsmfa env)`, or as the user's shell has it. */
  readonly env: string;
}

/** The commands that use a session, as short as they can be: the profile is named where it would not be found. */
export async function nextCommands(
  { name, source }: { readonly name: string; readonly source: string },
  situation: Situation,
  context: Context,
): Promise<Next> {
  const { environment } = context;
  const shell = await shellHere(context);
  return {
    aws: `aws --profile ${typed(name)} …`,
    env: shell.line(command("env", { name, source }, situation, environment)),
  };
}

/** `awsmfa login`, with `--profile` where the profile would not be found without. */
export function loginCommand(
  source: string,
  situation: Situation,
  { environment }: Pick<Context, "environment">,
): string {
  return command("login", { name: "", source }, situation, environment);
}

function command(
  verb: string,
  session: { name: string; source: string },
  situation: Situation,
  environment: Context["environment"],
): string {
  const fresh = session.name === "" ? [] : [{ ...session, fresh: true }];
  const sessions = [
    ...sessionChoices(situation).filter(({ name }) => name !== session.name),
    ...fresh,
  ];
  return isFound(session.source, { environment, sessions, files: situation.files })
    ? `awsmfa ${verb}`
    : `awsmfa ${verb} --profile ${typed(session.source)}`;
}

function isFound(
  source: string,
  choice: Omit<Parameters<typeof chooseProfile>[0], "option">,
): boolean {
  try {
    const chosen = chooseProfile({ ...choice, option: undefined });
    return "name" in chosen && chosen.name === source;
  } catch {
    return false;
  }
}
