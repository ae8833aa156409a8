/** Who is at the other end of a connection on this machine. */
import { readFileSync } from "node:fs";
import type { Socket } from "node:net";

/**
 * Whether the other end may be ours: false where it is known to belong to another user. Linux tells (proc(5),
 * /proc/net/tcp); root may see all of ours in any case, and WSL hands on what comes of Windows as root.
 */
export function mayBeOurs({ remotePort, localPort }: Socket): boolean {
  const owners = ["/proc/net/tcp", "/proc/net/tcp6"].flatMap((table) =>
    ownersIn(read(table), remotePort ?? 0, localPort ?? 0),
  );
  return owners.every((owner) => owner === 0 || owner === process.getuid?.());
}

/** The users of the sockets that go from one port to another, in a table of the kernel's. */
export function ownersIn(table: string, from: number, to: number): number[] {
  return table.split("\n").flatMap((line) => {
    const [, local = "", remote = "", , , , , owner] = line.trim().split(/\s+/);
    return portOf(local) === from && portOf(remote) === to ? [Number(owner)] : [];
  });
}

function portOf(address: string): number {
  return Number.parseInt(address.split(":")[1] ?? "", 16);
}

function read(path: string): string {
  try {
    return readFileSync(path, "latin1");
  } catch {
    return "";
  }
}
