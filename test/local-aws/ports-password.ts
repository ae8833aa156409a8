/** The part of the IAM port that is about passwords, by the local AWS. */

import type { AwsRefusal, AwsResult, Connection, IamPassword } from "../../src/ports-aws.ts";
import { textIn } from "./xml.ts";

type Parameters = Readonly<Record<string, string | undefined>>;
type Answered =
  | { readonly body: string; readonly clockOffset: number | undefined }
  | ({ readonly granted: false } & AwsRefusal);

/** The port, by a function that makes one call of IAM. */
export function passwordPort(
  ask: (connection: Connection, action: string, parameters: Parameters) => Promise<Answered>,
): IamPassword {
  return {
    async changePassword(connection, { old, new: other }): Promise<AwsResult<true>> {
      const parameters = { OldPassword: old, NewPassword: other };
      const answer = await ask(connection, "ChangePassword", parameters);
      if ("granted" in answer) return answer;
      return { granted: true, value: true, clockOffset: answer.clockOffset };
    },
    async getPasswordPolicy(connection) {
      const answer = await ask(connection, "GetAccountPasswordPolicy", {});
      if ("granted" in answer)
        return answer.code === "NoSuchEntity"
          ? { granted: true, value: undefined, clockOffset: answer.clockOffset }
          : answer;
      const { body, clockOffset } = answer;
      const number = (name: string): number | undefined => {
        const text = textIn(body, name);
        return text === undefined ? undefined : Number(text);
      };
      const on = (name: string): boolean => textIn(body, name) === "true";
      const value = {
        minimumLength: number("MinimumPasswordLength"),
        symbols: on("RequireSymbols"),
        numbers: on("RequireNumbers"),
        upperCase: on("RequireUppercaseCharacters"),
        lowerCase: on("RequireLowercaseCharacters"),
        reusePrevention: number("PasswordReusePrevention"),
      };
      return { granted: true, value, clockOffset };
    },
  };
}
