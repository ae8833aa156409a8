/** A refusal as AWS words it: HTTP status, error code and message. */
export class Refusal extends Error {
  readonly status: number;
  readonly code: string;

  /**
   * @param status HTTP status, such as 403
   * @param code AWS's error code, such as `AccessDenied`
   * @param message AWS's text, blanks included
   */
  constructor(status: number, code: string, message: string) {
    super(message);
    this.status = status;
    this.code = code;
  }
}
