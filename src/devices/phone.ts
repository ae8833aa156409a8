/** An authenticator app, mostly on a phone: it gets the secret from a QR code, and a person types its code. */
import { digitsOf } from "../codes/code-source.ts";
import { AwsmfaError } from "../errors.ts";
import { typed } from "../words/typed.ts";
import type { MakeAuthenticator, NewDevice } from "./authenticator.ts";
import { scannableUri } from "./labels.ts";
import { objectionToProof } from "./proof.ts";

/** How many of a terminal's 24 lines the QR code may take: the question and what is wrong with an answer stand below it. */
const LINES = 22;

/** What is typed to see the secret as text. */
const TEXT = "text";

/**
 * The QR code is part of the question, so it stands on the terminal itself, whatever stdout and stderr are, and
 * goes with the answer.
 */
export const phone: MakeAuthenticator = ({ png }, profile, { terminal, files, qr }) => {
  let written = false;
  /** A code that is the secret's, or that the text is wanted; `undefined` where it is given up. */
  const ask = async (
    { secret, now }: NewDevice,
    picture: readonly string[],
    message: string,
    textToo: boolean,
  ): Promise<string | undefined> =>
    terminal.line({
      picture,
      message,
      async check(answer) {
        const code = digitsOf(answer);
        if (code !== undefined) return objectionToProof(secret, code, now());
        return textToo && answer.trim() === TEXT ? undefined : "six digits, please";
      },
    });
  return {
    name: "phone",
    label: "the authenticator app",
    asks: true,
    async ready() {
      const nobody = await terminal.unusable();
      if (nobody !== undefined)
        throw new AwsmfaError(
          "no-terminal",
          `an authenticator app takes somebody who types its code, and nobody can be asked: ${nobody}`,
          `run it on a terminal, or: awsmfa device enroll --profile ${typed(profile.name)} --to stored`,
        );
      if (png === undefined) return;
      if ((await files.facts(png)) !== undefined)
        throw new AwsmfaError(
          "usage",
          `${png} (--png) is there already; the secret is written into a new file only`,
          "name another file, or remove it first",
        );
      await files.checkWritable(png);
    },
    async put({ secret }) {
      if (png === undefined) return;
      const picture = await (await qr()).picture(scannableUri(secret));
      written = true;
      // A file that came in between has its own mode, so it stays.
      await files.edit(png, (before) => before ?? picture, { durable: true });
    },
    async remove() {
      if (png !== undefined && written) await files.edit(png, () => undefined, { durable: true });
    },
    async prove(device) {
      const { secret } = device;
      const hint = `or type “${TEXT}” to see it as text`;
      const picture = png === undefined ? await (await qr()).draw(scannableUri(secret), LINES) : [];
      const message =
        png === undefined
          ? `Scan it, ${hint}. Code that the app shows then:`
          : `Scan the picture in ${png}, ${hint}.\nCode that the app shows then:`;
      let answer = await ask(device, picture, message, true);
      if (answer?.trim() === TEXT)
        answer = await ask(device, [], asText(secret.base32, secret.account ?? ""), false);
      if (answer === undefined)
        throw new AwsmfaError(
          "no-code",
          "no code was entered, so no device is enabled",
          `awsmfa device enroll --profile ${typed(profile.name)}`,
        );
    },
    settings: () => new Map(),
  };
};

function asText(base32: string, account: string): string {
  const groups = base32.match(/.{1,4}/g) ?? [];
  const lines = [groups.slice(0, 8), groups.slice(8)].map((line) => `  ${line.join(" ")}`);
  return [
    `The secret key of ${account}, for “enter a setup key” (time-based):`,
    ...lines,
    "Code that the app shows then:",
  ].join("\n");
}
