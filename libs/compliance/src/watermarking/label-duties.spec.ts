import { describe, expect, it } from '@jest/globals';
import { labelsAskedBy } from './label-duties.js';

const adopted = (measure: string | string[]) => ({ type: 'measure.adopted', where: { measure } });
const checked = (measure: string) => ({
  type: 'measure.checked',
  where: { measure, outcome: 'pass' },
});

describe('The labels that a rule asks for', () => {
  it.each([
    [{ satisfiedBy: [adopted('label.explicit'), checked('label.explicit')] }, ['label.explicit']],
    [
      { satisfiedBy: { all: [[adopted('label.implicit')], [adopted('label.explicit')]] } },
      ['label.explicit', 'label.implicit'],
    ],
    [{ satisfiedBy: [adopted(['label.implicit', 'consent.prompt'])] }, ['label.implicit']],
    [{ satisfiedBy: [adopted('consent.prompt')] }, []],
    [{ satisfiedBy: [{ type: 'measure.adopted' }] }, []],
    [{ satisfiedBy: [{ type: 'measure.withdrawn', where: { measure: 'label.explicit' } }] }, []],
    [{ satisfiedBy: [{ type: 'claim.published', where: { measure: 'label.explicit' } }] }, []],
    [{ satisfiedBy: [adopted('labels.explicit')] }, []],
    [{}, []],
  ])('of %j are %j', (rule, labels) => {
    expect(labelsAskedBy(rule)).toEqual(labels);
  });
});
