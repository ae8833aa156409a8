/** An MFA device that a code is for, and what it takes to find it out. */
import type { Service } from "../aws/endpoints.ts";
import type { Context } from "../ports.ts";
import type { Connection } from "../ports-aws.ts";

/** A device, and how it came to be the one. */
export interface Device {
  readonly serial: string;
  readonly how: "configured" | "looked up" | "picked" | "guessed";
}

/** What looking a device up needs to know. */
export interface LookUp {
  readonly profile: string;
  /** How to reach a service, as far as it is known without a device. @throws AwsmfaError `bad-setting`, `file-unreadable` */
  readonly connect: (service: Service) => Promise<Connection>;
  /** Told of AWS's clock less this machine's, if an answer had it; milliseconds. */
  readonly learn: (offset: number | undefined) => void;
}

/** The outside world of a look-up. */
export type LookUpPorts = Pick<
  Context,
  "iam" | "sts" | "terminal" | "output" | "debug" | "platform"
>;
