-- A member finds a message out of place: one row a member and message, settled when an officer has decided.
create table flag (
    gathering ctext not null,
    seq bigint not null,
    member ctext not null,
    reason ctext not null,
    at bigint not null,
    settled ctext,
    primary key (gathering, seq, member)
);

-- The author of a hidden message asks another officer to look again: once a message.
create table appeal (
    gathering ctext not null,
    seq bigint not null,
    member ctext not null,
    text ctext not null,
    at bigint not null,
    restored bigint,
    decided_by ctext,
    decided_at bigint,
    primary key (gathering, seq)
);
