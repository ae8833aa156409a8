import { mkdirSync } from "node:fs";
import { describe, expect, it, onTestFinished } from "vitest";
import { exampleWorld } from "../local-aws/example.ts";
import { serveWorld } from "../local-aws/server.ts";
import { hasOpenssl, makeCertificates } from "../support/certificates.ts";
import { type Sandbox, sandbox, type Variables } from "../support/sandbox.ts";
import { errorText, LOGGED_IN, steady } from "../support/wording.ts";

/** A private certificate authority in front of the local AWS. */

const certificates = hasOpenssl ? makeCertificates() : undefined;
const other = hasOpenssl ? makeCertificates() : undefined;

const CURE = "set AWS_CA_BUNDLE to a file of certificates in PEM, or unset it";

/** A sandbox whose AWS has a certificate of the private authority, which is in `my ca.pem`. */
async function secure(settings = ""): Promise<Sandbox> {
  const world = exampleWorld();
  const served = await serveWorld(world, certificates === undefined ? {} : { tls: certificates });
  onTestFinished(() => served.close());
  const box = await sandbox({ world, env: { AWS_ENDPOINT_URL: served.url } });
  box.put(".aws/config", `[profile mfa.user-identity]\n${settings}\n`);
  box.put("my ca.pem", `# ours\n${other?.ca}\n# and theirs\n${certificates?.ca}`);
  box.put("other.pem", other?.ca ?? "");
  return box;
}

describe.skipIf(!hasOpenssl)("a private authority (needs openssl)", () => {
  it.each<[string, string, Variables]>([
    ["AWS_CA_BUNDLE", "", { AWS_CA_BUNDLE: "HOME/my ca.pem" }],
    ["AWS_CA_BUNDLE with ~", "", { AWS_CA_BUNDLE: "~/my ca.pem" }],
    ["ca_bundle", "ca_bundle = ~/my ca.pem", {}],
    ["AWS_CA_BUNDLE first", "ca_bundle = ~/other.pem", { AWS_CA_BUNDLE: "~/my ca.pem" }],
    ["ca_bundle second", "ca_bundle = ~/my ca.pem", { REQUESTS_CA_BUNDLE: "~/other.pem" }],
    ["REQUESTS_CA_BUNDLE", "", { REQUESTS_CA_BUNDLE: "~/my ca.pem", AWS_CA_BUNDLE: "" }],
    ["NODE_EXTRA_CA_CERTS", "", { NODE_EXTRA_CA_CERTS: "HOME/my ca.pem" }],
  ])("is trusted by %s", async (_title, settings, env) => {
    const box = await secure(settings);
    const here = Object.entries(env).map(([name, value]) => [
      name,
      value?.replace("HOME", box.home),
    ]);
    const { status, stderr } = await box.run(["login", "--code", box.code()], {
      env: Object.fromEntries(here) as Variables,
    });
    expect([status, steady(stderr)]).toEqual([0, LOGGED_IN]);
    expect(box.calls("GetSessionToken")).toBe(1);
  });

  it.each<[string, Variables]>([
    ["none is named", {}],
    ["another one is", { AWS_CA_BUNDLE: "~/other.pem" }],
    [
      "another one is, whatever Node trusts beside it",
      { AWS_CA_BUNDLE: "~/other.pem", NODE_EXTRA_CA_CERTS: "HOME/my ca.pem" },
    ],
  ])("is not trusted where %s", async (_title, env) => {
    const box = await secure();
    const extra = env["NODE_EXTRA_CA_CERTS"]?.replace("HOME", box.home);
    const { status, stderr } = await box.run("login --code 123456", {
      env: { ...env, NODE_EXTRA_CA_CERTS: extra },
    });
    expect([status, box.world.requests]).toEqual([6, []]);
    expect(stderr).toMatch(/SELF_SIGNED|UNABLE_TO/);
  });

  it("is not looked for where nothing speaks TLS", async () => {
    const box = await sandbox();
    const env = { AWS_CA_BUNDLE: "/nowhere/ca.pem" };
    const { status, stderr } = await box.run(["login", "--code", box.code()], { env });
    expect([status, steady(stderr)]).toEqual([0, LOGGED_IN]);
  });

  it.each<[string, (box: Sandbox) => void, string, string]>([
    ["missing", () => undefined, "there is no file PATH, which AWS_CA_BUNDLE names", CURE],
    [
      "no certificate",
      (box) => box.put("ca.pem", "hello\n"),
      "PATH, which AWS_CA_BUNDLE names, holds no certificate in PEM",
      CURE,
    ],
    [
      "a folder",
      (box) => mkdirSync(`${box.home}/ca.pem`),
      "cannot read PATH: it is a folder (AWS_CA_BUNDLE names it)",
      "look at it: ls -ld PATH",
    ],
  ])(
    "whose file is %s is an error before a code is asked for",
    async (_t, make, sentence, hint) => {
      const box = await secure();
      make(box);
      const path = `${box.home}/ca.pem`;
      expect(
        await box.run("login", { env: { AWS_CA_BUNDLE: path, AWSMFA_CODE: "123456" } }),
      ).toEqual({
        status: 1,
        stdout: "",
        stderr: errorText(sentence.replace("PATH", path), hint.replace("PATH", path)),
      });
      expect(box.world.requests).toEqual([]);
    },
  );
});
