/** Long-term access keys in the stores, each by its id. Loaded when one is needed. */
import type { Credentials } from "../ports-aws.ts";
import type { KeyStore } from "../profiles/key-source.ts";
import { keyDocument, keyIn } from "./key-document.ts";
import type { StorePorts, TextStore } from "./secret-store.ts";
import { SECRET_STORES } from "./secrets.ts";

/** A store of access keys. All but `obstacle` throw AwsmfaError `store-unusable`, and `interrupted` on Ctrl-C. */
export interface StoredKeys {
  /** As it is called in a sentence. */
  readonly label: string;
  /** Why it cannot be opened now, as the end of a sentence, or `undefined`. Asks nothing. */
  obstacle(): Promise<string | undefined>;
  /** The key of an id; `undefined` where there is none, or something else in its place. */
  get(id: string): Promise<Credentials | undefined>;
  put(key: Credentials): Promise<void>;
  /** Takes a key out. @returns whether there was one */
  remove(id: string): Promise<boolean>;
}

/** What another store is called, and where the key can be instead. */
const ELSEWHERE: Readonly<Record<KeyStore, string>> = {
  keychain: "the key can also be in a file with a passphrase: awsmfa key move --to age",
  age: "the key can also be in the keychain: awsmfa key move --to keychain",
};

/** What a store is called in a sentence. */
export function storeLabel(store: KeyStore): string {
  return SECRET_STORES[store].label;
}

/** The store of a name. */
export function storedKeys(store: KeyStore, ports: StorePorts): StoredKeys {
  const { label } = SECRET_STORES[store];
  const texts: TextStore = SECRET_STORES[store].texts(ports, ELSEWHERE[store]);
  return {
    label,
    obstacle: () => texts.obstacle(),
    async get(id) {
      const { key } = keyIn((await texts.get(id)) ?? "");
      return key?.accessKeyId === id ? key : undefined;
    },
    put: (key) => texts.put(key.accessKeyId, keyDocument(key)),
    remove: (id) => texts.remove(id),
  };
}
