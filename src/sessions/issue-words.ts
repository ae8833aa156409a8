/** Words for codes that AWS refused, and for when no more are to be had. */
import { offFromAws, spoilsCodes } from "../aws/clocks.ts";
import { type Unhad, errorWithoutCode } from "../codes/codes.ts";
import { STORED_REFUSED } from "../codes/stored.ts";
import { YUBIKEY_REFUSED } from "../codes/yubikey.ts";
import { AwsmfaError } from "../errors.ts";
import { typed } from "../words/typed.ts";

/** That the clock is off by enough to spoil a code. @param assumed the offset that was reckoned with, in milliseconds */
export function clockNews(offset: number | undefined, assumed: number): string {
  if (!spoilsCodes(offset) || !spoilsCodes(offset - assumed)) return "";
  return `; this machine's clock is ${offFromAws(offset)}`;
}

/** After a refusal, that there is nobody left to ask does not hide why AWS refused. */
export function withoutCode(
  unhad: Unhad,
  refusal: AwsmfaError | undefined,
  profile: string,
): AwsmfaError {
  if (unhad.failures.length > 0 || refusal === undefined) return errorWithoutCode(unhad, profile);
  const [name, login] = [typed(profile), `awsmfa login --profile ${typed(profile)}`];
  if (unhad.obstacles.includes(YUBIKEY_REFUSED))
    return new AwsmfaError(
      refusal.code,
      `${YUBIKEY_REFUSED} twice: perhaps its account is not that of this device`,
      `name another: aws configure set awsmfa_yubikey_account ID --profile ${name}\nor type the code: ${login} --source prompt`,
    );
  if (!unhad.obstacles.includes(STORED_REFUSED)) return refusal;
  return new AwsmfaError(
    refusal.code,
    `${STORED_REFUSED} twice: perhaps it is not that of this device, or it is mistyped`,
    `compare with another authenticator: awsmfa code --profile ${name}\nor store it again: awsmfa secret add --profile ${name}`,
  );
}
