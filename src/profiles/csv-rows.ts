/** The door to csv-parse: the rows of a CSV file. Pure. */
import { CsvError, parse } from "csv-parse/sync";

/** The rows of a text, each a list of fields, empty lines left out; or why it is no CSV, as the end of a sentence (RFC 4180). @param text decoded; a byte order mark is passed over */
export function csvRows(
  text: string,
): { readonly rows: readonly (readonly string[])[] } | { readonly wrong: string } {
  try {
    const rows = parse(text, {
      bom: true,
      relaxColumnCount: true,
      skipEmptyLines: true,
      trim: true,
    });
    return { rows };
  } catch (error) {
    // Its messages quote the file, which holds secrets.
    if (error instanceof CsvError) return { wrong: WRONG[error.code] ?? "it is no CSV" };
    throw error;
  }
}

const WRONG: Readonly<Record<string, string>> = {
  CSV_QUOTE_NOT_CLOSED: "a quote is never closed",
  CSV_INVALID_CLOSING_QUOTE: "something follows a closing quote",
  INVALID_OPENING_QUOTE: "a quote stands in the middle of a field",
};
