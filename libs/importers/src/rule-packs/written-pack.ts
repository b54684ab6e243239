import { Composer, isAlias, isMap, isScalar, isSeq, LineCounter, Parser } from 'yaml';
import type { CST, Document, ParsedNode } from 'yaml';
import type { JsonValue } from '#libs/ledger';
import type { ImportedFile } from '../reading/imported-file.js';
import { UnreadableFile } from '../reading/unreadable-file.js';
import { utf8Text } from '../reading/utf8.js';
import { nestingOf } from './nesting.js';
import { step } from './pack-problem.js';
import type { PackProblem } from './pack-problem.js';

/** 256 KiB: five times the longest pack that ships; YAML is slow to read. */
export const PACK_BYTES_MAX = 256 * 1024;
/** Deeper YAML could exhaust the stack; the deepest rule needs half of it. */
export const PACK_DEPTH_MAX = 64;

/** A pack as it is written: plain values, and the line on which each stands. */
export interface WrittenPack {
  readonly value: JsonValue;
  /** The line of a place, or of the nearest place around it that is written. */
  readonly lineOf: (pointer: string) => number;
}

/**
 * Reads the part of YAML that JSON knows, too: one document, no aliases, anchors, tags or
 * directives, so that what a reader sees is what is recorded.
 * @throws UnreadableFile for what is too large or no UTF-8
 */
export function readWrittenPack(file: ImportedFile): WrittenPack | readonly PackProblem[] {
  if (file.bytes.length > PACK_BYTES_MAX) {
    const detail = `A rule pack has at most ${PACK_BYTES_MAX} bytes.`;
    throw new UnreadableFile('too-large', detail);
  }
  const lines = new LineCounter();
  const tokens = [...new Parser(lines.addNewLine).parse(utf8Text(file.bytes))];
  const reading = new Reading(file.name, lines);
  const [document] = reading.documents(tokens);
  const value = document?.contents ? reading.valueOf(document.contents, '', 0) : null;
  return reading.problems.length > 0 ? reading.problems : { value, lineOf: reading.lineOf };
}

class Reading {
  readonly #lines = new Map<string, number>();
  readonly #problems: PackProblem[] = [];

  constructor(
    private readonly file: string,
    private readonly counter: LineCounter,
  ) {}

  get problems(): readonly PackProblem[] {
    return this.#problems.toSorted((one, other) => one.line - other.line);
  }

  readonly lineOf = (pointer: string): number => {
    const line = this.#lines.get(pointer);
    if (line !== undefined) return line;
    return pointer === '' ? 1 : this.lineOf(pointer.slice(0, pointer.lastIndexOf('/')));
  };

  /** Composing recurses, so what nests too deep is refused before it. */
  documents(tokens: readonly CST.Token[]): readonly Document.Parsed[] {
    for (const token of tokens.filter(({ type }) => type === 'directive')) {
      this.#report(token.offset, '', 'directive-not-allowed', 'Directives are not taken.');
    }
    const deep = nestingOf(tokens, PACK_DEPTH_MAX);
    if (deep !== undefined) {
      const text = `A pack nests at most ${PACK_DEPTH_MAX} deep.`;
      this.#report(deep, '', 'too-deep', text);
      return [];
    }
    // Looking for repeated fields is quadratic there, so it is done below.
    const composer = new Composer({ version: '1.2', uniqueKeys: false });
    const documents = [...composer.compose(tokens)];
    documents.forEach((document, index) => {
      this.#check(document, index);
    });
    return documents;
  }

  #check({ errors, range }: Document.Parsed, index: number): void {
    for (const { pos, message } of errors) {
      this.#report(pos[0], '', 'malformed-yaml', `${message.split(' at line ')[0] ?? message}.`);
    }
    if (index > 0) {
      this.#report(range[0], '', 'several-documents', 'A pack is one document.');
    }
  }

  valueOf(node: ParsedNode, pointer: string, offset: number): JsonValue {
    const at = node.range[0] || offset;
    if (!this.#lines.has(pointer)) this.#lines.set(pointer, this.#lineAt(at));
    if (isAlias(node)) {
      this.#report(at, pointer, 'alias-not-allowed', 'Aliases are not taken: write it out.');
      return null;
    }
    if (node.anchor !== undefined) {
      this.#report(at, pointer, 'anchor-not-allowed', 'Anchors are not taken.');
    }
    if (node.tag !== undefined) {
      this.#report(at, pointer, 'tag-not-allowed', 'Tags are not taken.');
      return null;
    }
    if (isMap(node)) return this.#objectOf(node, pointer);
    if (!isSeq(node)) return this.#scalarOf(node.value, pointer, at);
    return node.items.map((element, index) => this.valueOf(element, step(pointer, index), at));
  }

  #objectOf({ items }: ParsedNode & { items: readonly Pair[] }, pointer: string): JsonValue {
    const fields = items.map(({ key, value }): readonly [string, JsonValue] => {
      const at = key.range[0];
      const name = isScalar(key) && typeof key.value === 'string' ? key.value : undefined;
      const isPlain = !isAlias(key) && key.anchor === undefined && key.tag === undefined;
      if (name === undefined || !isPlain) {
        this.#report(at, pointer, 'malformed-key', 'The name of a field is a plain text.');
        return ['', null];
      }
      const inner = step(pointer, name);
      if (this.#lines.has(inner)) {
        this.#report(at, inner, 'repeated-field', `${name} is given twice.`);
        return [name, null];
      }
      this.#lines.set(inner, this.#lineAt(at));
      return [name, value === null ? null : this.valueOf(value, inner, at)];
    });
    return Object.fromEntries(fields);
  }

  #scalarOf(value: unknown, pointer: string, at: number): JsonValue {
    if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
    if (typeof value === 'number' && Number.isSafeInteger(value)) return value;
    const text = 'A number is an integer up to 2^53; write decimals and larger ones as "text".';
    this.#report(at, pointer, 'not-an-integer', text);
    return null;
  }

  #report(offset: number, pointer: string, code: string, text: string): void {
    this.#problems.push({ file: this.file, line: this.#lineAt(offset), pointer, code, text });
  }

  #lineAt(offset: number): number {
    return Math.max(1, this.counter.linePos(offset).line);
  }
}

interface Pair {
  readonly key: ParsedNode;
  readonly value: ParsedNode | null;
}
