import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { csvKeys } from "../../src/profiles/csv-keys.ts";
import { EXAMPLE_KEY } from "../local-aws/example.ts";
import { failureOf } from "../support/context.ts";
import { OTHER_KEY } from "../support/keys.ts";

const [ID, SECRET] = [EXAMPLE_KEY.id, EXAMPLE_KEY.secret];
const BOM = "\u00ef\u00bb\u00bf";
const utf16 = (text: string): string => Buffer.from(`\ufeff${text}`, "utf16le").toString("latin1");
const KEY = { accessKeyId: ID, secretAccessKey: SECRET };
const OTHER = { accessKeyId: OTHER_KEY.id, secretAccessKey: OTHER_KEY.secret };
const PLAIN = `Access key ID,Secret access key\r\n${ID},${SECRET}\r\n`;

describe("the keys of a CSV file", () => {
  it.each<[title: string, text: string, user?: string]>([
    ["as the console gives it for a new key", `${BOM}${PLAIN}`],
    ["without a byte order mark", PLAIN],
    ["with ends of lines as Unix has them", PLAIN.replaceAll("\r", "")],
    ["without an end of the last line", PLAIN.trimEnd()],
    ["with empty lines", `\r\n${PLAIN}\r\n\r\n`],
    [
      "as the console gave it for a new user",
      `User name,Password,Access key ID,Secret access key,Console login link\r\njane,,${ID},${SECRET},https://123456789012.signin.aws.amazon.com/console\r\n`,
      "jane",
    ],
    [
      "as the CLI wants it",
      `User Name,Access key ID,Secret access key\n"jane","${ID}","${SECRET}"\n`,
      "jane",
    ],
    [
      "in another order",
      `Secret access key,Access key ID,User name\n${SECRET},${ID},mfa.user\n`,
      "mfa.user",
    ],
    ["in another case", `ACCESS KEY ID,secret ACCESS key,username\n${ID},${SECRET},jane`, "jane"],
    [
      "with names as IAM has them",
      `UserName,AccessKeyId,SecretAccessKey\njane,${ID},${SECRET}`,
      "jane",
    ],
    [
      "with a comma in a field",
      `Access key ID,Secret access key,User name,Note\n${ID},${SECRET},jane,"a, b\n""c"""\n`,
      "jane",
    ],
    ["with blanks around fields", ` Access key ID , Secret access key \n ${ID} , ${SECRET} \n`],
    [
      "with too few and too many fields",
      `Access key ID,Secret access key,User name\n${ID},${SECRET}\n`,
    ],
    ["with more fields than columns", `Access key ID,Secret access key\n${ID},${SECRET},,,\n`],
    ["in UTF-16, as spreadsheets save it", utf16(PLAIN)],
  ])("%s", (_title, text, user) => {
    expect(csvKeys(text, "keys.csv")).toEqual([{ credentials: KEY, user }]);
  });

  it("are several, with names in UTF-8", () => {
    const name = Buffer.from("jürgen").toString("latin1");
    const text = `User name,Access key ID,Secret access key\n${name},${ID},${SECRET}\n,${OTHER.accessKeyId},${OTHER.secretAccessKey}\n`;
    expect(csvKeys(text, "")).toEqual([
      { credentials: KEY, user: "jürgen" },
      { credentials: OTHER, user: undefined },
    ]);
  });
});

describe("no keys", () => {
  it.each<[why: string, text: string]>([
    ["it has no column “Access key ID” and none “Secret access key”", ""],
    [
      "it has no column “Access key ID” and none “Secret access key”",
      "[default]\naws_access_key_id = x\n",
    ],
    ["it has no column “Secret access key”", `Access key ID\n${ID}\n`],
    ["it has no column “Access key ID”", `Secret access key\n${SECRET}\n`],
    ["there is no row below its header", "Access key ID,Secret access key\n"],
    [
      "the key is temporary; it takes the long-term key of an IAM user",
      PLAIN.replace("AKIA", "ASIA"),
    ],
    ["the access key id does not look like AKIA…", PLAIN.replace("AKIA", "BKIA")],
    ["the secret has not the 40 characters of one", PLAIN.replace("wJalr", "wJal")],
    ["the secret in row 2 has not the 40 characters of one", `${PLAIN}${ID},short\n`],
    ["a quote is never closed", `Access key ID,Secret access key\n"${ID},${SECRET}\n`],
    ["something follows a closing quote", `Access key ID,Secret access key\n"${ID}"x,${SECRET}\n`],
    [
      "a quote stands in the middle of a field",
      `Access key ID,Secret access key\n${ID},wJ"alr"XUtn\n`,
    ],
  ])("%s", async (why, text) => {
    const failure = await failureOf(() => csvKeys(text, "keys.csv"));
    expect(failure).toEqual({
      code: "bad-csv",
      message: `keys.csv is no CSV file with access keys: ${why}`,
      hint: "take the file that the console offers where it makes a key: “Download .csv file”",
    });
    expect(failure.message).not.toContain("wJ");
  });
});

const field = fc.string({ unit: "binary", maxLength: 12 });

describe("any file", () => {
  it("gives keys or an error of the catalogue that quotes no secret", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.oneof(
            field,
            fc.constantFrom(",", "\n", '"', "Access key ID", "Secret access key", ID, SECRET),
          ),
          { maxLength: 20 },
        ),
        async (parts) => {
          const text = Buffer.from(parts.join("")).toString("latin1");
          try {
            for (const { credentials } of csvKeys(text, "f"))
              expect(credentials.secretAccessKey).toHaveLength(40);
          } catch (error) {
            const { code, message } = await failureOf(() => Promise.reject(error));
            expect([code, message.includes(SECRET)]).toEqual(["bad-csv", false]);
          }
        },
      ),
    );
  });

  it("that is quoted as RFC 4180 says gives back what was put in, in whatever order", () => {
    const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;
    const users = fc.stringMatching(/^[\w+=,.@-]{1,20}$/);
    fc.assert(
      fc.property(
        users,
        field,
        fc.shuffledSubarray(["user", "id", "secret", "note"], { minLength: 4 }),
        fc.constantFrom("\n", "\r\n"),
        (user, note, order, end) => {
          const titles = {
            user: "User name",
            id: "Access key ID",
            secret: "Secret access key",
            note: "Note",
          };
          const values = { user, id: ID, secret: SECRET, note };
          const row = (cells: Readonly<Record<string, string>>): string =>
            order.map((name) => quoted(cells[name] ?? "")).join(",");
          const text = Buffer.from(`${row(titles)}${end}${row(values)}${end}`).toString("latin1");
          expect(csvKeys(text, "f")).toEqual([{ credentials: KEY, user }]);
        },
      ),
    );
  });
});
