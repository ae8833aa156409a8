/** What is about MFA devices, behind the door to `@aws-sdk/client-iam`. */
import { IAMClient, ListMFADevicesCommand, type MFADevice } from "@aws-sdk/client-iam";
import type { IamDevices, ListedDevice } from "../ports-aws.ts";
import { callAws } from "./aws-client.ts";

/** MFA devices by AWS IAM through the SDK. */
export const iamDevices: IamDevices = {
  listMfaDevices(connection) {
    return callAws(
      IAMClient,
      connection,
      false,
      async (client, send): Promise<ListedDevice[] | undefined> => {
        const devices: MFADevice[] = [];
        let marker: string | undefined;
        do {
          const command = new ListMFADevicesCommand(marker === undefined ? {} : { Marker: marker });
          const page = await send((options) => client.send(command, options));
          // A page that is not AWS's has neither a list nor the end mark.
          if (page.MFADevices === undefined || page.IsTruncated === undefined) return undefined;
          devices.push(...page.MFADevices);
          marker = page.IsTruncated ? page.Marker : undefined;
        } while (marker !== undefined);
        return devices.map(({ SerialNumber = "", UserName = "", EnableDate }) => ({
          serial: SerialNumber,
          user: UserName,
          enabled: EnableDate?.getTime(),
        }));
      },
    );
  },
};
