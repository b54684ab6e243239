export type SeriesName = 'algorithm-recommendation' | 'deep-synthesis';

/** A series of lists that the Cyberspace Administration of China publishes. */
export interface Series {
  readonly name: SeriesName;
  /** The CloudEvents source of what is read from it. */
  readonly source: string;
  /** The words of its title by which a list is recognised. */
  readonly title: string;
}

/** The Cyberspace Administration of China. */
export const PUBLISHER = '国家互联网信息办公室';

export const SERIES: Readonly<Record<SeriesName, Series>> = {
  'algorithm-recommendation': {
    name: 'algorithm-recommendation',
    source: 'urn:edict:list:cac:algorithm-recommendation',
    title: '互联网信息服务算法备案',
  },
  'deep-synthesis': {
    name: 'deep-synthesis',
    source: 'urn:edict:list:cac:deep-synthesis',
    title: '深度合成服务算法备案',
  },
};

export const LIST_SOURCES: readonly string[] = Object.values(SERIES).map(({ source }) => source);
