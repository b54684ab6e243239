/** Appends do not wait until PostgreSQL has written its log. */
import pg from 'pg';

const { query } = pg.Client.prototype;

pg.Client.prototype.query = function (first, ...words) {
  const text = first?.text;
  if (typeof text !== 'string' || !text.startsWith('begin;set local lock_timeout')) {
    return query.call(this, first, ...words);
  }
  const loose = text.replace('begin;', 'begin;set local synchronous_commit = off;');
  return query.call(this, { ...first, text: loose }, ...words);
};
