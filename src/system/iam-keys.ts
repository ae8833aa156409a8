/** What is about access keys, behind the door to `@aws-sdk/client-iam`. */
import {
  type AccessKeyMetadata,
  CreateAccessKeyCommand,
  DeleteAccessKeyCommand,
  GetAccessKeyLastUsedCommand,
  IAMClient,
  ListAccessKeysCommand,
  UpdateAccessKeyCommand,
} from "@aws-sdk/client-iam";
import type { IamKeys, ListedKey } from "../ports-aws.ts";
import { callAws } from "./aws-client.ts";

/** What stands for "never" in an answer (IAM API reference, AccessKeyLastUsed). */
const NONE = "N/A";

/** Access keys by AWS IAM through the SDK. */
export const iamKeys: IamKeys = {
  listAccessKeys(connection) {
    return callAws(
      IAMClient,
      connection,
      false,
      async (client, send): Promise<ListedKey[] | undefined> => {
        const keys: AccessKeyMetadata[] = [];
        let marker: string | undefined;
        do {
          const command = new ListAccessKeysCommand(marker === undefined ? {} : { Marker: marker });
          const page = await send((options) => client.send(command, options));
          // A page that is not AWS's has neither a list nor the end mark.
          if (page.AccessKeyMetadata === undefined || page.IsTruncated === undefined)
            return undefined;
          keys.push(...page.AccessKeyMetadata);
          marker = page.IsTruncated ? page.Marker : undefined;
        } while (marker !== undefined);
        return keys.map(({ AccessKeyId = "", Status, CreateDate }) => ({
          id: AccessKeyId,
          active: Status === "Active",
          created: CreateDate?.getTime(),
        }));
      },
    );
  },
  getAccessKeyLastUsed(connection, id) {
    const command = new GetAccessKeyLastUsedCommand({ AccessKeyId: id });
    return callAws(IAMClient, connection, false, async (client, send) => {
      const { AccessKeyLastUsed } = await send((options) => client.send(command, options));
      if (AccessKeyLastUsed === undefined) return undefined;
      const { LastUsedDate, ServiceName, Region } = AccessKeyLastUsed;
      const said = (text: string | undefined): string | undefined =>
        text === NONE ? undefined : text;
      return { at: LastUsedDate?.getTime(), service: said(ServiceName), region: said(Region) };
    });
  },
  createAccessKey(connection) {
    const command = new CreateAccessKeyCommand({});
    // As with a code: an answer that was lost may have been a key, and a second one is not wanted.
    return callAws(IAMClient, connection, true, async (client, send) => {
      const { AccessKey } = await send((options) => client.send(command, options));
      const { AccessKeyId, SecretAccessKey } = AccessKey ?? {};
      if (!AccessKeyId || !SecretAccessKey) return undefined;
      return { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey };
    });
  },
  updateAccessKey(connection, id, active) {
    const Status = active ? "Active" : "Inactive";
    const command = new UpdateAccessKeyCommand({ AccessKeyId: id, Status });
    return callAws(IAMClient, connection, false, async (client, send) =>
      answered(await send((options) => client.send(command, options))),
    );
  },
  deleteAccessKey(connection, id) {
    const command = new DeleteAccessKeyCommand({ AccessKeyId: id });
    return callAws(IAMClient, connection, false, async (client, send) =>
      answered(await send((options) => client.send(command, options))),
    );
  },
};

/** An answer without a value is AWS's if it has a request id; a sign-in page has none. */
function answered({
  $metadata,
}: {
  readonly $metadata: { readonly requestId?: string | undefined };
}): true | undefined {
  return $metadata.requestId === undefined ? undefined : true;
}
