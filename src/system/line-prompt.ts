/** The door to `@inquirer/core`: a line that is typed, with a line below it for what goes on meanwhile. */
import {
  createPrompt,
  isEnterKey,
  isTabKey,
  makeTheme,
  useEffect,
  useKeypress,
  useState,
} from "@inquirer/core";
import { shown } from "../errors.ts";
import type { LineQuestion } from "../ports-terminal.ts";

/** As the library's own prompt for a line, without a default, a prefix and a spinner. The message is one that can be shown: its picture has colours. */
export const linePrompt = createPrompt<string, Omit<LineQuestion, "signal">>(
  ({ message, check, below }, done) => {
    const { style } = makeTheme();
    const [isChecking, setChecking] = useState(false);
    const [value, setValue] = useState("");
    const [objection, setObjection] = useState<string>();
    const [news, setNews] = useState<string>();
    useEffect(() => below?.watch(setNews), []);
    useKeypress(async (key, readline) => {
      if (isChecking) return;
      if (!isEnterKey(key)) {
        // No digit of a code is a tab.
        if (isTabKey(key)) readline.clearLine(0);
        if (isTabKey(key)) readline.write(value);
        setValue(readline.line);
        return setObjection(undefined);
      }
      setChecking(true);
      const wrong = await check(value);
      if (wrong === undefined) return done(value);
      // Readline has cleared its line: it is to be corrected, not typed anew.
      readline.write(value);
      setObjection(wrong);
      setChecking(false);
    });
    const lines = [objection && style.error(shown(objection)), news && style.help(shown(news))];
    return [`${message} ${value}`, lines.filter(Boolean).join("\n")];
  },
);
