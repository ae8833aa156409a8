/** A value as printf spells it, for shells that take it from there. */

/** What printf's format leaves alone and nobody minds: no `-`, which would begin an option. */
const HARMLESS = /[A-Za-z0-9_./]/;

/**
 * The command that prints a value, its UTF-8 bytes in octal (POSIX printf: `\` and three digits, in the
 * format), in back-quotes within double quotes. The shell that runs it takes line ends at its end away.
 */
export function spelt(value: string): string {
  const bytes = Array.from(new TextEncoder().encode(value), (byte) => {
    const character = String.fromCharCode(byte);
    return HARMLESS.test(character) ? character : `\\${byte.toString(8).padStart(3, "0")}`;
  });
  return `"\`printf '${bytes.join("")}'\`"`;
}
