import { IsIn, IsObject } from 'class-validator';
import { describe } from '#libs/governance';

export class HealthAnswer {
  @describe('The worst of the checks.')
  @IsIn(['ok', 'degraded', 'down'])
  readonly status!: string;

  @describe('Each check with its `status` and, where it is not ok, a `detail`.')
  @IsObject()
  readonly checks!: object;
}
