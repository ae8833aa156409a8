/** What a job is handed of the environment. */
import type { Environment } from "../ports.ts";

/** What finds AWS's files and ours, the network, other programs and a desktop; never a key, a session or a code. */
const CARRIED =
  /^(?:AWS_(?:CONFIG_FILE|SHARED_CREDENTIALS_FILE|CA_BUNDLE|REGION|DEFAULT_REGION|ENDPOINT_URL(?:_\w+)?|IGNORE_CONFIGURED_ENDPOINT_URLS|USE_FIPS_ENDPOINT|USE_DUALSTACK_ENDPOINT|STS_REGIONAL_ENDPOINTS)|AWSMFA_PASSPHRASE_COMMAND|XDG_(?:CONFIG|STATE|DATA)_HOME|PATH|LANG|LC_ALL|GNUPGHOME|PASSWORD_STORE_DIR|NODE_EXTRA_CA_CERTS)$|^(?:https?|no)_proxy$/i;

/** Where a desktop is. systemd's user manager knows it by itself; for others it may be another one tomorrow. */
const DESKTOP = /^(?:DISPLAY|WAYLAND_DISPLAY|XAUTHORITY|XDG_RUNTIME_DIR|DBUS_SESSION_BUS_ADDRESS)$/;

/** What is carried, and the names of what would be but for a password in it. */
export interface Carried {
  readonly environment: Readonly<Record<string, string>>;
  readonly withheld: readonly string[];
}

/**
 * What a job needs of the environment. A scheduler's text can be read by others, so an address with a password
 * in it (a proxy's) stays out.
 * @param desktop whether the job has to be told where the desktop is
 */
export function carriedOf(environment: Environment, desktop: boolean): Carried {
  const wanted = Object.entries(environment).flatMap(([name, value]) =>
    value && (CARRIED.test(name) || (desktop && DESKTOP.test(name)))
      ? [[name, value] as const]
      : [],
  );
  const isSecret = ([, value]: readonly [string, string]): boolean =>
    /\/\/[^/\s]*:[^/\s]*@/.test(value) || /^[^/\s]+:[^/\s]+@/.test(value);
  return {
    environment: Object.fromEntries(wanted.filter((each) => !isSecret(each))),
    withheld: wanted.filter(isSecret).map(([name]) => name),
  };
}
