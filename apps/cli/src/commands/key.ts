import { Command, Option } from 'commander';
import { isRole, KEYS_MAX, problemsOf, ROLES } from '#libs/access';
import type { KeyGrant, NewKey, Role, StoredKey } from '#libs/access';
import { isId, isTimestamp } from '#libs/governance';
import { CannotRun, EXIT } from '#libs/runtime';
import { withOffice } from '../keys/office.js';
import type { Outcome } from '../outcome.js';
import { signInCommand } from './key-sign-in.js';

/** Who acts where a command on the host does. */
const HOST = 'cli';

interface ListOptions {
  readonly json?: true;
}

interface CreateOptions extends ListOptions {
  readonly role: readonly Role[];
  readonly company?: readonly string[];
  readonly periodFrom?: Date;
  readonly periodTo?: Date;
  readonly usableFrom?: Date;
  readonly expires?: Date;
}

export function keyCommand(outcome: Outcome): Command {
  return new Command('key')
    .description('make, list and revoke the keys that let people and programs in')
    .addHelpText('after', HELP)
    .addCommand(createCommand())
    .addCommand(listCommand())
    .addCommand(revokeCommand(outcome))
    .addCommand(signInCommand(outcome));
}

const HELP = `
Reads the database itself, so it is for whoever rules the host: it needs no key, and helps where the
last one is lost. docs/roles.md says which role may do what.`;

function createCommand(): Command {
  return new Command('create')
    .description('make a key and print it: it is shown once and stored nowhere')
    .argument('<name>', 'for people: whose it is and what for')
    .addOption(new Option('--role <role...>', 'what for').argParser(roles).makeOptionMandatory())
    .addOption(new Option('--company <id...>', 'only these companies').argParser(companies))
    .addOption(new Option('--period-from <instant>', 'valid time asked about').argParser(instant))
    .addOption(new Option('--period-to <instant>', 'and up to when').argParser(instant))
    .addOption(new Option('--usable-from <instant>', 'when it begins').argParser(instant))
    .addOption(new Option('--expires <instant>', 'when it ends by itself').argParser(instant))
    .option('--json', 'answer in JSON')
    .addHelpText('after', CREATE_HELP)
    .action(async (name: string, options: CreateOptions) => {
      const grant = grantOf(name, options);
      const made = await withOffice(({ grants }) => grants.give(grant, HOST));
      if (made === undefined) throw new CannotRun(`There are ${KEYS_MAX} keys; revoke one.`);
      console.log(options.json ? JSON.stringify(made) : shown(made));
    });
}

const CREATE_HELP = `
Roles: ${ROLES.join(', ')}. A key of reader, auditor and exporter can be bounded to companies and to
a period of valid time. An auditor's key for half a year of one company:
  edict key create "Audit, first half" --role auditor --company bytedance
    --period-from 2026-01-01T00:00:00Z --period-to 2026-07-01T00:00:00Z --expires 2026-12-31T00:00:00Z`;

function listCommand(): Command {
  return new Command('list')
    .description('the keys that stand, oldest first, never themselves')
    .option('--json', 'answer in JSON')
    .action(async ({ json }: ListOptions) => {
      const keys = await withOffice((office) => office.keys.list());
      if (json) console.log(JSON.stringify({ items: keys }));
      else console.log(keys.length === 0 ? 'None.' : keys.map(lineOf).join('\n'));
    });
}

function revokeCommand(outcome: Outcome): Command {
  return new Command('revoke')
    .description('end a key: its next request is refused')
    .argument('<id>', 'the key, as "edict key list" shows it')
    .action(async (id: string) => {
      if (await withOffice(({ grants }) => grants.take(id, HOST))) {
        console.log(`Key ${id} lets nobody in any more.`);
        return;
      }
      console.error(`There is no key ${id}.`);
      outcome.code = EXIT.wrong;
    });
}

function grantOf(name: string, options: CreateOptions): KeyGrant {
  const { role, company, periodFrom: from, periodTo: to, usableFrom, expires } = options;
  const grant: KeyGrant = {
    name,
    roles: [...new Set(role)],
    ...(company && { companies: [...new Set(company)] }),
    ...((from ?? to) && { period: { ...(from && { from }), ...(to && { to }) } }),
    ...(usableFrom && { usableFrom }),
    ...(expires && { expiresAt: expires }),
  };
  const problems = problemsOf(grant, new Date());
  if (problems.length === 0) return grant;
  throw new CannotRun(problems.map(({ field, message }) => `${field} ${message}.`).join('\n'));
}

function roles(text: string, before: readonly Role[] = []): readonly Role[] {
  if (!isRole(text)) throw new CannotRun(`--role takes ${ROLES.join(', ')}, not "${text}".`);
  return [...before, text];
}

function companies(text: string, before: readonly string[] = []): readonly string[] {
  if (!isId(text)) throw new CannotRun(`--company takes the id of a company, not "${text}".`);
  return [...before, text];
}

function instant(text: string): Date {
  if (isTimestamp(text)) return new Date(text);
  throw new CannotRun(`"${text}" is not an instant such as 2026-12-31T00:00:00Z.`);
}

function shown({ id, key, roles: given }: NewKey): string {
  return `Key ${id} (${given.join(', ')}), shown only now:\n${key}`;
}

function lineOf({ id, name, roles: given, ...key }: StoredKey): string {
  const only = key.companies === undefined ? 'all companies' : key.companies.join(', ');
  const { from, to } = key.period ?? {};
  const period = [from && `from ${from.toISOString()}`, to && `to ${to.toISOString()}`];
  const parts = [
    given.join(', '),
    [only, ...period.filter((part) => part !== undefined)].join(' '),
    key.usableFrom && `usable from ${key.usableFrom.toISOString()}`,
    key.expiresAt && `expires ${key.expiresAt.toISOString()}`,
    key.lastUsedAt ? `last used ${key.lastUsedAt.toISOString()}` : 'never used',
    `made by ${key.createdBy} ${key.createdAt.toISOString()}`,
  ];
  return `${id}  ${name}: ${parts.filter((part) => part !== undefined).join('; ')}`;
}
