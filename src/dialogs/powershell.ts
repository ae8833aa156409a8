/** A window by Windows PowerShell, which every Windows has (Windows Forms). Untested on a real Windows. */
import { win32 } from "node:path";
import { type Dialog, TITLE, wholeText } from "./dialog.ts";
import { answerBy } from "./shown.ts";
import { forPrograms } from "../profiles/for-programs.ts";

/** What the script exits with when the window was closed. */
const CANCELLED = 10;

/** The text comes by the environment, so that nothing in it is script. */
const SCRIPT = `
$ErrorActionPreference = 'Stop'
if (-not [Environment]::UserInteractive) { exit 11 }
Add-Type -AssemblyName System.Windows.Forms
[Console]::OutputEncoding = [Text.Encoding]::UTF8
$form = New-Object Windows.Forms.Form -Property @{ Text = '${TITLE}'; Width = 460; Height = 220; StartPosition = 'CenterScreen'; FormBorderStyle = 'FixedDialog'; MaximizeBox = $false; MinimizeBox = $false; TopMost = $true }
$label = New-Object Windows.Forms.Label -Property @{ Text = $env:AWSMFA_DIALOG_TEXT; UseMnemonic = $false; Left = 12; Top = 12; Width = 420; Height = 84 }
$box = New-Object Windows.Forms.TextBox -Property @{ Left = 12; Top = 104; Width = 420; UseSystemPasswordChar = ($env:AWSMFA_DIALOG_HIDDEN -eq '1') }
$ok = New-Object Windows.Forms.Button -Property @{ Text = 'OK'; Left = 276; Top = 140; DialogResult = 'OK' }
$cancel = New-Object Windows.Forms.Button -Property @{ Text = 'Cancel'; Left = 357; Top = 140; DialogResult = 'Cancel' }
$form.Controls.AddRange(@($label, $box, $ok, $cancel))
$form.AcceptButton = $ok
$form.CancelButton = $cancel
$form.Add_Shown({ $form.Activate(); $box.Select() })
if ($form.ShowDialog() -ne 'OK') { exit ${CANCELLED} }
[Console]::Out.WriteLine($box.Text)
`;

/** The dialog `powershell`. By its own path: nothing else of that name is started. */
export const powershell: Dialog = {
  name: "powershell",
  programs: (platform, environment) =>
    platform === "win32"
      ? [
          win32.join(
            environment["SystemRoot"] || String.raw`C:\Windows`,
            String.raw`System32\WindowsPowerShell\v1.0\powershell.exe`,
          ),
        ]
      : [],
  ask(program, question, ports) {
    const environment = {
      ...forPrograms(ports.environment),
      AWSMFA_DIALOG_TEXT: wholeText(question).replaceAll("\n", "\r\n"),
      AWSMFA_DIALOG_HIDDEN: question.hidden ? "1" : "0",
    };
    // Windows Forms takes a single-threaded apartment (about_PowerShell_exe, -Sta).
    const words = ["-NoLogo", "-NoProfile", "-NonInteractive", "-Sta", "-Command", SCRIPT];
    return answerBy(
      [program, ...words],
      question,
      ports,
      ({ status }) => (status === CANCELLED ? "cancelled" : "unopened"),
      { environment },
    );
  },
};
