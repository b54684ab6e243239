import { RefusedPacks } from '#libs/importers';
import type { PackProblem } from '#libs/importers';
import type { ImportDesk } from './importing.js';

/** A pack that brings its own word and instrument. */
export const PACK = `pack: test
terms:
  - {kind: measure, name: robot.leash, label: {en: Leash, zh: 牵引绳}}
  - {kind: fact, name: robots, valueType: integer, label: {en: Robots, zh: 机器人数}}
instruments:
  - instrument: cn-robots
    published:
      from: 2026-01-01
      title: {en: Robot Measures, zh: 机器人办法}
      jurisdiction: CN
      timeZone: Asia/Shanghai
      issuers: [CAC]
      kind: rules
      binding: true
      url: https://example.org/robots
    obligations:
      - obligation: cn-robots-3
        from: 2026-01-01
        title: {en: Leash robots, zh: 拴好机器人}
        provision: "3"
        force: binding
        grade: text
        penalty: {en: A fine, zh: 罚款}
        url: https://example.org/robots
        binds: system
        kind: standing
        appliesWhen:
          all:
            - {fact: available, is: true}
            - {fact: robots, atLeast: 1}
        inForce: {from: 2026-03-01}
        due: {within: 10, unit: day}
        satisfiedBy: [{type: measure.adopted, where: {measure: robot.leash}}]
        amendments:
          - {from: 2026-06-01, provision: "4", due: null}
`;

export const WITHDRAWN = `${PACK}        withdrawn: 2030-01-01\n`;

/** The text with one passage replaced, which must stand in it once. */
export function edited(text: string, passage: string, by: string): string {
  const [before = '', after, ...more] = text.split(passage);
  if (after === undefined || more.length > 0) throw new Error(`"${passage}" stands there once.`);
  return `${before}${by}${after}`;
}

/** The number of the line in which a passage begins. */
export function lineIn(text: string, passage: string): number {
  const [before = ''] = text.split(passage, 1);
  return before.split('\n').length;
}

/** What keeps a pack from being imported. */
export async function problemsOf(
  desk: ImportDesk,
  content: string | Buffer,
): Promise<readonly PackProblem[]> {
  const refusal: unknown = await desk.import('test.yaml', content).catch((error: unknown) => error);
  if (refusal instanceof RefusedPacks) return refusal.problems;
  throw new Error(`The pack was not refused: ${JSON.stringify(refusal)}`);
}
