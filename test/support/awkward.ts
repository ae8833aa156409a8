/** Values that try to become something else on their way into an environment. */
import fc from "fast-check";

/** Those of AWS's documentation, and what people have in their profiles. */
export const KEY = "AKIAIOSFODNN7EXAMPLE";
export const SECRET = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";
export const TOKEN = "FwoGZXIvYXdzEXAMPLE//////////wEaDH+x/y0=+a==";
export const TIME = "2030-01-01T00:00:00Z";
export const ORDINARY = [
  KEY,
  SECRET,
  TOKEN,
  TIME,
  "us-west-2",
  "https://localhost:4566/",
  "a b c",
  "50%,@x",
  "büro",
];

/** A name of each of these is in the folder of the tests, for patterns to find. */
export const FOUND = [
  "a",
  "b",
  "aZ",
  "ab",
  "ls",
  "V0='a';",
  "V9='aZ';",
  "040",
  "x y",
  "-n",
  "printf",
];

const BLANKS = ["", " ", "  ", "a  b", " a", "a ", " a  ", "\t", "a\tb", "0 1", " 1", "\t7"];
const LINES = [
  "\n",
  "a\n",
  "a\n\n\n",
  "\na",
  "a\n \nb",
  "a\nb",
  "x\n",
  "a\\\nb",
  "\n7f",
  "\nEND\n",
  "END",
];
const RETURNS = ["a\r\n", "\r", "a\rb"];
const WORDS = [
  "-n -e -- -v_x -v* -* -_- ~ ~root a:~ a_~_~root =ls =nosuchcommand a_=ls_=nosuchcommand =x",
  "* ? [a-z]* [ a[b [!a] [a] a* **_* ** /* {a,b} a{1..3} @(a|b) +(a) !(a) a#b #_a a^b a~b <1-9> ! !! !ls a!b!",
  "' '' 'a' \" \"\" it's it's_\"it\" a\"b' \\ \\\\ a\\ a\\\\ \\' \\\" \\n \\040 \\c C:\\new\\table \\\\host\\share",
  "% %% %s %d_x %_ %PATH% %self $HOME ${HOME} $$ $(echo_a) $'a' $env:PATH (echo_a) `echo_a` `n $(id)",
  '; a;_false; a_&&_b_||_c a_&_b (a) <a_>b a_|_b ^ ^^ ^& , a=b = @ : "a"_&_b #{a} <<EOF null true 0x10 1e3',
].flatMap((line) => line.split(" ").map((word) => word.replaceAll("_", " ")));
const UNICODE = [
  "é",
  "ā È ё",
  "日本語",
  "🔑",
  "🔑 \t🔑",
  "e\u0301",
  "\u00a0",
  "a\u3000b",
  "\u202ea",
  "\ufeff",
  "\u2028\u2029",
  "‘a’ ‚b‛ “c”",
  "\ue000\uf600\uf6ff",
  "\u0001\u0007\u007f\u0080\u0085\u009f",
  "\u001b[31m",
  "\u0001a",
];
const BYTES = Array.from({ length: 255 }, (_, index) => String.fromCharCode(index + 1));

/** What is known to bite. */
export const AWKWARD: readonly string[] = [
  ...ORDINARY,
  ...BLANKS,
  ...LINES,
  ...RETURNS,
  ...WORDS,
  ...UNICODE,
];

/** That, and each character up to U+00FF by itself and between others. */
export const ALL: readonly string[] = [
  ...AWKWARD,
  ...BYTES,
  ...BYTES.map((character) => `a${character}b`),
  BYTES.join(""),
];

/** Those without a line end of any kind. */
export const IN_A_LINE = ALL.filter((value) => !/[\r\n]/.test(value));

/** Environments of whatever there is, without NUL. */
export function anyEnvironment(): fc.Arbitrary<string[]> {
  const nasty = fc.constantFrom(..." \t\n\r'\"\\`$*?[]{}()~=!#%&;|<>^-,x0é🔑’");
  const value = fc.oneof(
    fc.string({ unit: nasty, maxLength: 12 }),
    fc.string({ unit: "grapheme", maxLength: 12 }),
    fc.string({ unit: "binary-ascii", maxLength: 12 }),
  );
  return fc.array(
    value.map((text) => text.replaceAll("\0", "")),
    { minLength: 1, maxLength: 200, size: "max" },
  );
}
