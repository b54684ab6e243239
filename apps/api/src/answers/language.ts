import type { ExecutionContext } from '@nestjs/common';
import { createParamDecorator } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';

/** The languages of the interface, the default first. */
export const LANGUAGES = ['en', 'zh'] as const;
export type Language = (typeof LANGUAGES)[number];

/** The language of the interface that an Accept-Language header prefers (RFC 9110, 12.5.4). */
export function languageOf(header: string | undefined): Language {
  const wanted = (header ?? '').toLowerCase().split(',').map(rangeOf);
  const ranked = LANGUAGES.map((language) => ({ language, quality: qualityOf(language, wanted) }));
  return ranked.reduce((best, one) => (one.quality > best.quality ? one : best)).language;
}

/** The language that whoever asks prefers. */
export const AskedLanguage = createParamDecorator(
  (_: unknown, context: ExecutionContext): Language => {
    const { headers } = context.switchToHttp().getRequest<FastifyRequest>();
    return languageOf(headers['accept-language']);
  },
);

interface Range {
  readonly tag: string;
  readonly quality: number;
}

function rangeOf(text: string): Range {
  const [tag = '', ...parameters] = text.split(';').map((part) => part.trim());
  const quality = parameters.find((one) => one.startsWith('q='))?.slice('q='.length);
  const number = quality === undefined ? 1 : Number(quality);
  return { tag, quality: number >= 0 && number <= 1 ? number : 0 };
}

/** A tag such as `zh-Hans-CN` asks for its language; `*` for any that no other tag names. */
function qualityOf(language: Language, ranges: readonly Range[]): number {
  const own = ranges.filter(({ tag }) => tag === language || tag.startsWith(`${language}-`));
  const others = ranges.filter(({ tag }) => tag === '*');
  return Math.max(0, ...(own.length > 0 ? own : others).map(({ quality }) => quality));
}
