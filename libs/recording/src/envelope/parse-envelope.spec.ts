import { describe, expect, it } from '@jest/globals';
import type { JsonObject, JsonValue } from '#libs/ledger';
import { Refused } from '../refused.js';
import { parseEnvelope } from './parse-envelope.js';
import {
  CORRELATION_LENGTH_MAX,
  ID_LENGTH_MAX,
  SOURCE_LENGTH_MAX,
  SUBJECT_LENGTH_MAX,
  TYPE_LENGTH_MAX,
} from './text.js';

const SUSPENSION = {
  specversion: '1.0',
  id: 'suspension-1',
  source: 'https://reporters.example/desk',
  type: 'feature.suspended',
  subject: 'systems/seedance-2.0',
  time: '2026-02-10T09:00:00+08:00',
  data: { feature: 'voice-from-face', reason: 'privacy', by: 'provider' },
} satisfies JsonObject;

function problemsOf(json: JsonValue): readonly string[] {
  const answer = parseEnvelope(json);
  if (!(answer instanceof Refused)) throw new Error('the event was taken');
  expect(answer.code).toBe('invalid-event');
  return answer.errors.map(({ pointer, code }) => `${pointer} ${code}`);
}

describe('an event as it comes in', () => {
  it('keeps what the reporter says', () => {
    const { specversion, ...said } = SUSPENSION;
    expect(parseEnvelope(SUSPENSION)).toEqual(said);
    expect(specversion).toBe('1.0');
  });

  it('takes the extensions that a client may set', () => {
    const extensions = {
      correlationid: 'case-7',
      causationid: 'report-3',
      traceparent: '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01',
      dataschema: 'urn:edict:event:feature.suspended:1',
    };
    expect(parseEnvelope({ ...SUSPENSION, ...extensions })).toMatchObject(extensions);
  });

  it.each([
    ['a number', 7],
    ['digits', '7'],
  ])('reads expectedversion from %s', (_, expectedversion) => {
    expect(parseEnvelope({ ...SUSPENSION, expectedversion })).toMatchObject({ expectedversion: 7 });
  });

  it.each(['-1', '07', '1e3', '+1', '', '9007199254740992', -1, 1.5, true, {}])(
    'refuses the expectedversion %j',
    (expectedversion) => {
      expect(problemsOf({ ...SUSPENSION, expectedversion })).toEqual([
        '/expectedversion invalid-value',
      ]);
    },
  );

  it.each(['application/json', 'Application/JSON; charset=utf-8', null])(
    'takes the content type %j and does not keep it',
    (datacontenttype) => {
      expect(parseEnvelope({ ...SUSPENSION, datacontenttype })).toEqual(parseEnvelope(SUSPENSION));
    },
  );

  it.each(['text/xml', 'application/json; charset=gbk', '', 1])(
    'refuses the content type %j',
    (datacontenttype) => {
      expect(problemsOf({ ...SUSPENSION, datacontenttype })).toEqual([
        '/datacontenttype invalid-value',
      ]);
    },
  );

  it.each([
    [null, 'required'],
    ['0.3', 'invalid-value'],
    [1, 'invalid-value'],
  ])('refuses the specversion %j', (specversion, code) => {
    expect(problemsOf({ ...SUSPENSION, specversion })).toEqual([`/specversion ${code}`]);
  });

  it.each(['id', 'source', 'type', 'subject', 'time', 'data'])('needs %s', (name) => {
    const json = Object.fromEntries(Object.entries(SUSPENSION).filter(([key]) => key !== name));
    expect(problemsOf(json)).toContain(`/${name} required`);
  });

  it('treats an attribute that is null as one that is not set', () => {
    expect(parseEnvelope({ ...SUSPENSION, causationid: null, position: null })).toEqual(
      parseEnvelope(SUSPENSION),
    );
    expect(problemsOf({ ...SUSPENSION, id: null })).toEqual(['/id required']);
  });

  it.each(['position', 'sequence', 'recordedtime', 'actor', 'leafhash'])(
    'refuses %s, which the ledger alone sets',
    (name) => {
      expect(problemsOf({ ...SUSPENSION, [name]: '1' })).toEqual([`/${name} read-only`]);
    },
  );

  it.each([
    ['colour', '/colour'],
    ['data_base64', '/data_base64'],
    ['a/b~c', '/a~1b~0c'],
  ])('refuses the unknown attribute %s by name', (name, pointer) => {
    expect(problemsOf({ ...SUSPENSION, [name]: 'x' })).toEqual([`${pointer} unknown-field`]);
  });

  it.each(['id', 'source', 'type', 'subject', 'time', 'dataschema', 'traceparent'])(
    'refuses a %s that is not text, or empty',
    (name) => {
      expect(problemsOf({ ...SUSPENSION, [name]: 7 })).toContain(`/${name} wrong-type`);
      expect(problemsOf({ ...SUSPENSION, [name]: '' })).toContain(`/${name} invalid-value`);
    },
  );

  it.each([null, [], 'text', 7])('refuses data that is %j', (data) => {
    expect(problemsOf({ ...SUSPENSION, data })).toEqual(['/data wrong-type']);
  });

  it.each([null, [], 'text', 7])('refuses %j for an event', (json) => {
    expect(problemsOf(json)).toEqual([' wrong-type']);
  });

  it.each([
    ['id', 'a'.repeat(ID_LENGTH_MAX)],
    ['source', 'a'.repeat(SOURCE_LENGTH_MAX)],
    ['type', 'a'.repeat(TYPE_LENGTH_MAX)],
    ['subject', `systems/${'a'.repeat(SUBJECT_LENGTH_MAX - 8)}`],
    ['correlationid', 'a'.repeat(CORRELATION_LENGTH_MAX)],
    ['causationid', 'a'.repeat(CORRELATION_LENGTH_MAX)],
  ])('takes the longest %s and refuses one character more', (name, longest) => {
    expect(parseEnvelope({ ...SUSPENSION, [name]: longest })).toHaveProperty(name, longest);
    expect(problemsOf({ ...SUSPENSION, [name]: `${longest}a` })).toEqual([`/${name} too-long`]);
  });

  it.each(['a b', 'a"b', 'a%2', 'a%zz', '来源', 'a\\b', '<a>'])(
    'refuses the source %j, which is no URI-reference',
    (source) => {
      expect(problemsOf({ ...SUSPENSION, source })).toEqual(['/source invalid-value']);
    },
  );

  it.each(['systems', 'systems/', '/seedance', 'systems/Seedance', 'systems/a b', 'systems/-a'])(
    'refuses the subject %j',
    (subject) => {
      expect(problemsOf({ ...SUSPENSION, subject })).toEqual(['/subject invalid-value']);
    },
  );

  it.each(['a\u0000b', 'a\nb', 'a\ud800', 'a\uffff'])('refuses the id %j', (id) => {
    expect(problemsOf({ ...SUSPENSION, id })).toEqual(['/id invalid-value']);
  });

  it.each([
    '00-00000000000000000000000000000000-00f067aa0ba902b7-01',
    '00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01',
    'ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01',
    '00-4BF92F3577B34DA6A3CE929D0E0E4736-00F067AA0BA902B7-01',
    'trace',
  ])('refuses the traceparent %s', (traceparent) => {
    expect(problemsOf({ ...SUSPENSION, traceparent })).toEqual(['/traceparent invalid-value']);
  });

  it('names everything that is wrong at once, the payload included', () => {
    const problems = problemsOf({
      ...SUSPENSION,
      time: 'yesterday',
      colour: 'red',
      data: { reason: 'privacy', by: 'provider' },
    });
    expect(problems).toHaveLength(3);
    expect(problems).toEqual(
      expect.arrayContaining(['/time invalid-value', '/colour unknown-field']),
    );
    expect(problems[2]).toMatch(/^\/data\/feature /);
  });

  it('says which event of a call it was', () => {
    expect(parseEnvelope(7, 4)).toMatchObject({ index: 4 });
  });
});
