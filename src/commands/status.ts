/** `awsmfa status`: every profile with its device and its session. Nothing is looked up at AWS. */
import { deviceLabel } from "../aws/arn.ts";
import { shown } from "../errors.ts";
import type { Context } from "../ports.ts";
import { profileNamed, profileNames } from "../profiles/profile.ts";
import { chooseProfile } from "../profiles/choose.ts";
import { NEXT_OF } from "../profiles/next-mark.ts";
import { MIN_REMAINING, secondsLeft } from "../sessions/fresh.ts";
import { promptWord } from "../sessions/prompt-word.ts";
import type { Session } from "../sessions/session.ts";
import { freshness, sessionChoices } from "../sessions/choices.ts";
import { lookAround } from "../sessions/look.ts";
import { storedSecrets } from "../secrets/stored-secrets.ts";
import type { Situation } from "../sessions/situation.ts";
import { sessionValue, standing } from "../sessions/words.ts";
import { wordsOfSeconds } from "../words/durations.ts";
import { localTime } from "../words/instants.ts";
import { tableLines } from "../words/table.ts";
import type { CommonOptions, Told, View } from "./command.ts";
import { type Row, rowsOf } from "../sessions/rows.ts";

/** Options of `status`. */
export interface StatusOptions extends CommonOptions {
  /** `--prompt`: one short word for a shell prompt. */
  readonly prompt: boolean;
}

/** All of it. */
export interface Status {
  readonly rows: readonly Row[];
  readonly situation: Pick<Situation, "now" | "clockOffset">;
  /** The word for `--prompt`, if that was wanted. */
  readonly word: string | undefined;
}

/** Gathers what is known. @throws AwsmfaError `file-unreadable`, `unknown-profile` for `--profile`; never with `--prompt` */
export async function run(options: StatusOptions, context: Context): Promise<Status> {
  if (options.prompt) return forPrompt(options, context);
  const situation = await lookAround(context);
  const ours = new Set(sessionChoices(situation).map(({ name }) => name));
  const wanted =
    options.profile === undefined ? undefined : namedProfile(options.profile, situation);
  const names = profileNames(situation.files).filter(
    (name) => !ours.has(name) && (wanted === undefined || wanted === name),
  );
  const profiles = names
    .flatMap((name) => profileNamed(situation.files, name) ?? [])
    .filter(({ name, settings }) => name === wanted || !settings.has(NEXT_OF));
  for (const session of situation.sessions)
    context.debug(`session [${session.name}]: ${freshness(session, situation)}`);
  const stored = await storedSecrets(context);
  const rows = rowsOf(profiles, situation, stored);
  return { rows, situation, word: undefined };
}

/** A prompt must never break: whatever is wrong, there is just nothing to show. */
async function forPrompt(options: StatusOptions, context: Context): Promise<Status> {
  try {
    const situation = await lookAround(context);
    return {
      rows: [],
      situation,
      word: promptWord(situation, options.profile, context.environment),
    };
  } catch {
    return { rows: [], situation: { now: 0, clockOffset: 0 }, word: "" };
  }
}

/** `--profile` may name one of our session profiles: it means its source. @throws AwsmfaError `unknown-profile` */
function namedProfile(option: string, situation: Situation): string | undefined {
  const chosen = chooseProfile({
    option,
    environment: {},
    files: situation.files,
    sessions: sessionChoices(situation),
  });
  return "name" in chosen ? chosen.name : undefined;
}

/** The table for people, or the one word for a shell prompt. */
export function words({ rows, situation, word }: Status, view: View): Told {
  if (word !== undefined) return { data: word === "" ? "" : `${word}\n` };
  if (rows.length === 0)
    return { news: ["no profiles yet; put an access key in place: aws configure"] };
  const header = ["PROFILE", "DEVICE", "CODE FROM", "SESSION"].map((title) =>
    view.data("dim", title),
  );
  const lines = tableLines([header, ...rows.map((row) => cells(row, situation, view))]);
  return { data: shown(lines.map((line) => `${line}\n`).join("")) };
}

function cells(row: Row, situation: Status["situation"], view: View): string[] {
  const { profile, codeFrom, session, role } = row;
  const tree = role === undefined || role.depth === 0 ? "" : `${"  ".repeat(role.depth - 1)}└ `;
  return [
    role === undefined ? profile : `${tree}${profile} (role)`,
    deviceCell(row, view),
    codeFrom ?? "–",
    session === undefined ? "–" : sessionCell(session, row.fresh, situation, view),
  ];
}

/** A role takes the code of the profile that assumes it. */
function deviceCell({ serial, role }: Row, { data }: View): string {
  if (role !== undefined && role.depth > 0) return "via the above";
  return serial === undefined ? data("dim", "not looked up") : deviceLabel(serial);
}

function sessionCell(
  session: Session,
  fresh: boolean,
  { now, clockOffset }: Status["situation"],
  { columns, data }: View,
): string {
  const left = secondsLeft(session, now);
  if (left <= 0) return data("wrong", "expired");
  const until = `until ${localTime(session.expires - clockOffset, now - clockOffset)}`;
  const bar =
    columns < 80
      ? ""
      : `${data(standing(left), barOf(left / ((session.expires - session.issued) / 1000)))}  `;
  const why = fresh || left < MIN_REMAINING ? "" : data("wrong", "  made with another access key");
  return `${bar}${wordsOfSeconds(left).padStart(11)}  ${until}${why}`;
}

/** Ten cells, full for what is left. @param share from 0 to 1 */
function barOf(share: number): string {
  const full = Math.max(0, Math.min(10, Math.round(share * 10)));
  return "█".repeat(full) + "░".repeat(10 - full);
}

/** Everything that the table shows, for programs. */
export function json({ rows, situation, word }: Status): unknown {
  if (word !== undefined) return { prompt: word };
  return {
    profiles: rows.map(({ profile, serial, codeFrom, session, fresh, role }) => ({
      profile,
      ...(role !== undefined && { role: role.arn, source: role.source ?? null }),
      serial: serial ?? null,
      codeFrom: codeFrom ?? null,
      session: session === undefined ? null : { ...sessionValue(session, situation.now), fresh },
    })),
  };
}
