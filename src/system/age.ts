/** The door to `age-encryption` (typage): files that the program age opens. */
import { Decrypter, Encrypter, armor } from "age-encryption";
import type { Age, AgeOpened } from "../ports-secrets.ts";

/**
 * Encrypts with the work factor that age itself uses (2^18, about a second): whoever has the file can try
 * passphrases as fast as this lets them.
 */
export const systemAge: Age = {
  async encrypt(passphrase, text) {
    const encrypter = new Encrypter();
    encrypter.setPassphrase(passphrase);
    return armor.encode(await encrypter.encrypt(text));
  },
  async decrypt(passphrase, file): Promise<AgeOpened> {
    const decrypter = new Decrypter();
    decrypter.addPassphrase(passphrase);
    try {
      return { text: await decrypter.decrypt(bytesOf(file), "text") };
    } catch (error) {
      return {
        wrong: /no identity matched/.test((error as Error).message) ? "passphrase" : "file",
      };
    }
  },
};

/** age writes binary files unless told otherwise. @throws Error for armour that is damaged */
function bytesOf(file: string): Uint8Array {
  return file.trimStart().startsWith("-----BEGIN AGE")
    ? armor.decode(file)
    : Uint8Array.from(Buffer.from(file, "latin1"));
}
