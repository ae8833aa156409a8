/** `awsmfa secret show`: a secret as URI and QR code, for a backup. */
import { deviceLabel } from "../../aws/arn.ts";
import { AwsmfaError } from "../../errors.ts";
import type { Context } from "../../ports.ts";
import { consents } from "../../secrets/consent.ts";
import { uriOf } from "../../secrets/otpauth.ts";
import { SECRET_STORES } from "../../secrets/secrets.ts";
import { lookAround } from "../../sessions/look.ts";
import { type DeviceOptions, storedSecretFor } from "../../sessions/secret-device.ts";
import type { CommonOptions, Told, View } from "../command.ts";

/** A secret in the open, or that it was not to be shown. */
export interface Shown {
  readonly serial: string;
  readonly uri?: string;
  /** The QR code, line by line. */
  readonly code?: readonly string[];
}

/** Asks, then opens it. Only for somebody who sees it: never into a file or a pipe. @throws AwsmfaError */
export async function run(
  options: CommonOptions & DeviceOptions,
  context: Context,
): Promise<Shown> {
  if (!context.output.dataIsTerminal)
    throw new AwsmfaError(
      "usage",
      "a secret is shown on a terminal only",
      "run it without a pipe or a redirection",
    );
  const situation = await lookAround(context);
  const question = "Show the secret of which profile?";
  const { serial, store } = await storedSecretFor(options, situation, context, question);
  const kind = SECRET_STORES[store];
  const agreed = await consents(
    {
      message: `Show the secret of ${deviceLabel(serial)} on this screen? Whoever sees it can make its codes.`,
      yes: "yes, show it",
      what: "showing a secret",
    },
    context.terminal,
  );
  if (!agreed) return { serial };
  const secret = await kind.open(context).get(serial);
  if (secret === undefined)
    throw new AwsmfaError(
      "no-secret",
      `${kind.label} has no secret of ${deviceLabel(serial)} any more`,
      "awsmfa secret add, with another backup of it",
    );
  const uri = uriOf(secret);
  return { serial, uri, code: await (await context.qr()).draw(uri) };
}

/** The QR code, and the URI below it. A light terminal would show the code the wrong way round. */
export function words({ serial, uri, code = [] }: Shown, { data, columns }: View): Told {
  if (uri === undefined) return { news: [`${deviceLabel(serial)} · not shown`] };
  const width = code[0]?.length ?? 0;
  if (width > columns)
    return {
      data: `${uri}\n`,
      warnings: [`awsmfa: warning: the QR code takes ${width} columns; there are ${columns}`],
    };
  return { data: [...code.map((line) => data("light", line)), uri, ""].join("\n") };
}

/** The URI, `null` if it was not to be shown. */
export function json({ serial, uri }: Shown): unknown {
  return { serial, uri: uri ?? null };
}
