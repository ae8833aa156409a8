/** What is asked for where a new user is set up. */
import type { AuthenticatorOptions } from "../devices/authenticator.ts";
import { typed } from "../words/typed.ts";

/** The options of `setup`. */
export interface SetupOptions extends AuthenticatorOptions {
  /** The CSV file of the console, or `-` for standard input. */
  readonly csv?: string;
  /** `--profile`: the name of the profile. */
  readonly profile?: string;
  /** `--user`: whose row of the file, where there are several. */
  readonly user?: string;
  /** `--region` */
  readonly region?: string;
  /** `--name` of the MFA device. */
  readonly name?: string;
  /** `--delete-csv`: without asking. */
  readonly deleteCsv: boolean;
}

/** The command that carries on. @param profile the one that has the key by now, if one has */
export function setupCommand(options: SetupOptions, profile?: string): string {
  const { csv, user, to = [], store, png, name } = options;
  const file = csv === undefined || csv === "-" ? undefined : csv;
  const named = options.profile ?? (file === undefined ? profile : undefined);
  const words = [
    "awsmfa setup",
    ...(file === undefined ? [] : [typed(file)]),
    ...(named === undefined ? [] : [`--profile ${typed(named)}`]),
    ...(user === undefined || file === undefined ? [] : [`--user ${typed(user)}`]),
    ...to.map((each) => `--to ${typed(each)}`),
    ...(store === undefined ? [] : [`--store ${typed(store)}`]),
    ...(png === undefined ? [] : [`--png ${typed(png)}`]),
    ...(name === undefined ? [] : [`--name ${typed(name)}`]),
  ];
  return words.join(" ");
}
