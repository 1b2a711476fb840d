create table consultation (
    id ctext not null primary key,
    member ctext not null,
    member_name ctext not null,
    node ctext not null,
    node_name ctext not null,
    topic ctext not null,
    subject ctext not null,
    opened_at bigint not null,
    state ctext not null,
    officer ctext,
    officer_name ctext,
    waiting_since bigint,
    first_reply_at bigint,
    closed_at bigint,
    helped bigint,
    head bigint not null,
    fence bigint not null
);
create index consultation_member on consultation (member, opened_at);
create index consultation_node on consultation (node, state, opened_at);

create table consultation_entry (
    consultation ctext not null,
    seq bigint not null,
    kind ctext not null,
    at bigint not null,
    author ctext not null,
    client_id ctext,
    body ctext not null,
    primary key (consultation, seq)
);
create unique index consultation_entry_client on consultation_entry (consultation, author, client_id) where client_id is not null;

-- How far each party has read.
create table consultation_mark (
    consultation ctext not null,
    member ctext not null,
    seq bigint not null,
    at bigint not null,
    primary key (consultation, member)
);

-- A picture belongs to a gathering or to a consultation.
alter table media add column consultation ctext;
