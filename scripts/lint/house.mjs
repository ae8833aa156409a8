// Rules of the house that the linter has no rule for.

/**
 * What is loaded when. `program.ts` loads a command when it is called for, so that `--help` does not load them all;
 * it and the commands are handed the context, and import its type only; `import()` names its file in plain quotes,
 * so that the other rules can see it.
 */
const lazy = {
  create(/** @type {any} */ context) {
    const isProgram = /[\\/]src[\\/]program[^\\/]*\.ts$/.test(context.filename);
    const isCommand = /[\\/]src[\\/]commands[\\/]/.test(context.filename);
    const report = (/** @type {any} */ node, /** @type {string} */ message) =>
      context.report({ node, message });

    const checkContext = (/** @type {any} */ node) => {
      if ((isProgram || isCommand) && /^[./]+\/context\.ts$/.test(node.source?.value)) {
        report(node, "The context is handed in: import its type only.");
      }
    };
    const checkStatic = (/** @type {any} */ node) => {
      if (node.importKind === "type" || node.exportKind === "type") return;
      checkContext(node);
      if (isProgram && node.source?.value.startsWith("./commands/")) {
        report(node, "A command is imported lazily: await import(…) in its row.");
      }
    };
    return {
      ImportDeclaration: checkStatic,
      ExportNamedDeclaration: checkStatic,
      ExportAllDeclaration: checkStatic,
      ImportExpression(/** @type {any} */ node) {
        checkContext(node);
        if (node.source.type !== "Literal")
          report(node, "import() names its file in plain quotes.");
      },
    };
  },
};

/** The file that may use `Date` for the calendar hands it an instant, so that it does not read the clock. */
const timeless = {
  create(/** @type {any} */ context) {
    const check = (/** @type {any} */ node) => {
      const isDate = node.callee.name === "Date" || node.callee.object?.name === "Date";
      if (!isDate || node.arguments.length > 0) return;
      context.report({ node, message: "The clock is handed in: give Date an instant." });
    };
    return { NewExpression: check, CallExpression: check };
  },
};

export default { meta: { name: "house" }, rules: { lazy, timeless } };
