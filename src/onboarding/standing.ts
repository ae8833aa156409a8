/** A profile that has a key already: an earlier run put it there, or the user did. */
import { AwsmfaError } from "../errors.ts";
import type { Context } from "../ports.ts";
import { chooseProfile, isLongTerm } from "../profiles/choose.ts";
import { profileNamed } from "../profiles/profile.ts";
import { sessionChoices } from "../sessions/choices.ts";
import type { Situation } from "../sessions/situation.ts";
import { typed } from "../words/typed.ts";
import type { SetupOptions } from "./options.ts";

/** What the choice that begins anew is called. It cannot be the name of a profile. */
const ANOTHER = "[]";

/**
 * The profile to carry on with; asked, unless it was named. `undefined` where another key is wanted.
 * @throws AwsmfaError `unknown-profile`, `no-terminal`, `interrupted`
 */
export async function standingProfile(
  options: SetupOptions & { readonly dryRun: boolean },
  situation: Situation,
  { environment, terminal }: Context,
): Promise<string | undefined> {
  const { files } = situation;
  // A profile of that name need not be there yet.
  if (options.profile !== undefined)
    return isLongTerm(profileNamed(files, options.profile)?.settings) ? options.profile : undefined;
  const sessions = sessionChoices(situation);
  const chosen = chooseProfile({ option: undefined, environment, files, sessions });
  const candidates = "name" in chosen ? [chosen.name] : chosen.candidates;
  const [first] = candidates;
  if (first === undefined || ("name" in chosen && chosen.named)) return first;
  const nobody = options.dryRun ? "this is a dry run" : await terminal.unusable();
  if (nobody !== undefined) {
    if (candidates.length === 1) return first;
    throw new AwsmfaError(
      "no-terminal",
      `several profiles have an access key (${candidates.slice(0, 12).join(", ")}), and nobody is asked which: ${nobody}`,
      `name it: awsmfa setup --profile ${typed(first)}`,
    );
  }
  const choices = [
    ...candidates.map((value) => ({ value, label: value })),
    { value: ANOTHER, label: "another access key, which is in no profile yet" },
  ];
  const picked = await terminal.pick({ message: "Set up which access key?", choices });
  if (picked === undefined)
    throw new AwsmfaError("usage", "no access key was chosen", "awsmfa setup CSV");
  return picked === ANOTHER ? undefined : picked;
}
