interface RejectionMeaning {
  readonly title: string;
  readonly meaning: string;
}

/** Why the catalogue rejects an event, by code. A code is public API: it never changes its meaning. */
export const REJECTIONS = {
  'unknown-subject': {
    title: 'Nothing of this name is known',
    meaning:
      'The event stands on, or names, a company, system, algorithm or other subject that no event has introduced. Record that first.',
  },
  'already-exists': {
    title: 'It exists already',
    meaning:
      'What the event would introduce has been introduced before. Describe or change it by another event, or correct the first one.',
  },
  'duplicate-number': {
    title: 'The filing number belongs to another algorithm',
    meaning: 'A filing number stands for one algorithm at a time; `holder` names it.',
  },
  'duplicate-identifier': {
    title: 'The identifier belongs to another company',
    meaning: 'An official identifier stands for one company at a time; `holder` names it.',
  },
  'invalid-number': {
    title: 'The filing number is malformed',
    meaning: 'A filing number of the CAC has 21 digits, with or without the words around them.',
  },
  'invalid-subject': {
    title: 'The subject is not where this stands',
    meaning: 'A subject is `<collection>/<id>`; `detail` says where the event would stand.',
  },
  'wrong-stream': {
    title: 'The event cannot stand on this subject',
    meaning:
      'Each type of event stands on subjects of certain collections only; see /openapi.json.',
  },
  'invalid-data': {
    title: 'The data contradict themselves',
    meaning:
      'Each field is well-formed, but together they say nothing that can be. `detail` says why.',
  },
  'invalid-rule': {
    title: 'The rule cannot be evaluated',
    meaning:
      'The obligation does not parse as a rule. `errors` points at everything that is wrong.',
  },
  'unknown-feature': {
    title: 'The system never had this feature',
    meaning: 'Only a feature that was launched can be suspended, resumed or removed.',
  },
  'unknown-obligation': {
    title: 'No such obligation is defined',
    meaning: 'The instrument has no obligation of this id, or had none at that time.',
  },
  'unknown-term': {
    title: 'The word is not declared',
    meaning:
      'Facts, measures and kinds are words of the vocabulary; declare new ones by `term.defined`.',
  },
  'own-parent': {
    title: 'A company cannot be its own group',
    meaning: 'The company that is grouped and the group that it belongs to are two.',
  },
  'already-retracted': {
    title: 'The event was taken back already',
    meaning: 'What was retracted can neither be corrected nor retracted again. Record it anew.',
  },
} as const satisfies Readonly<Record<string, RejectionMeaning>>;

/** The last two are codes of every interface, not only of the catalogue. */
export type RejectionCode = keyof typeof REJECTIONS | 'unknown-type' | 'unknown-event';
