/** A certificate authority of one's own, by openssl. */
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { which } from "./tools.ts";

/** Whether certificates can be made. */
export const hasOpenssl = which("openssl") !== undefined;

/** An authority, and a certificate of a server that it vouches for; all in PEM. */
export interface Certificates {
  readonly ca: string;
  readonly cert: string;
  readonly key: string;
}

/** Makes an authority and a certificate for these names and for 127.0.0.1. */
export function makeCertificates(...names: readonly string[]): Certificates {
  const folder = mkdtempSync(join(tmpdir(), "awsmfa-ca-"));
  const openssl = (line: string, ...more: string[]): void =>
    void execFileSync("openssl", [...line.split(" "), ...more], { cwd: folder, stdio: "pipe" });
  const text = (name: string): string => readFileSync(join(folder, name), "utf8");
  const newKey = "-newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes";
  try {
    const basic = ["-addext", "basicConstraints=critical,CA:TRUE"];
    openssl(`req -x509 ${newKey} -keyout ca.key -out ca.pem -subj /CN=Test-CA -days 2`, ...basic);
    openssl(`req ${newKey} -keyout key.pem -out server.csr -subj /CN=server`);
    const alternatives = names.map((name) => `DNS:${name}`);
    writeFileSync(
      join(folder, "ext"),
      `subjectAltName=${[...alternatives, "IP:127.0.0.1"].join(",")}`,
    );
    openssl(
      "x509 -req -in server.csr -CA ca.pem -CAkey ca.key -CAcreateserial -days 2 -extfile ext -out cert.pem",
    );
    return { ca: text("ca.pem"), cert: text("cert.pem"), key: text("key.pem") };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
