/** Which proxy a call goes through: by the environment, as botocore reads it (Python's urllib `getproxies_environment`). */
import { AwsmfaError } from "../errors.ts";
import type { Environment } from "../ports.ts";
import type { Connection } from "../ports-aws.ts";
import { isBypassed } from "./no-proxy.ts";

/** A proxy, its password apart. */
export type Proxy = NonNullable<Connection["proxy"]>;

const HINT = "its form is http://HOST:PORT or http://USER:PASSWORD@HOST:PORT";

/**
 * The proxy for an address: that of `HTTPS_PROXY` or `HTTP_PROXY` by the address's scheme, unless `NO_PROXY`
 * names the host. Loopback is no exception, as in botocore. `ALL_PROXY` is not read, as in botocore.
 * @param address an http or https address
 * @throws AwsmfaError `bad-setting` for a proxy that cannot be one; the error has no password
 */
export function proxyFor(address: string, environment: Environment): Proxy | undefined {
  const url = new URL(address);
  const found = variable(`${url.protocol.slice(0, -1)}_proxy`, environment);
  if (found === undefined) return undefined;
  if (isBypassed(url, variable("no_proxy", environment)?.value ?? "")) return undefined;
  return proxyOf(found.name, found.value);
}

/**
 * A variable in any spelling. The one in lower case comes first, and where it is empty it switches the others
 * off. For a CGI program `HTTP_PROXY` may be a header of somebody's request (CVE-2016-1000110).
 */
function variable(
  lower: string,
  environment: Environment,
): { readonly name: string; readonly value: string } | undefined {
  const own = environment[lower];
  if (own !== undefined) return own === "" ? undefined : { name: lower, value: own };
  if (lower === "http_proxy" && environment["REQUEST_METHOD"] !== undefined) return undefined;
  const [name, value] =
    Object.entries(environment).findLast(([each, text]) => text && each.toLowerCase() === lower) ??
    [];
  return name === undefined || value === undefined ? undefined : { name, value };
}

function proxyOf(name: string, value: string): Proxy {
  const text = value.trim();
  const scheme = /^([a-z][a-z0-9+.-]*):\/\//i.exec(text)?.[1]?.toLowerCase();
  if (scheme !== undefined && scheme !== "http" && scheme !== "https")
    throw bad(`${name} names a proxy of the kind ${scheme}; only http and https proxies work here`);
  const whole = scheme === undefined ? `http://${text.replace(/^\/\//, "")}` : text;
  const url = URL.canParse(whole) ? new URL(whole) : undefined;
  // What comes behind the host is no part of an address: a password that is not written as it should be.
  const misread = url !== undefined && `${url.pathname}${url.search}${url.hash}`.includes("@");
  if (url === undefined || url.hostname === "" || misread)
    throw bad(`${name} is not the address of a proxy`);
  const { protocol, host, username, password } = url;
  return {
    url: `${protocol}//${host}`,
    variable: name,
    login: username + password === "" ? "" : `${decoded(username)}:${decoded(password)}`,
  };
}

function bad(message: string): AwsmfaError {
  return new AwsmfaError(
    "bad-setting",
    message,
    `${HINT}\nin USER and PASSWORD write : @ / ? # % as %3A %40 %2F %3F %23 %25`,
  );
}

/** Percent-encoded text; what is not well encoded is taken as it is, as Python's `unquote` does. */
function decoded(text: string): string {
  return text.replace(/(?:%[0-9a-f]{2})+/gi, (run) => {
    try {
      return decodeURIComponent(run);
    } catch {
      return run;
    }
  });
}
