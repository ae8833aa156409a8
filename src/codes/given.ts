/** The code that the user gave with the command: `--code N`, `--code -`, `AWSMFA_CODE`. */
import { AwsmfaError } from "../errors.ts";
import { type CodeAnswer, type CodeRequest, type CodeSource, digitsOf } from "./code-source.ts";

/** The source `given`. What was given is used once: after a refusal there is nothing more to give. */
export const given: CodeSource = {
  name: "given",
  unattended: false,
  asks: false,
  stands: () => false,
  async obstacle({ given: { option, variable }, refused }) {
    if (option === undefined && !variable) return "no code was given";
    return refused > 0 ? "the code that was given is used up" : undefined;
  },
  async code(request, { input }) {
    const { option, variable } = request.given;
    if (option === "-") return fromInput(await input.line(), request);
    return option === undefined
      ? checked(variable ?? "", request, "usage", "AWSMFA_CODE")
      : checked(option, request, "usage", "--code");
  },
};

async function fromInput(line: string | undefined, request: CodeRequest): Promise<CodeAnswer> {
  if (line === undefined) return { reason: "standard input held no code" };
  return checked(line, request, "no-code", "standard input");
}

async function checked(
  text: string,
  request: CodeRequest,
  code: "usage" | "no-code",
  from: string,
): Promise<CodeAnswer> {
  const digits = digitsOf(text);
  if (digits === undefined)
    throw new AwsmfaError(
      code,
      `the code of ${from} has not six digits`,
      "awsmfa login --code 123456",
    );
  const objection = await request.objection(digits);
  return objection === undefined ? { code: digits } : objection;
}
