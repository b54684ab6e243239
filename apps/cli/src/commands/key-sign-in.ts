import { Command } from 'commander';
import { SIGN_IN_LINK_GOOD_S, SIGN_IN_LINKS_MAX, signInAddress } from '#libs/access';
import type { SignInLink } from '#libs/access';
import { CannotRun, EXIT } from '#libs/runtime';
import type { Config } from '#libs/runtime';
import type { Office } from '../keys/office.js';
import { withOffice } from '../keys/office.js';
import type { Outcome } from '../outcome.js';

interface SignInOptions {
  readonly json?: true;
}

export function signInCommand(outcome: Outcome): Command {
  return new Command('sign-in')
    .description('make a link that signs a browser in as a key, once')
    .argument(
      '[id]',
      'the key, as "edict key list" shows it; else that of the settings, or the first',
    )
    .option('--json', 'answer in JSON')
    .addHelpText('after', HELP)
    .action(async (id: string | undefined, { json }: SignInOptions) => {
      const made = await withOffice((office) => linkOf(office, id));
      if (made === undefined) {
        console.error(
          id === undefined ? 'The first key is gone; name one.' : `There is no key ${id}.`,
        );
        outcome.code = EXIT.wrong;
        return;
      }
      console.log(json ? JSON.stringify(made) : made.url);
    });
}

const HELP = `
The link works once and for ${SIGN_IN_LINK_GOOD_S / 60} minutes. What the browser may do is what the key may; the session ends
with it. EDICT_PUBLIC_URL says where the browser finds Edict, else it is this machine and EDICT_PORT.`;

interface ShownLink {
  readonly url: string;
  readonly expiresAt: Date;
}

async function linkOf(office: Office, asked: string | undefined): Promise<ShownLink | undefined> {
  const { config, keys, standing, sessions } = office;
  const id = asked ?? (await keys.firstKey());
  if (id === undefined || (await standing.identity(`key:${id}`)) === undefined) return undefined;
  const link = await sessions.makeLink(id);
  if (link !== undefined) return { url: addressOf(config, link), expiresAt: link.expiresAt };
  throw new CannotRun(
    `The key has ${SIGN_IN_LINKS_MAX} links that nobody has opened; wait a little.`,
  );
}

function addressOf({ publicOrigin, port }: Config, { text }: SignInLink): string {
  return signInAddress(publicOrigin ?? `http://localhost:${port}`, text);
}
