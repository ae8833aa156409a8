/** The accounts of a YubiKey, whose OATH application may have a password. */
import { askHidden, nobodyToAsk } from "../dialogs/person.ts";
import { type Asking, type Printed, ask, failure, inPlace } from "./yubikey-try.ts";
import { type Ykman, listWords, rememberLine } from "./ykman.ts";

/** How often the password is asked for. */
const TRIES = 3;

/**
 * What lists the accounts printed. A password that ykman remembers takes no question; else it is asked for, and kept
 * for this run.
 */
export async function listAccounts(attempt: Asking, ykman: Ykman): Promise<Printed> {
  const { ports, known } = attempt;
  const words = listWords(ykman);
  const listed = await ask(attempt, ykman, { words, password: known.password });
  if (listed.reason === undefined || listed.kind !== "locked") return listed;
  const nobody = await nobodyToAsk(ports);
  if (nobody !== undefined)
    return failure(
      `the YubiKey wants its OATH password, and nobody can be asked for it: ${nobody}`,
      `let ykman remember it: ${rememberLine(ykman)}`,
    );
  const had = await inPlace(attempt, () => askPassword(attempt, ykman, words));
  return had ?? failure("the YubiKey is not needed any more");
}

async function askPassword(
  attempt: Asking,
  ykman: Ykman,
  words: readonly string[],
): Promise<Printed> {
  const { ports, known, request } = attempt;
  const { signal, inItsPlace } = request;
  const back = inItsPlace === undefined ? "" : " (Enter alone: type the code)";
  const check = async (): Promise<undefined> => undefined;
  for (let tries = 0; tries < TRIES; tries += 1) {
    const wrong = tries === 0 ? "" : "wrong; ";
    const message = `${wrong}OATH password of the YubiKey${back}:`;
    const password = await askHidden({ message, check, ...(signal && { signal }) }, ports);
    if (!password) return failure("the YubiKey's OATH password was not given");
    const listed = await ask(attempt, ykman, { words, password });
    if (listed.reason !== undefined && listed.kind === "locked") continue;
    known.password = password;
    ports.output.news(`awsmfa: ykman can remember the password: ${rememberLine(ykman)}`);
    return listed;
  }
  return failure(
    `that was not the YubiKey's OATH password, ${TRIES} times`,
    "if ykman remembers an old one: ykman oath access forget",
  );
}
