/** The programs of AWS that people use with a session, as far as they are here. */
import { join } from "node:path";
import { awsCli, pythonWith, which } from "../support/tools.ts";

/** A program that makes a signed call, and how it finds credentials. */
export interface Client {
  /** Its name; what is missing has the same. */
  readonly name: string;
  readonly missing: boolean;
  /** How it is told of its credentials: by its chain alone, or by a profile that it is named. */
  readonly by: "chain" | "profile" | "process" | "container";
  /** A line for a shell that prints the ARN of whoever calls. @param endpoint the address of STS */
  line(endpoint: string, profile: string): string;
}

const here = (file: string): string => join(import.meta.dirname, file);

/** Debian's are old (2.9.19, 1.26): they know no `AWS_ENDPOINT_URL`, so every client is named the address. */
function awsCliAt(name: string, file: string | undefined): Client[] {
  const call = (endpoint: string): string =>
    `"${file}" --endpoint-url ${endpoint} sts get-caller-identity --query Arn --output text`;
  const missing = file === undefined;
  return [
    { name, missing, by: "chain", line: call },
    { name, missing, by: "profile", line: (at, profile) => `${call(at)} --profile ${profile}` },
  ];
}

function boto3At(name: string, python: string | undefined): Client[] {
  const call = (endpoint: string): string => `"${python}" ${here("boto3-identity.py")} ${endpoint}`;
  const missing = python === undefined;
  return [
    { name, missing, by: "chain", line: call },
    { name, missing, by: "profile", line: (at, profile) => `${call(at)} ${profile}` },
  ];
}

function jsSdk(by: Client["by"], provider: string): Client {
  const name = by === "chain" ? "AWS SDK for JavaScript" : `AWS SDK for JavaScript, ${provider}`;
  const call = (endpoint: string): string =>
    `"${process.execPath}" ${here("js-sdk.mjs")} ${endpoint} ${provider}`;
  return { name, missing: false, by, line: (at, profile) => `${call(at)} ${profile}` };
}

/** The first on PATH, and Debian's; once where that is the same. */
function both(
  clientsAt: (name: string, file: string | undefined) => Client[],
  name: string,
  first: string | undefined,
  debian: string | undefined,
): Client[] {
  const other = first === debian ? [] : clientsAt(name, first);
  return [...other, ...clientsAt(`${name} of Debian`, debian)];
}

/** All of them. */
export const CLIENTS: readonly Client[] = [
  ...both(awsCliAt, "AWS CLI", awsCli(), which("aws", ["/usr/bin"])),
  ...both(boto3At, "boto3", pythonWith("boto3"), pythonWith("boto3", "/usr/bin/python3")),
  jsSdk("chain", "default"),
  jsSdk("profile", "ini"),
  jsSdk("process", "process"),
  jsSdk("container", "container"),
];
