/** What is about the caller's console password, behind the door to `@aws-sdk/client-iam`. */
import {
  ChangePasswordCommand,
  GetAccountPasswordPolicyCommand,
  IAMClient,
} from "@aws-sdk/client-iam";
import type { IamPassword, PasswordPolicy } from "../ports-aws.ts";
import { callAws } from "./aws-client.ts";

/** The password by AWS IAM through the SDK. */
export const iamPassword: IamPassword = {
  changePassword(connection, { old, new: other }) {
    const command = new ChangePasswordCommand({ OldPassword: old, NewPassword: other });
    // A second try of what AWS has done would be refused, for the old password is another then.
    return callAws(IAMClient, connection, true, async (client, send) => {
      const { $metadata } = await send((options) => client.send(command, options));
      return $metadata.requestId === undefined ? undefined : true;
    });
  },
  async getPasswordPolicy(connection) {
    const command = new GetAccountPasswordPolicyCommand({});
    const result = await callAws(
      IAMClient,
      connection,
      false,
      async (client, send): Promise<PasswordPolicy | undefined> => {
        const { PasswordPolicy: policy } = await send((options) => client.send(command, options));
        return (
          policy && {
            minimumLength: policy.MinimumPasswordLength,
            symbols: policy.RequireSymbols === true,
            numbers: policy.RequireNumbers === true,
            upperCase: policy.RequireUppercaseCharacters === true,
            lowerCase: policy.RequireLowercaseCharacters === true,
            reusePrevention: policy.PasswordReusePrevention,
          }
        );
      },
    );
    if (result.granted || !result.code.startsWith("NoSuchEntity")) return result;
    return { granted: true, value: undefined, clockOffset: result.clockOffset };
  },
};
