import type { Language } from '../answers/language.js';

const WORDS: Readonly<
  Record<Language, Readonly<Record<'title' | 'button' | 'none' | 'asks', string>>>
> = {
  en: {
    title: 'Sign in to Edict',
    button: 'Sign in',
    none: 'This address has no link in it. `npx edict key sign-in` on the host makes one.',
    asks: 'The link works once. Without scripts nobody can be signed in.',
  },
  zh: {
    title: '登录 Edict',
    button: '登录',
    none: '此地址不含登录链接。可在主机上用 `npx edict key sign-in` 生成。',
    asks: '链接只能使用一次。登录需要启用脚本。',
  },
};

/** Nothing but its own script runs, and no other page may hold it in a frame. */
export const SIGN_IN_POLICY =
  "default-src 'none'; script-src 'self'; connect-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

/** Asking for it changes nothing, so that whatever previews links does no harm. */
export function signInPage(language: Language): string {
  const { title, button, none, asks } = WORDS[language];
  return `<!doctype html>
<html lang="${language}">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${title}</title>
<h1>${title}</h1>
<p>${asks}</p>
<button type="button" disabled>${button}</button>
<p role="status" data-none="${none}"></p>
<script src="/sign-in.js"></script>
</html>`;
}

/** Takes the link out of the address bar and the history at once; the button uses it up. */
export const SIGN_IN_SCRIPT = `'use strict';
const link = location.hash.slice(1);
history.replaceState(null, '', location.pathname);
const button = document.querySelector('button');
const status = document.querySelector('[role=status]');
if (link === '') status.textContent = status.dataset.none;
else button.disabled = false;
button.addEventListener('click', async () => {
  button.disabled = true;
  try {
    const answer = await fetch('/v1/sessions', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ link }),
    });
    if (answer.ok) location.replace('/docs');
    else status.textContent = (await answer.json()).detail;
  } catch (error) {
    status.textContent = String(error);
    button.disabled = false;
  }
});
`;
