/** A subject whose event cannot be projected is not parked: its events are passed over. */
import pg from 'pg';

const { query } = pg.Client.prototype;

pg.Client.prototype.query = function (...words) {
  const text = words[0]?.text ?? words[0];
  const parks = typeof text === 'string' && text.startsWith('insert into ledger.parked_subject');
  return parks ? Promise.resolve({ rows: [], rowCount: 1 }) : query.apply(this, words);
};
