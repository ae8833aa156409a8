/** Exit statuses of the contract, by name. */
export const EXIT = {
  ok: 0,
  failure: 1,
  usage: 2,
  noSession: 3,
  refused: 4,
  noCode: 5,
  unreachable: 6,
  /** Of `exec`, which else has the status of its command; as in a shell, `env` and `timeout`. */
  ownFailure: 125,
  notExecutable: 126,
  notFound: 127,
  hangup: 129,
  interrupted: 130,
  terminated: 143,
} as const;
