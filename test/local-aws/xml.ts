/** XML as the AWS Query protocol writes it, and just enough reading of it for tests. */

/** An element around text, which is escaped. */
export function leaf(name: string, text: string | number | boolean): string {
  return `<${name}>${escape(String(text))}</${name}>`;
}

/** An element around elements. */
export function branch(name: string, ...inner: readonly string[]): string {
  return `<${name}>${inner.join("")}</${name}>`;
}

/** The document of a granted call: `<XResponse><XResult>…`. */
export function resultDocument(
  action: string,
  namespace: string,
  result: string,
  requestId: string,
): string {
  const metadata = branch("ResponseMetadata", leaf("RequestId", requestId));
  return document(`${action}Response`, namespace, branch(`${action}Result`, result) + metadata);
}

/** The document of a refused call. */
export function errorDocument(
  namespace: string,
  error: { readonly code: string; readonly message: string },
  requestId: string,
): string {
  const inner = branch(
    "Error",
    leaf("Type", "Sender"),
    leaf("Code", error.code),
    leaf("Message", error.message),
  );
  return document("ErrorResponse", namespace, inner + leaf("RequestId", requestId));
}

/** The text of the first element of a name, or `undefined`; only for elements without attributes. */
export function textIn(xml: string, name: string): string | undefined {
  return textsIn(xml, name)[0];
}

/** What is inside each element of a name, unescaped; elements of one name must not be nested. */
export function textsIn(xml: string, name: string): string[] {
  return [...xml.matchAll(new RegExp(`<${name}>([^]*?)</${name}>`, "g"))].map((match) =>
    unescape(match[1] ?? ""),
  );
}

function document(root: string, namespace: string, inner: string): string {
  return `<${root} xmlns="${namespace}">${inner}</${root}>\n`;
}

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&apos;",
};

function escape(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
}

function unescape(text: string): string {
  return text.replace(
    /&(?:amp|lt|gt|quot|apos);/g,
    (entity) => Object.keys(ENTITIES).find((character) => ENTITIES[character] === entity) ?? entity,
  );
}
