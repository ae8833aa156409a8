/** A secret store of this machine. */
import { AwsmfaError } from "../errors.ts";
import type { SecretStore, StoreKind } from "../secrets/secret-store.ts";
import {
  type StoredSecret,
  forgetStored,
  noteStored,
  storedSecrets,
} from "../secrets/stored-secrets.ts";
import { stepAt } from "../secrets/totp-secret.ts";
import { typed } from "../words/typed.ts";
import type { MakeAuthenticator } from "./authenticator.ts";
import { proveComputed } from "./proof.ts";

/** The store of `--store`, else the one that was used last, else the keychain. It has the secret before the device is enabled. */
export const stored: MakeAuthenticator = ({ store: option }, profile, context) => {
  let kind: StoreKind | undefined;
  let store: SecretStore | undefined;
  let before: StoredSecret | undefined;
  const opened = async (): Promise<{ store: SecretStore; kind: StoreKind }> => {
    const { storeNamed } = await import("../secrets/secrets.ts");
    const last = (await storedSecrets(context)).at(-1)?.store;
    kind ??= storeNamed(option ?? last ?? "keychain");
    store ??= kind.open(context);
    return { store, kind };
  };
  return {
    name: "stored",
    label: `the secret store${option === undefined ? "" : ` (${option})`}`,
    asks: false,
    async ready() {
      const { store: open } = await opened();
      // Whatever is asked for it: the store opens, or nothing is begun.
      await open.get("-").catch((error: unknown) => {
        throw hereHint(error, profile.name);
      });
    },
    async put({ serial, secret }) {
      const open = await opened();
      before = (await storedSecrets(context)).find((each) => each.serial === serial);
      await open.store.put(serial, secret);
      await noteStored({ serial, store: open.kind.name, profile: profile.name }, context);
    },
    async remove({ serial }) {
      const open = await opened();
      await open.store.remove(serial);
      if (before === undefined || before.store === open.kind.name)
        await forgetStored(serial, context);
      else await noteStored(before, context);
    },
    async prove({ serial, secret, now }) {
      const open = await opened();
      const kept = await open.store.get(serial);
      const { codeOfStep } = await import("../secrets/one-time-code.ts");
      const at = now();
      const code = kept === undefined ? "" : codeOfStep(kept, stepAt(kept, at));
      await proveComputed(
        secret,
        code,
        at,
        () =>
          new AwsmfaError(
            "store-unusable",
            `${open.kind.label} did not keep the secret that it was given`,
            `try the other store: awsmfa device enroll --profile ${typed(profile.name)} --to stored --store ${open.kind.name === "age" ? "keychain" : "age"}`,
          ),
      );
    },
    settings: () => new Map(),
  };
};

/** The store's hint names the command that usually opens it. */
function hereHint(error: unknown, profile: string): unknown {
  if (!(error instanceof AwsmfaError) || error.hint === undefined) return error;
  const { code, message, hint, cause } = error;
  const command = `awsmfa device enroll --profile ${typed(profile)} --to stored`;
  return new AwsmfaError(code, message, hint.replace("awsmfa secret add", command), { cause });
}
