-- A post runs for a term and ends by itself at `until`. `ended_at` is set where somebody ended it, and where the next
-- holder found it run out; until then a node has one secretary, whoever appoints at the same moment.
alter table office add column appointed_by ctext;
alter table office add column ended_at bigint;
alter table office add column ended_by ctext;
alter table office add column ended_why ctext;
create unique index office_secretary on office (node) where role = 'Secretary' and ended_at is null;
create index office_until on office (until) where ended_at is null and until is not null;

-- Votes for those whose formal relation is elsewhere: off unless the organisation above turned it on (S0-35).
create table vote_policy (
    node ctext not null,
    version bigint not null,
    allowed bigint not null,
    reason ctext not null,
    since bigint not null,
    until bigint not null,
    decided_by ctext not null,
    at bigint not null,
    primary key (node, version)
);
alter table roster_line add column granted bigint not null default 0;

-- Where a person stands on the way to membership, and every step that led there.
create table development (
    member ctext not null primary key references member (id),
    version bigint not null,
    stage ctext not null,
    since ctext not null,
    due ctext,
    extended bigint not null,
    full_since ctext
);
create index development_due on development (due) where due is not null;

create table development_step (
    member ctext not null,
    version bigint not null,
    step ctext not null,
    day ctext not null,
    evidence ctext not null,
    reason ctext not null,
    months bigint not null,
    actor ctext not null,
    at bigint not null,
    primary key (member, version)
);

-- Who may see a person's membership; no row: the members of the branch.
create table privacy (
    member ctext not null primary key references member (id),
    audience ctext not null,
    changed_at bigint not null
);
create table privacy_conflict (
    member ctext not null references member (id),
    name ctext not null,
    primary key (member, name)
);
create index privacy_conflict_name on privacy_conflict (name);

-- People who say of themselves that they have no organisation. The id comes of a receipt that only they hold.
create table declaration (
    id ctext not null primary key,
    member ctext,
    name ctext not null,
    category ctext not null,
    joined ctext,
    region ctext,
    place ctext not null,
    employer ctext not null,
    phone ctext,
    note ctext not null,
    credential ctext,
    node ctext not null,
    at bigint not null,
    state ctext not null,
    answer ctext not null default '',
    decided_by ctext,
    decided_at bigint,
    accepted ctext,
    branch ctext
);
create index declaration_waiting on declaration (node, at) where state = 'Waiting';
create unique index declaration_member on declaration (member) where state = 'Waiting' and member is not null;
