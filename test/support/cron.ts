/** A cron of a test's own, in a namespace with its own spool: Debian's, whose minutes last two seconds. */
import { which } from "./tools.ts";
import { PROGRAM, type Sandbox } from "./sandbox.ts";
import type { Outcome } from "./process.ts";

/** What is missing for it, as the end of a test's title; `""` where all is there. */
export const NO_CRON = ((): string => {
  const folders = ["/usr/sbin", "/usr/bin", "/bin", "/sbin"];
  const missing = ["cron", "crontab", "bwrap", "faketime"].filter(
    (name) => which(name, folders) === undefined,
  );
  if (process.getuid?.() !== 0) missing.push("root");
  return missing.length === 0 ? "" : ` (needs ${missing.join(", ")})`;
})();

/** The namespace goes with all that is in it. cron's first minute comes after three seconds; its jobs see the true clock. */
const NAMESPACE = String.raw`
d=$(mktemp -d); trap 'rm -rf "$d"' EXIT
mkdir "$d/spool" "$d/cron.d"; : >"$d/crontab"; chgrp crontab "$d/spool"; chmod 1730 "$d/spool"
bwrap --dev-bind / / --bind "$d/spool" /var/spool/cron/crontabs --bind "$d/cron.d" /etc/cron.d \
  --bind "$d/crontab" /etc/crontab --tmpfs /run --unshare-pid --proc /proc --die-with-parent -- bash -c '
  LD_PRELOAD="/usr/\$LIB/faketime/libfaketime.so.1" FAKETIME="@$(date "+%F %H:%M"):57 x30" cron -f -L 0 &
  eval "$1"; rc=$?; kill %1; exit $rc' - "$1"
`;

/** Runs shell text beside a cron of its own; `awsmfa` is the built program. */
export function besideCron(box: Sandbox, text: string): Promise<Outcome> {
  // Without the stand-ins for schedulers.
  const PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
  const program = `awsmfa() { '${process.execPath}' '${PROGRAM}' "$@"; }\n`;
  return box.start("/bin/bash", ["-c", NAMESPACE, "-", program + text], { env: { PATH } });
}
