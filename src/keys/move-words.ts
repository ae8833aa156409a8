/** What a move of a key means, said before it is made. */
import type { Context } from "../ports.ts";
import type { AwsFiles } from "../profiles/aws-files.ts";
import { shortPath } from "../profiles/aws-paths.ts";
import { profileNamed, profileNames } from "../profiles/profile.ts";
import { typed } from "../words/typed.ts";
import { type Move, placeLabel } from "./move.ts";

/** The sections that a move is about: `[work], [work-2]`. */
function sectionsOf({ place }: Move): string {
  return place.sections.map((name) => `[${name}]`).join(", ");
}

/** What is done, as one step. */
export function moveStep(move: Move, context: Pick<Context, "home">): string {
  const path = shortPath(move.path, context.home);
  const [from, to] = [move.from, move.to].map((place) => placeLabel(place, path));
  return move.from === move.to
    ? `take the copy of ${move.id} out of ${placeLabel(move.left ?? move.from, path)}`
    : `move the access key ${move.id} of ${sectionsOf(move)} from ${from} to ${to}`;
}

/** What stops working, and what goes on. */
export function consequences(move: Move, files: AwsFiles): string[] {
  const { profile, from, to, place } = move;
  if (from === to) return [];
  if (to === "file") return ["every program that reads the file can read the key then"];
  if (from !== "file") return [];
  const bare = profile === "default" ? "aws, SDKs and Terraform without a profile" : undefined;
  const roles = profileNames(files).filter((name) => {
    const source = profileNamed(files, name)?.settings.get("source_profile");
    return source !== undefined && place.sections.some((section) => nameOf(section) === source);
  });
  return [
    `stops working: ${bare ?? `aws --profile ${typed(profile)}, SDKs and Terraform with the profile ${profile}`}: they find no key there (on a machine of AWS they take the machine's role in its place)`,
    ...(roles.length === 0
      ? []
      : [`stops working without awsmfa: ${roles.join(", ")} (source_profile)`]),
    `goes on: awsmfa login, env, exec; the profile ${profile}-mfa while there is a session; profiles of awsmfa profile add`,
  ];
}

function nameOf(section: string): string {
  return section.replace(/^profile\s+/, "");
}
