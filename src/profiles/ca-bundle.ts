/** The file of certificate authorities to trust in place of the built-in ones. */
import { AwsmfaError } from "../errors.ts";
import type { Environment, FileText } from "../ports.ts";
import { typed } from "../words/typed.ts";
import { withHome } from "./aws-paths.ts";
import type { Profile } from "./profile.ts";

/** Where the file is, and what named it: a variable, or `ca_bundle of work`. */
export interface CaBundle {
  readonly path: string;
  readonly by: string;
  /** How to name another. */
  readonly cure: string;
}

/**
 * The file, if one is named: by `AWS_CA_BUNDLE`, the profile's `ca_bundle`, or `REQUESTS_CA_BUNDLE`, in this
 * order, as in botocore (`endpoint.py`). A leading `~` is the home folder. An empty value is none: botocore
 * would then check no certificate at all.
 */
export function caBundleOf(
  { name, settings }: Profile,
  environment: Environment,
  home: string,
): CaBundle | undefined {
  const named: [string | undefined, string][] = [
    [environment["AWS_CA_BUNDLE"], "AWS_CA_BUNDLE"],
    [settings.get("ca_bundle"), `ca_bundle of ${name}`],
    [environment["REQUESTS_CA_BUNDLE"], "REQUESTS_CA_BUNDLE"],
  ];
  const [path, by] = named.find(([each]) => each) ?? [];
  if (!path || !by) return undefined;
  const cure = by.startsWith("ca_bundle")
    ? `aws configure set ca_bundle FILE.pem --profile ${typed(name)}`
    : `set ${by} to a file of certificates in PEM, or unset it`;
  return { path: withHome(path, home), by, cure };
}

/**
 * The certificates of the file.
 * @param text what the file holds; `undefined` if there is none
 * @throws AwsmfaError `bad-setting` where they are none: Node takes such a text without a word, trusts nobody
 * then, and every connection fails
 */
export function certificatesOf({ path, by, cure }: CaBundle, text: FileText | undefined): string {
  if (text === undefined)
    throw new AwsmfaError("bad-setting", `there is no file ${path}, which ${by} names`, cure);
  if (text.startsWith("\x30\x82"))
    throw new AwsmfaError(
      "bad-setting",
      `${path}, which ${by} names, is a certificate in DER; it takes PEM`,
      `openssl x509 -inform der -in ${typed(path)} -out ${typed(`${path}.pem`)}`,
    );
  const blocks = text.split(/^-----BEGIN (?:X509 |TRUSTED )?CERTIFICATE-----\s*$/m).slice(1);
  const whole = blocks.filter((block) => /^\s*MI[A-Za-z0-9+/=\s]+-----END /.test(block));
  if (blocks.length > 0 && whole.length === blocks.length) return text;
  const what = blocks.length === 0 ? "holds no certificate" : "holds a broken certificate";
  throw new AwsmfaError("bad-setting", `${path}, which ${by} names, ${what} in PEM`, cure);
}
