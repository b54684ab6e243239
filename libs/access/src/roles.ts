/** What a credential may be used for; it can have several. docs/roles.md says which route takes which. */
export const ROLES = ['reader', 'analyst', 'auditor', 'exporter', 'admin'] as const;
export type Role = (typeof ROLES)[number];

/** Of the key that Edict begins with, and of that in the settings: what a newcomer needs. */
export const FIRST_KEY_ROLES: readonly Role[] = ['admin', 'analyst', 'auditor'];

export function isRole(text: string): text is Role {
  return ROLES.some((role) => role === text);
}
