/** A YubiKey, which makes a code when it is touched. */
import { AwsmfaError } from "../errors.ts";
import { consents } from "../secrets/consent.ts";
import type { MakeAuthenticator } from "./authenticator.ts";
import { oathId, oathNames } from "./labels.ts";
import { proveComputed } from "./proof.ts";
import type { KeyAccounts } from "./yubikey-accounts.ts";

/** By ykman: an account that takes a touch. */
export const yubikey: MakeAuthenticator = (_options, profile, context) => {
  let key: KeyAccounts | undefined;
  let names = { issuer: "", name: "" };
  let [replaces, put] = [false, false];
  const open = async (): Promise<KeyAccounts> => {
    const { openKey } = await import("./yubikey-accounts.ts");
    return (key ??= await openKey(profile, context));
  };
  return {
    name: "yubikey",
    label: "the YubiKey",
    asks: false,
    async ready(name, account) {
      if (context.terminal.forbidden)
        throw new AwsmfaError(
          "yubikey-failed",
          "the YubiKey wants to be touched, and --no-input says that nobody is there",
          "leave out --no-input",
        );
      names = oathNames(`${name}@${account}`);
      const id = oathId(names);
      replaces = (await open()).ids.includes(id);
      if (!replaces) return;
      const agreed = await consents(
        {
          message: `The YubiKey has an account “${id}” already. Replace its secret? Its codes are lost then.`,
          yes: "yes, replace it",
          what: "replacing an account of the YubiKey",
        },
        context.terminal,
      );
      if (agreed) return;
      throw new AwsmfaError(
        "yubikey-failed",
        `the YubiKey has an account “${id}”, which stays`,
        "give the device another name: --name NAME",
      );
    },
    async put({ secret }) {
      const meant = oathNames(secret.account ?? "");
      // Another name than was looked for: what the key has of that one stays, and ykman refuses.
      if (oathId(meant) !== oathId(names)) [names, replaces] = [meant, false];
      await (await open()).add(secret.base32, names, replaces);
      put = true;
    },
    async remove() {
      if (put) await (await open()).remove(oathId(names));
    },
    async prove({ secret, now }) {
      const code = await (await open()).code(oathId(names));
      await proveComputed(
        secret,
        code,
        now(),
        () =>
          new AwsmfaError(
            "yubikey-failed",
            "the YubiKey's code is not that of the secret: its account is another one, or this machine's clock is off",
            "set this machine's clock: ykman makes codes by it",
          ),
      );
    },
    settings: () =>
      new Map([
        ["awsmfa_yubikey_account", oathId(names)],
        ...(key?.serial === undefined ? [] : [["awsmfa_yubikey_serial", key.serial] as const]),
      ]),
  };
};
