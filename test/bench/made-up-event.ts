const SOURCE = 'urn:edict:bench';
const TIME = '2026-06-01T00:00:00+08:00';
const EVIDENCE = [
  { url: 'https://example.org/', publisher: 'Bench', tier: 'internal', access: 'read' },
];

/** An event as it is sent. */
export function madeUpEvent(id: string, type: string, subject: string, data: object): object {
  return {
    specversion: '1.0',
    id,
    source: SOURCE,
    type,
    subject,
    time: TIME,
    data: { ...data, evidence: EVIDENCE },
  };
}
