/** What is about MFA devices, behind the door to `@aws-sdk/client-iam`. */
import {
  CreateVirtualMFADeviceCommand,
  DeactivateMFADeviceCommand,
  DeleteVirtualMFADeviceCommand,
  EnableMFADeviceCommand,
  IAMClient,
  ListAccountAliasesCommand,
  ListMFADevicesCommand,
  ListVirtualMFADevicesCommand,
  type MFADevice,
  ResyncMFADeviceCommand,
} from "@aws-sdk/client-iam";
import type { AwsResult, CodePair, Connection, IamDevices, ListedDevice } from "../ports-aws.ts";
import type { Send } from "./aws-call.ts";
import { callAws } from "./aws-client.ts";

/** MFA devices by AWS IAM through the SDK. */
export const iamDevices: IamDevices = {
  listMfaDevices(connection, user) {
    const about = user === undefined ? {} : { UserName: user };
    return callAws(IAMClient, connection, false, async (client, send) => {
      const devices = await paged<MFADevice>(async (marker) => {
        const command = new ListMFADevicesCommand({ ...about, ...marker });
        const page = await send((options) => client.send(command, options));
        return { ...page, items: page.MFADevices };
      });
      return devices?.map(listed);
    });
  },
  listUnassignedDevices(connection) {
    return callAws(IAMClient, connection, false, async (client, send) => {
      const devices = await paged<{ readonly SerialNumber: string | undefined }>(async (marker) => {
        const about = { AssignmentStatus: "Unassigned" as const };
        const command = new ListVirtualMFADevicesCommand({ ...about, ...marker });
        const page = await send((options) => client.send(command, options));
        return { ...page, items: page.VirtualMFADevices };
      });
      return devices?.map(({ SerialNumber = "" }) => SerialNumber);
    });
  },
  createVirtualMfaDevice(connection, name) {
    const command = new CreateVirtualMFADeviceCommand({ VirtualMFADeviceName: name });
    return callAws(IAMClient, connection, true, async (client, send) => {
      const { VirtualMFADevice: made } = await send((options) => client.send(command, options));
      const { SerialNumber: serial, Base32StringSeed: seed } = made ?? {};
      if (serial === undefined || seed === undefined) return undefined;
      // The blob is not the secret's bytes but its text in base32 (IAM API reference, VirtualMFADevice).
      return { serial, seed: Buffer.from(seed).toString("latin1") };
    });
  },
  enableMfaDevice: (connection, pair) =>
    done(connection, true, (client, options) =>
      client.send(new EnableMFADeviceCommand(pairOf(pair)), options),
    ),
  resyncMfaDevice: (connection, pair) =>
    done(connection, true, (client, options) =>
      client.send(new ResyncMFADeviceCommand(pairOf(pair)), options),
    ),
  deactivateMfaDevice: (connection, { user, serial }) =>
    done(connection, false, (client, options) =>
      client.send(
        new DeactivateMFADeviceCommand({ UserName: user, SerialNumber: serial }),
        options,
      ),
    ),
  deleteVirtualMfaDevice: (connection, serial) =>
    done(connection, false, (client, options) =>
      client.send(new DeleteVirtualMFADeviceCommand({ SerialNumber: serial }), options),
    ),
  listAccountAliases: (connection) =>
    callAws(IAMClient, connection, false, async (client, send) => {
      const command = new ListAccountAliasesCommand({});
      const { AccountAliases } = await send((options) => client.send(command, options));
      return AccountAliases;
    }),
};

function listed({ SerialNumber = "", UserName = "", EnableDate }: MFADevice): ListedDevice {
  return { serial: SerialNumber, user: UserName, enabled: EnableDate?.getTime() };
}

/** A list of all pages; `undefined` for a page that is not AWS's, which has neither a list nor the end mark. */
async function paged<T>(
  fetchPage: (marker: { readonly Marker?: string }) => Promise<{
    readonly items: readonly T[] | undefined;
    readonly IsTruncated?: boolean | undefined;
    readonly Marker?: string | undefined;
  }>,
): Promise<T[] | undefined> {
  const items: T[] = [];
  for (let marker: string | undefined; ;) {
    const page = await fetchPage(marker === undefined ? {} : { Marker: marker });
    if (page.items === undefined || page.IsTruncated === undefined) return undefined;
    items.push(...page.items);
    if (!page.IsTruncated || page.Marker === undefined) return items;
    marker = page.Marker;
  }
}

function pairOf({ user, serial, codes: [earlier, later] }: CodePair) {
  return {
    UserName: user,
    SerialNumber: serial,
    AuthenticationCode1: earlier,
    AuthenticationCode2: later,
  };
}

/** A call whose answer is empty: that it is AWS's shows by its request id alone. */
function done(
  connection: Connection,
  withCode: boolean,
  act: (
    client: IAMClient,
    options: Parameters<Parameters<Send>[0]>[0],
  ) => Promise<{ readonly $metadata: { readonly requestId?: string | undefined } }>,
): Promise<AwsResult<true>> {
  return callAws(IAMClient, connection, withCode, async (client, send) => {
    const { $metadata } = await send((options) => act(client, options));
    return $metadata.requestId === undefined ? undefined : (true as const);
  });
}
