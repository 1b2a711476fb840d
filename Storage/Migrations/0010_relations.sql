-- Every change of a member's standing and of the tree, in one order: the seq is given in the order of commits, so a
-- reader that has seen n has seen all that came before. A standing of a member changes once a version.
create unique index organisation_change_version on organisation_change (subject, version) where kind = 'Standing';
create index organisation_change_subject on organisation_change (subject, seq);

-- Each change of standing is made against the version it was decided on.
alter table member add column version bigint not null default 0;

-- Home: the roster that a member stands on, exactly one at every moment. Everything else comes beside it.
alter table membership add column kind ctext not null default 'Home';
create unique index membership_home on membership (member) where kind = 'Home' and until is null;
create index membership_running on membership (node, kind, member) where until is null;

-- Commands already done, by the id that their sender chose.
create table command (
    actor ctext not null,
    id ctext not null,
    at bigint not null,
    subject ctext not null,
    result ctext not null,
    primary key (actor, id)
);
