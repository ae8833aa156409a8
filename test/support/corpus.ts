/** Files as people have them, each with what botocore reads in it (`test/fixtures/record.py`). */
import { readFileSync, readdirSync } from "node:fs";
import recorded from "../fixtures/botocore.json" with { type: "json" };
import type { Answer } from "./botocore.ts";

const FOLDER = new URL("../fixtures/files/", import.meta.url);

/** By name: the bytes, one character each, and botocore's answer, `null` where it refuses the file. */
export const CORPUS = readdirSync(FOLDER).map((name) => ({
  name,
  text: readFileSync(new URL(name, FOLDER), "latin1"),
  read: (recorded as unknown as Readonly<Record<string, Answer | null>>)[name],
}));
