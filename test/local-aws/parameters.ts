/** The parameters of a Query request, checked against the limits of AWS's service models. */

import { Refusal } from "./refusal.ts";

/** A limit of a parameter: of a text's length and characters, or of a number. */
export interface Rule {
  /** As on the wire, such as `TokenCode`. */
  readonly name: string;
  readonly kind: "text" | "number";
  readonly min: number;
  readonly max: number;
  /** A regular expression for the whole text, worded as in the service model. */
  readonly pattern?: string;
}

/**
 * Passes when every parameter that is there keeps its rule.
 * @throws Refusal `ValidationError` naming all that is wrong, in AWS's words
 */
export function checkParameters(parameters: URLSearchParams, rules: readonly Rule[]): void {
  const problems = rules.flatMap((rule) => {
    const value = parameters.get(rule.name);
    return value === null ? [] : problemsOf(value, rule);
  });
  if (problems.length === 0) return;
  const count =
    problems.length === 1 ? "1 validation error" : `${problems.length} validation errors`;
  throw new Refusal(400, "ValidationError", `${count} detected: ${problems.join("; ")}`);
}

/** A number among the parameters that passed {@link checkParameters}, or `undefined`. */
export function numberOf(parameters: URLSearchParams, name: string): number | undefined {
  const value = parameters.get(name);
  return value === null ? undefined : Number(value);
}

function problemsOf(value: string, rule: Rule): string[] {
  const field = rule.name.charAt(0).toLowerCase() + rule.name.slice(1);
  const noun = rule.kind === "text" ? "length" : "value";
  const wrong = (constraint: string): string =>
    `Value '${value}' at '${field}' failed to satisfy constraint: Member must ${constraint}`;
  if (rule.kind === "number" && !/^-?\d+$/.test(value)) {
    throw new Refusal(400, "MalformedInput", `Invalid value for ${rule.name}: expected an integer`);
  }
  const size = rule.kind === "text" ? value.length : Number(value);
  return [
    ...(size < rule.min ? [wrong(`have ${noun} greater than or equal to ${rule.min}`)] : []),
    ...(size > rule.max ? [wrong(`have ${noun} less than or equal to ${rule.max}`)] : []),
    ...(rule.pattern !== undefined && !new RegExp(`^(?:${rule.pattern})$`).test(value)
      ? [wrong(`satisfy regular expression pattern: ${rule.pattern}`)]
      : []),
  ];
}
