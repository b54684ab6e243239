import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';

const COMPOSE = 'docker/compose.yaml';
const SETTINGS = {
  EDICT_DATABASE_PASSWORD: 'password',
  POSTGRES_PASSWORD: 'another',
  EDICT_ADMIN_KEY: 'a key of the test',
};

interface Compose {
  readonly services: Readonly<Record<string, { readonly command?: readonly string[] }>>;
}

/** The first compose client of this machine, as a command and its leading arguments. */
function composeClient(): readonly [string, ...string[]] | undefined {
  const candidates: [string, ...string[]][] = [['docker', 'compose'], ['docker-compose']];
  return candidates.find(([command, ...words]) => {
    try {
      execFileSync(command, [...words, 'version'], { stdio: 'ignore' });
      return true;
    } catch {
      return false;
    }
  });
}

describe('the compose file', () => {
  const compose = parse(readFileSync(COMPOSE, 'utf8'), { merge: true }) as Compose;

  it('runs api, worker and PostgreSQL after one migration', () => {
    expect(Object.keys(compose.services).sort()).toEqual(['api', 'migrate', 'postgres', 'worker']);
  });

  it('lets Edict log in as somebody who is no superuser', () => {
    const script = readFileSync('docker/database/owner.sh', 'utf8');
    expect(script).toMatch(/^create role edict login createrole password :'password';$/m);
    expect(readFileSync(COMPOSE, 'utf8')).toContain('postgres://edict:${EDICT_DATABASE_PASSWORD');
    expect(readFileSync(COMPOSE, 'utf8')).not.toContain('POSTGRES_USER');
  });

  it('starts entry points that the source tree has', () => {
    const entries = Object.values(compose.services).flatMap((service) => service.command ?? []);
    const sources = entries
      .filter((word) => word.startsWith('dist/'))
      .map((word) => word.replace('dist/', '').replace(/\.js$/, '.ts'));
    expect(sources.filter((source) => !existsSync(source))).toEqual([]);
  });

  const client = composeClient();
  (client === undefined ? it.skip : it)('is accepted by the compose client of this machine', () => {
    const [command, ...words] = client ?? ['docker-compose'];
    const environment = { ...process.env, ...SETTINGS };
    const args = [...words, '-f', COMPOSE, 'config', '--quiet'];
    expect(() => execFileSync(command, args, { env: environment, stdio: 'pipe' })).not.toThrow();
  });
});
