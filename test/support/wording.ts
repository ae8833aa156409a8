/** Texts of the program, to compare with what it said. */

/** An error as stderr shows it: the sentence, and up to two lines of hint. */
export function errorText(sentence: string, ...hints: readonly string[]): string {
  const lines = [`awsmfa: error: ${sentence}`, ...hints.map((hint) => `awsmfa: hint: ${hint}`)];
  return lines.map((line) => `${line}\n`).join("");
}

/** A text without what differs from run to run: tokens, instants, times of day, seconds of a countdown. */
export function steady(text: string | undefined): string {
  return (text ?? "no file")
    .replace(/FwoGZXIvYXdzEXAMPLE\S{300,}==/g, "TOKEN")
    .replace(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ/g, "INSTANT")
    .replace(/(until|at) (?:[A-Z][a-z]{2} )?\d\d:\d\d/g, "$1 TIME")
    .replace(/(used|in) \d{1,2} s\b/g, "$1 N s")
    .replace(/11 h 5\d min/g, "11 h 5N min");
}

/** The words of a successful login of the onboarding's profile, by {@link steady}. */
export const LOGGED_IN = `✔ mfa.user-identity · session until TIME, 12 h · written to [mfa.user-identity-mfa]
  aws --profile mfa.user-identity-mfa …    or    eval $(awsmfa env)
`;

/** The question for the code of the example's device. */
export const QUESTION = "MFA code for mfa.user (mfa.user-identity):";

/** The error of a refused code of the example's device. */
export const WRONG_CODE = errorText(
  "AWS refused the code for arn:aws:iam::123456789012:mfa/mfa.user: it is wrong, too old, or was used before",
  "wait for the next code, then: awsmfa login --profile mfa.user-identity",
);
