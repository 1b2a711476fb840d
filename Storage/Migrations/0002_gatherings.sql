create table gathering (
    id ctext not null primary key,
    node ctext not null,
    node_path ctext not null,
    node_name ctext not null,
    subtree bigint not null,
    type ctext not null,
    topic ctext not null,
    activists bigint not null,
    summoner ctext not null,
    summoner_name ctext not null,
    opens_at bigint not null,
    summoned_at bigint not null,
    state ctext not null,
    opened_at bigint,
    closes_at bigint not null,
    closed_at bigint,
    slow_seconds bigint not null,
    epoch ctext not null,
    head bigint not null,
    fence bigint not null,
    alive_at bigint not null,
    frozen bigint not null
);
create index gathering_path on gathering (node_path, opens_at);
create index gathering_state on gathering (state, opens_at);

create table roster_line (
    gathering ctext not null,
    member ctext not null,
    name ctext not null,
    unit ctext not null,
    category ctext not null,
    relation ctext not null,
    expected bigint not null,
    eligible bigint not null,
    primary key (gathering, member)
);
create index roster_line_member on roster_line (member, gathering);

create table excuse (
    gathering ctext not null,
    member ctext not null,
    reason ctext not null,
    excused_by ctext not null,
    at bigint not null,
    primary key (gathering, member)
);

create index attendance_mark_gathering on attendance_mark (gathering, member, id);
create index attendance_mark_member on attendance_mark (member, gathering);

-- The log: one row an entry, dense by seq.
create table message (
    gathering ctext not null,
    seq bigint not null,
    kind ctext not null,
    at bigint not null,
    author ctext,
    client_id ctext,
    target bigint,
    body ctext not null,
    primary key (gathering, seq)
);
create unique index message_client on message (gathering, author, client_id) where client_id is not null;

create table reaction (
    gathering ctext not null,
    seq bigint not null,
    member ctext not null,
    emoji ctext not null,
    at bigint not null,
    primary key (gathering, seq, member, emoji)
);

create table minutes (
    gathering ctext not null,
    version bigint not null,
    at bigint not null,
    body ctext not null,
    signed_by ctext,
    signed_by_name ctext,
    signed_at bigint,
    reason ctext,
    primary key (gathering, version)
);

-- Awards that no ledger holds yet.
create table award_due (
    member ctext not null,
    rule ctext not null,
    source ctext not null,
    reverses bigint not null,
    gathering ctext not null,
    at bigint not null,
    primary key (member, rule, source, reverses)
);
create index award_due_gathering on award_due (gathering, at);
create index award_due_at on award_due (at);
create index audit_subject on audit (subject, id);
