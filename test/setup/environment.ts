import 'reflect-metadata';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';

// Whoever runs the tests may run Edict in the same folder: no spec reads or writes its data.
process.env['EDICT_DATA_DIR'] = join(
  String(process.env['EDICT_TEST_RUN_FOLDER']),
  `data-${randomBytes(6).toString('hex')}`,
);
