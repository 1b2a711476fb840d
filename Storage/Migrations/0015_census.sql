-- A census asks every member of a subtree where the formal relation is. The list is frozen at its opening.
create table census (
    id ctext not null primary key,
    node ctext not null references node (id),
    path ctext not null,
    title ctext not null,
    opened_by ctext not null,
    opened_at bigint not null,
    closes_at bigint not null,
    closed_at bigint,
    closed_by ctext
);
create index census_node on census (node, opened_at);
create index census_open on census (path) where closed_at is null;

-- What the register said of a member at the opening, and what the member, or an officer, answered.
create table census_line (
    census ctext not null references census (id),
    member ctext not null,
    node ctext not null,
    category ctext not null,
    relation ctext not null,
    answer ctext,
    evidence ctext,
    answered_by ctext,
    answered_at bigint,
    applied_at bigint,
    primary key (census, member)
);
create index census_line_member on census_line (member, census);
create index census_line_answer on census_line (census, answer, member);

-- Who became registered lately is asked by time.
create index organisation_change_at on organisation_change (kind, at);
