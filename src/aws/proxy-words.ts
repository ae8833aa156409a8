/** What the failures of a proxy mean. `system/proxy.ts` gives their codes. */
import type { AwsRefusal } from "../ports-aws.ts";
import type { Proxy } from "./proxy.ts";

/** A proxy's failure in words, with what to look at. The proxy's address has no password in it. */
export function proxyWords(
  { code, message }: Pick<AwsRefusal, "code" | "message">,
  { url, variable, login }: Proxy,
  endpoint: string,
): [message: string, hint: string] {
  const { host } = new URL(endpoint);
  const direct = `if ${host} can be reached without the proxy, name it in NO_PROXY`;
  const kind = url.startsWith("https:")
    ? "http:// in place of https://"
    : "https:// in place of http://";
  switch (code) {
    case "EPROXYAUTH":
      return login === ""
        ? [
            `the proxy ${url} asks for a user and a password`,
            `put them into ${variable}: ${url.replace("//", "//USER:PASSWORD@")}`,
          ]
        : [
            `the proxy ${url} does not accept the user and the password of ${variable}`,
            `correct them there; write : @ / ? # % in them as %3A %40 %2F %3F %23 %25`,
          ];
    case "EPROXYDENIED":
      return [
        `the proxy ${url} (${variable}) does not let us through to ${host} (${message})`,
        `ask who runs the proxy; ${direct}`,
      ];
    case "EPROXYANSWER":
      return [
        `the proxy ${url} (${variable}) could not reach ${host} (${message})`,
        `check the region and AWS_ENDPOINT_URL; ${direct}`,
      ];
    case "EPROXYTIMEOUT":
      return [
        `the proxy ${url} (${variable}) does not answer, or not in time`,
        `check the network and ${variable} (is it ${kind}?), then try again`,
      ];
    default:
      if (/^HPE_|^ECONNRESET$/.test(message))
        return [
          message === "ECONNRESET"
            ? `the proxy ${url} broke the connection off before it led to ${host} (${message})`
            : `what answers at ${url} (${variable}) is not an http proxy (${message})`,
          `check the network and ${variable} (is it ${kind}?), then try again`,
        ];
      return [
        `the proxy ${url} could not be reached (${message})`,
        url.startsWith("https:") && /SSL|TLS|EPROTO|CERT/.test(message)
          ? `check ${variable}: is it http:// in place of https://, or is its authority missing in AWS_CA_BUNDLE?`
          : `check the network and ${variable}, then try again`,
      ];
  }
}
