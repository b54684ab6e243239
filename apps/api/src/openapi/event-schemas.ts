import type { EventType } from '#libs/governance';
import { CATALOGUE, dataschemaOf, streamKindsOf } from '#libs/governance';
import type { Schema } from './class-schemas.js';
import { REF } from './answers.js';

export const INCOMING_EVENT = 'IncomingEvent';

/** One schema per event type, under the type's own name, and the choice among them all. */
export function eventSchemas(): Record<string, Schema> {
  const types = [...CATALOGUE.values()];
  const schemas = types.map((type) => [type.type, incomingSchema(type)] as const);
  return { ...Object.fromEntries(schemas), [INCOMING_EVENT]: choiceOf(types) };
}

function choiceOf(types: readonly EventType[]): Schema {
  const mapping = Object.fromEntries(types.map(({ type }) => [type, `${REF}${type}`]));
  return {
    description: 'An event of any type of the catalogue, as a client sends it.',
    oneOf: types.map(({ type }) => ({ $ref: `${REF}${type}` })),
    discriminator: { propertyName: 'type', mapping },
  };
}

const TEXT = { type: 'string', minLength: 1 };

function incomingSchema(eventType: EventType): Schema {
  const { type, version, title, payload } = eventType;
  return {
    title: title.en,
    description: `${title.zh}. Stands on ${streamKindsOf(eventType).join(', ')}.`,
    type: 'object',
    properties: {
      specversion: { const: '1.0' },
      id: { ...TEXT, description: 'Unique within its source.' },
      source: { ...TEXT, description: 'URI reference of who reports it.' },
      type: { const: type },
      subject: { ...TEXT, pattern: `^(${streamKindsOf(eventType).join('|')})/` },
      time: { type: 'string', format: 'date-time', description: 'Valid time.' },
      datacontenttype: { const: 'application/json' },
      dataschema: { const: dataschemaOf(type, version) },
      data: { $ref: `${REF}${payload.name}` },
      expectedversion: {
        type: 'integer',
        minimum: 0,
        description: 'The sequence of the stream before this event; 0: it does not exist.',
      },
      correlationid: TEXT,
      causationid: TEXT,
      traceparent: TEXT,
    },
    required: ['specversion', 'id', 'source', 'type', 'subject', 'time', 'data'],
    examples: [exampleOf(eventType)],
  };
}

export function exampleOf({ type, example }: EventType): Schema {
  const { subject, time, data } = example;
  const id = `example/${type}`;
  return { specversion: '1.0', id, source: 'https://example.org/desk', type, subject, time, data };
}
