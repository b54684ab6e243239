import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { InvalidSettings, loadConfig, SETTINGS, signingKeyOf } from '../index.js';
import type { Environment } from '../index.js';

describe('Settings', () => {
  it('have defaults that start Edict on this machine alone', () => {
    expect(loadConfig({})).toEqual({
      port: 3000,
      host: '127.0.0.1',
      dataDir: '.edict',
      exportDir: join('.edict', 'exports'),
      seed: 'shipped',
      timeZone: 'Asia/Shanghai',
      logLevel: 'info',
    });
  });

  it('are read from the environment', () => {
    const config = loadConfig({
      EDICT_PORT: '8080',
      EDICT_DATABASE_URL: 'postgresql://me@db/edict',
      EDICT_ADMIN_KEY: 'sixteen-letters!',
      EDICT_SEED: 'none',
      EDICT_TIME_ZONE: 'UTC',
    });
    expect(config).toMatchObject({
      port: 8080,
      databaseUrl: 'postgresql://me@db/edict',
      adminKey: 'sixteen-letters!',
      seed: 'none',
      timeZone: 'UTC',
    });
  });

  it.each(['change-me-please-now', 'CHANGEME-0123456789', 'your-key-here-0123'])(
    'take no stand-in for a secret: %s',
    (adminKey) => {
      expect(() => loadConfig({ EDICT_ADMIN_KEY: adminKey })).toThrow('EDICT_ADMIN_KEY must be');
      expect(() => loadConfig({ EDICT_ADMIN_KEY: adminKey })).not.toThrow(adminKey);
    },
  );

  it('refuse superusers of the database in production', () => {
    expect(loadConfig({ NODE_ENV: 'production' }).refuseSuperuser).toBe(true);
    expect(loadConfig({ NODE_ENV: 'test' })).toEqual(loadConfig({}));
  });

  it.each(['0', '-1', '1e3', '1000001', 'many'])('have no limit of %s requests', (limit) => {
    for (const name of ['EDICT_KEY_REQUESTS_PER_MINUTE', 'EDICT_ADDRESS_REQUESTS_PER_MINUTE'])
      expect(() => loadConfig({ [name]: limit })).toThrow(`${name} must be`);
  });

  it('have no key that signs among them: only the worker asks for it', () => {
    const environment = { EDICT_ORIGIN: 'log.example/edict', EDICT_SIGNING_KEY: 'PRIVATE+KEY+a' };
    expect(loadConfig(environment)).toEqual({ ...loadConfig({}), origin: 'log.example/edict' });
    expect(signingKeyOf(environment)).toBe('PRIVATE+KEY+a');
    expect(signingKeyOf({})).toBeUndefined();
  });

  it('count as unset where they are empty', () => {
    expect(loadConfig({ EDICT_PORT: '', EDICT_ADMIN_KEY: '' })).toEqual(loadConfig({}));
  });

  it('leave the variables of others and of the tests alone', () => {
    expect(loadConfig({ PORT: 'x', EDICT_TEST_DATABASE_URL: 'x' })).toEqual(loadConfig({}));
  });

  it.each([
    ['EDICT_PORT', '65536'],
    ['EDICT_PORT', '-1'],
    ['EDICT_PORT', '3000.5'],
    ['EDICT_PORT', '3e3'],
    ['EDICT_HOST', 'http://localhost'],
    ['EDICT_DATA_DIR', '  '],
    ['EDICT_DATABASE_URL', 'mysql://db/edict'],
    ['EDICT_ADMIN_KEY', 'fifteen-letters'],
    ['EDICT_ADMIN_KEY', 'sixteen letters!'],
    ['EDICT_ADMIN_KEY', 'a'.repeat(513)],
    ['EDICT_OIDC_ISSUER', 'http://accounts.example'],
    ['EDICT_OIDC_ISSUER', 'https://me@accounts.example'],
    ['EDICT_OIDC_ISSUER', 'accounts.example'],
    ['EDICT_PUBLIC_URL', 'http://edict.example'],
    ['EDICT_PUBLIC_URL', 'https://edict.example/below'],
    ['EDICT_PUBLIC_URL', 'https://me@edict.example'],
    ['EDICT_PUBLIC_URL', 'edict.example'],
    ['EDICT_SEED', 'all'],
    ['EDICT_TIME_ZONE', 'Asia/Beijing-ish'],
    ['EDICT_LOG_LEVEL', 'loud'],
    ['EDICT_ORIGIN', 'two words'],
    ['EDICT_ORIGIN', 'one+more'],
    ['EDICT_SIGNING_KEY', '  '],
  ])('refuse %s=%s in one line that names it', (name, value) => {
    const [line, ...rest] = problemsOf({ [name]: value });
    expect(line).toMatch(new RegExp(`^${name} must be `));
    expect(rest).toEqual([]);
  });

  it.each([
    ['EDICT_PORT', '65535'],
    ['EDICT_PORT', '0'],
    ['EDICT_ADMIN_KEY', 'a'.repeat(512)],
  ])('take %s at its limit', (name, value) => {
    expect(() => loadConfig({ [name]: value })).not.toThrow();
  });

  it.each([
    ['https://edict.example', 'https://edict.example'],
    ['https://EDICT.example:8443/', 'https://edict.example:8443'],
    ['http://localhost:3000', 'http://localhost:3000'],
  ])('take %s for where browsers come', (given, origin) => {
    expect(loadConfig({ EDICT_PUBLIC_URL: given }).publicOrigin).toBe(origin);
  });

  it('of a provider go together', () => {
    const both = { EDICT_OIDC_ISSUER: 'https://accounts.example', EDICT_OIDC_AUDIENCE: 'edict' };
    expect(loadConfig(both).oidc).toEqual({
      issuer: 'https://accounts.example',
      audience: 'edict',
    });
    for (const name of ['EDICT_OIDC_ISSUER', 'EDICT_OIDC_AUDIENCE'] as const) {
      expect(problemsOf({ [name]: both[name] })).toEqual([
        'EDICT_OIDC_ISSUER and EDICT_OIDC_AUDIENCE must be set together.',
      ]);
    }
  });

  it('that are unknown are refused, all at once', () => {
    expect(problemsOf({ EDICT_PROT: '1', EDICT_PORT: 'x', EDICT_Seed: 'none' })).toEqual([
      'EDICT_PROT is not a setting of Edict; "edict config" lists them.',
      'EDICT_Seed is not a setting of Edict; "edict config" lists them.',
      'EDICT_PORT must be a whole number from 0 to 65535. "x" is not.',
    ]);
  });

  it('that are secret are not repeated in a refusal', () => {
    const secrets = SETTINGS.filter((setting) => setting.secret);
    expect(secrets.map((setting) => setting.name)).toContain('EDICT_ADMIN_KEY');
    expect(problemsOf({ EDICT_ADMIN_KEY: 'hunter2' }).join()).not.toContain('hunter2');
    expect(problemsOf({ EDICT_DATABASE_URL: 'x:hunter2@' }).join()).not.toContain('hunter2');
  });

  it('have defaults that are allowed', () => {
    for (const setting of SETTINGS) {
      if (setting.default !== undefined) expect(setting.parse(setting.default)).toBeDefined();
    }
  });
});

function problemsOf(environment: Environment): readonly string[] {
  try {
    loadConfig(environment);
    return [];
  } catch (error) {
    if (error instanceof InvalidSettings) return error.problems;
    throw error;
  }
}
