/** The table of secret stores. */
import { AwsmfaError } from "../errors.ts";
import { ageStore } from "./age-store.ts";
import { keychainStore } from "./keychain-store.ts";
import { secretOf, uriOf } from "./otpauth.ts";
import {
  STORE_NAMES,
  type SecretStore,
  type StoreKind,
  type StoreName,
  type StorePorts,
  type TextKind,
} from "./secret-store.ts";

/** Every store. */
export const SECRET_STORES: Readonly<Record<StoreName, StoreKind>> = {
  keychain: forSecrets(keychainStore),
  age: forSecrets(ageStore),
};

const OTHER =
  "or use the other store:\nawsmfa secret add --store age keeps it in a file with a passphrase";

/** The store of a name. @throws AwsmfaError `usage` */
export function storeNamed(name: string): StoreKind {
  const known = STORE_NAMES.find((each) => each === name);
  if (known !== undefined) return SECRET_STORES[known];
  throw new AwsmfaError(
    "usage",
    `“${name}” (--store) is no store of secrets`,
    `stores: ${STORE_NAMES.join(", ")}`,
  );
}

function forSecrets(kind: TextKind): StoreKind {
  const open = (ports: StorePorts): SecretStore => {
    const texts = kind.texts(ports, OTHER);
    return {
      obstacle: () => texts.obstacle(),
      async get(serial) {
        const uri = await texts.get(serial);
        return uri === undefined ? undefined : secretOf(uri, kind.label);
      },
      put: (serial, secret) => texts.put(serial, uriOf(secret)),
      remove: (serial) => texts.remove(serial),
    };
  };
  return { ...kind, open };
}
