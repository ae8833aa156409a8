/** Codes that are computed from a stored TOTP secret. */
import { deviceLabel } from "../aws/arn.ts";
import { AwsmfaError } from "../errors.ts";
import type { SecretStore } from "../secrets/secret-store.ts";
import { type StoredSecret, storedSecrets } from "../secrets/stored-secrets.ts";
import { type TotpSecret, stepAt } from "../secrets/totp-secret.ts";
import { typed } from "../words/typed.ts";
import type { CodeAnswer, CodePorts, CodeRequest, CodeSource, NoCode } from "./code-source.ts";
import { untilNextStep } from "./next-step.ts";

/** How many codes of one secret AWS may refuse: the first may have been of a wrong clock or used by another program. */
const TRIES = 2;

/** What the obstacle is then. */
export const STORED_REFUSED = "AWS refused the codes of the stored secret";

/** The source `stored`: the code of this moment by AWS's clock, or of the next one that AWS has not seen. */
export const stored: CodeSource = {
  name: "stored",
  unattended: true,
  asks: false,
  stands: (_settings, isStored) => isStored,
  async obstacle({ serial, refusedFrom = [] }, ports) {
    if (refusedFrom.filter((name) => name === "stored").length >= TRIES) return STORED_REFUSED;
    const secrets = await listed(ports);
    if (typeof secrets === "string") return secrets;
    if (secrets.length === 0) return "no secret is stored";
    // Whose secret it takes shows when the device has been looked up.
    if (serial === undefined) return undefined;
    const secret = secrets.find((each) => each.serial === serial);
    if (secret === undefined) return `no secret is stored for ${deviceLabel(serial)}`;
    return (await opened(secret, ports)).obstacle();
  },
  async code(request, ports) {
    const secret = await secretFor(request, ports);
    if (!("base32" in secret)) return secret;
    if (secret.digits !== 6)
      return {
        reason: `the stored secret makes codes of ${secret.digits} digits; AWS takes six`,
        hint: addHint(request),
      };
    return unspentCode(secret, request, ports);
  },
};

/** That the list cannot be read is no end either. */
async function listed(ports: CodePorts): Promise<readonly StoredSecret[] | string> {
  try {
    return await storedSecrets(ports);
  } catch (error) {
    if (error instanceof AwsmfaError) return error.message;
    throw error;
  }
}

async function secretFor(request: CodeRequest, ports: CodePorts): Promise<TotpSecret | NoCode> {
  const { serial, opened: known } = request;
  const secret = known.get(serial) ?? (await found(request, ports));
  known.set(serial, secret);
  return secret;
}

async function found(request: CodeRequest, ports: CodePorts): Promise<TotpSecret | NoCode> {
  const { serial } = request;
  const entry = (await storedSecrets(ports)).find((each) => each.serial === serial);
  const secret = entry === undefined ? undefined : await opening(entry, ports);
  const reason = `no secret of ${deviceLabel(serial)} is in the store any more`;
  return secret ?? { reason, hint: addHint(request) };
}

async function opened({ store }: StoredSecret, ports: CodePorts): Promise<SecretStore> {
  const { SECRET_STORES } = await import("../secrets/secrets.ts");
  return SECRET_STORES[store].open(ports);
}

/** That a store does not open is no end: another source may have a code. */
async function opening(
  entry: StoredSecret,
  ports: CodePorts,
): Promise<TotpSecret | NoCode | undefined> {
  try {
    return await (await opened(entry, ports)).get(entry.serial);
  } catch (error) {
    if (!(error instanceof AwsmfaError) || error.code === "interrupted") throw error;
    const { message, hint } = error;
    return hint === undefined ? { reason: message } : { reason: message, hint };
  }
}

/** Waits until there is a code that AWS has not seen, and says so in the meantime. */
async function unspentCode(
  secret: TotpSecret,
  { objection, now, settings }: CodeRequest,
  ports: CodePorts,
): Promise<CodeAnswer> {
  const { codeOfStep } = await import("../secrets/one-time-code.ts");
  // AWS takes the code of the step after its own as well.
  const ahead = settings.get("awsmfa_code_ahead")?.trim().toLowerCase() === "true" ? 1 : 0;
  const say = (line: string): void => void ports.output.progress(line);
  try {
    for (;;) {
      const current = stepAt(secret, now());
      for (let step = current; step <= current + ahead; step += 1) {
        const code = codeOfStep(secret, step);
        if ((await objection(code, step)) === undefined) return { code, step };
      }
      await untilNextStep({ now, period: secret.period, say }, ports);
    }
  } finally {
    ports.output.progress(undefined);
  }
}

function addHint({ serial, profile }: CodeRequest): string {
  return `awsmfa secret add --profile ${typed(profile)} --serial ${typed(serial)}`;
}
