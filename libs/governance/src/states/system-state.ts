import { EMPTY_DOSSIER } from './dossier.js';
import type { WithDossier } from './dossier.js';
import type { DeclaredFact, Facts } from './facts.js';
import type { LocalName } from './naming.js';
import type { Occurrence } from './occurrence.js';

export const SUSPENDERS = ['provider', 'platform', 'authority'] as const;
export type Suspender = (typeof SUSPENDERS)[number];

export interface FeatureState {
  readonly feature: string;
  readonly state: 'running' | 'suspended' | 'removed';
  readonly since: Occurrence;
  readonly capabilities: readonly string[];
  /** When its capabilities were last listed. */
  readonly listed: Occurrence;
}

/** One suspension of one feature, from its start to its end. */
export interface FeatureSuspension {
  readonly feature: string;
  readonly from: Occurrence;
  readonly to?: Occurrence;
  readonly reason: string;
  readonly by: Suspender;
  readonly authority?: string;
  /** What was changed before it was resumed. */
  readonly remedy?: string;
}

export interface SystemSuspension {
  readonly from: Occurrence;
  readonly to?: Occurrence;
  readonly reason: string;
  readonly by: Suspender;
}

export interface SystemChange {
  readonly kind: string;
  readonly description: string;
  readonly at: Occurrence;
}

export interface Release {
  readonly version: string;
  readonly openWeights?: boolean;
  readonly licence?: string;
  readonly published: Occurrence;
}

export interface SystemState extends WithDossier {
  /** `introduced` until something is known of its running. */
  readonly status: 'unknown' | 'introduced' | 'running' | 'suspended' | 'terminated';
  readonly introduced?: Occurrence;
  readonly company?: string;
  readonly name?: LocalName;
  readonly kind?: string;
  /** Whether it can be used; absent until a launch, suspension, resumption or end is known. */
  readonly available?: boolean;
  readonly availableSince?: Occurrence;
  readonly launched?: Occurrence;
  readonly terminated?: Occurrence;
  readonly facts: Facts;
  readonly features: readonly FeatureState[];
  /** Every capability that any feature launched so far has listed. */
  readonly listedCapabilities: readonly string[];
  readonly featureSuspensions: readonly FeatureSuspension[];
  readonly suspensions: readonly SystemSuspension[];
  readonly changes: readonly SystemChange[];
  readonly releases: readonly Release[];
}

export const UNKNOWN_SYSTEM: SystemState = {
  status: 'unknown',
  facts: {},
  features: [],
  listedCapabilities: [],
  featureSuspensions: [],
  suspensions: [],
  changes: [],
  releases: [],
  dossier: EMPTY_DOSSIER,
};

/**
 * What the system can do: declared capabilities that no feature launched so far lists, plus those
 * of the features that run. Unknown (absent) until a feature was launched or a description gave them.
 */
export function capabilitiesOf(
  system: Pick<SystemState, 'facts' | 'features' | 'listedCapabilities'>,
): readonly string[] | undefined {
  const declared = system.facts['capabilities'];
  if (declared === undefined && system.features.length === 0) return undefined;
  const running = system.features.filter((feature) => feature.state === 'running');
  const ofFeatures = running.flatMap((feature) => feature.capabilities);
  const others = setOf(declared).filter((one) => !system.listedCapabilities.includes(one));
  return [...new Set([...others, ...ofFeatures])].sort();
}

function setOf(fact: DeclaredFact | undefined): readonly string[] {
  return typeof fact?.value === 'object' ? fact.value : [];
}
