-- Which clubs (groups for organisational life, l-...) a branch of the tree has taken on: what a club does from since until
-- until counts as the branch's activity.
create table club_link (
    club ctext not null references node (id),
    branch ctext not null references node (id),
    since bigint not null,
    linked_by ctext not null,
    until bigint,
    ended_by ctext,
    primary key (club, branch, since)
);
create unique index club_link_once on club_link (club, branch) where until is null;
create index club_link_branch on club_link (branch);
