/** Exit statuses of the contract, by name. */
export const EXIT = {
  ok: 0,
  failure: 1,
  usage: 2,
  noSession: 3,
  refused: 4,
  noCode: 5,
  unreachable: 6,
  hangup: 129,
  interrupted: 130,
  terminated: 143,
} as const;
