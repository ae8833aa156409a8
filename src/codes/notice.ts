/** One line about what goes on while a code is awaited: below a question that stands, else on the terminal's last line. */
import { shown } from "../errors.ts";
import type { Output } from "../ports.ts";
import type { Below } from "../ports-terminal.ts";

/** What a source tells meanwhile. */
export interface Notice {
  /**
   * Shows a line in place of the last one; `undefined` takes it away.
   * @param plain what is said once on stderr, a line of its own, where the line cannot be seen: what somebody has to do
   */
  say(line: string | undefined, plain?: string): void;
  /** For the question that stands beside. */
  readonly below: Below;
  /** Whether a question stands that shows it, and what settles when one first does. */
  isBelow(): boolean;
  readonly stands: Promise<void>;
}

/** A notice that nothing stands on yet. */
export function makeNotice({ progress, warn }: Pick<Output, "progress" | "warn">): Notice {
  let current: string | undefined;
  let show: ((line: string | undefined) => void) | undefined;
  const said = new Set<string>();
  let standing = (): void => undefined;
  const stands = new Promise<void>((resolve) => void (standing = resolve));
  return {
    stands,
    isBelow: () => show !== undefined,
    say(line, plain) {
      // Names of accounts are foreign text.
      current = line === undefined ? undefined : shown(line);
      if (show !== undefined) return show(current);
      const canBeSeen = progress(current);
      if (line === undefined || plain === undefined || canBeSeen || said.has(plain)) return;
      said.add(plain);
      warn(`awsmfa: ${plain}`);
    },
    below: {
      watch(showing) {
        if (current !== undefined) progress(undefined);
        show = showing;
        show(current);
        standing();
        return () => {
          show = undefined;
          if (current !== undefined) progress(current);
        };
      },
    },
  };
}
