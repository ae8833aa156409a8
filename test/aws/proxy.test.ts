import { execFileSync } from "node:child_process";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isBypassed } from "../../src/aws/no-proxy.ts";
import { proxyFor } from "../../src/aws/proxy.ts";
import type { Environment } from "../../src/ports.ts";
import { failureOf } from "../support/context.ts";
import { pythonWith } from "../support/tools.ts";

const STS = "https://sts.us-east-1.amazonaws.com";
const PLAIN = "http://localhost:4566";

function proxy(address: string, environment: Environment) {
  const found = proxyFor(address, environment);
  return found && `${found.variable} ${found.url} ${found.login}`.trim();
}

describe("the proxy", () => {
  it.each<[string, string, Environment, string | undefined]>([
    ["none", STS, {}, undefined],
    ["for https", STS, { HTTPS_PROXY: "http://p:3128" }, "HTTPS_PROXY http://p:3128"],
    ["for http", PLAIN, { HTTP_PROXY: "http://p:3128" }, "HTTP_PROXY http://p:3128"],
    ["not of the other scheme", STS, { HTTP_PROXY: "http://p:3128" }, undefined],
    ["not of the other scheme", PLAIN, { HTTPS_PROXY: "http://p:3128" }, undefined],
    ["not of ALL_PROXY", STS, { ALL_PROXY: "http://p:3128" }, undefined],
    [
      "in lower case first",
      STS,
      { HTTPS_PROXY: "http://u", https_proxy: "l" },
      "https_proxy http://l",
    ],
    ["in lower case, empty: none", STS, { https_proxy: "", HTTPS_PROXY: "http://u" }, undefined],
    ["in mixed case", STS, { Https_Proxy: "http://m" }, "Https_Proxy http://m"],
    ["an empty one is none", STS, { HTTPS_PROXY: "" }, undefined],
    [
      "of a CGI request: none",
      PLAIN,
      { HTTP_PROXY: "http://evil", REQUEST_METHOD: "GET" },
      undefined,
    ],
    [
      "of a CGI program",
      PLAIN,
      { http_proxy: "http://p", REQUEST_METHOD: "GET" },
      "http_proxy http://p",
    ],
    ["without a scheme", STS, { HTTPS_PROXY: "proxy:3128" }, "HTTPS_PROXY http://proxy:3128"],
    ["with half a scheme", STS, { HTTPS_PROXY: "//proxy:3128" }, "HTTPS_PROXY http://proxy:3128"],
    ["without scheme, with a user", STS, { HTTPS_PROXY: "u:p@h:1" }, "HTTPS_PROXY http://h:1 u:p"],
    ["over TLS", STS, { HTTPS_PROXY: "HTTPS://proxy:3129/" }, "HTTPS_PROXY https://proxy:3129"],
    ["with blanks around it", STS, { HTTPS_PROXY: " http://p:1 " }, "HTTPS_PROXY http://p:1"],
    ["of IPv6", STS, { HTTPS_PROXY: "http://[::1]:3128" }, "HTTPS_PROXY http://[::1]:3128"],
    ["with a password", STS, { HTTPS_PROXY: "http://u:p@h" }, "HTTPS_PROXY http://h u:p"],
    ["with a user only", STS, { HTTPS_PROXY: "http://u@h" }, "HTTPS_PROXY http://h u:"],
    [
      "encoded",
      STS,
      { HTTPS_PROXY: "http://a%40b:%3A%40%2F%25%20%C3%B6@h" },
      "HTTPS_PROXY http://h a@b::@/% ö",
    ],
    [
      "badly encoded",
      STS,
      { HTTPS_PROXY: "http://u:100%&%E4@h" },
      "HTTPS_PROXY http://h u:100%&%E4",
    ],
    [
      "with an @ that is not encoded",
      STS,
      { HTTPS_PROXY: "http://u:p@ss@h:1" },
      "HTTPS_PROXY http://h:1 u:p@ss",
    ],
    ["but for NO_PROXY", STS, { HTTPS_PROXY: "http://p", NO_PROXY: "amazonaws.com" }, undefined],
    ["but for no_proxy", STS, { HTTPS_PROXY: "http://p", no_proxy: "*" }, undefined],
    [
      "with NO_PROXY off",
      STS,
      { HTTPS_PROXY: "http://p", no_proxy: "", NO_PROXY: "*" },
      "HTTPS_PROXY http://p",
    ],
    [
      "with no check of one that is not used",
      STS,
      { HTTPS_PROXY: "http://:", NO_PROXY: "*" },
      undefined,
    ],
  ])("%s: %s %j", (_title, address, environment, expected) => {
    expect(proxy(address, environment)).toBe(expected);
  });

  it.each([
    ["http://", "HTTPS_PROXY is not the address of a proxy"],
    ["http://us:secr3t@", "HTTPS_PROXY is not the address of a proxy"],
    ["http://us:secr3t/x@proxy:1", "HTTPS_PROXY is not the address of a proxy"],
    ["http://us:12/secr3t@proxy:1", "HTTPS_PROXY is not the address of a proxy"],
    ["us:443#secr3t@proxy:1", "HTTPS_PROXY is not the address of a proxy"],
    ["http://proxy:99999", "HTTPS_PROXY is not the address of a proxy"],
    ["us:secr3t@proxy:port", "HTTPS_PROXY is not the address of a proxy"],
    [
      "socks5h://us:secr3t@proxy:1",
      "HTTPS_PROXY names a proxy of the kind socks5h; only http and https proxies work here",
    ],
  ])("cannot be %s", async (value, message) => {
    expect(await failureOf(() => proxyFor(STS, { HTTPS_PROXY: value }))).toEqual({
      code: "bad-setting",
      message,
      hint: "its form is http://HOST:PORT or http://USER:PASSWORD@HOST:PORT\nin USER and PASSWORD write : @ / ? # % as %3A %40 %2F %3F %23 %25",
    });
  });

  it("is found or refused, whatever is in the variable, and its password stays apart", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        const password = `Zq${encodeURIComponent(text.replace(/[\uD800-\uDFFF]/g, ""))}`;
        const found = proxyFor(STS, { HTTPS_PROXY: `http://u:${password}@proxy:3128` });
        expect(found?.url).toBe("http://proxy:3128");
        expect(found?.login).toBe(`u:${decodeURIComponent(password)}`);
      }),
    );
  });
});

