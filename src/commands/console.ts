/** `awsmfa console`: the AWS console in the browser. */
import { isServiceName } from "../aws/console.ts";
import { AwsmfaError } from "../errors.ts";
import type { Context } from "../ports.ts";
import { federablePlace, federatedAddress } from "../sessions/federate.ts";
import { type Wanted, getSession, wantSession } from "../sessions/get.ts";
import { signInAddress } from "../sessions/sign-in-page.ts";
import type { CommonOptions, Told, View } from "./command.ts";

/** Options of `console`. */
export interface ConsoleOptions extends CommonOptions {
  /** `--print`: the address on stdout, no browser. */
  readonly print: boolean;
  /** `--service`: whose page is shown. */
  readonly service?: string;
}

/** The console that was opened, or is to be. */
export interface Opened {
  readonly profile: string;
  /** `federated`: signed in as a role, by an address that is a secret; `sign-in`: the page where a user signs in. */
  readonly kind: "federated" | "sign-in";
  /** The address, if it was to be printed or is no secret. */
  readonly url: string | undefined;
  readonly printed: boolean;
  /** Whether stdout is a terminal, on which somebody may look over a shoulder. */
  readonly onTerminal: boolean;
}

/** Opens the console, or says where it is. @throws AwsmfaError */
export async function run(options: ConsoleOptions, context: Context): Promise<Opened> {
  const { print, service } = options;
  if (service !== undefined && !isServiceName(service))
    throw new AwsmfaError(
      "usage",
      `“${service}” (--service) cannot be a service`,
      "its name in the console's addresses, such as --service ec2",
    );
  const sessionOptions = { ...options, force: false };
  const wanted = await wantSession(sessionOptions, "The console of which profile?", context);
  const browser = print ? undefined : await context.browser();
  // Before a code is asked for.
  const obstacle = browser?.obstacle();
  if (obstacle !== undefined) throw withoutBrowser(obstacle);
  const federated = wanted.profile.settings.has("role_arn");
  const url = federated
    ? await asRole(wanted, service, context)
    : await signInAddress(wanted, service, context);
  if (browser !== undefined) {
    context.output.progress("waiting for the browser …");
    await (federated ? browser.openSecret(url) : browser.open(url)).finally(() =>
      context.output.progress(undefined),
    );
  }
  return {
    profile: wanted.profile.name,
    kind: federated ? "federated" : "sign-in",
    url: print || !federated ? url : undefined,
    printed: print,
    onTerminal: context.output.dataIsTerminal,
  };
}

async function asRole(
  wanted: Wanted,
  service: string | undefined,
  context: Context,
): Promise<string> {
  federablePlace(wanted.profile, wanted.situation, context);
  const { obtained, profile, situation } = await getSession(wanted, { force: false }, context);
  const { session, clockOffset } = obtained;
  const federated = { profile, credentials: session.credentials, clockOffset };
  return federatedAddress(federated, service, situation, context);
}

function withoutBrowser(obstacle: string): AwsmfaError {
  return new AwsmfaError(
    "no-browser",
    `no browser can be opened: ${obstacle}`,
    "print the address, to be opened where there is one: awsmfa console --print",
  );
}

const SECRET = "whoever has this address is signed in, for the next 15 minutes";

/** The address on stdout, if it was asked for; else what was opened. */
export function words(result: Opened, { news }: View): Told {
  const { profile, kind, url, printed, onTerminal } = result;
  if (printed)
    return {
      data: `${url}\n`,
      ...(kind === "federated" && onTerminal && { warnings: [`awsmfa: warning: ${SECRET}`] }),
    };
  const what = kind === "federated" ? "the console is open" : `the sign-in page is open · ${url}`;
  return { news: [`${news("good", "✔")} ${news("bold", profile)} · ${what}`] };
}

/** What was opened; the address that signs in only if it was to be printed. */
export function json({ profile, kind, url, printed }: Opened): unknown {
  return { profile, kind, url: url ?? null, opened: !printed };
}
