\set i :i + 1
\set n :client_id * :each + :i
SELECT c, m, v, s, a FROM bench_voter WHERE n = :n \gset
BEGIN;
SELECT 1 FROM ledger_head WHERE community_id = :c FOR NO KEY UPDATE;
SELECT last_at FROM ledger_head WHERE community_id = :c;
SELECT id, rule FROM vote WHERE community_id = :c AND ended_at IS NULL AND closes_at <= now();
SELECT content FROM ledger_entry WHERE community_id = :c AND event_id = 'bench-' || CAST(:n AS text);
SELECT mo.*, ve.* FROM motion mo JOIN motion_version ve ON ve.community_id = mo.community_id AND ve.motion_id = mo.id AND ve.version = mo.version WHERE mo.community_id = :c AND mo.id = :m;
SELECT * FROM vote WHERE community_id = :c AND motion_id = :m ORDER BY round DESC LIMIT 1;
SELECT r.seat, r.category, p.name, b.entry FROM roll r JOIN account_membership am ON am.community_id = r.community_id AND am.membership_id = r.membership_id JOIN membership p ON p.community_id = r.community_id AND p.id = r.membership_id LEFT JOIN ballot b ON b.community_id = r.community_id AND b.vote_id = r.vote_id AND b.seat = r.seat WHERE r.community_id = :c AND r.vote_id = :v AND am.account_id = :a;
SELECT size, frontier, last_at FROM ledger_head WHERE community_id = :c;
INSERT INTO ledger_entry (community_id, seq, act, subject, recorded_at, event_id, content, body, leaf) SELECT community_id, size + 1, 'vote.cast', 'vote', now(), 'bench-' || CAST(:n AS text), root, repeat('x', 330), root FROM ledger_head WHERE community_id = :c;
UPDATE ledger_head SET size = size + 1, last_at = now() WHERE community_id = :c;
INSERT INTO ballot (community_id, vote_id, seat, choice, salt, entry, sent_at, changes) SELECT CAST(:c AS uuid), CAST(:v AS uuid), CAST(:s AS integer), 'for', repeat('0', 64), size, now(), 0 FROM ledger_head WHERE community_id = :c;
COMMIT;
