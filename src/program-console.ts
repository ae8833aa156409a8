/** The part of the command tree that is about the AWS console. No logic. */
import type { Row } from "./program-row.ts";

/** Its rows. */
export const CONSOLE_ROWS: readonly Row[] = [
  {
    name: "console",
    summary: "open the AWS console as a role, or its sign-in page",
    examples: [
      ["awsmfa console --print", "the address, in place of the browser"],
      ["awsmfa console --print --service ec2", "that of a service's page"],
    ],
    options: (command) =>
      void command
        .option("--print", "print the address; a role's signs in whoever has it")
        .option("--service <NAME>", "the page of this service, such as ec2 or s3")
        .addHelpText("after", `\n${WITHOUT}`),
    load: () => import("./commands/console.ts"),
  },
];

const WITHOUT = `A profile with role_arn is signed in at once. AWS does not do that for the
session of a user: the page of the account is opened, where you sign in.`;
