-- A member says what is wrong in the member's own data; an officer applies it or refuses it in writing.
create table correction (
    id ctext not null primary key,
    member ctext not null references member (id),
    field ctext not null,
    was ctext not null,
    wanted ctext not null,
    reason ctext not null,
    filed_at bigint not null,
    due_at bigint not null,
    state ctext not null,
    answer ctext,
    decided_by ctext,
    decided_at bigint
);
create unique index correction_open on correction (member, field) where state = 'Open';
create index correction_member on correction (member, filed_at);
create index correction_due on correction (state, due_at);
