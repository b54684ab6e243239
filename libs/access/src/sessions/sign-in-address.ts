/** Browsers send nothing of what stands behind the #: not to servers, not in logs, not as Referer. */
export function signInAddress(origin: string, link: string): string {
  return `${origin}/sign-in#${link}`;
}
