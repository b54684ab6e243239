import { applyDecorators } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiParam } from '@nestjs/swagger';
import { ConsistencyAnswer, LogKeysAnswer } from '../log/log-answers.js';
import { refTo } from './answers.js';

const TEXT = { 'text/plain': { schema: { type: 'string' as const } } };
const BYTES = {
  'application/octet-stream': { schema: { type: 'string' as const, format: 'binary' } },
};

export function CheckpointAnswer(): MethodDecorator {
  return applyDecorators(
    ApiOperation({
      operationId: 'readCheckpoint',
      summary: 'The newest signed checkpoint of the ledger',
      description: 'A C2SP tlog-checkpoint: origin, size and root, and under them who signed.',
    }),
    ApiOkResponse({ description: 'A signed note.', content: TEXT }),
  );
}

export function KeysAnswer(): MethodDecorator {
  return applyDecorators(
    ApiOperation({
      operationId: 'readLogKeys',
      summary: 'The keys that sign the ledger, for information',
      description:
        'Never a reason to trust: whoever verifies has the key from elsewhere, for a server that ' +
        'lies would give the key of its lie.',
    }),
    ApiOkResponse({
      description: 'The name of the log and its keys, oldest first.',
      content: { 'application/json': { schema: refTo(LogKeysAnswer) } },
    }),
  );
}

export function ConsistencyOfAnswer(): MethodDecorator {
  return applyDecorators(
    ApiOperation({
      operationId: 'proveConsistency',
      summary: 'The proof that a checkpoint begins with an earlier one',
    }),
    ApiOkResponse({
      description: 'Both trees and the hashes of RFC 6962, 2.1.2.',
      content: { 'application/json': { schema: refTo(ConsistencyAnswer) } },
    }),
  );
}

export function TileAnswer(): MethodDecorator {
  return applyDecorators(
    ApiOperation({
      operationId: 'readTile',
      summary: 'A tile of the Merkle tree',
      description: 'C2SP tlog-tiles: `<L>/<N>[.p/<W>]`, of the newest checkpoint.',
    }),
    pathOf('0/000.p/17', 'Level, index in groups of three digits, width where it is partial.'),
    ApiOkResponse({ description: 'SHA-256 hashes, 32 bytes each.', content: BYTES }),
  );
}

export function EntriesAnswer(): MethodDecorator {
  return applyDecorators(
    ApiOperation({
      operationId: 'readEntries',
      summary: 'The events under a tile of leaf hashes, as they are hashed',
      description: 'C2SP tlog-tiles: `<N>[.p/<W>]`, of the newest checkpoint.',
    }),
    pathOf('000.p/17', 'Index in groups of three digits, width where it is partial.'),
    ApiOkResponse({
      description: 'Canonical bytes of events, each after its length as a big-endian uint16.',
      content: BYTES,
    }),
  );
}

function pathOf(example: string, description: string): MethodDecorator {
  return ApiParam({ name: 'path', description, example, schema: { type: 'string' } });
}

export function ProofAnswer(): MethodDecorator {
  return applyDecorators(
    ApiOperation({
      operationId: 'proveEvent',
      summary: 'The proof that a checkpoint covers one event',
      description:
        'A C2SP tlog-proof: the inclusion proof and the signed checkpoint. The leaf is what ' +
        '`/v1/events/{position}?raw=true` gives; its index is position - 1.',
    }),
    ApiOkResponse({ description: 'To be kept as `*.tlog-proof`.', content: TEXT }),
  );
}
