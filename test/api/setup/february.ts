/** Events of specs: short, and told apart by their ids. */
export function event(id: string, type: string, subject: string, data: object, more: object = {}) {
  return {
    specversion: '1.0',
    id,
    source: 'https://desk.example/notes',
    type,
    subject,
    time: '2026-02-07T00:00:00+08:00',
    data: { evidence: [EVIDENCE], ...data },
    ...more,
  };
}

const EVIDENCE = {
  url: 'https://desk.example/1',
  publisher: 'The desk',
  tier: 'press',
  access: 'read',
};

export const COMPANY = event('company', 'company.registered', 'companies/bytedance', {
  name: { zh: '字节跳动', en: 'ByteDance' },
  jurisdiction: 'CN',
});

export const SYSTEM = event('system', 'system.introduced', 'systems/seedance-2.0', {
  company: 'bytedance',
  name: { en: 'Seedance 2.0' },
  kind: 'model',
});

export const FEATURE = event('feature', 'feature.launched', 'systems/seedance-2.0', {
  feature: 'voice-from-face',
  capabilities: ['voice-cloning'],
});

export const SUSPENSION = event(
  'suspension',
  'feature.suspended',
  'systems/seedance-2.0',
  { feature: 'voice-from-face', reason: 'It needs a consent.', by: 'provider' },
  { time: '2026-02-10T09:00:00+08:00' },
);

export const WEEK = [COMPANY, SYSTEM, FEATURE, SUSPENSION];
