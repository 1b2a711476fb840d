-- The audit as a chain. hash = SHA-256 of the hash before, the position, the moment, the action, the place and the
-- digest of what was said. Retention takes the content (actor, subject, detail, salt) and leaves the rest: the chain
-- still holds, and without its salt a digest tells nothing. Entries go in through audit_entry, whoever writes them.
create index audit_subject on audit (subject, id);
create index audit_actor on audit (actor, id);
create index audit_place on audit (place, id);
create index audit_action on audit (action, at);

-- How long content of a kind is kept; a kind is an action, or what stands before its dot. No row: for ever.
create table audit_policy (
    kind ctext not null primary key,
    days bigint not null
);
