/** The part of the local AWS's ports that is about access keys. */

import type { AwsResult, Connection, IamKeys } from "../../src/ports-aws.ts";
import { textIn, textsIn } from "./xml.ts";

/** Makes a request: the answer's text, or the refusal. */
type Ask = (
  connection: Connection,
  action: string,
  parameters: Readonly<Record<string, string | undefined>>,
) => Promise<
  | { readonly body: string; readonly clockOffset: number | undefined }
  | (AwsResult<never> & { readonly granted: false })
>;

/** Ports about keys that make their requests so. They read a list's first page only. */
export function keyPorts(ask: Ask): IamKeys {
  const asked = async <T>(
    connection: Connection,
    action: string,
    parameters: Readonly<Record<string, string | undefined>>,
    value: (body: string) => T | undefined,
  ): Promise<AwsResult<T>> => {
    const answer = await ask(connection, action, parameters);
    if ("granted" in answer) return answer;
    const found = value(answer.body);
    const { clockOffset } = answer;
    if (found !== undefined) return { granted: true, value: found, clockOffset };
    const nothing = { code: "NoResult", message: "", status: 200, clockOffset: undefined };
    return { granted: false, kind: "not-aws", ...nothing };
  };
  const isAnswer = (body: string): true | undefined =>
    body.includes("<RequestId>") ? true : undefined;
  return {
    listAccessKeys: (connection) =>
      asked(connection, "ListAccessKeys", {}, (body) => {
        if (textIn(body, "IsTruncated") === undefined) return undefined;
        const [states, dates] = [textsIn(body, "Status"), textsIn(body, "CreateDate")];
        return textsIn(body, "AccessKeyId").map((id, at) => ({
          id,
          active: states[at] === "Active",
          created: Date.parse(dates[at] ?? ""),
        }));
      }),
    getAccessKeyLastUsed: (connection, id) =>
      asked(connection, "GetAccessKeyLastUsed", { AccessKeyId: id }, (body) => {
        const date = textIn(body, "LastUsedDate");
        const said = (name: string): string | undefined => {
          const text = textIn(body, name);
          return text === "N/A" ? undefined : text;
        };
        const at = date === undefined ? undefined : Date.parse(date);
        return body.includes("<AccessKeyLastUsed>")
          ? { at, service: said("ServiceName"), region: said("Region") }
          : undefined;
      }),
    createAccessKey: (connection) =>
      asked(connection, "CreateAccessKey", {}, (body) => {
        const [accessKeyId, secretAccessKey] = ["AccessKeyId", "SecretAccessKey"].map((name) =>
          textIn(body, name),
        );
        return accessKeyId && secretAccessKey ? { accessKeyId, secretAccessKey } : undefined;
      }),
    updateAccessKey: (connection, id, active) =>
      asked(
        connection,
        "UpdateAccessKey",
        { AccessKeyId: id, Status: active ? "Active" : "Inactive" },
        isAnswer,
      ),
    deleteAccessKey: (connection, id) =>
      asked(connection, "DeleteAccessKey", { AccessKeyId: id }, isAnswer),
  };
}
