import { expect, it } from "vitest";
import { ownersIn } from "../../src/system/peer.ts";

/** Whose connection it is, by the kernel's tables. */

// proc(5): the ports are hexadecimal; 0xD2F0 is 54000, 0x1F90 is 8080.
const TABLE = `  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
   0: 0100007F:1F90 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 1 1 0 100 0 0 10 0
   1: 0100007F:D2F0 0100007F:1F90 01 00000000:00000000 00:00000000 00000000  1000        0 2 1 0 20 4 30 10 -1
   2: 0100007F:1F90 0100007F:D2F0 01 00000000:00000000 00:00000000 00000000   501        0 3 1 0 20 4 30 10 -1
`;

it.each([
  ["the other end of a connection", 54_000, 8080, [1000]],
  ["our end", 8080, 54_000, [501]],
  ["one that is not there", 54_001, 8080, []],
])("finds the user of %s", (_title, from, to, owners) =>
  expect(ownersIn(TABLE, from, to)).toEqual(owners),
);
