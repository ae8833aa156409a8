/** Stand-ins for the programs of schedulers: no test may touch those of whoever runs it. */
import { chmodSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** Where the stand-in for `crontab` keeps its table, under the home. */
export const TABLE = ".crontab";

const PROGRAMS = {
  crontab: `#!/bin/sh
table="$HOME/${TABLE}"
case "$1" in
-l) if [ -f "$table" ]; then while IFS= read -r line; do printf '%s\\n' "$line"; done <"$table"; exit; fi
  echo "no crontab for jane" >&2; exit 1 ;;
-r) exec rm "$table" ;;
-) if [ -n "$CRONTAB_FAILS" ]; then echo "errors in crontab file, can't install." >&2; exit 1; fi
  exec cat >"$table" ;;
esac
exit 2
`,
  systemctl: "#!/bin/sh\necho 'Failed to connect to bus: No medium found' >&2\nexit 1\n",
  launchctl: "#!/bin/sh\nexit 1\n",
};

/** Puts them into a folder of PATH, before all others. */
export function putSchedulers(folder: string): void {
  for (const [name, text] of Object.entries(PROGRAMS)) {
    writeFileSync(join(folder, name), text);
    chmodSync(join(folder, name), 0o755);
  }
}
