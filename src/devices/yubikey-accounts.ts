/** Accounts put on a YubiKey and taken off it, by the same contract with ykman that fetches codes. */
import type { CodePorts, KnownYubiKey, NoCode } from "../codes/code-source.ts";
import { makeNotice } from "../codes/notice.ts";
import { type AccountNames, addWords, removeWords } from "../codes/ykman.ts";
import type { YkmanFailure } from "../codes/ykman-failures.ts";
import { accountsIn } from "../codes/yubikey-accounts.ts";
import { computeCode } from "../codes/yubikey-code.ts";
import { type KeySearch, findKey } from "../codes/yubikey-find.ts";
import { listAccounts } from "../codes/yubikey-password.ts";
import { type Printed, ask } from "../codes/yubikey-try.ts";
import { AwsmfaError } from "../errors.ts";
import type { Profile } from "../profiles/profile.ts";

/** The accounts on one YubiKey. All throw AwsmfaError `yubikey-failed`. */
export interface KeyAccounts {
  /** The key's serial number, where there were several keys to choose from. */
  readonly serial: string | undefined;
  /** The ids, `issuer:name`, when it was opened. */
  readonly ids: readonly string[];
  /** Adds an account that takes a touch. @param replace whether there is one of that id, which goes */
  add(secret: string, names: AccountNames, replace: boolean): Promise<void>;
  /** The code of an account, once the key is touched. */
  code(id: string): Promise<string>;
  remove(id: string): Promise<void>;
}

/** Finds the key, by the profile or by asking which, and asks for its password if it has one. */
export async function openKey(profile: Profile, ports: CodePorts): Promise<KeyAccounts> {
  const known: KnownYubiKey = {};
  const request = { profile: profile.name, settings: profile.settings, serial: undefined };
  const asking: KeySearch = { request, ports, known };
  const ykman = had(await findKey(asking));
  if (ykman.version[0] < 4)
    throw failed({
      reason: "this ykman is too old to put a secret on a YubiKey",
      hint: "install version 4 or later of ykman",
    });
  const ids = accountsIn(had(await listAccounts(asking, ykman)).stdout);
  const must = async (words: readonly string[], secret?: string): Promise<Printed> => {
    const { password } = known;
    return had(await ask(asking, ykman, { words, password, ...(secret && { secret }) }));
  };
  return {
    serial: known.several === true ? known.key : undefined,
    ids,
    add: async (secret, names, replace) => void (await must(addWords(names, replace), secret)),
    async code(account) {
      const notice = makeNotice(ports.output);
      return had(await computeCode({ ...asking, notice }, { ykman, account })).code;
    },
    remove: async (id) => void (await must(removeWords(id))),
  };
}

function had<T extends object>(answer: T): Exclude<T, YkmanFailure> {
  if ("reason" in answer && answer.reason !== undefined) throw failed(answer as T & YkmanFailure);
  return answer as Exclude<T, YkmanFailure>;
}

function failed({ reason, hint }: NoCode): AwsmfaError {
  return new AwsmfaError("yubikey-failed", reason, hint ?? "try it: ykman oath accounts list");
}
