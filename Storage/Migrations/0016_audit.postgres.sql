alter table audit rename to audit_before;
drop index audit_subject;

create table audit (
    id bigint not null,
    at bigint not null,
    actor ctext not null,
    action ctext not null,
    subject ctext not null,
    detail ctext not null,
    place ctext not null,
    salt ctext not null,
    digest ctext not null,
    hash ctext not null,
    constraint audit_position primary key (id)
);

-- One row: who appends holds it until the commit, so the chain is one over all processes.
create table audit_head (
    one bigint primary key check (one = 1),
    id bigint not null,
    hash ctext not null
);
insert into audit_head values (1, 0, repeat('0', 64));

-- The same bytes as Storage/Audit/AuditHash.cs.
create function audit_field(content text) returns text language sql immutable
return octet_length(convert_to(content, 'UTF8')) || ':' || content || chr(10);

create function audit_digest(salt text, actor text, subject text, detail text) returns text language sql immutable
return encode(sha256(convert_to(
    salt || chr(10) || audit_field(actor) || audit_field(subject) || audit_field(detail), 'UTF8')), 'hex');

create function audit_hash(previous text, id bigint, at bigint, action text, place text, digest text) returns text language sql immutable
return encode(sha256(convert_to(
    previous || chr(10) || id || chr(10) || at || chr(10) || audit_field(action) || audit_field(place) || digest, 'UTF8')), 'hex');

create view audit_entry as select at, actor, action, subject, detail from audit;

create function audit_append() returns trigger language plpgsql as $append$
declare
    previous text;
    link bigint;
    stands text;
    grain text := replace(gen_random_uuid()::text, '-', '');
    content text := audit_digest(grain, new.actor, new.subject, new.detail);
    seal text;
begin
    stands := coalesce(
        (select node from gathering where id = new.subject),
        (select id from node where id = new.subject),
        (select node from consultation where id = new.subject),
        (select node from member where id = new.subject),
        (select node from member where id = new.actor),
        '');
    select id + 1, hash into link, previous from audit_head for update;
    seal := audit_hash(previous, link, new.at, new.action, stands, content);
    update audit_head set id = link, hash = seal;
    insert into audit (id, at, actor, action, subject, detail, place, salt, digest, hash)
    values (link, new.at, new.actor, new.action, new.subject, new.detail, stands, grain, content, seal);
    return new;
end $append$;

create trigger audit_append instead of insert on audit_entry for each row execute function audit_append();

insert into audit_entry (at, actor, action, subject, detail)
select at, actor, action, subject, detail from audit_before order by id;
drop table audit_before;

create function audit_stays() returns trigger language plpgsql as $stays$
begin
    if tg_op = 'UPDATE' then
        if new.id = old.id and new.at = old.at and new.action = old.action and new.place = old.place
            and new.digest = old.digest and new.hash = old.hash
            and new.salt = '' and new.actor = '' and new.subject = '' and new.detail = '' then
            return new;
        end if;
    end if;
    raise exception 'the audit is append-only';
end $stays$;

create trigger audit_stays before update or delete on audit for each row execute function audit_stays();
create trigger audit_whole before truncate on audit for each statement execute function audit_stays();
