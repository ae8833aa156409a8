/** The table of secret stores. */
import { AwsmfaError } from "../errors.ts";
import { ageStore } from "./age-store.ts";
import { keychainStore } from "./keychain-store.ts";
import { STORE_NAMES, type StoreKind, type StoreName } from "./secret-store.ts";

/** Every store. */
export const SECRET_STORES: Readonly<Record<StoreName, StoreKind>> = {
  keychain: keychainStore,
  age: ageStore,
};

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
