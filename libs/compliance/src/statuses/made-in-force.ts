import { localDate, type Obligation, type RuleVersion } from '#libs/rulebook';

/**
 * An obligation whose drafts that were supposed, and not recorded, are in force from the day on
 * which they are supposed. Everybody else's drafts are never in force.
 * @param after the last position that was recorded
 */
export function madeInForce(obligation: Obligation, after: number): Obligation {
  const { versions, timeZone } = obligation;
  if (!versions.some((version) => isSupposedDraft(version, after))) return obligation;
  return {
    ...obligation,
    versions: versions.map((version) => {
      if (!isSupposedDraft(version, after)) return version;
      const { rule, from } = version;
      const inForce = { ...rule.inForce, from: localDate(from, timeZone) };
      return { ...version, rule: { ...rule, inForce } };
    }),
  };
}

function isSupposedDraft({ rule, because }: RuleVersion, after: number): boolean {
  return rule.inForce.from === null && because.some((position) => position > after);
}
