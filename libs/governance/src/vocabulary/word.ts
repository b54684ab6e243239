import type { Term, ValueType } from './term.js';

export function word(name: string, en: string, zh: string): Term {
  return { name, label: { en, zh } };
}

export function factOf(valueType: ValueType) {
  return (name: string, en: string, zh: string): Term => ({ ...word(name, en, zh), valueType });
}
