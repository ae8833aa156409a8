/** The steps of a rotation in words, for a dry run. */
import type { Step } from "./rotation.ts";
import type { Work } from "./work.ts";

/** A step as lines, each a sentence; none for what a person need not know. */
export function stepWords(step: Step, { place, path }: Pick<Work, "place" | "path">): string[] {
  const where = place.sections.map((name) => `[${name}]`).join(", ");
  switch (step.do) {
    case "create":
      return [
        "look for room: AWS allows two keys (iam:ListAccessKeys)",
        `make a new key (iam:CreateAccessKey), and write it at once to [${place.next}] in ${path}`,
      ];
    case "prove":
      return [`call AWS with ${step.id} (sts:GetCallerIdentity), until all of AWS knows it`];
    case "swap":
      return [
        `put ${step.to} into ${where} in ${path}, and take out [${place.next}], in one write`,
      ];
    case "deactivate":
      return [`make ${step.id} inactive (iam:UpdateAccessKey)`];
    case "delete":
      return [`delete ${step.id} (iam:DeleteAccessKey)`];
    case "tidy":
      return [`take out [${place.next}] in ${path}`];
    case "clear":
      return [
        `delete ${step.id}, which an earlier run made and never heard of (iam:DeleteAccessKey)`,
      ];
    default:
      return [];
  }
}
