/** The code that a person types on the terminal. */
import { deviceName } from "../aws/arn.ts";
import { type CodeRequest, type CodeSource, digitsOf } from "./code-source.ts";

/** The source `prompt`: asks until the answer could be a code; Ctrl-D gives up. */
export const prompt: CodeSource = {
  name: "prompt",
  unattended: false,
  asks: true,
  stands: () => true,
  obstacle: (_request, { terminal }) => terminal.unusable(),
  async code(request, { terminal }) {
    const { signal, notice } = request;
    const answer = await terminal.line({
      message: `MFA code for ${deviceName(request.serial)} (${request.profile}):`,
      check: (text) => objectionTo(text, request),
      ...(signal && { signal }),
      ...(notice && { below: notice.below }),
    });
    const code = digitsOf(answer ?? "");
    return code === undefined ? { reason: "no code was entered", gaveUp: true } : { code };
  },
};

/** Why what was typed will not do, or `undefined`: it is no code, or was sent before. */
export async function objectionTo(text: string, request: CodeRequest): Promise<string | undefined> {
  const code = digitsOf(text);
  if (code === undefined) return "six digits, please";
  const objection = await request.objection(code);
  return objection === undefined ? undefined : `${objection.reason}; ${objection.hint}`;
}
