/** What one try of the YubiKey is made of, and the question that takes the place of another. */
import type { CodePorts, CodeRequest, KnownYubiKey, NoCode } from "./code-source.ts";
import type { Notice } from "./notice.ts";
import { type YkmanFailure, failureOf } from "./ykman-failures.ts";
import { type Call, LIMIT, type Ykman, runYkman } from "./ykman.ts";

/** Somebody who calls ykman: what is known, and where there are questions to put. */
export interface Asking {
  readonly request: Pick<CodeRequest, "signal" | "inItsPlace">;
  readonly ports: CodePorts;
  readonly known: KnownYubiKey;
}

/** A try: what is asked, what is known, and where it says what goes on. */
export interface Attempt extends Asking {
  readonly request: CodeRequest;
  readonly notice: Notice;
}

/** What a call printed, or why it failed. */
export type Printed = { readonly stdout: string; readonly reason?: never } | YkmanFailure;

/** A failure of no special kind. */
export function failure(reason: string, hint?: string): YkmanFailure {
  return { kind: "other", reason, ...(hint !== undefined && { hint }) };
}

/** Runs ykman on the YubiKey of the try. */
export async function ask(
  { request, ports, known }: Asking,
  ykman: Ykman,
  call: Pick<Call, "words" | "limit" | "told" | "password" | "secret">,
  signal: AbortSignal | undefined = request.signal,
): Promise<Printed> {
  const ended = await runYkman({ ykman, key: known.key, signal, ...call }, ports);
  const wrong = failureOf(ended, call.limit ?? LIMIT);
  if (wrong === undefined) return { stdout: ended.stdout };
  ports.debug(`YubiKey: ${wrong.reason}`);
  return wrong;
}

/** Puts a question: in the place of the one that stands beside, if one does. `undefined`: there was no more use for it. */
export function inPlace<T>(
  { request }: Asking,
  question: () => Promise<T>,
): Promise<T | undefined> {
  return request.inItsPlace === undefined ? question() : request.inItsPlace(question);
}

/** Has one of a list picked on the terminal. @param unpicked what is wrong where nobody can */
export async function picked(
  attempt: Asking,
  message: string,
  choices: readonly { readonly value: string; readonly label: string }[],
  unpicked: NoCode,
): Promise<string | YkmanFailure> {
  const { ports, request } = attempt;
  if ((await ports.terminal.unusable()) !== undefined) return { kind: "several", ...unpicked };
  const { signal } = request;
  const answer = await inPlace(attempt, () =>
    ports.terminal.pick({ message, choices, ...(signal && { signal }) }),
  );
  return answer ?? failure(`${unpicked.reason}, and none was picked`, unpicked.hint);
}
