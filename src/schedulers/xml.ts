/** Text within XML. */
import { AwsmfaError } from "../errors.ts";

/** @throws AwsmfaError `bad-setting` for what XML cannot hold (XML 1.0, 2.2: control characters) */
export function xmlText(text: string): string {
  if (/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/.test(text))
    throw new AwsmfaError(
      "bad-setting",
      "a path, a name or a variable with control characters cannot be put into XML",
      "awsmfa status --json    shows the names",
    );
  const names: Readonly<Record<string, string>> = { "&": "amp", "<": "lt", ">": "gt", '"': "quot" };
  return text.replace(/[&<>"]/g, (each) => `&${names[each]};`).replaceAll("\r", "&#13;");
}
