import { createServer, type AddressInfo } from "node:net";
import { describe, expect, it, onTestFinished } from "vitest";
import { EXAMPLE_SERIAL } from "../local-aws/example.ts";
import { CONFIG, CREDENTIALS } from "../support/onboarding.ts";
import { PROGRAM, type Sandbox, sandbox } from "../support/sandbox.ts";
import { secureServer } from "../support/tls.ts";
import { which } from "../support/tools.ts";
import { errorText } from "../support/wording.ts";

/** Servers that cannot prove that they are AWS: nothing is sent to them. */

const UNUSED = "the code was not used";
const AUTHORITY =
  "if a proxy of your network signs it, name its authority: export AWS_CA_BUNDLE=FILE (or ca_bundle in the profile)";
const CLOCK = "see whether the clock is right, date and year too: date";

/** Logs in at an address, on a machine whose clock is off. */
async function logIn(box: Sandbox, url: string, trusted?: string, off?: string) {
  const code = box.code();
  const words = [process.execPath, PROGRAM, "login", "--serial", EXAMPLE_SERIAL, "--code", code];
  const [file = "", ...rest] = off === undefined ? words : ["faketime", "-f", off, ...words];
  const env = { AWS_ENDPOINT_URL: url, NODE_EXTRA_CA_CERTS: trusted };
  const outcome = await box.start(file, rest, { env });
  expect(box.awsFiles()).toEqual({ credentials: CREDENTIALS, config: CONFIG });
  const memory = JSON.parse(box.get(".local/state/awsmfa/memory.json") ?? "") as { spent: [] };
  return { ...outcome, spent: memory.spent.length };
}

const refused = (...words: [string, ...string[]]) => ({
  status: 6,
  stdout: "",
  stderr: errorText(...words, UNUSED),
  spent: 0,
});

describe("a certificate (openssl)", () => {
  const missing = which("openssl") === undefined;
  it.skipIf(missing)("that is signed by itself", async () => {
    const box = await sandbox();
    const { url } = await secureServer(box, "localhost");
    const sentence =
      "the certificate of localhost is not trusted here: it is signed by itself (DEPTH_ZERO_SELF_SIGNED_CERT)";
    expect(await logIn(box, url)).toEqual(refused(sentence, AUTHORITY));
  });
  it.skipIf(missing)("of another host", async () => {
    const box = await sandbox();
    const { url, certificate } = await secureServer(box, "portal.example");
    const sentence = `the certificate at ${url} is for other host names than localhost (ERR_TLS_CERT_ALTNAME_INVALID)`;
    const hint =
      "a sign-in page or a proxy may be in between; else check AWS_ENDPOINT_URL and endpoint_url";
    expect(await logIn(box, url, certificate)).toEqual(refused(sentence, hint));
  });
  it.skipIf(missing || which("faketime") === undefined).each([
    ["+10d", "has expired by this machine's clock (CERT_HAS_EXPIRED)"],
    ["-10d", "is not valid yet by this machine's clock (CERT_NOT_YET_VALID)"],
  ])("on a machine whose clock is %s (faketime)", async (off, state) => {
    const box = await sandbox();
    const { url, certificate } = await secureServer(box, "localhost");
    const sentence = `the certificate of localhost ${state}`;
    expect(await logIn(box, url, certificate, off)).toEqual(refused(sentence, CLOCK));
  });
});

describe("no TLS", () => {
  it("at an https address", async () => {
    const box = await sandbox();
    const url = box.url.replace("http:", "https:");
    expect(await logIn(box, url)).toEqual(
      refused(
        `what answers at ${url} does not speak TLS (EPROTO)`,
        "check whether AWS_ENDPOINT_URL and endpoint_url are to begin with http://",
      ),
    );
    expect(box.world.requests).toEqual([]);
  });
  it("for long: a connection that is closed at its first bytes", async () => {
    const box = await sandbox();
    const server = createServer((socket) => socket.once("data", () => socket.destroy()));
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    onTestFinished(() => void server.close());
    const url = `https://127.0.0.1:${(server.address() as AddressInfo).port}`;
    expect(await logIn(box, url)).toEqual(
      refused(
        `AWS could not be reached: the connection to ${url} broke before it was secure (ECONNRESET)`,
        "check the network, and whether it takes a proxy or VPN, then try again",
      ),
    );
  });
});
