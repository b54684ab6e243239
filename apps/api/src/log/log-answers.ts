import { IsArray, IsInt, IsString, Matches, Min, ValidateNested } from 'class-validator';
import { Type } from 'class-transformer';
import { describe } from '#libs/governance';
import type { ConsistencyProof, LogKeys } from '#libs/ledger';
import type { Shape } from '../answers/shape.js';
import { Part } from '../openapi/part.js';

const BASE64_HASH = /^[A-Za-z0-9+/]{43}=$/;

export class TreeHeadAnswer {
  @describe('Events that the checkpoint covers.')
  @IsInt()
  @Min(0)
  readonly size!: number;

  @describe('Root of the Merkle tree over them (RFC 6962), in base64.')
  @Matches(BASE64_HASH)
  readonly root!: string;
}

/** That the tree of one checkpoint begins with that of an earlier one (RFC 6962, 2.1.2). */
export class ConsistencyAnswer {
  @Part(() => TreeHeadAnswer)
  readonly from!: Shape<TreeHeadAnswer>;

  @Part(() => TreeHeadAnswer)
  readonly to!: Shape<TreeHeadAnswer>;

  @describe('The proof: hashes in base64, in the order of RFC 6962.')
  @IsArray()
  @Matches(BASE64_HASH, { each: true })
  readonly hashes!: readonly string[];
}

export class LogKey {
  @describe('A verifier key: name, id, and base64 of 0x01 and the Ed25519 public key.')
  @IsString()
  readonly key!: string;

  @describe('Size of the first checkpoint that it signed.')
  @IsInt()
  @Min(0)
  readonly from!: number;
}

/** For information only: whoever verifies has the keys from elsewhere. */
export class LogKeysAnswer {
  @describe('The name of the log: the first line of its checkpoints, and the name of its keys.')
  @IsString()
  readonly origin!: string;

  @IsArray()
  @ValidateNested({ each: true })
  @Type(() => LogKey)
  readonly keys!: LogKeys['keys'];
}

export function consistencyAnswer(proof: ConsistencyProof): Shape<ConsistencyAnswer> {
  const { from, to, hashes } = proof;
  const written = (hash: Buffer): string => hash.toString('base64');
  return {
    from: { size: from.size, root: written(from.root) },
    to: { size: to.size, root: written(to.root) },
    hashes: hashes.map(written),
  };
}
