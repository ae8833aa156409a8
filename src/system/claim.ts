/** Who wants or holds a lock, as the name of a file: `<process id>-<place>-<random>`. */

import { readlinkSync } from "node:fs";
import { hostname } from "node:os";
import { errnoOf } from "./file-errors.ts";

const CLAIM = /^([1-9]\d{0,9})-([0-9a-z]{1,7})-[0-9a-z]{1,40}$/;

/** A new claim of this process, unlike any other. It is no secret, so no randomness of `node:crypto`. */
export function newClaim(): string {
  const random = process.hrtime.bigint().toString(36) + Math.random().toString(36).slice(2);
  return `${process.pid}-${place()}-${random}`;
}

/** Whether the name is a claim, ours or another process's. */
export function isClaim(name: string): boolean {
  return CLAIM.test(name);
}

/** Whether the claim's process is gone for certain: one of this place that the system does not know. */
export function isAbandoned(claim: string): boolean {
  const [, pid, where] = CLAIM.exec(claim) ?? [];
  if (pid === undefined) return false;
  try {
    process.kill(Number(pid), 0);
    return false;
  } catch (error) {
    return errnoOf(error) === "ESRCH" && where === place();
  }
}

/** The claim's process, if it is of this place. */
export function processHere(claim: string): number | undefined {
  const [, pid, where] = CLAIM.exec(claim) ?? [];
  return where === place() ? Number(pid) : undefined;
}

/**
 * Where process ids mean what they mean here: the host's name and, on Linux, the PID namespace
 * (pid_namespaces(7)), since containers may share a folder and a host name. A short hash (FNV-1a).
 */
function place(): string {
  let hash = 0x811c9dc5;
  for (const character of hostname() + namespace()) {
    hash = Math.imul(hash ^ character.charCodeAt(0), 0x01000193);
  }
  return (hash >>> 0).toString(36);
}

function namespace(): string {
  if (process.platform !== "linux") return "";
  try {
    return readlinkSync("/proc/self/ns/pid");
  } catch {
    return "";
  }
}
