/** The access keys in a CSV file of the AWS console: whatever columns it has, in any order and case. Pure. */
import { isLongTermKey, isTemporaryKey } from "../aws/access-keys.ts";
import { AwsmfaError } from "../errors.ts";
import type { FileText } from "../ports.ts";
import type { Credentials } from "../ports-aws.ts";
import { csvRows } from "./csv-rows.ts";

/** A row of the file with a key in it. */
export interface CsvKey {
  readonly credentials: Credentials;
  /** The name of the IAM user, if the file says it. */
  readonly user: string | undefined;
}

/** The columns as the console has named them: "Access key ID,Secret access key", with "User name" before. */
const COLUMNS = {
  id: /^accesskey(id)?$/,
  secret: /^secret(access)?key$/,
  user: /^user(name)?$/,
};
/** The length of a secret, and its characters. */
const SECRET = /^[\w/+=-]{40}$/;

/** Whether a text looks like the secret of an access key. */
export function isSecretKey(text: string): boolean {
  return SECRET.test(text);
}

/**
 * The keys of a file, one a row.
 * @param text its bytes; UTF-8 with or without a byte order mark, or UTF-16, as spreadsheets write it
 * @param from what the file is called in an error
 * @throws AwsmfaError `bad-csv`, which says where and why, and quotes nothing that may be a secret
 */
export function csvKeys(text: FileText, from: string): readonly CsvKey[] {
  const read = csvRows(decoded(text));
  if ("wrong" in read) throw bad(from, read.wrong);
  const [header, ...rows] = read.rows;
  const columns = columnsOf(header ?? [], from);
  if (rows.length === 0) throw bad(from, "there is no row below its header");
  return rows.map((row, at) =>
    keyOf(row, columns, rows.length === 1 ? "" : ` in row ${at + 1}`, from),
  );
}

type Columns = Readonly<Record<keyof typeof COLUMNS, number>>;

function columnsOf(header: readonly string[], from: string): Columns {
  const names = header.map((name) => name.toLowerCase().replace(/[^a-z]/g, ""));
  const find = (column: keyof typeof COLUMNS): number =>
    names.findIndex((name) => COLUMNS[column].test(name));
  const columns = { id: find("id"), secret: find("secret"), user: find("user") };
  const lacks = [
    ...(columns.id < 0 ? ["“Access key ID”"] : []),
    ...(columns.secret < 0 ? ["“Secret access key”"] : []),
  ];
  if (lacks.length > 0) throw bad(from, `it has no column ${lacks.join(" and none ")}`);
  return columns;
}

function keyOf(row: readonly string[], columns: Columns, where: string, from: string): CsvKey {
  const [id = "", secret = "", user = ""] = [columns.id, columns.secret, columns.user].map(
    (at) => row[at],
  );
  if (isTemporaryKey(id))
    throw bad(from, `the key${where} is temporary; it takes the long-term key of an IAM user`);
  if (!isLongTermKey(id)) throw bad(from, `the access key id${where} does not look like AKIA…`);
  if (!isSecretKey(secret)) throw bad(from, `the secret${where} has not the 40 characters of one`);
  return {
    credentials: { accessKeyId: id, secretAccessKey: secret },
    user: user === "" ? undefined : user,
  };
}

/** UTF-16 by its byte order mark, or by the zero that its first character has; else UTF-8. */
function decoded(text: FileText): string {
  const bytes = Uint8Array.from(text, (character) => character.charCodeAt(0));
  const little = text.startsWith("\u00ff\u00fe") || text.charCodeAt(1) === 0;
  const big = text.startsWith("\u00fe\u00ff") || text.charCodeAt(0) === 0;
  return new TextDecoder(big ? "utf-16be" : little ? "utf-16le" : "utf-8").decode(bytes);
}

function bad(from: string, why: string): AwsmfaError {
  return new AwsmfaError(
    "bad-csv",
    `${from} is no CSV file with access keys: ${why}`,
    "take the file that the console offers where it makes a key: “Download .csv file”",
  );
}
