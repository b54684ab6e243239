import { madeUpEvent } from '../made-up-event.js';

/** Events as they are sent, of one company whose systems the requests are about. */
const COMPANY = 'requested';

/** What has to be recorded before, so that measures of the systems can be. */
export function* introductions(systems: number): Generator<object> {
  const name = { en: 'Requested', zh: '被请求' };
  yield madeUpEvent('company', 'company.registered', `companies/${COMPANY}`, {
    name,
    jurisdiction: 'CN',
  });
  for (let system = 0; system < systems; system += 1) {
    yield madeUpEvent(`system-${system}`, 'system.introduced', `systems/${COMPANY}-${system}`, {
      company: COMPANY,
      name: { en: `System ${system}` },
      kind: 'app',
      roles: ['service-provider'],
      markets: ['CN'],
    });
  }
}

export function measureAdopted(system: number, id: string): object {
  return madeUpEvent(id, 'measure.adopted', `systems/${COMPANY}-${system}`, {
    measure: 'label.explicit',
    media: ['video'],
  });
}
