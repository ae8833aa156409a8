import { describe, expect, it } from "vitest";
import type { Environment } from "../../src/ports.ts";
import { caBundleOf, certificatesOf } from "../../src/profiles/ca-bundle.ts";
import { failureOf } from "../support/context.ts";

const BLOCK = "-----BEGIN CERTIFICATE-----\nMIIBexample+/=\n-----END CERTIFICATE-----\n";

describe("the file of authorities", () => {
  it.each<[string | undefined, Environment, string]>([
    [undefined, {}, "none"],
    ["/p.pem", {}, "/p.pem by ca_bundle of a"],
    ["/p.pem", { AWS_CA_BUNDLE: "/v.pem" }, "/v.pem by AWS_CA_BUNDLE"],
    ["/p.pem", { REQUESTS_CA_BUNDLE: "/r.pem" }, "/p.pem by ca_bundle of a"],
    [undefined, { REQUESTS_CA_BUNDLE: "/r.pem" }, "/r.pem by REQUESTS_CA_BUNDLE"],
    ["", { AWS_CA_BUNDLE: "", REQUESTS_CA_BUNDLE: "" }, "none"],
    ["/p.pem", { AWS_CA_BUNDLE: "" }, "/p.pem by ca_bundle of a"],
    ["~/own ca.pem", {}, "/home/jane/own ca.pem by ca_bundle of a"],
    ["~other/ca.pem", {}, "~other/ca.pem by ca_bundle of a"],
    ["ca.pem", {}, "ca.pem by ca_bundle of a"],
    [undefined, { SSL_CERT_FILE: "/s.pem" }, "none"],
  ])("%s %j: %s", (setting, environment, expected) => {
    const settings = new Map(setting === undefined ? [] : [["ca_bundle", setting]]);
    const found = caBundleOf({ name: "a", settings }, environment, "/home/jane");
    expect(found === undefined ? "none" : `${found.path} by ${found.by}`).toBe(expected);
  });
});

it.each([
  [{}, "aws configure set ca_bundle FILE.pem --profile 'a b'"],
  [{ AWS_CA_BUNDLE: "/v" }, "set AWS_CA_BUNDLE to a file of certificates in PEM, or unset it"],
])("another file is named for %j by: %s", (environment, cure) => {
  const settings = new Map([["ca_bundle", "/p"]]);
  expect(caBundleOf({ name: "a b", settings }, environment, "/")?.cure).toBe(cure);
});

describe("its certificates", () => {
  const cure = "set AWS_CA_BUNDLE to a file of certificates in PEM, or unset it";
  const bundle = { path: "/my ca.pem", by: "AWS_CA_BUNDLE", cure };

  it.each([
    ["one", BLOCK],
    ["several, with words between them", `# my CA\n${BLOCK}\n Issuer: x\n${BLOCK}`],
    ["with CRLF", BLOCK.replaceAll("\n", "\r\n")],
    ["of the older kinds", BLOCK.replaceAll("CERTIFICATE", "X509 CERTIFICATE")],
    ["trusted ones of openssl", BLOCK.replaceAll("CERTIFICATE", "TRUSTED CERTIFICATE")],
  ])("are the text: %s", (_title, text) => {
    expect(certificatesOf(bundle, text)).toBe(text);
  });

  it.each<[string, string | undefined, string, string]>([
    ["no file", undefined, "there is no file /my ca.pem, which AWS_CA_BUNDLE names", cure],
    [
      "an empty file",
      "",
      "/my ca.pem, which AWS_CA_BUNDLE names, holds no certificate in PEM",
      cure,
    ],
    [
      "a key",
      "-----BEGIN PRIVATE KEY-----\nMIIB\n-----END PRIVATE KEY-----\n",
      "/my ca.pem, which AWS_CA_BUNDLE names, holds no certificate in PEM",
      cure,
    ],
    [
      "a cut one",
      `${BLOCK}-----BEGIN CERTIFICATE-----\nMIIB\n`,
      "/my ca.pem, which AWS_CA_BUNDLE names, holds a broken certificate in PEM",
      cure,
    ],
    [
      "a garbled one",
      BLOCK.replace("+/", "<>"),
      "/my ca.pem, which AWS_CA_BUNDLE names, holds a broken certificate in PEM",
      cure,
    ],
    [
      "DER",
      "\x30\x82\x01\x02",
      "/my ca.pem, which AWS_CA_BUNDLE names, is a certificate in DER; it takes PEM",
      "openssl x509 -inform der -in '/my ca.pem' -out '/my ca.pem.pem'",
    ],
  ])("are missing: %s", async (_title, text, message, hint) => {
    expect(await failureOf(() => certificatesOf(bundle, text))).toEqual({
      code: "bad-setting",
      message,
      hint,
    });
  });
});
