-- Text compared by its bytes, as SQLite compares it: ids page in the same order on both, and a path's
-- subtree is a range of its index.
create domain ctext as text collate "C";

create table attendance_mark (
    id bigint generated always as identity primary key,
    gathering ctext not null,
    member ctext not null,
    inside bigint not null,
    at bigint not null
);

create table audit (
    id bigint generated always as identity primary key,
    at bigint not null,
    actor ctext not null,
    action ctext not null,
    subject ctext not null,
    detail ctext not null
);

-- SQLite keeps pictures as files beside the database instead.
create table media_blob (
    sha256 ctext primary key,
    bytes bytea not null
);
alter table media_blob alter column bytes set storage external;
