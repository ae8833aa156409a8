import { describe, expect, it } from "vitest";
import { proxyWords } from "../../src/aws/proxy-words.ts";

const PROXY = { url: "http://proxy:3128", variable: "HTTPS_PROXY", login: "" };
const direct =
  "if sts.us-east-1.amazonaws.com can be reached without the proxy, name it in NO_PROXY";

describe("the words for a proxy's failure", () => {
  it.each<[string, string, Partial<typeof PROXY>, string, string]>([
    [
      "EPROXYAUTH",
      "407",
      {},
      "the proxy http://proxy:3128 asks for a user and a password",
      "put them into HTTPS_PROXY: http://USER:PASSWORD@proxy:3128",
    ],
    [
      "EPROXYAUTH",
      "407",
      { login: "jane:s3cret" },
      "the proxy http://proxy:3128 does not accept the user and the password of HTTPS_PROXY",
      "correct them there; write : @ / ? # % in them as %3A %40 %2F %3F %23 %25",
    ],
    [
      "EPROXYDENIED",
      "403 Forbidden",
      {},
      "the proxy http://proxy:3128 (HTTPS_PROXY) does not let us through to sts.us-east-1.amazonaws.com (403 Forbidden)",
      `ask who runs the proxy; ${direct}`,
    ],
    [
      "EPROXYANSWER",
      "502 Bad Gateway",
      {},
      "the proxy http://proxy:3128 (HTTPS_PROXY) could not reach sts.us-east-1.amazonaws.com (502 Bad Gateway)",
      `check the region and AWS_ENDPOINT_URL; ${direct}`,
    ],
    [
      "EPROXYTIMEOUT",
      "",
      {},
      "the proxy http://proxy:3128 (HTTPS_PROXY) does not answer, or not in time",
      "check the network and HTTPS_PROXY (is it https:// in place of http://?), then try again",
    ],
    [
      "EPROXYTIMEOUT",
      "",
      { url: "https://proxy" },
      "the proxy https://proxy (HTTPS_PROXY) does not answer, or not in time",
      "check the network and HTTPS_PROXY (is it http:// in place of https://?), then try again",
    ],
    [
      "EPROXYCONNECT",
      "ECONNRESET",
      {},
      "the proxy http://proxy:3128 broke the connection off before it led to sts.us-east-1.amazonaws.com (ECONNRESET)",
      "check the network and HTTPS_PROXY (is it https:// in place of http://?), then try again",
    ],
    [
      "EPROXYCONNECT",
      "HPE_INVALID_CONSTANT",
      {},
      "what answers at http://proxy:3128 (HTTPS_PROXY) is not an http proxy (HPE_INVALID_CONSTANT)",
      "check the network and HTTPS_PROXY (is it https:// in place of http://?), then try again",
    ],
    [
      "EPROXYCONNECT",
      "EPROTO",
      {},
      "the proxy http://proxy:3128 could not be reached (EPROTO)",
      "check the network and HTTPS_PROXY, then try again",
    ],
    [
      "EPROXYCONNECT",
      "ECONNREFUSED",
      { url: "https://proxy" },
      "the proxy https://proxy could not be reached (ECONNREFUSED)",
      "check the network and HTTPS_PROXY, then try again",
    ],
    [
      "EPROXYCONNECT",
      "ERR_SSL_WRONG_VERSION_NUMBER",
      { url: "https://proxy", variable: "https_proxy" },
      "the proxy https://proxy could not be reached (ERR_SSL_WRONG_VERSION_NUMBER)",
      "check https_proxy: is it http:// in place of https://, or is its authority missing in AWS_CA_BUNDLE?",
    ],
  ])("%s %s %j", (code, message, other, sentence, hint) => {
    const proxy = { ...PROXY, ...other };
    const endpoint = "https://sts.us-east-1.amazonaws.com";
    const words = proxyWords({ code, message }, proxy, endpoint);
    expect(words).toEqual([sentence, hint]);
    expect(words.join(" ")).not.toContain("s3cret");
  });
});
