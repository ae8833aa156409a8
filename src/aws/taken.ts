/** Whether AWS looked at a code: it takes one once, so what it may have seen is not sent again. */
import type { AwsRefusal } from "../ports-aws.ts";
import { codeOfRefusal } from "./codes-of-refusals.ts";

/** `no`: AWS surely did not look at it, and it is good for another try; `yes`: it did; `maybe`: nobody knows. */
export type Taken = "no" | "maybe" | "yes";

/**
 * What a failed call that carried a code says of the code. AWS checks the key and the signature before
 * anything else, then the form of the parameters (the order of errors that STS was observed to answer with).
 */
export function codeTaken(refusal: AwsRefusal): Taken {
  switch (refusal.kind) {
    case "unsent":
    case "proxy":
    case "untrusted":
    case "throttled":
      return "no";
    case "silent":
    case "cut":
    case "trouble":
    case "not-aws":
      return "maybe";
    default:
      return takenByRefusal(refusal);
  }
}

function takenByRefusal(refusal: AwsRefusal): Taken {
  switch (codeOfRefusal(refusal)) {
    case "wrong-code":
      return "yes";
    case "unknown-key":
    case "wrong-secret":
    case "wrong-clock":
    case "temporary-keys":
      return "no";
    // To know a role's maximum AWS has to have looked at the role, and so perhaps at the code.
    case "role-duration":
    case "role-chained":
    case "role-refused":
      return "maybe";
    default:
      return /^(?:ValidationError|RegionDisabledException)$/.test(refusal.code) ? "no" : "maybe";
  }
}
