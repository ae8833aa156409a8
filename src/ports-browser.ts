/** The browser of whoever sits at this machine: types only, as in `ports.ts`. */

/** Opens addresses. Methods throw AwsmfaError `no-browser`. */
export interface Browser {
  /** Why none can be opened, as the end of a sentence ("there is no display"), or `undefined` as far as can be told. */
  obstacle(): string | undefined;
  /** Opens an address that anybody may see: other users of the machine see what programs are started with. */
  open(address: string): Promise<void>;
  /**
   * Opens an address that is a secret. The browser is started with another one, on this machine, that sends it
   * on once and only the user's own; the promise is kept when it has come for it.
   */
  openSecret(address: string): Promise<void>;
}
