import { Command } from 'commander';
import { createPool, openDatabase } from '#libs/database';
import { Ledger, refuseOlderLedger, rotateKey } from '#libs/ledger';
import type { RotatedKey } from '#libs/ledger';
import { loadConfig, signingKeyOf } from '#libs/runtime';
import { newOriginCommand } from './new-origin.js';

interface RotateOptions {
  readonly json?: true;
}

export function logCommand(): Command {
  return new Command('log')
    .description('work on the ledger as a log that is signed')
    .addCommand(rotateKeyCommand())
    .addCommand(newOriginCommand());
}

function rotateKeyCommand(): Command {
  return new Command('rotate-key')
    .description('announce a new signing key on the ledger, and let it sign beside the present one')
    .option('--json', 'answer in JSON')
    .addHelpText('after', HELP)
    .action(async ({ json }: RotateOptions) => {
      const rotated = await rotate();
      console.log(json ? JSON.stringify(rotated) : linesOf(rotated).join('\n'));
    });
}

const HELP = `
To be run where the worker has its key, which goes on running and takes the new key by itself. The
former key signs for thirty days more; keep its verifier key for ever, for what it has signed. Tell
whoever verifies the new one, by another way than the server.`;

async function rotate(): Promise<RotatedKey> {
  const config = loadConfig(process.env);
  const { dataDir, origin } = config;
  const signingKey = signingKeyOf(process.env);
  const database = await openDatabase(config);
  const url = database.url;
  const pool = createPool({ url, role: 'edict_app', applicationName: 'edict log' });
  const ledger = new Ledger(pool);
  try {
    await refuseOlderLedger(ledger, dataDir);
    const settings = { dataDir, ...(signingKey && { signingKey }), ...(origin && { origin }) };
    return await rotateKey(settings, ledger, pool, new Date());
  } finally {
    await ledger.close();
    await pool.end();
    await database.close();
  }
}

function linesOf({ key, former, formerSignUntil, position }: RotatedKey): readonly string[] {
  return [
    `A new key was announced at position ${position}; it signs from the next checkpoint on:`,
    `  ${key}`,
    `Until ${formerSignUntil} it signs beside the former:`,
    ...former.map((one) => `  ${one}`),
  ];
}
