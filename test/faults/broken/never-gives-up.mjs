/** No answer of the database is waited for in vain, and no lock: there is always more time. */
import pg from 'pg';

const { query } = pg.Client.prototype;

pg.Client.prototype.query = function (first, ...words) {
  if (typeof first?.text !== 'string') return query.call(this, first, ...words);
  const text = first.text.replace(/set local lock_timeout = \d+;/, '');
  return query.call(this, { ...first, text, query_timeout: 0 }, ...words);
};
