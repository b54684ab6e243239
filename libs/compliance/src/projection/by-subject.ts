/** Groups what belongs to the same stream, each group in the order given. */
export function bySubject<Member extends { readonly subject: string }>(
  members: readonly Member[],
): ReadonlyMap<string, readonly Member[]> {
  const groups = new Map<string, Member[]>();
  for (const member of members) {
    const group = groups.get(member.subject);
    if (group) group.push(member);
    else groups.set(member.subject, [member]);
  }
  return groups;
}
