import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import { CATALOGUE, DERIVED_FACTS, isInVocabulary, TERM_KINDS } from '#libs/governance';
import { checkRule, FORCES, GRADES, isCivilDate, ruleVersions } from '#libs/rulebook';

/** The packs as they ship; see data/rules/README.md for their format. */
interface Row {
  readonly obligation: string;
  readonly from: string;
  readonly title: { readonly en: string; readonly zh: string };
  readonly provision: string;
  readonly force: string;
  readonly grade: string;
  readonly url: string;
  readonly penalty: { readonly en: string; readonly zh: string };
  readonly amendments?: readonly ({ readonly from: string } & Record<string, unknown>)[];
}
interface Pack {
  readonly pack: string;
  readonly terms?: readonly {
    readonly kind: (typeof TERM_KINDS)[number];
    readonly name: string;
    readonly label: { readonly en: string; readonly zh: string };
  }[];
  readonly instruments: readonly {
    readonly instrument: string;
    readonly obligations: readonly Row[];
  }[];
}

const FOLDER = 'data/rules';
const PACKS = readdirSync(FOLDER)
  .filter((file) => file.endsWith('.yaml'))
  .map((file) => ({
    file,
    pack: parse(readFileSync(join(FOLDER, file), 'utf8')) as Pack,
  }));
const TERMS = PACKS.flatMap(({ pack }) => pack.terms ?? []);
const ROWS = PACKS.flatMap(({ pack }) =>
  pack.instruments.flatMap(({ obligations }) => obligations),
);

function isKnown(kind: (typeof TERM_KINDS)[number], name: string): boolean {
  return (
    isInVocabulary(kind, name) || TERMS.some((term) => term.kind === kind && term.name === name)
  );
}

const KNOWN = {
  isFact: (name: string) => {
    const own = name.replace(/^company\./, '');
    return DERIVED_FACTS.includes(own) || isKnown('fact', own);
  },
  isType: (type: string) => CATALOGUE.has(type),
  isCalendar: (id: string) => id === 'cn',
};

/** The words that the patterns of a rule ask for. */
function namedIn(json: unknown, type: string, field: string): readonly string[] {
  if (Array.isArray(json)) return json.flatMap((one) => namedIn(one, type, field));
  if (typeof json !== 'object' || json === null) return [];
  const pattern = json as { type?: string; where?: Record<string, unknown> };
  const wanted = pattern.type?.startsWith(type) === true ? pattern.where?.[field] : undefined;
  const inside = Object.values(json).flatMap((one) => namedIn(one, type, field));
  return [...inside, ...[wanted ?? []].flat().map(String)];
}

function versionsOf({ from, amendments = [], ...fields }: Row) {
  return ruleVersions([
    { change: 'defined', at: Date.parse(from), position: 1, because: [], fields },
    ...amendments.map((amendment, index) => ({
      change: 'amended' as const,
      at: Date.parse(amendment.from),
      position: index + 2,
      because: [],
      fields: amendment,
    })),
  ]);
}

describe('the rule packs that ship', () => {
  it('are named as their files', () => {
    expect(PACKS.map(({ pack }) => `${pack.pack}.yaml`)).toEqual(PACKS.map(({ file }) => file));
  });

  it('give every obligation an id of its own', () => {
    const ids = ROWS.map(({ obligation }) => obligation);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.filter((id) => !/^(cn|eu|us)(-[a-z0-9]+)+$/.test(id))).toEqual([]);
    expect(ids.length).toBe(121);
  });

  it.each(ROWS.map((row) => [row.obligation, row] as const))('%s can be evaluated', (_, row) => {
    expect(checkRule(row, KNOWN)).toEqual([]);
    expect(versionsOf(row)).toHaveLength(1 + (row.amendments?.length ?? 0));
  });

  it.each(ROWS.map((row) => [row.obligation, row] as const))('%s can be read', (_, row) => {
    expect(row.title.en).toMatch(/\w/);
    expect(row.title.zh).toMatch(/\p{Script=Han}/u);
    expect(row.penalty.en).toMatch(/\w/);
    expect(row.penalty.zh).toMatch(/\p{Script=Han}/u);
    expect(row.provision).toEqual(expect.any(String));
    expect(FORCES).toContain(row.force);
    expect(GRADES).toContain(row.grade);
    expect(row.url).toMatch(/^https?:\/\//);
    expect(isCivilDate(row.from)).toBe(true);
  });

  it('use words of the vocabulary, or such as a pack declares', () => {
    const unknown = ROWS.flatMap((row) => [
      ...namedIn(row, 'measure.', 'measure').filter((name) => !isKnown('measure', name)),
      ...namedIn(row, 'incident.', 'kind').filter((name) => !isKnown('incident', name)),
      ...namedIn(row, 'assessment.', 'kind').filter((name) => !isKnown('assessment', name)),
      ...namedIn(row, 'feature.', 'capabilities').filter((name) => !isKnown('capability', name)),
    ]);
    expect([...new Set(unknown)]).toEqual([]);
  });

  it('declare no word twice, nor one that is in the vocabulary', () => {
    const names = TERMS.map(({ kind, name }) => `${kind} ${name}`);
    expect(new Set(names).size).toBe(names.length);
    expect(TERMS.filter(({ kind, name }) => isInVocabulary(kind, name))).toEqual([]);
  });

  it('stand on instruments that ship', () => {
    const shipped = readFileSync('data/instruments/instruments.json', 'utf8');
    const events = JSON.parse(shipped) as readonly { readonly subject: string }[];
    const subjects = new Set(events.map(({ subject }) => subject));
    const used = PACKS.flatMap(({ pack }) => pack.instruments.map(({ instrument }) => instrument));
    expect(used.filter((id) => !subjects.has(`instruments/${id}`))).toEqual([]);
  });

  it('keep both the old and the new date of the high-risk duties of the AI Act', () => {
    const row = ROWS.find(({ obligation }) => obligation === 'eu-aia-hr-prov');
    if (row === undefined) throw new Error('It ships.');
    expect(versionsOf(row).map(({ rule }) => rule.inForce.from)).toEqual([
      '2026-08-02',
      '2027-12-02',
    ]);
  });

  it('never give a date of force to a draft', () => {
    const drafts = ROWS.filter(({ force }) => force === 'draft');
    expect(drafts.flatMap(versionsOf).map(({ rule }) => rule.inForce)).toEqual([{ from: null }]);
  });
});
