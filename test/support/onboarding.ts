/** The files that most tests begin with: two profiles, and the user's own comments and blank lines. */

/** The credentials file. */
export const CREDENTIALS = `# my keys; do not commit

[mfa.user-identity]
# rotate in spring
aws_access_key_id = AKIAIOSFODNN7EXAMPLE
aws_secret_access_key = wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY


[localstack]
aws_access_key_id = test
aws_secret_access_key = test
# the end
`;

/** The config file. */
export const CONFIG = `# where things are

[profile mfa.user-identity]
region = us-west-2
output = json

[profile localstack]
region = us-east-1
output = text
`;

/** The name of the profile with the example's key. */
export const PROFILE = "mfa.user-identity";

/** A section of the credentials file with the example's key, or another pair. */
export function keySection(
  name: string,
  id = "AKIAIOSFODNN7EXAMPLE",
  secret = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
): string {
  return `[${name}]\naws_access_key_id = ${id}\naws_secret_access_key = ${secret}\n`;
}
