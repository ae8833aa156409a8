/** The door to `tinyclip`, which asks the platform's own program: pbcopy, PowerShell, wl-copy, xsel or xclip. */
import { readText, writeText } from "tinyclip";
import { AwsmfaError } from "../errors.ts";
import type { Clipboard } from "../ports-secrets.ts";

/** The platform's clipboard. What is written goes by standard input, not in arguments. */
export const systemClipboard: Clipboard = {
  write: (text) => reached(() => writeText(text)),
  read: () => reached(readText),
};

async function reached<T>(act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (error) {
    throw new AwsmfaError(
      "no-clipboard",
      "the clipboard cannot be reached",
      process.platform === "linux"
        ? "it takes wl-copy (Wayland), xsel or xclip (X), and a display; without: awsmfa code"
        : "without it: awsmfa code",
      { cause: error },
    );
  }
}
