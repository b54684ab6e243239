/** Events as they are sent, of one company whose systems the requests are about. */
const SOURCE = 'urn:edict:bench:requesting';
const COMPANY = 'requested';
const TIME = '2026-02-10T09:30:00+08:00';
const EVIDENCE = [
  { url: 'https://example.org/', publisher: 'Bench', tier: 'internal', access: 'read' },
];

/** What has to be recorded before, so that measures of the systems can be. */
export function* introductions(systems: number): Generator<object> {
  const name = { en: 'Requested', zh: '被请求' };
  yield event('company', 'company.registered', `companies/${COMPANY}`, {
    name,
    jurisdiction: 'CN',
  });
  for (let system = 0; system < systems; system += 1) {
    yield event(`system-${system}`, 'system.introduced', `systems/${COMPANY}-${system}`, {
      company: COMPANY,
      name: { en: `System ${system}` },
      kind: 'app',
      roles: ['service-provider'],
      markets: ['CN'],
    });
  }
}

export function measureAdopted(system: number, id: string): object {
  return event(id, 'measure.adopted', `systems/${COMPANY}-${system}`, {
    measure: 'label.explicit',
    media: ['video'],
  });
}

function event(id: string, type: string, subject: string, data: object): object {
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
