import { describe, expect, it } from "vitest";
import { readAwsFiles } from "../../src/profiles/aws-files.ts";
import {
  keyPlace,
  nextKey,
  sectionsWithKey,
  withNext,
  withSwapped,
  withoutNext,
} from "../../src/profiles/key-place.ts";
import { EXAMPLE_KEY } from "../local-aws/example.ts";
import { failureOf, keySection } from "../support/context.ts";
import { OTHER_KEY } from "../support/keys.ts";

const { id: OLD } = EXAMPLE_KEY;
const NEW = { accessKeyId: OTHER_KEY.id, secretAccessKey: OTHER_KEY.secret };
const NEXT = `[jane-next]\naws_access_key_id = ${NEW.accessKeyId}\naws_secret_access_key = ${NEW.secretAccessKey}\nmanager = awsmfa\nawsmfa_next_of = jane\n`;
const JANE = keySection("jane");
const swapped = (text: string): string =>
  text.replaceAll(OLD, NEW.accessKeyId).replaceAll(EXAMPLE_KEY.secret, NEW.secretAccessKey);
const placeIn = (credentials: string, config = "") =>
  keyPlace(readAwsFiles(config, credentials), "jane", OLD);

describe("where a key stands", () => {
  it.each<[title: string, credentials: string, config: string, place: object]>([
    [
      "in the credentials file",
      JANE,
      "",
      { file: "credentials", sections: ["jane"], next: "jane-next" },
    ],
    [
      "in the config file",
      "",
      keySection("profile jane"),
      { file: "config", sections: ["profile jane"], next: "profile jane-next" },
    ],
    [
      "in several sections",
      keySection("default") + JANE + keySection("x", "AKIA0"),
      "",
      { file: "credentials", sections: ["default", "jane"] },
    ],
  ])("%s", (_title, credentials, config, place) => {
    expect(placeIn(credentials, config)).toMatchObject({ profile: "jane", id: OLD, ...place });
  });

  it.each<[title: string, credentials: string, config: string, message: string]>([
    ["in both files", JANE, keySection("profile jane"), "jane has an access key in both files"],
    [
      "half in each",
      `[jane]\naws_access_key_id = ${OLD}\n`,
      "[profile jane]\naws_secret_access_key = x\n",
      "the access key of jane is not whole in a section of its own",
    ],
    [
      "in [DEFAULT]",
      `${keySection("DEFAULT")}[jane]\n`,
      "",
      "the access key of jane is not whole in a section of its own",
    ],
    [
      "in another section of the other file",
      JANE,
      keySection("profile x"),
      "the key of jane stands in the other file too, in [profile x]",
    ],
  ])("is refused: %s", async (_title, credentials, config, message) => {
    const failure = await failureOf(() => placeIn(credentials, config));
    expect(failure).toMatchObject({ code: "split-key" });
    expect(failure.message).toBe(
      `${message}; awsmfa changes a key only where it stands whole and once`,
    );
  });

  it("is told for both files", () => {
    const files = readAwsFiles(keySection("profile x"), JANE + keySection("y", "AKIA0"));
    expect(sectionsWithKey(files, OLD)).toEqual(["jane", "profile x"]);
  });
});

describe("the next key", () => {
  it.each([
    ["a plain file", JANE],
    ["a comment at the end", `${JANE}# the end`],
    ["ends of lines of Windows", `# mine\r\n${JANE.replaceAll("\n", "\r\n")}`],
    ["a profile below", `${JANE}\n\n${keySection("x", "AKIA0")}`],
    ["two profiles with the key", `${keySection("default")}; old\n${JANE}`],
    [
      "other settings and comments",
      `[jane]\n# spring\naws_access_key_id=${OLD}\nregion = us-east-1\naws_secret_access_key: ${EXAMPLE_KEY.secret}\n# end\n`,
    ],
  ])("comes and goes, and nothing else has changed: %s", (_title, text) => {
    const place = placeIn(text);
    const with1 = withNext(text, place, NEW);
    expect(with1.startsWith(text)).toBe(true);
    expect(nextKey(with1, place)).toEqual(NEW);
    expect(withoutNext(with1, place)).toBe(text);
  });

  it("stands at the end, with our mark", () => {
    expect(withNext(JANE, placeIn(JANE), NEW)).toBe(`${JANE}\n${NEXT}`);
  });

  it.each([
    ["a plain file", JANE],
    ["ends of lines of Windows", `# mine\r\n${JANE.replaceAll("\n", "\r\n")}`],
    [
      "two profiles with the key",
      `${keySection("default")}; old\n${JANE}${keySection("x", "AKIA0").replace(EXAMPLE_KEY.secret, "other")}`,
    ],
    [
      "other settings and comments",
      `[jane]\n# spring\naws_access_key_id=${OLD}\nregion = us-east-1\naws_secret_access_key=${EXAMPLE_KEY.secret}\n# end\n`,
    ],
  ])("takes the place of the old one in one write: %s", (_title, text) => {
    const place = placeIn(text);
    const after = withSwapped(withNext(text, place, NEW), place, NEW);
    expect(after?.replaceAll(" = ", "=")).toBe(swapped(text).replaceAll(" = ", "="));
  });

  it("does so in the config file", () => {
    const text = `${keySection("profile jane")}region = eu-west-1\n`;
    const place = placeIn("", text);
    const waiting = withNext(text, place, NEW);
    expect(waiting).toContain("\n[profile jane-next]\n");
    expect(withSwapped(waiting, place, NEW)).toBe(swapped(text));
  });

  it.each([
    [
      "somebody else's section",
      keySection("jane-next", "AKIA0"),
      "[jane-next], where the next key of jane would be kept, was not written by awsmfa",
    ],
    [
      "one for another profile",
      NEXT.replace("of = jane", "of = joe"),
      "[jane-next], where the next key of jane would be kept, was not written by awsmfa",
    ],
    [
      "one that is not whole",
      NEXT.replace(/aws_secret.*\n/, ""),
      "[jane-next] is to hold the next key of jane, and does not hold it whole",
    ],
  ])("is not put over %s", async (_title, section, message) => {
    const text = JANE + section;
    const failure = await failureOf(() => withNext(text, placeIn(text), NEW));
    expect(failure).toMatchObject({ code: "foreign-section", message });
  });

  it("does not take the place of a key that another program has put there", async () => {
    const text = keySection("jane", "AKIA0");
    const failure = await failureOf(() => withSwapped(text, placeIn(JANE), NEW));
    expect(failure).toMatchObject({
      code: "rotation-stopped",
      message: "another program has changed the key of jane meanwhile",
    });
  });
});
