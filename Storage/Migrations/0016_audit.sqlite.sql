-- audit_digest and audit_hash are functions of the hub's own connection (Storage/Audit/AuditHash.cs): another program
-- cannot append. Each statement of the trigger sees what the one before it wrote; a salt in a query might be drawn twice.
alter table audit rename to audit_before;
drop index audit_subject;

create table audit (
    id integer primary key,
    at bigint not null,
    actor ctext not null,
    action ctext not null,
    subject ctext not null,
    detail ctext not null,
    place ctext not null,
    salt ctext not null,
    digest ctext not null,
    hash ctext not null
);

create table audit_head (
    one bigint primary key check (one = 1),
    id bigint not null,
    place ctext not null,
    salt ctext not null,
    digest ctext not null,
    hash ctext not null
);
insert into audit_head values (1, 0, '', '', '', '0000000000000000000000000000000000000000000000000000000000000000');

create view audit_entry as select at, actor, action, subject, detail from audit;

create trigger audit_append instead of insert on audit_entry
begin
    update audit_head set id = id + 1, salt = lower(hex(randomblob(16))), place = coalesce(
        (select node from gathering where id = new.subject),
        (select id from node where id = new.subject),
        (select node from consultation where id = new.subject),
        (select node from member where id = new.subject),
        (select node from member where id = new.actor),
        '');
    update audit_head set digest = audit_digest(salt, new.actor, new.subject, new.detail);
    update audit_head set hash = audit_hash(hash, id, new.at, new.action, place, digest);
    insert into audit (id, at, actor, action, subject, detail, place, salt, digest, hash)
    select id, new.at, new.actor, new.action, new.subject, new.detail, place, salt, digest, hash from audit_head;
end;

insert into audit_entry (at, actor, action, subject, detail)
select at, actor, action, subject, detail from audit_before order by id;
drop table audit_before;

create trigger audit_stays before delete on audit
begin
    select raise(abort, 'the audit is append-only');
end;

create trigger audit_unchanged before update on audit
when new.id <> old.id or new.at <> old.at or new.action <> old.action or new.place <> old.place
    or new.digest <> old.digest or new.hash <> old.hash
    or new.salt <> '' or new.actor <> '' or new.subject <> '' or new.detail <> ''
begin
    select raise(abort, 'the audit is append-only');
end;
