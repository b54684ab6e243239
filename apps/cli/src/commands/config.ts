import { Command } from 'commander';
import { EXIT, InvalidSettings, loadConfig, SETTINGS, textOf } from '#libs/runtime';
import type { Environment, Setting } from '#libs/runtime';
import type { Outcome } from '../outcome.js';

interface ConfigOptions {
  readonly json?: true;
}

interface ShownSetting {
  readonly name: string;
  /** A secret shows that it is set, not what it is. */
  readonly value?: string;
  readonly default?: string;
  readonly set: boolean;
  readonly meaning: string;
  readonly allowed: string;
}

export function configCommand(outcome: Outcome): Command {
  return new Command('config')
    .description('list the settings, their defaults and what they are now')
    .option('--json', 'answer in JSON')
    .action(({ json }: ConfigOptions) => {
      const shown = SETTINGS.map((setting) => show(setting, process.env));
      console.log(json ? JSON.stringify(shown, undefined, 2) : table(shown));
      for (const problem of problemsOf(process.env)) {
        console.error(problem);
        outcome.code = EXIT.cannotRun;
      }
    });
}

function show(setting: Setting<unknown>, environment: Environment): ShownSetting {
  const found = textOf(setting, environment);
  const value = found && (setting.secret && found.given ? '(set, not shown)' : found.text);
  return {
    name: setting.name,
    ...(value === undefined ? {} : { value }),
    ...(setting.default === undefined ? {} : { default: setting.default }),
    set: found?.given ?? false,
    meaning: setting.meaning,
    allowed: setting.allowed,
  };
}

function table(settings: readonly ShownSetting[]): string {
  const rows = settings.map((setting) => [
    setting.name,
    setting.value ?? '-',
    setting.default ?? '-',
    setting.meaning,
  ]);
  const lines = [['setting', 'now', 'default', 'meaning'], ...rows];
  const widths = [0, 1, 2].map((column) =>
    Math.max(...lines.map((line) => line[column]?.length ?? 0)),
  );
  return lines
    .map((line) => line.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('  '))
    .join('\n');
}

function problemsOf(environment: Environment): readonly string[] {
  try {
    loadConfig(environment);
    return [];
  } catch (error) {
    if (error instanceof InvalidSettings) return error.problems;
    throw error;
  }
}
