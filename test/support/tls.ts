/** Servers that speak TLS on loopback, with certificates that are made at the moment. */
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import type { Sandbox } from "./sandbox.ts";

/** A server that has a certificate. */
export interface SecureServer {
  /** Such as `https://localhost:54321`. */
  readonly url: string;
  /** The certificate's file. */
  readonly certificate: string;
}

/** Serves nothing of use at localhost, with a certificate of a day that is signed by itself; needs openssl. @param name the host that the certificate is for */
export async function secureServer(box: Sandbox, name: string): Promise<SecureServer> {
  const [key, certificate] = [join(box.home, "key.pem"), join(box.home, "certificate.pem")];
  const words = ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1"];
  const subject = ["-subj", `/CN=${name}`, "-addext", `subjectAltName=DNS:${name}`];
  const files = ["-keyout", key, "-out", certificate];
  execFileSync("openssl", [...words, ...subject, ...files], { stdio: "pipe" });
  const options = { key: readFileSync(key), cert: readFileSync(certificate) };
  const server = createServer(options, (_incoming, outgoing) => void outgoing.end("hello"));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void server.close());
  return { url: `https://localhost:${(server.address() as AddressInfo).port}`, certificate };
}
