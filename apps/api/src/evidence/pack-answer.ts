import { applyDecorators } from '@nestjs/common';
import { ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import { PACK_TYPE } from './make-pack.js';

export function PackAnswer(): MethodDecorator {
  return applyDecorators(
    ApiOperation({
      operationId: 'makeEvidencePack',
      summary: 'Its evidence in one file that is verified offline',
      description:
        'A ZIP file with the events that concern the company as they were hashed, the proof of each ' +
        'in a signed checkpoint, its statuses at the start and the end of the period and what ' +
        'changed them, the derivation of each that is not met, and what is missing. It is made whole ' +
        'before its first byte is sent; the same question at the same position, with the same ' +
        '`accessedUntil`, gives the same bytes.',
    }),
    ApiOkResponse({
      description: 'The pack. `README.html` in it says what it proves and how to verify it.',
      headers: {
        'Content-Disposition': {
          description: 'The name of the file.',
          schema: { type: 'string' },
          example: 'attachment; filename="bytedance-evidence-1234.zip"',
        },
        'Edict-Position': {
          description: 'The position up to which it has what was known.',
          schema: { type: 'integer' },
          example: 1234,
        },
      },
      content: { [PACK_TYPE]: { schema: { type: 'string', format: 'binary' } } },
    }),
  );
}
