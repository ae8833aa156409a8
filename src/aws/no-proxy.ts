/** `NO_PROXY`: the hosts that are reached without a proxy. */

/**
 * Whether an address is reached directly. As Python's urllib reads the variable, which botocore asks: names
 * separated by commas, each a host or the end of one (`example.com` and `.example.com` alike), with a port
 * if one is given; `*` for all. Beside that, as users of curl and requests know it: blanks between names,
 * `*.example.com`, and ranges of IPv4 addresses (`10.0.0.0/8`).
 */
export function isBypassed(url: URL, noProxy: string): boolean {
  const host = bare(url.hostname);
  const port = url.port || (url.protocol === "https:" ? "443" : "80");
  return noProxy
    .toLowerCase()
    .split(/[\s,]+/)
    .some((entry) => entry !== "" && (entry === "*" || matches(entry, host, port)));
}

function matches(entry: string, host: string, port: string): boolean {
  if (entry.includes("/")) return isInRange(host, entry);
  const [, bracketed, name = entry, wanted = port] =
    /^(?:\[([^\]]*)\]|([^:]*))(?::(\d+))?$/.exec(entry) ?? [];
  const end = bracketed ?? name.replace(/^\*(?=\.)/, "").replace(/^\.+/, "");
  return wanted === port && end !== "" && (host === end || host.endsWith(`.${end}`));
}

/** The host without the brackets of an IPv6 address and without the dot at the end of a full name. */
function bare(hostname: string): string {
  return hostname.replace(/^\[(.*)\]$/, "$1").replace(/\.$/, "");
}

function isInRange(host: string, range: string): boolean {
  const [network = "", length = ""] = range.split("/");
  const [address, base] = [numberOf(host), numberOf(network)];
  if (address === undefined || base === undefined || !isLength(length)) return false;
  const size = 2 ** (32 - Number(length));
  return Math.floor(address / size) === Math.floor(base / size);
}

/** An IPv4 address as a number; `undefined` for anything else. */
function numberOf(text: string): number | undefined {
  const parts = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/.exec(text)?.slice(1).map(Number);
  if (parts === undefined || parts.some((part) => part > 255)) return undefined;
  return parts.reduce((sum, part) => sum * 256 + part, 0);
}

function isLength(text: string): boolean {
  return /^\d{1,2}$/.test(text) && Number(text) <= 32;
}
