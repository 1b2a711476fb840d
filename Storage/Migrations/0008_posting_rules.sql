-- Posting rules of a node and all below it; the highest version holds.
create table posting_rules (
    node ctext not null,
    version bigint not null,
    text ctext not null,
    published_by ctext not null,
    at bigint not null,
    primary key (node, version)
);

-- A member accepts a version once, wherever it comes up.
create table posting_consent (
    node ctext not null,
    version bigint not null,
    member ctext not null,
    at bigint not null,
    primary key (node, version, member)
);
