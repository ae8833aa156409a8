/** The door to `@aws-sdk/client-iam`. Loaded when a device is looked up, not before. */
import { IAMClient, ListMFADevicesCommand, type MFADevice } from "@aws-sdk/client-iam";
import type { Iam, ListedDevice } from "../ports.ts";
import { answerOf, clientSettings } from "./aws-call.ts";
import { agentsFor, beyondProxy } from "./network.ts";

/** AWS IAM through the SDK. */
export const systemIam: Iam = {
  async listMfaDevices(connection) {
    const client = new IAMClient(clientSettings(connection, await agentsFor(connection)));
    const manner = { withCode: false, tell: connection.tell };
    const result = await answerOf(
      client,
      manner,
      async (send): Promise<ListedDevice[] | undefined> => {
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
    return beyondProxy(result, connection);
  },
};
