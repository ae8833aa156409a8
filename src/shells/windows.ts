/** Which shell is spoken on Windows, where it costs a tenth of a second to ask for the parent's name. Not tested there. */
import type { Environment } from "../ports.ts";

/**
 * The name of the language, by what shells leave in the environment of what they start:
 *
 * - Git Bash, MSYS2 and Cygwin export `SHELL` as a Unix path, which is for {@link languageAround}: `undefined`.
 * - Nushell exports `NU_VERSION`.
 * - PowerShell puts the user's own folder of modules before the machine's (Microsoft, about_PSModulePath);
 *   without it nobody does.
 * - cmd leaves nothing that others would not have too.
 *
 * A shell started from another has the traces of both; then the first of these counts. So cmd is not found
 * out where PowerShell started it, nor would it be by its process: npm's `awsmfa.cmd` runs in one too.
 */
export function languageOnWindows(environment: Environment): string | undefined {
  if (environment["SHELL"]) return undefined;
  if (environment["NU_VERSION"] !== undefined) return "nushell";
  const [first = ""] = (environment["PSModulePath"] ?? "").split(";");
  return /\\(?:Windows)?PowerShell\\Modules\\?$/i.test(first) &&
    !/\\Program Files|\\system32\\/i.test(first)
    ? "powershell"
    : "cmd";
}
