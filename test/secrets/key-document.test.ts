import { expect, it } from "vitest";
import { keyDocument, keyIn } from "../../src/secrets/key-document.ts";

const KEY = { accessKeyId: "AKIAIOSFODNN7EXAMPLE", secretAccessKey: "se/cr+et" };
const DOCUMENT = { Version: 1, AccessKeyId: KEY.accessKeyId, SecretAccessKey: KEY.secretAccessKey };

it("is read as what it was, on one line", () => {
  expect(keyIn(keyDocument(KEY))).toEqual({ key: KEY });
  expect(keyDocument(KEY)).not.toContain("\n");
});
it.each<[string, unknown, string]>([
  ["no JSON", "x", "it is not a JSON document"],
  ["null", null, "it is not a JSON document"],
  ["no version", { ...DOCUMENT, Version: undefined }, "its Version is not 1"],
  ["another version", { ...DOCUMENT, Version: 2 }, "its Version is not 1"],
  ["no id", { ...DOCUMENT, AccessKeyId: undefined }, "it has no AccessKeyId"],
  ["an id that is none", { ...DOCUMENT, AccessKeyId: "A B" }, "it has no AccessKeyId"],
  ["no secret", { ...DOCUMENT, SecretAccessKey: "" }, "it has no SecretAccessKey"],
  [
    "a secret over two lines",
    { ...DOCUMENT, SecretAccessKey: "a\nb" },
    "it has no SecretAccessKey",
  ],
  ["a token", { ...DOCUMENT, SessionToken: "t" }, "temporary"],
  ["a temporary key", { ...DOCUMENT, AccessKeyId: "ASIAIOSFODNN7EXAMPLE" }, "temporary"],
])("is not read from %s", (_title, value, wrong) =>
  expect(keyIn(typeof value === "string" ? value : JSON.stringify(value))).toEqual({ wrong }),
);
it("says nothing of what it was", () =>
  expect(keyIn('{"Version":1,"x":"secret"}').wrong).not.toContain("secret"));
