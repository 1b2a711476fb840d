-- One row: every change of the tree and of the registry of enterprises raises the version that it was decided on.
create table organisation_tree (
    id bigint not null primary key,
    version bigint not null
);
insert into organisation_tree (id, version) values (1, 0);

-- What a node has been since: 0 since it was made. What it was before is in node_history, one row a change.
alter table node add column changed_at bigint not null default 0;
create index node_sector on node (sector_parent) where sector_parent is not null;
create index node_region on node (region, kind) where region is not null;

-- What a node was from since until until. Its way to the root on a past day follows from the parents of that day,
-- so that the move of a subtree is one row, not one for each node below.
create table node_history (
    node ctext not null references node (id),
    since bigint not null,
    until bigint not null,
    parent ctext,
    sector_parent ctext,
    kind ctext not null,
    name ctext not null,
    version bigint not null,
    primary key (node, version)
);
create index node_history_node on node_history (node, until);
create index node_history_parent on node_history (parent, until);

create table enterprise (
    id ctext not null primary key,
    name ctext not null,
    region ctext not null,
    industry ctext not null,
    staff bigint not null,
    state ctext not null,
    node ctext not null references node (id),
    cover ctext not null,
    holder ctext references member (id),
    seat ctext references node (id),
    merged_into ctext references enterprise (id),
    registered_at bigint not null
);
create index enterprise_node on enterprise (node, state);
create index enterprise_region on enterprise (region, state);
create index enterprise_holder on enterprise (holder) where holder is not null;

-- Whom an enterprise has declared, linked to the hub's member where there is one.
create table enterprise_member (
    id ctext not null primary key,
    enterprise ctext not null references enterprise (id),
    name ctext not null,
    category ctext not null,
    member ctext references member (id),
    at bigint not null,
    ended_at bigint
);
create index enterprise_member_enterprise on enterprise_member (enterprise, ended_at);

-- What happened to an enterprise, and its name and cover before it.
create table enterprise_change (
    enterprise ctext not null references enterprise (id),
    version bigint not null,
    at bigint not null,
    cause ctext not null,
    actor ctext not null,
    name ctext not null,
    node ctext not null,
    primary key (enterprise, version, cause)
);

-- What went up in a node, for the node's own history.
create index organisation_change_source on organisation_change (source) where kind = 'Node' and source <> '';