describe("NO_PROXY", () => {
  it.each<[string, string, boolean]>([
    ["", STS, false],
    ["*", STS, true],
    ["amazonaws.com", STS, true],
    [".amazonaws.com", STS, true],
    ["*.amazonaws.com", STS, true],
    ["..amazonaws.com", STS, true],
    ["AMAZONAWS.COM", STS, true],
    ["mazonaws.com", STS, false],
    ["sts.us-east-1.amazonaws.com", STS, true],
    ["us-east-1.amazonaws.com.cn", STS, false],
    ["amazonaws.com:443", STS, true],
    ["amazonaws.com:80", STS, false],
    ["a.b, amazonaws.com ,c", STS, true],
    ["a.b amazonaws.com", STS, true],
    ["a.b,,", STS, false],
    [".", STS, false],
    ["com", "https://sts.aws.com.", true],
    ["localhost", PLAIN, true],
    ["localhost:4566", PLAIN, true],
    ["localhost:80", PLAIN, false],
    ["127.0.0.1", PLAIN, false],
    ["10.0.0.0/8", "http://10.2.3.4", true],
    ["10.2.3.4/32", "http://10.2.3.4", true],
    ["0.0.0.0/0", "http://10.2.3.4", true],
    ["10.2.3.5/31", "http://10.2.3.4", true],
    ["10.2.3.5/32", "http://10.2.3.4", false],
    ["10.0.0.0/8", "http://11.2.3.4", false],
    ["10.0.0.0/8", STS, false],
    ["10.0.0/8", "http://10.2.3.4", false],
    ["10.0.0.999/8", "http://10.2.3.4", false],
    ["10.0.0.0/", "http://10.2.3.4", false],
    ["10.0.0.0/33", "http://10.0.0.0", false],
    ["::1", "http://[::1]:4566", true],
    ["[::1]", "http://[::1]:4566", true],
    ["[::1]:4566", "http://[::1]:4566", true],
    ["[::1]:80", "http://[::1]:4566", false],
    ["2001:db8::1", "http://[::1]:4566", false],
  ])("%j for %s: %s", (noProxy, address, expected) => {
    expect(isBypassed(new URL(address), noProxy)).toBe(expected);
  });
});

const python = pythonWith("botocore");
const ASK = `
import json, os, sys
from botocore.httpsession import ProxyConfiguration
from botocore.utils import get_environ_proxies
answers = []
for address, environment in json.load(sys.stdin):
    os.environ.clear()
    os.environ.update(environment)
    answers.append(ProxyConfiguration(get_environ_proxies(address)).proxy_url_for(address))
json.dump(answers, sys.stdout)
`;

describe.skipIf(python === undefined)("as botocore (needs python3 with botocore)", () => {
  const names = [
    "HTTPS_PROXY",
    "https_proxy",
    "Https_PROXY",
    "HTTP_PROXY",
    "http_proxy",
    "ALL_PROXY",
  ];
  const values = fc.constantFrom("", "http://a:1", "b:2", "//c:3", "https://d:4");
  const hosts = ["sts.amazonaws.com", "localhost:4566", "10.1.2.3", "a.b.test:8443", "b.test"];
  const noProxy = fc
    .array(
      fc.constantFrom(
        "",
        "*",
        "amazonaws.com",
        ".amazonaws.com",
        "STS.amazonaws.com",
        "localhost",
        "localhost:4566",
        "localhost:1",
        "10.1.2.3",
        "1.2.3",
        ".test",
        "b.test",
        "test:8443",
        "ws.com",
      ),
      { maxLength: 3 },
    )
    // A list with a star in it is ours: botocore knows the star alone.
    .map((entries) =>
      (entries.length > 1 ? entries.filter((entry) => entry !== "*") : entries).join(", "),
    );
  const environments = fc.record(
    {
      ...Object.fromEntries(names.map((name) => [name, values])),
      NO_PROXY: noProxy,
      no_proxy: noProxy,
      REQUEST_METHOD: fc.constant("GET"),
    },
    { requiredKeys: [] },
  );
  const addresses = fc
    .tuple(fc.constantFrom("http", "https"), fc.constantFrom(...hosts))
    .map(([scheme, host]) => `${scheme}://${host}`);

  it("chooses", () => {
    const cases = fc.sample(fc.tuple(addresses, environments), { numRuns: 2000, seed: 7 });
    const answers = JSON.parse(
      execFileSync(python ?? "", ["-c", ASK], { input: JSON.stringify(cases), encoding: "utf8" }),
    ) as (string | null)[];
    expect(new Set(answers).size).toBeGreaterThan(3);
    for (const [index, [address, environment]] of cases.entries())
      expect([
        address,
        environment,
        proxyFor(address, environment as Environment)?.url ?? null,
      ]).toEqual([address, environment, answers[index]]);
  });
});
