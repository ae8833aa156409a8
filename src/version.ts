/** Put in place by the build, from package.json. */
declare const AWSMFA_VERSION: string | undefined;

/** The program's version, such as `1.2.3`; `0.0.0-source` where the sources run without a build. */
export const version: string = typeof AWSMFA_VERSION === "string" ? AWSMFA_VERSION : "0.0.0-source";

/** What `--version` says. @param on the process that it is said by */
export function versionText(on: {
  readonly version: string;
  readonly platform: string;
  readonly arch: string;
}): string {
  return `awsmfa ${version} (Node ${on.version}, ${on.platform} ${on.arch})`;
}
