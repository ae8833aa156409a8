/** The local AWS as the program's port for MFA devices, in process. */

import type { Clock } from "../../src/ports.ts";
import type { AwsResult, Connection, IamDevices, ListedDevice } from "../../src/ports-aws.ts";
import { type Parameters, call, foreign } from "./ports-call.ts";
import type { World } from "./world.ts";
import { textIn, textsIn } from "./xml.ts";

/** Ports that call a world, one request for each page. */
export function devicePorts(world: World, clock: Pick<Clock, "now">): IamDevices {
  const request = (connection: Connection, action: string, parameters: Parameters) =>
    call(world, clock, connection, "iam", action, parameters);
  const done = async (
    connection: Connection,
    action: string,
    parameters: Parameters,
  ): Promise<AwsResult<true>> => {
    const answer = await request(connection, action, parameters);
    if ("granted" in answer) return answer;
    if (!answer.body.includes(`<${action}Result>`)) return foreign(answer);
    return { granted: true, value: true, clockOffset: answer.clockOffset };
  };
  /** A list of all pages, of whatever `read` finds on each. */
  const paged = async <T>(
    connection: Connection,
    action: string,
    parameters: Parameters,
    read: (body: string) => readonly T[],
  ): Promise<AwsResult<readonly T[]>> => {
    const items: T[] = [];
    for (let marker: string | undefined; ;) {
      const answer = await request(connection, action, { ...parameters, Marker: marker });
      if ("granted" in answer) return answer;
      const { body, clockOffset } = answer;
      if (textIn(body, "IsTruncated") === undefined) return foreign(answer);
      items.push(...read(body));
      marker = textIn(body, "Marker");
      if (marker === undefined) return { granted: true, value: items, clockOffset };
    }
  };
  return {
    listMfaDevices: (connection, user) =>
      paged(connection, "ListMFADevices", { UserName: user }, devicesIn),
    listUnassignedDevices: (connection) =>
      paged(connection, "ListVirtualMFADevices", { AssignmentStatus: "Unassigned" }, (body) =>
        textsIn(body, "SerialNumber"),
      ),
    async createVirtualMfaDevice(connection, name) {
      const action = "CreateVirtualMFADevice";
      const answer = await request(connection, action, { VirtualMFADeviceName: name });
      if ("granted" in answer) return answer;
      const { body, clockOffset } = answer;
      const [serial, seed] = ["SerialNumber", "Base32StringSeed"].map((each) => textIn(body, each));
      if (!serial || !seed) return foreign(answer);
      const value = { serial, seed: Buffer.from(seed, "base64").toString() };
      return { granted: true, value, clockOffset };
    },
    enableMfaDevice: (connection, { user, serial, codes: [earlier, later] }) =>
      done(connection, "EnableMFADevice", pairOf(user, serial, earlier, later)),
    resyncMfaDevice: (connection, { user, serial, codes: [earlier, later] }) =>
      done(connection, "ResyncMFADevice", pairOf(user, serial, earlier, later)),
    deactivateMfaDevice: (connection, { user, serial }) =>
      done(connection, "DeactivateMFADevice", { UserName: user, SerialNumber: serial }),
    deleteVirtualMfaDevice: (connection, serial) =>
      done(connection, "DeleteVirtualMFADevice", { SerialNumber: serial }),
    listAccountAliases: (connection) =>
      paged(connection, "ListAccountAliases", {}, (body) => textsIn(body, "member")),
  };
}

function devicesIn(body: string): ListedDevice[] {
  const users = textsIn(body, "UserName");
  const dates = textsIn(body, "EnableDate");
  return textsIn(body, "SerialNumber").map((serial, index) => ({
    serial,
    user: users[index] ?? "",
    enabled: Date.parse(dates[index] ?? ""),
  }));
}

function pairOf(user: string, serial: string, earlier: string, later: string): Parameters {
  return {
    UserName: user,
    SerialNumber: serial,
    AuthenticationCode1: earlier,
    AuthenticationCode2: later,
  };
}
