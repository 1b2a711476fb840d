-- Types both databases read alike: ctext is text compared by bytes; every number is a bigint; a moment is Unix
-- milliseconds, a date the text yyyy-MM-dd, an enum its name, a truth value 0 or 1, JSON text.
-- Facts carry no foreign keys: their owner has checked the row they hang on (gathering.head) in the same statement.

create table node (
    id ctext not null primary key,
    parent ctext references node (id),
    sector_parent ctext references node (id),
    kind ctext not null,
    name ctext not null,
    path ctext not null,
    region ctext,
    created_at bigint not null,
    dissolved_at bigint
);
create unique index node_path on node (path);
create index node_parent on node (parent);

create table member (
    id ctext not null primary key,
    number ctext not null unique,
    name ctext not null,
    category ctext not null,
    relation ctext not null,
    phone ctext,
    joined_on ctext,
    node ctext not null references node (id),
    created_at bigint not null,
    locale ctext not null default 'zh-CN'
);
create index member_node on member (node, name, id);

create table membership (
    member ctext not null references member (id),
    node ctext not null references node (id),
    since bigint not null,
    until bigint,
    primary key (member, node, since)
);
create index membership_node on membership (node);

create table office (
    member ctext not null references member (id),
    node ctext not null references node (id),
    role ctext not null,
    since bigint not null,
    until bigint,
    primary key (member, node, role, since)
);
create index office_node on office (node);

create table number_serial (
    region_month ctext not null primary key,
    last bigint not null
);

create table credential (
    member ctext not null primary key references member (id),
    hash ctext not null,
    must_change bigint not null,
    failures bigint not null,
    locked_until bigint
);

create table session (
    id ctext not null primary key,
    member ctext not null references member (id),
    device ctext not null,
    opened_at bigint not null,
    expires_at bigint not null,
    seen_at bigint not null
);
create index session_member on session (member, opened_at);
