import { event, WEEK } from '../api/setup/february.js';
import { CALENDAR, INSTRUMENT, LAUNCH, OBLIGATION } from '../api/setup/filing-duty.js';

/** Stands in every id and name of the other company, and nowhere else. */
export const OTHER = 'hidden';
const SOON = new Date(Date.now() + 3 * 86_400_000).toISOString().slice(0, 10);
export const ELSEWHERE = [
  event('h1', 'company.registered', 'companies/hidden-co', {
    name: { en: 'Hidden Co', zh: 'hidden 公司' },
    jurisdiction: 'CN',
  }),
  event('h2', 'system.introduced', 'systems/hidden-video', {
    company: 'hidden-co',
    name: { en: 'hidden video' },
    kind: 'service',
  }),
  event('h3', 'system.launched', 'systems/hidden-video', {}),
  event('h4', 'feature.launched', 'systems/hidden-video', {
    feature: 'hidden-feature',
    capabilities: ['voice-cloning'],
  }),
  event('h5', 'feature.suspended', 'systems/hidden-video', {
    feature: 'hidden-feature',
    reason: 'hidden reason',
    by: 'provider',
  }),
  event('h6', 'algorithm.registered', 'algorithms/hidden-algorithm', {
    company: 'hidden-co',
    number: '网信算备110108413760701250055号',
    name: 'hidden algorithm',
    systems: ['hidden-video'],
  }),
  event('h7', 'enforcement.opened', 'companies/hidden-co', {
    case: 'hidden-case',
    authority: 'CAC',
    measures: ['rectification-order'],
    dueOn: SOON,
  }),
  event('h8', 'incident.occurred', 'systems/hidden-video', {
    incident: 'hidden-incident',
    description: 'hidden',
  }),
  event('h9', 'claim.published', 'companies/hidden-co', { claim: 'hidden-claim' }),
  event('h10', 'system.described', 'systems/hidden-video', {
    facts: { 'public-opinion': true },
    reason: 'hidden reason',
  }),
  event('h11', 'duty.assigned', 'systems/hidden-video', {
    obligation: 'cn-algo-24-1',
    owner: 'Hidden Person',
    houseDueOn: SOON,
  }),
  event('h12', 'obligation.waived', 'companies/hidden-co', {
    obligation: 'cn-algo-24-1',
    until: SOON,
    by: 'hidden authority',
    reason: 'hidden reason',
  }),
  event('h13', 'measure.adopted', 'systems/hidden-video', { measure: 'label.explicit' }),
  event('h14', 'service-filing.granted', 'systems/hidden-video', {
    number: 'hidden-filing',
    kind: 'filing',
  }),
];

/** What is of everybody, what is of bytedance, and what is of the other company. */
export const OF_BOTH = [CALENDAR, INSTRUMENT, OBLIGATION, ...WEEK, LAUNCH, ...ELSEWHERE];
